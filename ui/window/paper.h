// SPDX-License-Identifier: MIT
#pragma once
// A text on pages, written as a PDF file. Not to a printer: the system's print dialogs look for printers in
// the network, and this program opens no internet socket.
//
// Of the text alone: neither suggestions nor underlines are on it. Threading: user interface; it waits until
// all pages are drawn. Cost: the text is laid out once more, page by page.
#include <QFont>
#include <QString>

#include <optional>

namespace deltapad {

struct PaperText
{
    QString title;
    QString text;
    QFont font; ///< its size is set for paper
};

/// With margins and page numbers. Replaces the file at once or not at all; else what went wrong, for the
/// writer to read.
std::optional<QString> writePdf(const PaperText &text, const QString &path);

} // namespace deltapad
