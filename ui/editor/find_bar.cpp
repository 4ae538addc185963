// SPDX-License-Identifier: MIT
#include "ui/editor/find_bar.h"

#include "ui/editor/document_shadow.h"
#include "ui/editor/document_text.h"
#include "ui/editor/match_marks.h"
#include "ui/editor/notification.h"
#include "ui/editor/text_edit.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QScrollBar>
#include <QStyle>
#include <QTextBlock>
#include <QToolButton>

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace deltapad {

namespace {

QToolButton *button(QWidget *parent, const QString &text, const QString &name, const QString &description)
{
    auto *made = new QToolButton(parent);
    made->setText(text);
    made->setObjectName(name);
    made->setAccessibleName(description);
    made->setToolTip(description);
    made->setAutoRaise(true);
    return made;
}

} // namespace

FindBar::FindBar(TextEdit *edit, const Delays &delays, QWidget *parent)
    : QWidget(parent), m_edit(edit), m_marks(new MatchMarks(edit->verticalScrollBar()))
{
    setObjectName(QStringLiteral("findBar"));
    setAccessibleName(tr("Find"));
    setAttribute(Qt::WA_StyledBackground);
    buildRows();
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(delays.findRefresh);
    connect(&m_refresh, &QTimer::timeout, this, [this] { search(After::Stay); });
    connect(&m_background, &BackgroundSearch::answered, this, &FindBar::receive);
    connect(m_pattern, &QLineEdit::textChanged, this, [this] { search(After::JumpToNearest); });
    for (QToolButton *toggle : {m_case, m_words, m_regex})
        connect(toggle, &QToolButton::toggled, this, [this] { search(After::JumpToNearest); });
    connect(m_inSelection, &QToolButton::toggled, this, &FindBar::setScope);
    connect(m_edit->document(), &QTextDocument::contentsChanged, this, [this] {
        if (isVisible())
            m_refresh.start();
    });
    connect(m_edit, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        if (isVisible() && !isSearching())
            updateCount();
    });
    hide();
}

