// SPDX-License-Identifier: MIT
#include "ui/window/paper.h"

#include <QPdfWriter>
#include <QSaveFile>
#include <QTextDocument>

namespace deltapad {

namespace {

constexpr qreal kPoints = 11;

void drawPages(const PaperText &text, QPdfWriter &device)
{
    QFont font = text.font;
    font.setPointSizeF(kPoints);
    QTextDocument pages;
    pages.setDefaultFont(font);
    pages.setMetaInformation(QTextDocument::DocumentTitle, text.title);
    pages.setPlainText(text.text);
    pages.print(&device);
}

} // namespace

std::optional<QString> writePdf(const PaperText &text, const QString &path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return file.errorString();
    {
        QPdfWriter writer(&file);
        writer.setTitle(text.title);
        writer.setCreator(QStringLiteral("Deltapad"));
        writer.setPageSize(QPageSize(QPageSize::A4));
        drawPages(text, writer);
    }
    if (!file.commit())
        return file.errorString();
    return std::nullopt;
}

} // namespace deltapad
