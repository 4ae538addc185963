// SPDX-License-Identifier: MIT
#pragma once
// Words of a document, counted anew only in paragraphs that changed (a paragraph keeps its count and
// revision).
#include <QTextDocument>

namespace deltapad {

qint64 documentWords(QTextDocument &document);

} // namespace deltapad
