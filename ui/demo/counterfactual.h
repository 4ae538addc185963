// SPDX-License-Identifier: MIT
#pragma once
// Counterfactual: while Alt is held over a word, a card says what the text would be without it: the classes,
// and which words would come at that place. The document is left alone: the engine answers on a branch.
// Threading: user interface. Ownership: child of the editor; watches its events. Cost: one question a word.
#include "engine/live/side_work.h"

#include <QObject>
#include <QPoint>
#include <QPointer>

#include <vector>

class QFrame;
class QLabel;

namespace deltapad {

class DocumentController;
class SideController;
class TextEdit;

/// A word and the text without it (and without one of the gaps around it).
struct WithoutWord
{
    int begin = 0;
    int end = 0;
    std::u16string word;
    std::u16string text; ///< of the live part
    Utf16Offset place;   ///< where the word was, in `text`
};

/// Empty word if there is none at `position`. `liveBegin` and `liveEnd` bound what the engine looks at.
WithoutWord withoutWord(const std::u16string &document, int position, std::int64_t liveBegin,
                        std::int64_t liveEnd);

class Counterfactual : public QObject
{
    Q_OBJECT

public:
    Counterfactual(TextEdit *edit, DocumentController *document, SideController *side);

    bool isShown() const;
    QString cardText() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void pointAt(const QPoint &viewportPoint);
    void show(const Answer &answer, const std::vector<ClassScores> &now);
    void hide();

    TextEdit *m_edit;
    DocumentController *m_document;
    QPointer<SideController> m_side;
    QFrame *m_card = nullptr;
    QLabel *m_text = nullptr;
    QPoint m_mouse{-1, -1}; ///< last place in the viewport
    WithoutWord m_word;
    bool m_held = false;
};

} // namespace deltapad
