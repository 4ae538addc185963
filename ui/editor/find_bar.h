// SPDX-License-Identifier: MIT
#pragma once
// FindBar: incremental search and replace under the text, with "3 of 17", inside a selection if wanted.
// Threading: user interface; texts over kInBackground are searched on another thread, and a search that the
// text has overtaken is asked again. Ownership: child of the window. Cost: one search per change of the
// query, and one a moment after the text changed.
#include "ui/editor/background_search.h"
#include "ui/editor/delays.h"

#include <QTextCursor>
#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace deltapad {

class DocumentShadow;
class MatchMarks;
class Notification;
class TextEdit;

class FindBar : public QWidget
{
    Q_OBJECT

public:
    enum class Show { Find, FindAndReplace };
    static constexpr qsizetype kInBackground = 1 << 20; ///< characters
    static constexpr int kLongestPattern = 200;         ///< a longer selection is not looked for

    FindBar(TextEdit *edit, const Delays &delays, QWidget *parent = nullptr);

    /// Where the text is read; once, before anything is searched. It lives as long as anything is searched.
    void readFrom(const DocumentShadow &shadow) { m_shadow = &shadow; }
    void open(Show what);
    void close();
    void next() { step(1); }
    void previous() { step(-1); }
    void setMarkColor(const QColor &color);
    bool isSearching() const { return m_background.isBusy(); }

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum class After { Stay, JumpToNearest, StepForward, ReplaceCurrent, ReplaceAll };
    void buildRows();
    void search(After after);
    void receive(SearchAnswer answer); ///< with places of the text
    void showMatches();
    void step(int direction);
    void stepNow(int direction);
    void select(std::size_t index);
    std::vector<SearchMatch>::const_iterator current() const;
    void replaceCurrent(const SearchAnswer &answer);
    void replaceEverything(const SearchAnswer &answer);
    void setScope(bool inSelection);
    /// Whether one looks inside the selection, not for it: it has several lines, or is long. Does not read
    /// it.
    bool selectsAPlace(const QTextCursor &cursor) const;
    void updateCount();
    void say(const QString &text);
    /// What the count says, to a screen reader.
    void speakCount();
    SearchQuery query() const;
    QToolButton *option(const QString &text, const QString &name, const QString &description);

    TextEdit *m_edit;
    const DocumentShadow *m_shadow = nullptr;
    MatchMarks *m_marks = nullptr;
    QLineEdit *m_pattern = nullptr;
    QLineEdit *m_replacement = nullptr;
    QWidget *m_replaceButtons = nullptr;
    QLabel *m_count = nullptr;
    Notification *m_spoken = nullptr; ///< never visible
    QToolButton *m_case = nullptr;
    QToolButton *m_words = nullptr;
    QToolButton *m_regex = nullptr;
    QToolButton *m_inSelection = nullptr;
    QTimer m_refresh;
    BackgroundSearch m_background;
    After m_after = After::Stay;
    int m_askedAt = 0; ///< the document's revision when the search under way was asked for
    SearchAnswer m_answer;
    int m_origin = 0;    ///< where the search started
    QTextCursor m_scope; ///< its selection moves with the text; null: everywhere
};

} // namespace deltapad
