// SPDX-License-Identifier: MIT
#pragma once
// A name for the file of a text that has none yet. Threading: any.
#include <QString>

namespace deltapad {

/// The first words of the text's first line, or "untitled", with ".txt" behind them. Nothing in it means a
/// folder.
QString suggestedFileName(const QString &firstLine);

} // namespace deltapad
