// SPDX-License-Identifier: MIT
#pragma once
// VisiblePart: tells the engine which part of the text the view shows, so that a long document is computed
// there first. Not for drawing. Threading: user interface. Ownership: child of the controller; uses editor
// and client. Cost: two look-ups of places per scroll; a post only if the part changed.
#include "engine/live/engine_client.h"

#include <QObject>

#include <utility>

namespace deltapad {

class DocumentController;
class TextEdit;

class VisiblePart : public QObject
{
    Q_OBJECT

public:
    VisiblePart(TextEdit *edit, DocumentController *document, EngineClient *client);

private:
    void post();

    TextEdit *m_edit;
    DocumentController *m_document;
    EngineClient *m_client;
    DocumentId m_postedDocument = 0;
    std::pair<int, int> m_posted;
};

} // namespace deltapad
