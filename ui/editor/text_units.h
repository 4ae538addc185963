// SPDX-License-Identifier: MIT
#pragma once
// Words, sentences and graphemes of a paragraph by ICU, for counting and for the keys that move by them (Qt's finder
// knows no words in Chinese, Japanese or Thai). Not for what a suggestion is taken by: see ui/editor/words.h.
// Threading: pure functions. Cost: linear in the text.
#include <QStringView>

#include <functional>

namespace deltapad {

/// Calls visit(begin, end) for each word: a segment that holds a letter, number, kana or ideograph.
void eachWord(QStringView text, const std::function<void(qsizetype, qsizetype)> &visit);
/// Number of sentences that hold a word.
qint64 countSentences(QStringView text);

/// Where Ctrl+Right goes from `position` inside one paragraph: the next word or run of signs; the end if
/// there is none.
qsizetype nextWordPlace(QStringView paragraph, qsizetype position);
/// Where Ctrl+Left goes: the begin of the word or run of signs before `position`; 0 if there is none.
qsizetype previousWordPlace(QStringView paragraph, qsizetype position);

/// What one Backspace takes before `position`, which is not 0: a whole emoji, however many code points it
/// has, else one code point, so that an accent can be corrected without its letter.
qsizetype backspaceLength(QStringView paragraph, qsizetype position);

} // namespace deltapad
