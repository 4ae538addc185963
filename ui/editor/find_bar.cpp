// SPDX-License-Identifier: MIT
#include "ui/editor/find_bar.h"

#include "ui/editor/document_text.h"
#include "ui/editor/text_edit.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

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

FindBar::FindBar(TextEdit *edit, const Delays &delays, QWidget *parent) : QWidget(parent), m_edit(edit)
{
    setObjectName(QStringLiteral("findBar"));
    setAccessibleName(tr("Find"));
    setAttribute(Qt::WA_StyledBackground);
    m_pattern = new QLineEdit(this);
    m_pattern->setObjectName(QStringLiteral("findPattern"));
    m_pattern->setAccessibleName(tr("Find"));
    m_pattern->setPlaceholderText(tr("Find"));
    m_pattern->setClearButtonEnabled(true);
    m_count = new QLabel(this);
    m_count->setObjectName(QStringLiteral("findCount"));
    m_count->setAccessibleName(tr("Matches"));
    m_case = option(QStringLiteral("Aa"), QStringLiteral("findCase"), tr("Match case"));
    m_words = option(QStringLiteral("“w”"), QStringLiteral("findWords"), tr("Whole words"));
    m_regex = option(QStringLiteral(".*"), QStringLiteral("findRegex"), tr("Regular expression"));
    auto *previousButton =
        button(this, QStringLiteral("↑"), QStringLiteral("findPrevious"), tr("Previous (Shift+F3)"));
    auto *nextButton = button(this, QStringLiteral("↓"), QStringLiteral("findNext"), tr("Next (F3)"));
    auto *closeButton = button(this, QStringLiteral("✕"), QStringLiteral("findClose"), tr("Close (Escape)"));

    m_replaceRow = new QWidget(this);
    m_replaceRow->setObjectName(QStringLiteral("replaceRow"));
    m_replacement = new QLineEdit(m_replaceRow);
    m_replacement->setObjectName(QStringLiteral("replacement"));
    m_replacement->setAccessibleName(tr("Replace with"));
    m_replacement->setPlaceholderText(tr("Replace with"));
    auto *one = button(m_replaceRow, tr("Replace"), QStringLiteral("replaceOne"), tr("Replace this match"));
    auto *all =
        button(m_replaceRow, tr("Replace all"), QStringLiteral("replaceAll"), tr("Replace all matches"));

    auto *top = new QHBoxLayout;
    top->setSpacing(6);
    top->addWidget(m_pattern, 1);
    top->addWidget(m_count);
    for (QWidget *widget : {m_case, m_words, m_regex, previousButton, nextButton, closeButton})
        top->addWidget(widget);
    auto *bottom = new QHBoxLayout(m_replaceRow);
    bottom->setContentsMargins(0, 0, 0, 0);
    bottom->setSpacing(6);
    bottom->addWidget(m_replacement, 1);
    bottom->addWidget(one);
    bottom->addWidget(all);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(16, 8, 16, 8);
    rows->setSpacing(6);
    rows->addLayout(top);
    rows->addWidget(m_replaceRow);

    m_refresh.setSingleShot(true);
    m_refresh.setInterval(delays.findRefresh);
    connect(&m_refresh, &QTimer::timeout, this, [this] { search(Jump::Stay); });
    connect(m_pattern, &QLineEdit::textChanged, this, [this] { search(Jump::ToNearest); });
    for (QToolButton *toggle : {m_case, m_words, m_regex})
        connect(toggle, &QToolButton::toggled, this, [this] { search(Jump::ToNearest); });
    connect(previousButton, &QToolButton::clicked, this, &FindBar::previous);
    connect(nextButton, &QToolButton::clicked, this, &FindBar::next);
    connect(closeButton, &QToolButton::clicked, this, &FindBar::close);
    connect(one, &QToolButton::clicked, this, &FindBar::replaceOne);
    connect(all, &QToolButton::clicked, this, &FindBar::replaceEverything);
    connect(m_edit->document(), &QTextDocument::contentsChanged, this, [this] {
        if (isVisible())
            m_refresh.start();
    });
    connect(m_edit, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        if (isVisible())
            updateCount();
    });
    hide();
}

QToolButton *FindBar::option(const QString &text, const QString &name, const QString &description)
{
    QToolButton *made = button(this, text, name, description);
    made->setCheckable(true);
    return made;
}

SearchQuery FindBar::query() const
{
    SearchQuery made;
    made.pattern = m_pattern->text();
    made.caseSensitivity = m_case->isChecked() ? Qt::CaseSensitive : Qt::CaseInsensitive;
    made.wholeWords = m_words->isChecked();
    made.regularExpression = m_regex->isChecked();
    return made;
}

