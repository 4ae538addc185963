// SPDX-License-Identifier: MIT
#pragma once
// Segments: walks the graphemes, words or sentences of a text by ICU's rules (UAX 29, with dictionaries for
// languages without spaces).
//
// Not for the tokeniser, which has rules of its own. Making ICU's iterators costs more than walking a
// paragraph, so each thread keeps one of each kind for the next walk. Threading: one thread each. Ownership:
// the text must outlive the walk. Cost: linear in what is walked.
#include <cstddef>
#include <memory>
#include <string_view>

namespace deltapad {

enum class TextUnit { Grapheme, Word, Sentence };

class Segments
{
public:
    /// Words come with what is between them: isWord().
    explicit Segments(std::u16string_view text, TextUnit unit = TextUnit::Word);
    ~Segments();
    Segments(const Segments &) = delete;
    Segments &operator=(const Segments &) = delete;

    /// Goes to the next segment; false at the end.
    bool next();
    /// Units from the begin of the text.
    std::size_t begin() const { return m_begin; }
    std::size_t end() const { return m_end; }
    /// With TextUnit::Word: whether it holds a letter, number, kana or ideograph.
    bool isWord() const;

private:
    struct Iterator;

    std::unique_ptr<Iterator> m_iterator; ///< null: ICU refused
    TextUnit m_unit;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
};

} // namespace deltapad
