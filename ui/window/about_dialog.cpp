// SPDX-License-Identifier: MIT
#include "ui/window/about_dialog.h"

#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPointer>
#include <QTextBrowser>
#include <QTextFrame>
#include <QTextTable>
#include <QThreadPool>
#include <QVBoxLayout>

namespace deltapad {

namespace {
constexpr int kIcon = 64;

/// Thin single lines and some air, in place of the raised frames of a web page of old.
void styleTables(QTextDocument *document, const QColor &lines)
{
    for (QTextFrame *frame : document->rootFrame()->childFrames()) {
        auto *table = qobject_cast<QTextTable *>(frame);
        if (!table)
            continue;
        QTextTableFormat format = table->format();
        format.setBorderCollapse(true);
        format.setBorder(1);
        format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
        format.setBorderBrush(lines);
        format.setCellSpacing(0);
        format.setCellPadding(4);
        format.setBottomMargin(10);
        table->setFormat(format);
    }
}

} // namespace

AboutDialog::AboutDialog(const QString &modelFolder,
                         const std::function<ModelFacts(const QString &)> &describe, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("aboutDialog"));
    setWindowTitle(tr("About Deltapad"));
    setAccessibleName(windowTitle());
    resize(600, 560);
    auto *icon = new QLabel(this);
    icon->setObjectName(QStringLiteral("aboutIcon"));
    QPixmap pixmap = applicationPixmap(int(kIcon * devicePixelRatioF()));
    pixmap.setDevicePixelRatio(devicePixelRatioF());
    icon->setPixmap(pixmap);
    QLabel *title = addLabel(QStringLiteral("aboutTitle"),
                             tr("<span style='font-size: 17pt; font-weight: 600'>Deltapad</span> &nbsp;%1<br>"
                                "A text editor whose language model works while you type.")
                                 .arg(QCoreApplication::applicationVersion().toHtmlEscaped()));
    QLabel *promise =
        addLabel(QStringLiteral("aboutPromise"),
                 tr("Everything is computed inside this program. It opens no network connection.<br>"
                    "Licence: MIT. The idea of exact incremental computation over vector-quantised "
                    "attention is from arXiv 2307.14988."));
    promise->setWordWrap(true);
    m_model = addLabel(QStringLiteral("aboutModel"), tr("Reading the model's facts…"));
    m_hash = addLabel(QStringLiteral("aboutHash"), QString());
    m_hash->setProperty("quiet", true);
    m_hash->setWordWrap(true);
    m_card = new QTextBrowser(this);
    m_card->setObjectName(QStringLiteral("aboutCard"));
    m_card->setAccessibleName(tr("Model card"));
    m_card->setAccessibleDescription(tr("Where the model comes from, its scores and its limits."));
    m_card->setOpenLinks(false); // nothing here reaches out
    m_card->setTabChangesFocus(true);
    auto *head = new QHBoxLayout;
    head->setSpacing(16);
    head->addWidget(icon);
    head->addWidget(title, 1);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(22, 20, 22, 18);
    rows->setSpacing(12);
    rows->addLayout(head);
    rows->addWidget(promise);
    rows->addWidget(m_model);
    rows->addWidget(m_hash);
    rows->addWidget(m_card, 1);
    if (!describe) {
        showFacts({.problem = tr("no model was named")});
        return;
    }
    QThreadPool::globalInstance()->start([dialog = QPointer<AboutDialog>(this), modelFolder, describe] {
        const ModelFacts facts = describe(modelFolder);
        QMetaObject::invokeMethod(
            qApp,
            [dialog, facts] {
                if (dialog)
                    dialog->showFacts(facts);
            },
            Qt::QueuedConnection);
    });
}

QLabel *AboutDialog::addLabel(const QString &name, const QString &text)
{
    auto *made = new QLabel(text, this);
    made->setObjectName(name);
    made->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return made;
}

void AboutDialog::showFacts(const ModelFacts &facts)
{
    if (!facts.problem.isEmpty()) {
        m_model->setText(tr("No model: %1").arg(facts.problem.toHtmlEscaped()));
        m_model->setWordWrap(true);
        m_hash->hide();
        m_card->hide();
        return;
    }
    m_model->setText(tr("<b>Model %1</b>, %2").arg(facts.name.toHtmlEscaped(), facts.size.toHtmlEscaped()));
    m_hash->setText(tr("SHA-256 %1").arg(facts.sha256));
    if (facts.card.isEmpty())
        m_card->setPlainText(tr("The model's folder holds no card."));
    else
        m_card->setMarkdown(facts.card);
    styleTables(m_card->document(), palette().color(QPalette::Midlight));
}

} // namespace deltapad
