// SPDX-License-Identifier: MIT
// The Markdown part of MainWindow: outline and preview, their docks, and when a text is Markdown at all.
#include "ui/window/main_window.h"

#include "ui/panels/outline_panel.h"
#include "ui/panels/preview_panel.h"
#include "ui/remarks/remarks_controller.h"
#include "ui/window/document_file.h"
#include "ui/window/markdown_view.h"
#include "ui/window/settings.h"
#include "ui/window/status_chips.h"

#include <QAction>
#include <QDockWidget>
#include <QMenu>

#include <algorithm>

namespace deltapad {

namespace {

/// A panel is as wide as this when it is opened: a share of the window, so that the text keeps the most.
struct PanelShare
{
    int part; ///< one of how many parts of the window
    int most;
};
constexpr PanelShare kOutlineShare{7, 210};
constexpr PanelShare kPreviewShare{4, 360};

} // namespace

void MainWindow::buildMarkdown()
{
    auto *outline = new OutlinePanel;
    auto *preview = new PreviewPanel;
    m_outlineDock = addDock(QStringLiteral("outlineDock"), tr("Outline"), outline);
    m_previewDock = addDock(QStringLiteral("previewDock"), tr("Preview"), preview);
    addDockWidget(Qt::LeftDockWidgetArea, m_outlineDock);
    // A column of its own, beside the other panels.
    addDockWidget(Qt::RightDockWidgetArea, m_previewDock, Qt::Horizontal);
    m_outlineDock->hide();
    m_previewDock->hide();
    for (const auto &[dock, share] :
         {std::pair(m_outlineDock, kOutlineShare), {m_previewDock, kPreviewShare}}) {
        connect(dock->toggleViewAction(), &QAction::triggered, this, [this, dock, share](bool shown) {
            const int dockWidth =
                std::clamp(width() / share.part, dock->widget()->minimumWidth(), share.most);
            if (shown && dock->width() < dockWidth)
                resizeDocks({dock}, {dockWidth}, Qt::Horizontal);
        });
    }
    m_markdown = new MarkdownView(
        {.edit = m_edit, .document = m_controller, .outline = outline, .preview = preview}, m_delays, this);
    m_remarks->setMarkdown(m_markdown->highlighter());
    connect(m_outlineDock, &QDockWidget::visibilityChanged, m_markdown, &MarkdownView::setOutlineVisible);
    connect(m_previewDock, &QDockWidget::visibilityChanged, m_markdown, &MarkdownView::setPreviewVisible);
    connect(preview, &PreviewPanel::linkChosen, this, [this](const QString &address) {
        m_chips->setHint(tr("Deltapad opens no network: %1").arg(address));
    });
    connect(m_file, &DocumentFile::changed, this, [this] {
        const bool markdown = m_file->textKind() == TextKind::Markdown && !m_file->isLimited();
        m_markdown->setSyntax(markdown ? MarkdownHighlighter::Syntax::Markdown
                                       : MarkdownHighlighter::Syntax::None);
    });
    setMarkdownStyles(m_settings->stylesMarkdown() ? MarkdownStyles::Shown : MarkdownStyles::Hidden);
}

void MainWindow::setMarkdownStyles(MarkdownStyles styles)
{
    const bool shown = styles == MarkdownStyles::Shown;
    m_settings->setStylesMarkdown(shown);
    m_markdown->highlighter()->setStyles(shown ? MarkdownHighlighter::Styles::Shown
                                               : MarkdownHighlighter::Styles::Hidden);
}

void MainWindow::addMarkdownTo(QMenu *menu)
{
    m_outlineDock->toggleViewAction()->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_J));
    m_previewDock->toggleViewAction()->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_J));
    for (QDockWidget *dock : {m_outlineDock, m_previewDock})
        menu->addAction(dock->toggleViewAction());
}

} // namespace deltapad