void FindBar::buildRows()
{
    m_pattern = new QLineEdit(this);
    m_pattern->setObjectName(QStringLiteral("findPattern"));
    m_pattern->setAccessibleName(tr("Find"));
    m_pattern->setAccessibleDescription(tr("Return finds the next match, Shift+Return the previous one."));
    m_pattern->setPlaceholderText(tr("Find"));
    m_pattern->setClearButtonEnabled(true);
    m_count = new QLabel(this);
    m_count->setObjectName(QStringLiteral("findCount"));
    m_count->setAccessibleName(tr("Matches"));
    m_count->setMinimumWidth(m_count->fontMetrics().horizontalAdvance(tr("No matches")) + 8);
    m_count->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_spoken = new Notification(this);
    m_spoken->setObjectName(QStringLiteral("spokenCount"));
    m_spoken->hide();
    m_case = option(QStringLiteral("Aa"), QStringLiteral("findCase"), tr("Match case"));
    m_words = option(QStringLiteral("“w”"), QStringLiteral("findWords"), tr("Whole words"));
    m_regex = option(QStringLiteral(".*"), QStringLiteral("findRegex"), tr("Regular expression"));
    m_inSelection =
        option(QStringLiteral("[…]"), QStringLiteral("findInSelection"), tr("Only in the selection"));
    auto *previousButton =
        button(this, QStringLiteral("↑"), QStringLiteral("findPrevious"), tr("Previous (Shift+F3)"));
    auto *nextButton = button(this, QStringLiteral("↓"), QStringLiteral("findNext"), tr("Next (F3)"));
    auto *closeButton = button(this, QStringLiteral("✕"), QStringLiteral("findClose"), tr("Close (Escape)"));

    m_replacement = new QLineEdit(this);
    m_replacement->setObjectName(QStringLiteral("replacement"));
    m_replacement->setAccessibleName(tr("Replace with"));
    m_replacement->setAccessibleDescription(
        tr("With a regular expression \\1 is its first group, \\n a new line and \\t a tab."));
    m_replacement->setPlaceholderText(tr("Replace with"));
    m_replaceButtons = new QWidget(this);
    m_replaceButtons->setObjectName(QStringLiteral("replaceButtons"));
    auto *one =
        button(m_replaceButtons, tr("Replace"), QStringLiteral("replaceOne"), tr("Replace this match"));
    auto *all =
        button(m_replaceButtons, tr("Replace all"), QStringLiteral("replaceAll"), tr("Replace all matches"));

    auto *options = new QHBoxLayout;
    options->setSpacing(6);
    options->addWidget(m_count, 1);
    for (QWidget *widget : {m_case, m_words, m_regex, m_inSelection, previousButton, nextButton, closeButton})
        options->addWidget(widget);
    auto *replacing = new QHBoxLayout(m_replaceButtons);
    replacing->setContentsMargins(0, 0, 0, 0);
    replacing->setSpacing(6);
    replacing->addWidget(one);
    replacing->addWidget(all);
    replacing->addStretch(1);
    // A grid, so that both fields end at one line.
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(16, 8, 16, 8);
    grid->setSpacing(6);
    grid->addWidget(m_pattern, 0, 0);
    grid->addLayout(options, 0, 1);
    grid->addWidget(m_replacement, 1, 0);
    grid->addWidget(m_replaceButtons, 1, 1);
    grid->setColumnStretch(0, 1);
    QWidget *before = m_pattern;
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_replacement, one, all, m_case, m_words, m_regex, m_inSelection,
                                          previousButton, nextButton, closeButton})
        setTabOrder(std::exchange(before, widget), widget);

    connect(previousButton, &QToolButton::clicked, this, &FindBar::previous);
    connect(nextButton, &QToolButton::clicked, this, &FindBar::next);
    connect(closeButton, &QToolButton::clicked, this, &FindBar::close);
    connect(one, &QToolButton::clicked, this, [this] { search(After::ReplaceCurrent); });
    connect(all, &QToolButton::clicked, this, [this] { search(After::ReplaceAll); });
}

QToolButton *FindBar::option(const QString &text, const QString &name, const QString &description)
{
    QToolButton *made = button(this, text, name, description);
    made->setCheckable(true);
    return made;
}

void FindBar::setMarkColor(const QColor &color)
{
    m_marks->setColor(color);
}

SearchQuery FindBar::query() const
{
    SearchQuery made;
    made.pattern = m_pattern->text();
    made.caseSensitivity = m_case->isChecked() ? Qt::CaseSensitive : Qt::CaseInsensitive;
    made.wholeWords = m_words->isChecked();
    made.regularExpression = m_regex->isChecked();
    if (!m_scope.isNull()) {
        made.begin = m_edit->folds().toText(m_scope.selectionStart());
        made.end = m_edit->folds().toText(m_scope.selectionEnd());
    }
    return made;
}

bool FindBar::selectsAPlace(const QTextCursor &cursor) const
{
    const QTextDocument &document = *m_edit->document();
    const LineFolds &folds = m_edit->folds();
    return cursor.selectionEnd() - cursor.selectionStart() > kLongestPattern ||
           folds.lineOf(document, cursor.selectionStart()) != folds.lineOf(document, cursor.selectionEnd());
}

void FindBar::open(Show what)
{
    const QTextCursor cursor = m_edit->textCursor();
    m_origin = cursor.selectionStart();
    m_replacement->setVisible(what == Show::FindAndReplace);
    m_replaceButtons->setVisible(what == Show::FindAndReplace);
    show();
    if (selectsAPlace(cursor)) {
        m_inSelection->setChecked(true);
    } else if (cursor.hasSelection() && m_scope.isNull()) {
        m_pattern->setText(QString::fromStdU16String(withoutFolds(
            documentSlice(*m_edit->document(), cursor.selectionStart(), cursor.selectionEnd()))));
    }
    search(After::Stay);
    m_pattern->setFocus(Qt::ShortcutFocusReason);
    m_pattern->selectAll();
}

