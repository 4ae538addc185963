// SPDX-License-Identifier: MIT
#pragma once
// Washes: soft colours painted behind the text of the visible paragraphs: unlikely words, search matches, and
// the gaps that ProseLayout leaves inside a selection.
//
// Painted under the text before the editor paints itself, so nothing here touches the document, its layout or
// its undo stack, and an inline suggestion (which lives in the layout only) moves the colours with the text.
// Not for the caret line's text formats. Threading: user interface. Cost: linear in what is visible.
#include "engine/base/edits.h"
#include "ui/editor/line_parts.h"
#include "ui/editor/prose_layout.h"

#include <QColor>
#include <QTextBlock>
#include <QTextCursor>

#include <vector>

class QPainter;

namespace deltapad {

struct WashRange
{
    int begin = 0;
    int end = 0;
    float strength = 1; ///< 0..1
};

struct WashColors
{
    QColor surprise;
    QColor match;
    QColor selection;
    QColor heat;
};

class Washes
{
public:
    void setColors(const WashColors &colors) { m_colors = colors; }
    /// Both sorted by begin, not overlapping.
    void setSurprises(std::vector<WashRange> ranges) { m_surprises = std::move(ranges); }
    void setMatches(std::vector<WashRange> ranges) { m_matches = std::move(ranges); }
    /// What was computed again; not overlapping as well.
    void setHeat(std::vector<WashRange> ranges) { m_heat = std::move(ranges); }
    const std::vector<WashRange> &heat() const { return m_heat; }
    const std::vector<WashRange> &surprises() const { return m_surprises; }
    const std::vector<WashRange> &matches() const { return m_matches; }
    /// Moves the ranges behind a change and forgets those it touched.
    void follow(const TextSplice &splice);

    using VisibleBlock = deltapad::VisibleBlock;
    void paint(QPainter &painter, const std::vector<VisibleBlock> &blocks, const GhostText &ghost,
               qreal lineAir, const QTextCursor &selection) const;

private:
    WashColors m_colors;
    std::vector<WashRange> m_surprises;
    std::vector<WashRange> m_matches;
    std::vector<WashRange> m_heat;
};

} // namespace deltapad