void FindBar::open(Show what)
{
    const QTextCursor cursor = m_edit->textCursor();
    m_origin = cursor.selectionStart();
    m_replaceRow->setVisible(what == Show::FindAndReplace);
    show();
    const QString selected = cursor.selectedText();
    if (!selected.isEmpty() && !selected.contains(QChar::ParagraphSeparator))
        m_pattern->setText(selected);
    search(Jump::Stay);
    m_pattern->setFocus(Qt::ShortcutFocusReason);
    m_pattern->selectAll();
}

void FindBar::close()
{
    hide();
    m_edit->washes().setMatches({});
    m_edit->viewport()->update();
    m_edit->setFocus(Qt::OtherFocusReason);
}

void FindBar::search(Jump jump)
{
    const std::u16string text = documentText(*m_edit->document());
    m_answer = findMatches(QString::fromStdU16String(text), query());
    std::vector<WashRange> ranges;
    ranges.reserve(m_answer.matches.size());
    for (const SearchMatch &match : m_answer.matches)
        ranges.push_back({match.begin, match.begin + match.length, 1});
    m_edit->washes().setMatches(std::move(ranges));
    m_edit->viewport()->update();
    if (jump == Jump::ToNearest && !m_answer.matches.empty()) {
        const auto nearest =
            std::find_if(m_answer.matches.begin(), m_answer.matches.end(),
                         [this](const SearchMatch &match) { return match.begin >= m_origin; });
        select(nearest == m_answer.matches.end() ? 0 : std::size_t(nearest - m_answer.matches.begin()));
    }
    updateCount();
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
    if (m_refresh.isActive()) {
        m_refresh.stop();
        search(Jump::Stay);
    }
    const auto &matches = m_answer.matches;
    if (matches.empty())
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
}

void FindBar::updateCount()
{
    m_count->setProperty("problem", !m_answer.problem.isEmpty());
    if (!m_answer.problem.isEmpty()) {
        m_count->setText(m_answer.problem);
    } else if (m_pattern->text().isEmpty()) {
        m_count->clear();
    } else if (m_answer.matches.empty()) {
        m_count->setText(tr("No matches"));
    } else {
        const QTextCursor cursor = m_edit->textCursor();
        const QString total =
            QString::number(m_answer.matches.size()) + (m_answer.truncated ? QStringLiteral("+") : QString());
        const auto current =
            std::find_if(m_answer.matches.begin(), m_answer.matches.end(), [&](const SearchMatch &match) {
                return match.begin == cursor.selectionStart() &&
                       match.begin + match.length == cursor.selectionEnd();
            });
        if (current == m_answer.matches.end())
            m_count->setText(tr("%1 matches").arg(total));
        else
            m_count->setText(tr("%1 of %2").arg(current - m_answer.matches.begin() + 1).arg(total));
    }
}

void FindBar::replaceOne()
{
    if (m_edit->isReadOnly())
        return;
    const SearchAnswer answer = findMatches(QString::fromStdU16String(documentText(*m_edit->document())),
                                            query(), m_replacement->text());
    const QTextCursor cursor = m_edit->textCursor();
    const auto current =
        std::find_if(answer.matches.begin(), answer.matches.end(), [&](const SearchMatch &match) {
            return match.begin == cursor.selectionStart() &&
                   match.begin + match.length == cursor.selectionEnd();
        });
    if (current != answer.matches.end()) {
        m_edit->replaceRange(current->begin, current->begin + current->length, current->replacement,
                             LastAction::Replaced);
        m_refresh.stop();
        search(Jump::Stay);
    }
    step(1);
}

void FindBar::replaceEverything()
{
    if (m_edit->isReadOnly())
        return;
    const SearchAnswer answer = findMatches(QString::fromStdU16String(documentText(*m_edit->document())),
                                            query(), m_replacement->text());
    std::vector<TextEdit::Replacement> replacements;
    replacements.reserve(answer.matches.size());
    for (const SearchMatch &match : answer.matches)
        replacements.push_back({match.begin, match.begin + match.length, match.replacement});
    m_edit->replaceAll(replacements);
    m_refresh.stop();
    search(Jump::Stay);
    m_count->setText(tr("%1 replaced").arg(replacements.size()));
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        close();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (m_replacement->hasFocus())
            replaceOne();
        else
            step(event->modifiers() & Qt::ShiftModifier ? -1 : 1);
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace deltapad
