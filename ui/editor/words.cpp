// SPDX-License-Identifier: MIT
#include "ui/editor/words.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/utext.h>

#include <memory>

namespace deltapad {

namespace {

/// Walks the word segments of a text.
class Segments
{
public:
    explicit Segments(QStringView text)
    {
        UErrorCode status = U_ZERO_ERROR;
        m_iterator.reset(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
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

bool isHyphen(QStringView segment)
{
    return segment.size() == 1 &&
           (segment[0] == u'-' || segment[0] == QChar(0x2010) || segment[0] == QChar(0x2011));
}

} // namespace

qsizetype nextWordLength(QStringView text)
{
    Segments segments(text);
    qsizetype taken = 0;
    bool haveWord = false;
    bool afterHyphen = false;
    while (segments.next()) {
        const QStringView segment = text.mid(segments.begin(), segments.end() - segments.begin());
        if (segments.isWord()) {
            if (haveWord && !afterHyphen)
                break;
            haveWord = true;
            afterHyphen = false;
        } else if (haveWord) {
            if (segment[0].isSpace())
                break;
            afterHyphen = isHyphen(segment);
        }
        taken = segments.end();
    }
    return haveWord ? taken : text.size();
}

qint64 countWords(QStringView text)
{
    Segments segments(text);
    qint64 words = 0;
    while (segments.next())
        words += segments.isWord() ? 1 : 0;
    return words;
}

} // namespace deltapad
