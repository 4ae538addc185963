// SPDX-License-Identifier: MIT
#pragma once
// Word boundaries by ICU (Qt's finder knows no words in Chinese, Japanese or Thai).
// Threading: pure functions. Cost: linear in the text.
#include <QStringView>

namespace deltapad {

/// Length of the part of `text` that "accept next word" takes: the gap before the next word, the word
/// (hyphenated words count as one) and the punctuation that touches its end. The whole text if it holds no
/// word.
qsizetype nextWordLength(QStringView text);
/// Number of words: segments that hold a letter, number, kana or ideograph.
qint64 countWords(QStringView text);

} // namespace deltapad
