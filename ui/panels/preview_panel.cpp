// SPDX-License-Identifier: MIT
#include "ui/panels/preview_panel.h"

#include "ui/editor/line_folds.h"
#include "ui/panels/preview_document.h"
#include "ui/theme/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QLabel>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextBrowser>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace deltapad {

namespace {

constexpr int kNarrowest = 220;
constexpr qreal kBesideText = 0.85; ///< size beside that of the text that is written

/// Refuses resources as its documents do, also those of the empty one it begins with.
class Browser : public QTextBrowser
{
public:
    using QTextBrowser::QTextBrowser;
    QVariant loadResource(int, const QUrl &) override { return {}; }
};

} // namespace

PreviewPanel::PreviewPanel(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("previewPanel"));
    setAccessibleName(tr("Preview"));
    m_nothing = new QLabel(this);
    m_nothing->setObjectName(QStringLiteral("previewNothing"));
    m_nothing->setProperty("quiet", true);
    m_nothing->setWordWrap(true);
    m_nothing->setContentsMargins(14, 2, 14, 8);
    m_view = new Browser(this);
    m_view->setObjectName(QStringLiteral("previewText"));
    m_view->setAccessibleName(tr("Preview"));
    m_view->setAccessibleDescription(tr("The text as its readers will see it. Links are not followed."));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setOpenLinks(false);
    m_view->setOpenExternalLinks(false);
    m_view->setUndoRedoEnabled(false);
    connect(m_view, &QTextBrowser::anchorClicked, this,
            [this](const QUrl &address) { Q_EMIT linkChosen(address.toString()); });
    setMinimumWidth(kNarrowest);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_nothing);
    rows->addWidget(m_view, 1);
    rows->addStretch(0);
    setNothing(QString());
}

PreviewPanel::~PreviewPanel()
{
    if (m_thread)
        m_thread->wait();
}

void PreviewPanel::setNothing(const QString &line)
{
    m_next.reset();
    m_dropped = true;
    m_nothing->setText(line);
    m_nothing->show();
    m_view->hide();
}

void PreviewPanel::setText(const TextChunks &text)
{
    if (text.size() > kMostCharacters) {
        setNothing(tr("Too long for a preview: more than %L1 characters.").arg(kMostCharacters));
        return;
    }
    if (m_thread)
        m_next = text;
    else
        parse(text);
}

void PreviewPanel::parse(const TextChunks &text)
{
    m_dropped = false;
    m_parsed = std::make_shared<std::unique_ptr<SealedDocument>>();
    QFont prose = proseFont();
    prose.setPointSizeF(prose.pointSizeF() * kBesideText);
    const PreviewLooks looks{.prose = prose,
                             .codePoints = codeFont().pointSizeF() * kBesideText,
                             .link = palette().color(QPalette::Link)};
    m_thread.reset(QThread::create([text, looks, parsed = m_parsed, home = thread()] {
        *parsed = previewDocument(QString::fromStdU16String(withoutFolds(text.text())), looks);
        (*parsed)->moveToThread(home);
    }));
    m_thread->setObjectName(QStringLiteral("preview"));
    connect(m_thread.get(), &QThread::finished, this, &PreviewPanel::take);
    m_thread->start(QThread::LowPriority);
}

void PreviewPanel::take()
{
    m_thread->wait();
    m_thread.release()->deleteLater(); // we are in its signal
    std::unique_ptr<SealedDocument> parsed = std::move(*std::exchange(m_parsed, nullptr));
    if (m_next) {
        const TextChunks next = *std::exchange(m_next, std::nullopt);
        if (!m_dropped)
            show(parsed.release());
        parse(next);
    } else if (!m_dropped) {
        show(parsed.release());
        Q_EMIT shown();
    }
}

void PreviewPanel::show(SealedDocument *document)
{
    QScrollBar *bar = m_view->verticalScrollBar();
    const int into = m_document && m_view->isVisible() ? bar->value() - heightOf(m_shownSection) : 0;
    SealedDocument *before = std::exchange(m_document, document);
    document->setParent(m_view);
    m_view->setDocument(document);
    delete before;
    m_nothing->hide();
    m_view->show();
    if (m_shownSection == m_section)
        bar->setValue(heightOf(m_section) + into); // as it was, under what is being written
    else
        setSection(m_section);
}

int PreviewPanel::heightOf(int section) const
{
    if (!m_document || section < 0 || m_document->headings.empty())
        return 0;
    const std::size_t last = m_document->headings.size() - 1;
    const QTextBlock block =
        m_document->findBlockByNumber(m_document->headings[std::min(std::size_t(section), last)]);
    return int(m_document->documentLayout()->blockBoundingRect(block).top());
}

void PreviewPanel::setSection(int section)
{
    m_section = section;
    if (!m_document || m_view->isHidden() || m_shownSection == section)
        return;
    m_shownSection = section;
    m_view->verticalScrollBar()->setValue(std::max(0, heightOf(section) - int(m_document->documentMargin())));
}

} // namespace deltapad
