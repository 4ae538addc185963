// SPDX-License-Identifier: MIT
#include "ui/recovery/compare_window.h"

#include "ui/recovery/line_diff.h"

#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTextBlock>
#include <QVBoxLayout>

namespace deltapad {

namespace {

constexpr std::size_t kContext = 3;
const QString kSkipped = QStringLiteral("⋯");

/// Whether a line that is the same is near one that is not.
std::vector<bool> nearChanges(const std::vector<DiffLine> &lines)
{
    std::vector<bool> near(lines.size(), false);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].fate == LineFate::Same)
            continue;
        const std::size_t begin = i < kContext ? 0 : i - kContext;
        for (std::size_t j = begin; j < std::min(lines.size(), i + kContext + 1); ++j)
            near[j] = true;
    }
    return near;
}

QString written(const std::vector<DiffLine> &lines)
{
    const std::vector<bool> near = nearChanges(lines);
    QStringList out;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (near[i]) {
            const QChar mark = lines[i].fate == LineFate::Same      ? u' '
                               : lines[i].fate == LineFate::Removed ? u'-'
                                                                    : u'+';
            out.append(mark + QStringLiteral(" ") + lines[i].text);
        } else if (out.isEmpty() || out.last() != kSkipped) {
            out.append(kSkipped);
        }
    }
    return out.join(u'\n');
}

} // namespace

CompareWindow::CompareWindow(const QString &title, const TextVersion &before, const TextVersion &after,
                             QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("compareWindow"));
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    auto *rows = new QVBoxLayout(this);
    auto *legend = new QLabel(tr("“-” is only %1, “+” is only %2.").arg(before.name, after.name), this);
    legend->setObjectName(QStringLiteral("compareLegend"));
    rows->addWidget(legend);
    m_lines = new QPlainTextEdit(this);
    m_lines->setObjectName(QStringLiteral("compareLines"));
    m_lines->setAccessibleName(title);
    m_lines->setReadOnly(true);
    m_lines->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_lines->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    const bool same = before.text == after.text;
    m_lines->setPlainText(same ? tr("Both are the same.") : written(diffLines(before.text, after.text)));
    rows->addWidget(m_lines);

    QList<QTextEdit::ExtraSelection> marks;
    QColor removed(Qt::red);
    QColor added(Qt::darkGreen);
    removed.setAlphaF(0.18F);
    added.setAlphaF(0.18F);
    for (QTextBlock block = m_lines->document()->begin(); !same && block.isValid(); block = block.next()) {
        const QString text = block.text();
        if (!text.startsWith(u'-') && !text.startsWith(u'+'))
            continue;
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(block);
        mark.format.setProperty(QTextFormat::FullWidthSelection, true);
        mark.format.setBackground(text.startsWith(u'-') ? removed : added);
        marks.append(mark);
    }
    m_lines->setExtraSelections(marks);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    rows->addWidget(buttons);
    resize(820, 560);
}

QString CompareWindow::shownText() const
{
    return m_lines->toPlainText();
}

} // namespace deltapad
