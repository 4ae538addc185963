// SPDX-License-Identifier: MIT
#include "engine/text/segments.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/utext.h>

#include <array>
#include <utility>

namespace deltapad {

struct Segments::Iterator
{
    std::unique_ptr<icu::BreakIterator> breaks;
    UText text = UTEXT_INITIALIZER;

    explicit Iterator(TextUnit unit, UErrorCode &status)
    {
        const icu::Locale &locale = icu::Locale::getRoot();
        switch (unit) {
        case TextUnit::Grapheme:
            breaks.reset(icu::BreakIterator::createCharacterInstance(locale, status));
            break;
        case TextUnit::Word:
            breaks.reset(icu::BreakIterator::createWordInstance(locale, status));
            break;
        case TextUnit::Sentence:
            breaks.reset(icu::BreakIterator::createSentenceInstance(locale, status));
            break;
        }
    }
    ~Iterator() { utext_close(&text); }
    Iterator(const Iterator &) = delete;
    Iterator &operator=(const Iterator &) = delete;

    /// The one that the last walk of this thread has left; null if it is in use or there was none.
    static std::unique_ptr<Iterator> &kept(TextUnit unit)
    {
        thread_local std::array<std::unique_ptr<Iterator>, 3> iterators;
        return iterators[static_cast<std::size_t>(unit)];
    }
};

Segments::Segments(std::u16string_view text, TextUnit unit)
    : m_iterator(std::move(Iterator::kept(unit))), m_unit(unit)
{
    UErrorCode status = U_ZERO_ERROR;
    if (!m_iterator)
        m_iterator = std::make_unique<Iterator>(unit, status);
    if (U_SUCCESS(status))
        utext_openUChars(&m_iterator->text, text.data(), static_cast<std::int64_t>(text.size()), &status);
    if (U_SUCCESS(status))
        m_iterator->breaks->setText(&m_iterator->text, status);
    if (U_FAILURE(status))
        m_iterator.reset();
}

Segments::~Segments()
{
    if (m_iterator)
        Iterator::kept(m_unit) = std::move(m_iterator);
}

bool Segments::next()
{
    if (!m_iterator)
        return false;
    const std::int32_t end = m_iterator->breaks->next();
    if (end == icu::BreakIterator::DONE)
        return false;
    m_begin = std::exchange(m_end, static_cast<std::size_t>(end));
    return true;
}

bool Segments::isWord() const
{
    return m_iterator && m_iterator->breaks->getRuleStatus() >= UBRK_WORD_NONE_LIMIT;
}

} // namespace deltapad