void FindBar::close()
{
    hide();
    m_background.forget();
    m_inSelection->setChecked(false);
    m_edit->washes().setMatches({});
    m_marks->setLines({}, 1);
    m_edit->viewport()->update();
    m_edit->setFocus(Qt::OtherFocusReason);
}

void FindBar::setScope(bool inSelection)
{
    m_scope = QTextCursor();
    if (inSelection && m_edit->textCursor().hasSelection()) {
        m_scope = m_edit->textCursor();
        m_origin = m_scope.selectionStart();
    } else if (inSelection) {
        m_inSelection->setChecked(false);
        say(tr("Nothing is selected"));
        return;
    }
    if (isVisible())
        search(m_scope.isNull() ? After::Stay : After::JumpToNearest);
}

void FindBar::search(After after)
{
    m_refresh.stop();
    if (m_edit->isReadOnly() && (after == After::ReplaceCurrent || after == After::ReplaceAll)) {
        say(tr("Read-only"));
        speakCount();
        return;
    }
    m_after = after;
    m_askedAt = m_edit->document()->revision();
    std::optional<QString> replacement;
    if (after == After::ReplaceCurrent || after == After::ReplaceAll)
        replacement = m_replacement->text();
    const int limit = after == After::ReplaceAll ? std::numeric_limits<int>::max() : kMostMatches;
    // Not from the document: to read millions of paragraphs takes seconds.
    if (m_shadow->length() > kInBackground) {
        m_background.ask(m_shadow->chunks(), query(), replacement, limit);
        say(tr("Searching…"));
        return;
    }
    m_background.forget();
    const auto text = QString::fromStdU16String(withoutFolds(m_shadow->text()));
    receive(findMatches(text, query(), replacement, limit));
}

void FindBar::receive(SearchAnswer answer)
{
    if (m_edit->document()->revision() != m_askedAt) {
        search(m_after); // of a text that is no more
        return;
    }
    if (const LineFolds &folds = m_edit->folds(); !folds.isEmpty()) {
        for (SearchMatch &match : answer.matches) {
            const int end = folds.toDocument(match.begin + match.length - 1) + 1;
            match.begin = folds.toDocument(match.begin);
            match.length = end - match.begin;
        }
    }
    switch (m_after) {
    case After::ReplaceCurrent:
        replaceCurrent(answer);
        return;
    case After::ReplaceAll:
        replaceEverything(answer);
        return;
    default:
        break;
    }
    m_answer = answer;
    showMatches();
    if (m_after == After::StepForward) {
        stepNow(1);
    } else if (m_after == After::JumpToNearest && !m_answer.matches.empty()) {
        const auto nearest =
            std::find_if(m_answer.matches.begin(), m_answer.matches.end(),
                         [this](const SearchMatch &match) { return match.begin >= m_origin; });
        select(nearest == m_answer.matches.end() ? 0 : std::size_t(nearest - m_answer.matches.begin()));
    }
    updateCount();
    if (m_after == After::JumpToNearest && m_answer.matches.empty())
        speakCount(); // the next character of the pattern finds nothing either
}

void FindBar::showMatches()
{
    std::vector<WashRange> ranges;
    std::vector<int> lines;
    ranges.reserve(m_answer.matches.size());
    const QTextDocument *document = m_edit->document();
    QTextBlock block = document->begin();
    for (const SearchMatch &match : m_answer.matches) {
        ranges.push_back({match.begin, match.begin + match.length, 1});
        if (match.begin >= block.position() + block.length())
            block = document->findBlock(match.begin);
        if (lines.empty() || lines.back() != block.firstLineNumber())
            lines.push_back(block.firstLineNumber());
    }
    m_edit->washes().setMatches(std::move(ranges));
    m_marks->setLines(std::move(lines), document->lineCount());
    m_edit->viewport()->update();
}

