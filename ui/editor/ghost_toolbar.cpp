// SPDX-License-Identifier: MIT
#include "ui/editor/ghost_toolbar.h"

#include "ui/editor/line_parts.h"
#include "ui/editor/text_edit.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMouseEvent>
#include <QToolButton>

namespace deltapad {

namespace {
constexpr int kGap = 4;
}

GhostToolbar::GhostToolbar(TextEdit *edit, const Delays &delays) : QFrame(edit->viewport()), m_edit(edit)
{
    setObjectName(QStringLiteral("ghostToolbar"));
    setAccessibleName(tr("Suggestion"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Window);
    setCursor(Qt::ArrowCursor);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(4, 2, 4, 2);
    row->setSpacing(2);
    m_back = button(QStringLiteral("ghostBack"), QStringLiteral("‹"), tr("The one before (Alt+[)"));
    m_count = new QLabel(this);
    m_count->setObjectName(QStringLiteral("ghostCount"));
    m_count->setProperty("quiet", true);
    row->addWidget(m_count);
    m_forth = button(QStringLiteral("ghostForth"), QStringLiteral("›"), tr("The next one (Alt+])"));
    QToolButton *all = button(QStringLiteral("ghostAccept"), tr("Accept"), tr("Take all of it (Tab)"));
    QToolButton *word =
        button(QStringLiteral("ghostWord"), tr("Word"), tr("Take its next word (Ctrl+Right)"));
    QToolButton *sentence = button(QStringLiteral("ghostSentence"), tr("Sentence"),
                                   tr("Take it to the sentence's end (Ctrl+Down)"));
    m_mode = button(QStringLiteral("ghostMode"), QStringLiteral("⚙"), tr("When suggestions show"));
    m_mode->setPopupMode(QToolButton::InstantPopup);
    m_mode->hide();

    connect(m_back, &QToolButton::clicked, this, [this] { m_edit->ghost().cycle(-1); });
    connect(m_forth, &QToolButton::clicked, this, [this] { m_edit->ghost().cycle(1); });
    connect(all, &QToolButton::clicked, this, [this] { m_edit->accept(AcceptPart::All); });
    connect(word, &QToolButton::clicked, this, [this] { m_edit->accept(AcceptPart::Word); });
    connect(sentence, &QToolButton::clicked, this, [this] { m_edit->accept(AcceptPart::Sentence); });
    connect(&m_edit->ghost(), &GhostController::hidden, this, &QWidget::hide);
    connect(&m_edit->ghost(), &GhostController::shown, this, [this] {
        if (isVisible())
            open(); // another text: another place
    });
    m_hover.setSingleShot(true);
    m_hover.setInterval(delays.hoverToolbar);
    connect(&m_hover, &QTimer::timeout, this, &GhostToolbar::open);
    m_edit->viewport()->setMouseTracking(true);
    m_edit->viewport()->installEventFilter(this);
    hide();
}

QToolButton *GhostToolbar::button(const QString &name, const QString &text, const QString &tip)
{
    auto *made = new QToolButton(this);
    made->setObjectName(name);
    made->setText(text);
    made->setToolTip(tip);
    made->setAccessibleName(tip);
    made->setAutoRaise(true);
    made->setFocusPolicy(Qt::NoFocus);
    layout()->addWidget(made);
    return made;
}

void GhostToolbar::setModeMenu(QMenu *menu)
{
    m_mode->setMenu(menu);
    m_mode->show();
}

QRect GhostToolbar::ghostRect() const
{
    const GhostText &ghost = m_edit->ghost().ghost();
    if (!ghost.isVisible())
        return {};
    const QTextBlock block = m_edit->document()->findBlock(ghost.position());
    const QTextLayout *layout = block.layout();
    const int first = ghost.position() - block.position();
    const int last = first + int(ghost.text().size());
    const QRect caret = m_edit->cursorRect();
    QRectF around;
    qreal caretLine = 0;
    for (int i = 0; i < layout->lineCount(); ++i) {
        const QTextLine line = layout->lineAt(i);
        const int from = std::max(first, line.textStart());
        const int to = std::min(last, line.textStart() + line.textLength());
        if (line.textStart() <= first && first <= line.textStart() + line.textLength())
            caretLine = line.y();
        if (from < to)
            around |= QRectF(QPointF(std::min(line.cursorToX(from), line.cursorToX(to)), line.y()),
                             QSizeF(std::abs(line.cursorToX(to) - line.cursorToX(from)), line.height()));
    }
    // The caret's rectangle says where that line is on the screen.
    return around
        .translated(caret.left() - layout->lineForTextPosition(first).cursorToX(first),
                    caret.top() - caretLine)
        .toAlignedRect();
}

void GhostToolbar::refresh()
{
    const GhostController &ghost = m_edit->ghost();
    const int count = ghost.alternatives();
    m_count->setText(count > 0 && ghost.shownAlternative() > 0
                         ? tr("%1 of %2").arg(ghost.shownAlternative()).arg(count)
                         : QString());
    m_back->setEnabled(count > 1);
    m_forth->setEnabled(count > 1);
    adjustSize();
}

void GhostToolbar::place()
{
    const QRect ghost = ghostRect();
    const QRect caret = m_edit->cursorRect();
    const QRect page = m_edit->viewport()->rect();
    const int left = std::clamp(ghost.left(), kGap, std::max(kGap, page.width() - width() - kGap));
    int top = caret.top() - height() - kGap;
    if (top < 0)
        top = std::max(ghost.bottom(), caret.bottom()) + kGap;
    move(left, top);
}

void GhostToolbar::open()
{
    if (!m_edit->ghost().isVisible())
        return;
    refresh();
    place();
    show();
    raise();
}

bool GhostToolbar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseMove) {
        const QPoint at = static_cast<QMouseEvent *>(event)->position().toPoint();
        const QRect ghost = ghostRect();
        if (!ghost.contains(at)) {
            m_hover.stop();
            // The way from the suggestion to the toolbar stays open.
            if (isVisible() && !geometry().united(ghost).adjusted(-kGap, -kGap, kGap, kGap).contains(at))
                hide();
        } else if (!isVisible() && !m_hover.isActive()) {
            m_hover.start();
        }
    } else if (event->type() == QEvent::Leave) {
        m_hover.stop();
    } else if (event->type() == QEvent::Resize || event->type() == QEvent::Wheel) {
        hide();
    }
    return QFrame::eventFilter(watched, event);
}

void GhostToolbar::leaveEvent(QEvent *event)
{
    if (!m_mode->menu() || !m_mode->menu()->isVisible())
        hide();
    QFrame::leaveEvent(event);
}

} // namespace deltapad
