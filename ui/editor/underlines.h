// SPDX-License-Identifier: MIT
#pragma once
// Underlines: marks under words with a remark, told apart by shape as well as by colour.
//
// Painted under the text of the visible paragraphs before the editor paints itself, so that neither the
// document nor any paragraph's layout is touched by them: no undo step, no relayout, and the inline
// suggestion keeps the layout's formats for itself. Threading: user interface. Cost: linear in what is
// visible.
#include "engine/proofread/remark.h"
#include "ui/editor/line_parts.h"

#include <QColor>

#include <vector>

class QPainter;
class QPalette;
class QPixmap;

namespace deltapad {

struct UnderlineRange
{
    int begin = 0;
    int end = 0;
    RemarkKind kind = RemarkKind::Spelling;

    bool operator==(const UnderlineRange &) const = default;
};

enum class UnderlineShape { Wavy, Double, Dashed, Dotted };

UnderlineShape underlineShape(RemarkKind kind);
/// Readable on the palette's page.
QColor underlineColor(RemarkKind kind, const QPalette &palette);
/// A short stroke in a kind's shape and colour, for lists.
QPixmap underlineSample(RemarkKind kind, const QPalette &palette);

class Underlines
{
public:
    /// Sorted by begin.
    void set(std::vector<UnderlineRange> ranges);
    const std::vector<UnderlineRange> &ranges() const { return m_ranges; }

    void paint(QPainter &painter, const std::vector<VisibleBlock> &blocks, const GhostText &ghost,
               const QPalette &palette) const;

private:
    std::vector<UnderlineRange> m_ranges;
    int m_longest = 0; ///< ranges that begin this far before a paragraph may reach into it
};

} // namespace deltapad