void FindBar::select(std::size_t index)
{
    const SearchMatch &match = m_answer.matches[index];
    QTextCursor cursor = m_edit->textCursor();
    cursor.setPosition(match.begin);
    cursor.setPosition(match.begin + match.length, QTextCursor::KeepAnchor);
    m_edit->setTextCursor(cursor);
    m_edit->ensureCursorVisible();
}

void FindBar::step(int direction)
{
    if (!isVisible() && !m_pattern->text().isEmpty())
        open(Show::Find);
    if (m_refresh.isActive())
        search(After::Stay);
    stepNow(direction);
}

void FindBar::stepNow(int direction)
{
    const auto &matches = m_answer.matches;
    if (matches.empty() || isSearching())
        return;
    const QTextCursor cursor = m_edit->textCursor();
    std::size_t index = 0;
    if (direction > 0) {
        const auto after = std::find_if(matches.begin(), matches.end(), [&](const SearchMatch &match) {
            return match.begin >= cursor.selectionEnd();
        });
        index = after == matches.end() ? 0 : std::size_t(after - matches.begin());
    } else {
        const auto before = std::find_if(matches.rbegin(), matches.rend(), [&](const SearchMatch &match) {
            return match.begin + match.length <= cursor.selectionStart();
        });
        index = before == matches.rend() ? matches.size() - 1 : std::size_t(matches.rend() - before) - 1;
    }
    m_origin = matches[index].begin;
    select(index);
    updateCount();
    speakCount();
}

std::vector<SearchMatch>::const_iterator FindBar::current() const
{
    const QTextCursor cursor = m_edit->textCursor();
    return std::find_if(m_answer.matches.begin(), m_answer.matches.end(), [&](const SearchMatch &match) {
        return match.begin == cursor.selectionStart() && match.begin + match.length == cursor.selectionEnd();
    });
}

void FindBar::say(const QString &text)
{
    m_count->setProperty("problem", false);
    m_count->setText(text);
}

void FindBar::updateCount()
{
    const bool problem = !m_answer.problem.isEmpty();
    if (m_count->property("problem").toBool() != problem) {
        m_count->setProperty("problem", problem);
        m_count->style()->polish(m_count);
    }
    if (problem) {
        m_count->setText(m_answer.problem);
    } else if (m_pattern->text().isEmpty()) {
        m_count->clear();
    } else if (m_answer.matches.empty()) {
        m_count->setText(tr("No matches"));
    } else {
        const QString total = QLocale().toString(qulonglong(m_answer.matches.size())) +
                              (m_answer.truncated ? QStringLiteral("+") : QString());
        const auto found = current();
        if (found == m_answer.matches.end())
            m_count->setText(tr("%1 matches").arg(total));
        else
            m_count->setText(tr("%1 of %2").arg(found - m_answer.matches.begin() + 1).arg(total));
    }
}

void FindBar::replaceCurrent(const SearchAnswer &answer)
{
    m_answer = answer;
    const auto found = current();
    if (found == m_answer.matches.end()) {
        showMatches();
        stepNow(1);
        updateCount();
        return;
    }
    m_edit->replaceRange(found->begin, found->begin + found->length, found->replacement,
                         LastAction::Replaced);
    search(After::StepForward);
}

void FindBar::replaceEverything(const SearchAnswer &answer)
{
    std::vector<TextEdit::Replacement> replacements;
    replacements.reserve(answer.matches.size());
    for (const SearchMatch &match : answer.matches)
        replacements.push_back({match.begin, match.begin + match.length, match.replacement});
    m_edit->replaceAll(replacements);
    search(After::Stay);
    if (answer.problem.isEmpty())
        say(tr("%1 replaced").arg(replacements.size()));
    speakCount();
}

void FindBar::speakCount()
{
    if (!m_count->text().isEmpty())
        m_spoken->speak(m_count->text());
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        close();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (m_replacement->hasFocus())
            search(After::ReplaceCurrent);
        else
            step(event->modifiers() & Qt::ShiftModifier ? -1 : 1);
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace deltapad
