// SPDX-License-Identifier: MIT
#pragma once
// KeptGlyphs: paragraphs on the screen keep their shaped glyphs from one frame to the next.
//
// A QTextLayout forgets its glyphs when it has been laid out and again when it has been drawn: a key in a
// long paragraph then has all of it shaped three times (layout, text, caret). Not for paragraphs that nobody
// looks at: their glyphs take some thirty bytes a character. Threading: user interface. Ownership: plain
// handles of blocks; blocks that are gone are passed over. Cost: the blocks that are painted, and once in a
// while those of before.
#include <QTextBlock>

#include <vector>

namespace deltapad {

class KeptGlyphs
{
public:
    /// These are about to be painted.
    void keep(const std::vector<QTextBlock> &painted);

    static constexpr int kMostCharacters = 100000; ///< of which glyphs are kept beyond what is painted

private:
    void add(const QTextBlock &block);

    std::vector<QTextBlock> m_blocks;
    int m_characters = 0; ///< of m_blocks, when they were added
};

} // namespace deltapad
