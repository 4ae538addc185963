// SPDX-License-Identifier: MIT
#include "ui/editor/text_units.h"

#include "engine/text/segments.h"

#include <algorithm>

namespace deltapad {

namespace {

std::u16string_view unitsOf(QStringView text)
{
    return {text.utf16(), std::size_t(text.size())};
}

QStringView current(QStringView text, const Segments &segments)
{
    return text.mid(qsizetype(segments.begin()), qsizetype(segments.end() - segments.begin()));
}

/// A segment that stops Ctrl+arrow: not white space.
bool isBlank(QStringView segment)
{
    return segment[0].isSpace();
}

} // namespace

void eachWord(QStringView text, const std::function<void(qsizetype, qsizetype)> &visit)
{
    Segments segments(unitsOf(text));
    while (segments.next()) {
        if (segments.isWord())
            visit(qsizetype(segments.begin()), qsizetype(segments.end()));
    }
}

qint64 countSentences(QStringView text)
{
    Segments segments(unitsOf(text), TextUnit::Sentence);
    qint64 sentences = 0;
    while (segments.next()) {
        const QStringView sentence = current(text, segments);
        const bool spoken = std::any_of(sentence.begin(), sentence.end(),
                                        [](QChar c) { return c.isLetterOrNumber() || c.isHighSurrogate(); });
        sentences += spoken ? 1 : 0;
    }
    return sentences;
}

qsizetype nextWordPlace(QStringView paragraph, qsizetype position)
{
    Segments segments(unitsOf(paragraph));
    bool afterSign = false; // a run of signs is one stop
    while (segments.next()) {
        const QStringView segment = current(paragraph, segments);
        const bool sign = !segments.isWord() && !isBlank(segment);
        const auto begin = qsizetype(segments.begin());
        if (begin > position && !isBlank(segment) && !(sign && afterSign))
            return begin;
        afterSign = sign;
    }
    return paragraph.size();
}

qsizetype previousWordPlace(QStringView paragraph, qsizetype position)
{
    Segments segments(unitsOf(paragraph));
    qsizetype place = 0;
    bool afterSign = false;
    while (segments.next() && qsizetype(segments.begin()) < position) {
        const QStringView segment = current(paragraph, segments);
        const bool sign = !segments.isWord() && !isBlank(segment);
        if (!isBlank(segment) && !(sign && afterSign))
            place = qsizetype(segments.begin());
        afterSign = sign;
    }
    return place;
}

qsizetype backspaceLength(QStringView paragraph, qsizetype position)
{
    constexpr qsizetype kLongestCluster = 64;
    const bool pair =
        position > 1 && paragraph[position - 1].isLowSurrogate() && paragraph[position - 2].isHighSurrogate();
    const qsizetype codePoint = pair ? 2 : 1;
    const qsizetype from = std::max<qsizetype>(0, position - kLongestCluster);
    Segments segments(unitsOf(paragraph.mid(from, position - from)), TextUnit::Grapheme);
    qsizetype begin = 0;
    while (segments.next())
        begin = qsizetype(segments.begin());
    const QStringView cluster = paragraph.mid(from + begin, position - from - begin);
    const bool emoji = std::any_of(cluster.begin(), cluster.end(), [](QChar c) {
        constexpr char16_t kZeroWidthJoiner = 0x200D;
        constexpr char16_t kEmojiStyle = 0xFE0F;
        return c == kZeroWidthJoiner || c == kEmojiStyle || c.isHighSurrogate();
    });
    // A joiner also shapes letters of Indic and Arabic scripts; those are taken one by one.
    const bool letters = cluster[0].isLetter();
    return emoji && !letters ? cluster.size() : codePoint;
}

} // namespace deltapad
