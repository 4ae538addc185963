// SPDX-License-Identifier: MIT
#include "ui/editor/text_units.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/utext.h>

#include <algorithm>
#include <memory>

namespace deltapad {

namespace {

enum class Unit { Grapheme, Word, Sentence };

icu::BreakIterator *makeIterator(Unit unit, UErrorCode &status)
{
    const icu::Locale &locale = icu::Locale::getRoot();
    switch (unit) {
    case Unit::Grapheme:
        return icu::BreakIterator::createCharacterInstance(locale, status);
    case Unit::Sentence:
        return icu::BreakIterator::createSentenceInstance(locale, status);
    case Unit::Word:
        break;
    }
    return icu::BreakIterator::createWordInstance(locale, status);
}

/// Walks the segments of a text: words and what is between them, unless another unit is asked for.
class Segments
{
public:
    explicit Segments(QStringView text, Unit unit = Unit::Word)
    {
        UErrorCode status = U_ZERO_ERROR;
        m_iterator.reset(makeIterator(unit, status));
        if (U_SUCCESS(status))
            m_handle = utext_openUChars(nullptr, text.utf16(), text.size(), &status);
        if (U_SUCCESS(status))
            m_iterator->setText(m_handle, status);
        m_good = U_SUCCESS(status);
    }
    ~Segments()
    {
        if (m_handle)
            utext_close(m_handle);
    }
    Segments(const Segments &) = delete;
    Segments &operator=(const Segments &) = delete;

    bool next()
    {
        if (!m_good)
            return false;
        m_begin = m_end;
        m_end = m_iterator->next();
        return m_end != icu::BreakIterator::DONE;
    }
    qsizetype begin() const { return m_begin; }
    qsizetype end() const { return m_end; }
    bool isWord() const { return m_iterator->getRuleStatus() >= UBRK_WORD_NONE_LIMIT; }

private:
    std::unique_ptr<icu::BreakIterator> m_iterator;
    UText *m_handle = nullptr;
    bool m_good = false;
    qsizetype m_begin = 0;
    qsizetype m_end = 0;
};

/// A segment that stops Ctrl+arrow: not white space.
bool isBlank(QStringView segment)
{
    return segment[0].isSpace();
}

} // namespace

void eachWord(QStringView text, const std::function<void(qsizetype, qsizetype)> &visit)
{
    Segments segments(text);
    while (segments.next()) {
        if (segments.isWord())
            visit(segments.begin(), segments.end());
    }
}

qint64 countSentences(QStringView text)
{
    Segments segments(text, Unit::Sentence);
    qint64 sentences = 0;
    while (segments.next()) {
        const QStringView sentence = text.mid(segments.begin(), segments.end() - segments.begin());
        const bool spoken = std::any_of(sentence.begin(), sentence.end(),
                                        [](QChar c) { return c.isLetterOrNumber() || c.isHighSurrogate(); });
        sentences += spoken ? 1 : 0;
    }
    return sentences;
}

qsizetype nextWordPlace(QStringView paragraph, qsizetype position)
{
    Segments segments(paragraph);
    bool afterSign = false; // a run of signs is one stop
    while (segments.next()) {
        const QStringView segment = paragraph.mid(segments.begin(), segments.end() - segments.begin());
        const bool sign = !segments.isWord() && !isBlank(segment);
        if (segments.begin() > position && !isBlank(segment) && !(sign && afterSign))
            return segments.begin();
        afterSign = sign;
    }
    return paragraph.size();
}

qsizetype previousWordPlace(QStringView paragraph, qsizetype position)
{
    Segments segments(paragraph);
    qsizetype place = 0;
    bool afterSign = false;
    while (segments.next() && segments.begin() < position) {
        const QStringView segment = paragraph.mid(segments.begin(), segments.end() - segments.begin());
        const bool sign = !segments.isWord() && !isBlank(segment);
        if (!isBlank(segment) && !(sign && afterSign))
            place = segments.begin();
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
    Segments segments(paragraph.mid(from, position - from), Unit::Grapheme);
    qsizetype begin = 0;
    while (segments.next())
        begin = segments.begin();
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
