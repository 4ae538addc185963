// SPDX-License-Identifier: MIT
#pragma once
// TextEdit: the writing surface: a QPlainTextEdit with word-wise undo, inline suggestions, input-method care,
// a centred column and washes behind the text.
//
// It knows no engine and no file. Every way to change the text passes through one of its handlers, which tell
// the GhostController what kind of change it was and the undo grouping where a step begins. Not for several
// carets. Threading: user interface. Ownership: child of its window. Cost: see GhostText and Washes.
#include "ui/editor/delays.h"
#include "ui/editor/ghost_controller.h"
#include "ui/editor/kept_glyphs.h"
#include "ui/editor/line_folds.h"
#include "ui/editor/prose_layout.h"
#include "ui/editor/underlines.h"
#include "ui/editor/undo_grouping.h"
#include "ui/editor/washes.h"

#include <QElapsedTimer>
#include <QPlainTextEdit>

#include <functional>
#include <utility>

class QMenu;

namespace deltapad {

enum class CursorMove { CaretFollows, CaretStays };

class TextEdit : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit TextEdit(const Delays &delays, QWidget *parent = nullptr);

    GhostController &ghost() { return *m_ghost; }
    const GhostController &ghost() const { return *m_ghost; }
    Washes &washes() { return m_washes; }
    Underlines &underlines() { return m_underlines; }
    const Underlines &underlines() const { return m_underlines; }
    EditorMoment moment() const;
    bool isComposing() const { return m_composing; }

    /// New content: undo history, ghost and washes are gone.
    void loadText(const QString &text);
    /// More of a text on its way into the editor: no undo step, and the caret stays. It is not painted, and
    /// the scroll bars do not count it, before showAppended(): that costs the layout of a screenful.
    void appendText(const QString &text);
    void showAppended();
    /// Whether lines over kLongestWholeLine are shown in parts (line_folds.h). Switching to Whole takes the
    /// folds away, as a change of the document that can be undone.
    enum class LongLines { InParts, Whole };
    void setLongLines(LongLines lines);
    /// Where the folds are. Whoever keeps the document's shadow resets it and has it follow the splices.
    LineFolds &folds() { return m_folds; }
    const LineFolds &folds() const { return m_folds; }
    /// Replaces [begin, end) by `text` as one undo step; the caret stays where it is relative to the text
    /// around it.
    void replaceRange(int begin, int end, const QString &text, LastAction action);
    /// Several replacements, ascending and not overlapping, as one undo step.
    struct Replacement
    {
        int begin = 0;
        int end = 0;
        QString text;
    };
    void replaceAll(const std::vector<Replacement> &replacements);
    /// Inserts at the caret as one undo step and keeps words apart.
    void insertSuggestion(const QString &text);

    void undoStep();
    void redoStep();
    /// The next key starts a new undo step (after saving, for one).
    void closeUndoStep() { m_grouping.close(); }

    /// Whether Tab would accept a suggestion here: not where a line begins, there it indents, and not while
    /// Tab moves the focus.
    bool tabAccepts() const;
    /// Takes the shown suggestion, or a part of it, as one undo step.
    bool accept(AcceptPart part);

    /// Place in the document under a point of the viewport. Not cursorForPosition(): that one counts an
    /// inline suggestion as text.
    int positionAt(const QPointF &viewportPoint) const;
    /// Begin and end of the paragraphs on the screen.
    std::pair<int, int> visibleRange() const;

    /// Of the caret's paragraph, or of all that are selected; Auto: by its first strong character. Not part
    /// of the text.
    void setParagraphDirection(Qt::LayoutDirection direction);
    Qt::LayoutDirection paragraphDirection() const;

    void setTextFont(const QFont &font);
    /// What a new line begins with: nothing, or the blanks that the line before begins with.
    enum class Indentation { None, OfTheLineBefore };
    void setIndentation(Indentation indentation) { m_indentation = indentation; }
    void setZoom(int percent);
    int zoom() const { return m_zoom; }
    void setColumnLimited(bool limited);
    /// Width of the column that the text is set in.
    void setColumnCharacters(int characters);
    QVariant inputMethodQuery(Qt::InputMethodQuery property) const override;

Q_SIGNALS:
    void fileDropped(const QString &path);
    void zoomChanged(int percent);
    void escapePressed();
    /// The text is read-only, and the writer has tried to change it.
    void editRefused();
    /// The context menu is about to open for the place `position`: who knows more about it adds to it.
    void contextMenuWanted(QMenu *menu, int position);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;
    QMimeData *createMimeDataFromSelection() const override;

private:
    bool handleSuggestionKey(QKeyEvent *event);
    bool handleEditKey(QKeyEvent *event);
    /// Backspace over an emoji and deletion by words; false: Qt's own key does it.
    bool deleteByUnit(QKeyEvent *event);
    void editThrough(QKeyEvent *event, EditKind kind, LastAction action);
    struct Changed ///< places of the document that a change has touched
    {
        int begin = 0;
        int end = 0;
    };
    /// Runs one change as an undo step of its own. Long lines in what it answers are folded before anything
    /// is laid out.
    void wholeStep(LastAction action, const QString &typed, const std::function<Changed()> &change);
    void fold(const Changed &changed);
    /// A fold is no place of the text: keys that go over it start on its other side.
    void stepOverFold(const QKeyEvent &event);
    void breakLine();
    /// What a line that is broken at `position` hands on to the new one.
    QString indentationAt(int position) const;
    void noteDirectionChord(const QKeyEvent &event);
    QPointF withoutGhost(const QPointF &viewportPoint);
    QMouseEvent movedEvent(QMouseEvent *event);
    void caretMoved();
    void applyFont();
    void placeColumn();

    GhostController *m_ghost = nullptr;
    UndoGrouping m_grouping;
    Washes m_washes;
    Underlines m_underlines;
    KeptGlyphs m_glyphs;
    QElapsedTimer m_clock;
    QFont m_font;
    int m_zoom = 100;
    Indentation m_indentation = Indentation::None;
    bool m_columnLimited = true;
    int m_columnCharacters = 72;
    LineFolds m_folds;
    LongLines m_longLines = LongLines::InParts;
    bool m_directionChord = false; ///< Ctrl and Shift are down, and nothing else was pressed since
    bool m_composing = false;
    int m_changing = 0; ///< > 0 while one of the handlers changes the text
};

} // namespace deltapad
