// SPDX-License-Identifier: MIT
#include "ui/editor/document_text.h"

#include "ui/editor/line_folds.h"

#include <QTextBlock>

#include <algorithm>

namespace deltapad {

qint64 documentLength(const QTextDocument &document)
{
    return std::max(0, document.characterCount() - 1);
}

std::u16string documentSlice(const QTextDocument &document, qint64 begin, qint64 end)
{
    std::u16string out;
    out.reserve(std::size_t(end - begin));
    int format = -1; // of the last separator: nearly all have the same
    bool isFold = false;
    for (QTextBlock block = document.findBlock(int(begin)); block.isValid(); block = block.next()) {
        const qint64 start = block.position();
        if (start >= end)
            break;
        const QString text = block.text();
        const qint64 from = std::clamp<qint64>(begin - start, 0, text.size());
        const qint64 to = std::clamp<qint64>(end - start, 0, text.size());
        out.append(reinterpret_cast<const char16_t *>(text.utf16()) + from, std::size_t(to - from));
        const qint64 separator = start + text.size();
        if (separator < begin || separator >= end)
            continue;
        const QTextBlock next = block.next();
        if (const int its = next.charFormatIndex(); its != format) {
            format = its;
            isFold = continuesLine(next);
        }
        out.push_back(isFold ? kFoldMark : u'\n');
    }
    return out;
}

std::u16string documentText(const QTextDocument &document)
{
    return documentSlice(document, 0, documentLength(document));
}

} // namespace deltapad
