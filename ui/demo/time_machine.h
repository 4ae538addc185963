// SPDX-License-Identifier: MIT
#pragma once
// TimeMachine: a slider over the states of the text, undo step by undo step, with the curve of a class over
// them.
//
// Looking changes nothing: the scores of old states come from the engine's side session, not from the
// document. Only "Bring back" changes the text, as one undo step. Threading: user interface. Ownership: child
// of its dock. Cost: one incremental update on the side thread per state, once; texts over kLongest units are
// not followed.
#include "engine/live/side_work.h"
#include "ui/demo/edit_history.h"

#include <QPointer>
#include <QWidget>

#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QSlider;
class QToolButton;

namespace deltapad {

class Curve;
class DocumentController;
class SideController;
class TextEdit;

class TimeMachine : public QWidget
{
    Q_OBJECT

public:
    static constexpr std::int64_t kLongest = 200000;

    TimeMachine(TextEdit *edit, DocumentController *document, SideController *side,
                QWidget *parent = nullptr);

    const EditHistory &history() const { return m_history; }
    int state() const;

public Q_SLOTS:
    /// The document was loaded anew.
    void restart();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void follow(const TextSplice &splice);
    void refresh();
    /// Asks for the next state without scores; one at a time, so that closing the dock ends it.
    void askNext();
    void take(int state, const Answer &answer);
    void look();
    void bringBack();
    void drawCurve();
    /// Probability of the chosen head's leading label in a state.
    std::optional<double> valueOf(int state) const;

    TextEdit *m_edit;
    DocumentController *m_document;
    QPointer<SideController> m_side;
    EditHistory m_history;
    std::vector<std::vector<ClassScores>> m_scores; ///< per state; empty: not known yet
    std::uint64_t m_generation = 0;                 ///< answers to older texts are dropped
    int m_undoSteps = 0;
    bool m_asking = false;
    QSlider *m_slider = nullptr;
    Curve *m_curve = nullptr;
    QComboBox *m_head = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_excerpt = nullptr;
    QToolButton *m_back = nullptr;
};

} // namespace deltapad
