// SPDX-License-Identifier: MIT
#include "ui/window/visible_part.h"

#include "ui/editor/text_edit.h"
#include "ui/window/document_controller.h"

#include <QScrollBar>

namespace deltapad {

VisiblePart::VisiblePart(TextEdit *edit, DocumentController *document, EngineClient *client)
    : QObject(document), m_edit(edit), m_document(document), m_client(client)
{
    setObjectName(QStringLiteral("visiblePart"));
    connect(m_edit->verticalScrollBar(), &QScrollBar::valueChanged, this, &VisiblePart::post);
    // A document that has just been opened may never be scrolled.
    connect(m_document, &DocumentController::settled, this, [this] {
        if (m_document->document() != m_postedDocument)
            post();
    });
}

void VisiblePart::post()
{
    if (!m_document->isAttached() || m_document->isLoading())
        return;
    const QRect shown = m_edit->viewport()->rect();
    const std::pair part{m_edit->cursorForPosition(shown.topLeft()).position(),
                         m_edit->cursorForPosition(shown.bottomRight()).position()};
    if (part == m_posted && m_document->document() == m_postedDocument)
        return;
    m_posted = part;
    m_postedDocument = m_document->document();
    m_client->show(m_postedDocument, m_document->revision(), Utf16Offset(part.first),
                   Utf16Offset(part.second));
}

} // namespace deltapad
