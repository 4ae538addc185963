// SPDX-License-Identifier: MIT
#include "ui/panels/proof_view.h"

#include "ui/panels/figures.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

namespace deltapad {

ProofView::ProofView(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("proofView"));
    setAccessibleName(tr("Comparison with a computation from scratch"));
    m_button = new QToolButton(this);
    m_button->setObjectName(QStringLiteral("verifyNow"));
    m_button->setText(tr("Verify now"));
    m_button->setProperty("chip", true);
    m_button->setProperty("outlined", true);
    m_button->setToolTip(
        tr("Computes the text from scratch in the background and compares every code and output."));
    m_seal = new QLabel(this);
    m_seal->setObjectName(QStringLiteral("proofSeal"));
    QFont bold = m_seal->font();
    bold.setWeight(QFont::DemiBold);
    m_seal->setFont(bold);
    m_text = new QLabel(this);
    m_text->setObjectName(QStringLiteral("proofText"));
    m_text->setProperty("quiet", true);
    m_text->setWordWrap(true);
    auto *top = new QHBoxLayout;
    top->addWidget(m_button);
    top->addWidget(m_seal, 1);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(4);
    rows->addLayout(top);
    rows->addWidget(m_text);
    connect(m_button, &QToolButton::clicked, this, &ProofView::ask);
    clear();
}

void ProofView::show(State state, const QString &text)
{
    m_state = state;
    QString seal;
    switch (state) {
    case State::Unasked:
        break;
    case State::Checking:
        seal = tr("○ checking…");
        break;
    case State::Equal:
        seal = tr("✔ exactly equal");
        break;
    case State::Different:
        seal = tr("✘ different");
        break;
    }
    m_seal->setText(seal);
    m_seal->setAccessibleName(seal);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    m_button->setEnabled(state != State::Checking);
}

void ProofView::clear()
{
    show(State::Unasked, QString());
}

void ProofView::ask()
{
    m_older = false;
    show(State::Checking, QString());
    Q_EMIT wanted();
}

void ProofView::noteEdit()
{
    if ((m_state != State::Equal && m_state != State::Different) || m_older)
        return;
    m_older = true;
    m_text->setText(tr("%1 The text has changed since.").arg(m_text->text()));
}

void ProofView::feed(const CheckResult &result)
{
    const QLocale locale = QLocale::system();
    if (result.equal()) {
        show(State::Equal,
             tr("Difference 0 in %1 codes and %2 outputs of %3 rows, computed from scratch in %4.")
                 .arg(locale.toString(qlonglong(result.codes)), locale.toString(qlonglong(result.outputs)),
                      locale.toString(qlonglong(result.rows)), writeMilliseconds(result.milliseconds)));
        return;
    }
    show(State::Different,
         tr("%1 of %2 codes and %3 of %4 outputs differ; the first: %5.")
             .arg(locale.toString(qlonglong(result.codesDifferent)), locale.toString(qlonglong(result.codes)),
                  locale.toString(qlonglong(result.outputsDifferent)),
                  locale.toString(qlonglong(result.outputs)),
                  QString::fromStdString(result.firstDifference)));
}

} // namespace deltapad
