// SPDX-License-Identifier: MIT
#include "ui/editor/text_statistics.h"

#include "ui/editor/text_units.h"

#include <algorithm>

namespace deltapad {

namespace {

constexpr qint64 kWordsAMinute = 240;
constexpr qint64 kLongWord = 6;

qint64 codePoints(QStringView text)
{
    return std::count_if(text.begin(), text.end(), [](QChar c) { return !c.isLowSurrogate(); });
}

} // namespace

TextStatistics &TextStatistics::operator+=(const TextStatistics &other)
{
    characters += other.characters;
    words += other.words;
    sentences += other.sentences;
    longWords += other.longWords;
    letters += other.letters;
    return *this;
}

TextStatistics &TextStatistics::operator-=(const TextStatistics &other)
{
    characters -= other.characters;
    words -= other.words;
    sentences -= other.sentences;
    longWords -= other.longWords;
    letters -= other.letters;
    return *this;
}

double TextStatistics::lix() const
{
    if (words == 0)
        return 0;
    return double(words) / double(std::max<qint64>(1, sentences)) + 100.0 * double(longWords) / double(words);
}

double TextStatistics::ari() const
{
    if (words == 0)
        return 0;
    return 4.71 * double(letters) / double(words) +
           0.5 * double(words) / double(std::max<qint64>(1, sentences)) - 21.43;
}

int TextStatistics::readingMinutes() const
{
    return int((words + kWordsAMinute - 1) / kWordsAMinute);
}

TextStatistics statisticsOf(QStringView paragraph)
{
    TextStatistics made;
    made.characters = codePoints(paragraph);
    eachWord(paragraph, [&](qsizetype begin, qsizetype end) {
        const QStringView word = paragraph.mid(begin, end - begin);
        const qint64 letters = std::count_if(
            word.begin(), word.end(), [](QChar c) { return c.isLetterOrNumber() || c.isHighSurrogate(); });
        ++made.words;
        made.letters += letters;
        made.longWords += letters > kLongWord ? 1 : 0;
    });
    if (made.words > 0)
        made.sentences = countSentences(paragraph);
    return made;
}

} // namespace deltapad
