// SPDX-License-Identifier: MIT
#pragma once
// Word boundaries for Qt's strings, by the engine's rules (Qt's finder knows no words in Chinese, Japanese or
// Thai). Threading: pure functions. Cost: linear in the text.
#include "engine/assist/word_lengths.h"
#include "engine/text/word_characters.h"

#include <QString>
#include <QStringView>

namespace deltapad {

inline std::u16string_view unitsOf(QStringView text)
{
    return {text.utf16(), std::size_t(text.size())};
}
inline qsizetype nextWordLength(QStringView text)
{
    return qsizetype(nextWordLength(unitsOf(text)));
}
inline qsizetype nextSentenceLength(QStringView text)
{
    return qsizetype(nextSentenceLength(unitsOf(text)));
}
/// What of a word in `before` a continuation goes on with; empty if it starts anew.
inline QString wordContinuedBy(QStringView continuation, QStringView before)
{
    const std::u16string_view word = wordContinuedBy(unitsOf(continuation), unitsOf(before));
    return QStringView(word.data(), qsizetype(word.size())).toString();
}
/// A continuation as one reads it: with the beginning of the word that it completes.
inline QString inWholeWords(const QString &continuation, QStringView before)
{
    return (wordContinuedBy(continuation, before) + continuation).trimmed();
}
/// Number of words: segments that hold a letter, number, kana or ideograph.
inline qint64 countWords(QStringView text)
{
    return countWords(unitsOf(text));
}

} // namespace deltapad
