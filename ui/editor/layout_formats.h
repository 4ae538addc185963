// SPDX-License-Identifier: MIT
#pragma once
// The formats of a paragraph's layout, shared by whoever styles its text and by what stands in its preedit
// area: an inline suggestion, or what an input method composes.
//
// Formats of a layout are no part of the document: no undo step, nothing that is copied or saved. Places in a
// layout count the preedit area. Threading: the document's thread. Cost: the number of formats.
#include <QTextLayout>

class QFont;

namespace deltapad {

using FormatRanges = QList<QTextLayout::FormatRange>;

/// Those of the paragraph's text, at places of the text.
FormatRanges textFormats(const QTextLayout &layout);
/// Moves formats at places of the text to where the layout has it; none reaches into the preedit area.
FormatRanges aroundPreedit(const QTextLayout &layout, const FormatRanges &ranges);
/// Gives the paragraph's text other formats, and leaves those of the preedit area. False if there was nothing
/// to do; else the document still has to be told: QTextDocument::markContentsDirty().
bool setTextFormats(QTextLayout &layout, const FormatRanges &ranges);

/// Largest size up to the font's own at which its italic is no taller: a line must not move when words in it
/// become italic.
qreal italicPoints(const QFont &font);

} // namespace deltapad
