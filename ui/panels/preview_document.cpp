// SPDX-License-Identifier: MIT
#include "ui/panels/preview_document.h"

#include "ui/editor/markdown_lines.h"
#include "ui/theme/theme.h"

#include <QReadWriteLock>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextFragment>
#include <QVariant>

namespace deltapad {

namespace {

struct Image
{
    int begin = 0;
    int end = 0;
    QString text;
};

void finish(QTextDocument &document, const PreviewLooks &looks)
{
    std::vector<Image> images;
    std::vector<std::pair<int, int>> links;
    std::vector<std::pair<int, int>> codes;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextFragment fragment = it.fragment();
            const std::pair place(fragment.position(), fragment.position() + fragment.length());
            if (fragment.charFormat().isImageFormat())
                images.push_back({place.first, place.second,
                                  fragment.charFormat().property(QTextFormat::ImageAltText).toString()});
            else if (fragment.charFormat().isAnchor())
                links.push_back(place);
            else if (fragment.charFormat().fontFixedPitch())
                codes.push_back(place);
        }
    }
    const auto merge = [&document](const std::vector<std::pair<int, int>> &places,
                                   const QTextCharFormat &format) {
        for (const auto &[begin, end] : places) {
            QTextCursor cursor(&document);
            cursor.setPosition(begin);
            cursor.setPosition(end, QTextCursor::KeepAnchor);
            cursor.mergeCharFormat(format);
        }
    };
    QTextCharFormat linked;
    linked.setForeground(looks.link);
    merge(links, linked);
    QTextCharFormat code;
    code.setFontPointSize(looks.codePoints);
    merge(codes, code);
    for (auto image = images.rbegin(); image != images.rend(); ++image) {
        QTextCursor cursor(&document);
        cursor.setPosition(image->begin);
        cursor.setPosition(image->end, QTextCursor::KeepAnchor);
        QTextCharFormat format;
        format.setFontItalic(true);
        cursor.insertText(QStringLiteral("[%1]").arg(image->text), format);
    }
}

} // namespace

QVariant SealedDocument::loadResource(int, const QUrl &)
{
    return {};
}

QString withoutHidden(const QString &markdown)
{
    const QList<QStringView> lines = QStringView(markdown).split(u'\n');
    QString shown;
    shown.reserve(markdown.size());
    MarkdownState state;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QStringView next = i + 1 < lines.size() ? lines[i + 1] : QStringView();
        const MarkdownLine line = markdownLine(lines[i], state, next);
        qsizetype at = 0;
        for (const MarkdownSpan &span : line.spans) {
            if (!(span.styles & (MarkdownComment | MarkdownFrontMatter)))
                continue;
            shown += lines[i].sliced(at, span.begin - at);
            at = span.end;
        }
        shown += lines[i].sliced(at);
        if (i + 1 < lines.size())
            shown += u'\n';
        state = line.after;
    }
    return shown;
}

std::unique_ptr<SealedDocument> previewDocument(const QString &markdown, const PreviewLooks &looks)
{
    auto document = std::make_unique<SealedDocument>();
    document->setUndoRedoEnabled(false);
    document->setDefaultFont(looks.prose);
    document->setDocumentMargin(14);
    const QString shown = withoutHidden(markdown);
    {
        const QReadLocker unchanged(&paletteLock()); // Qt's reader looks at the program's palette
        // Tags stay text: what HTML could ask for is more than a preview should give.
        document->setMarkdown(shown, QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub) |
                                         QTextDocument::MarkdownNoHTML);
    }
    finish(*document, looks);
    for (QTextBlock block = document->begin(); block.isValid(); block = block.next()) {
        if (block.blockFormat().headingLevel() > 0)
            document->headings.push_back(block.blockNumber());
    }
    return document;
}

} // namespace deltapad
