// SPDX-License-Identifier: MIT
#include "ui/window/shortcuts_dialog.h"

#include "ui/window/shortcuts.h"

#include <QAction>
#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSaveFile>
#include <QStyle>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace deltapad {

namespace {
constexpr int kName = Qt::UserRole;
} // namespace

ShortcutsDialog::ShortcutsDialog(Shortcuts *shortcuts, QWidget *parent)
    : QDialog(parent), m_shortcuts(shortcuts)
{
    setObjectName(QStringLiteral("shortcutsDialog"));
    setWindowTitle(tr("Keyboard shortcuts"));
    setAccessibleName(windowTitle());
    resize(640, 560);
    m_search = new QLineEdit(this);
    m_search->setObjectName(QStringLiteral("shortcutsSearch"));
    m_search->setAccessibleName(tr("Search commands and keys"));
    m_search->setAccessibleDescription(tr("Only commands whose name or keys hold this text are listed."));
    m_search->setPlaceholderText(tr("Search commands and keys"));
    m_search->setClearButtonEnabled(true);
    m_table = new QTreeWidget(this);
    m_table->setObjectName(QStringLiteral("shortcutsTable"));
    m_table->setAccessibleName(tr("Commands"));
    m_table->setAccessibleDescription(tr("Command, its keys, and the standard keys."));
    m_table->setHeaderLabels({tr("Command"), tr("Keys"), tr("Standard")});
    m_table->setRootIsDecorated(false);
    m_table->setAlternatingRowColors(false);
    m_table->setUniformRowHeights(true);
    m_keys = new QKeySequenceEdit(this);
    m_keys->setObjectName(QStringLiteral("shortcutsKeys"));
    m_keys->setAccessibleName(tr("New keys"));
    m_keys->setAccessibleDescription(tr("Press the keys that the chosen command shall have."));
    m_note = new QLabel(this);
    m_note->setObjectName(QStringLiteral("shortcutsNote"));
    m_note->setWordWrap(true);
    m_note->setProperty("quiet", true);
    m_note->setMinimumHeight(2 * m_note->fontMetrics().lineSpacing());

    m_assign =
        addButton(QStringLiteral("shortcutsAssign"), tr("Assign"), tr("Gives these keys to the command"));
    m_reset = addButton(QStringLiteral("shortcutsReset"), tr("Standard"),
                        tr("Returns to the command's standard keys"));
    QPushButton *resetAll = addButton(QStringLiteral("shortcutsResetAll"), tr("Reset all"),
                                      tr("Every command gets its standard keys"));
    QPushButton *exporting =
        addButton(QStringLiteral("shortcutsExport"), tr("Export…"), tr("Writes the changed keys to a file"));
    QPushButton *importing =
        addButton(QStringLiteral("shortcutsImport"), tr("Import…"), tr("Takes the keys of a file"));

    auto *editing = new QHBoxLayout;
    editing->addWidget(m_keys, 1);
    editing->addWidget(m_assign);
    editing->addWidget(m_reset);
    auto *presets = new QComboBox(this);
    presets->setObjectName(QStringLiteral("shortcutsPreset"));
    presets->setAccessibleName(tr("Set of keys"));
    presets->setToolTip(tr("Takes a whole set of keys: for writers, or as code editors have them"));
    presets->setAccessibleDescription(presets->toolTip());
    presets->setPlaceholderText(tr("Take a set…"));
    presets->addItem(tr("Prose"), int(Shortcuts::Preset::Prose));
    presets->addItem(tr("Code-like"), int(Shortcuts::Preset::CodeLike));
    presets->setCurrentIndex(-1);
    connect(presets, &QComboBox::activated, this,
            [this, presets] { m_shortcuts->apply(Shortcuts::Preset(presets->currentData().toInt())); });
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(presets);
    bottom->addWidget(resetAll);
    bottom->addStretch(1);
    bottom->addWidget(importing);
    bottom->addWidget(exporting);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(18, 16, 18, 16);
    rows->setSpacing(10);
    rows->addWidget(m_search);
    rows->addWidget(m_table, 1);
    rows->addLayout(editing);
    rows->addWidget(m_note);
    rows->addLayout(bottom);

    connect(m_search, &QLineEdit::textChanged, this, &ShortcutsDialog::filter);
    connect(m_table, &QTreeWidget::currentItemChanged, this, &ShortcutsDialog::showChosen);
    connect(m_keys, &QKeySequenceEdit::keySequenceChanged, this, &ShortcutsDialog::showConflict);
    connect(m_assign, &QPushButton::clicked, this,
            [this] { m_shortcuts->set(chosen(), m_keys->keySequence()); });
    connect(m_reset, &QPushButton::clicked, this, [this] { m_shortcuts->reset(chosen()); });
    connect(resetAll, &QPushButton::clicked, this, [this] { m_shortcuts->resetAll(); });
    connect(exporting, &QPushButton::clicked, this, [this] {
        const QString path =
            QFileDialog::getSaveFileName(this, tr("Export keys"), QStringLiteral("deltapad-keys.json"));
        if (!path.isEmpty())
            exportTo(path);
    });
    connect(importing, &QPushButton::clicked, this, [this] {
        const QString path = QFileDialog::getOpenFileName(this, tr("Import keys"), {}, tr("Keys (*.json)"));
        if (!path.isEmpty())
            importFrom(path);
    });
    connect(m_shortcuts, &Shortcuts::changed, this, &ShortcutsDialog::fill);
    fill();
    m_table->setCurrentItem(m_table->topLevelItem(0));
    m_search->setFocus();
}

QPushButton *ShortcutsDialog::addButton(const QString &name, const QString &text, const QString &description)
{
    auto *made = new QPushButton(text, this);
    made->setObjectName(name);
    made->setAccessibleName(QString(text).remove(QChar(0x2026)));
    made->setAccessibleDescription(description);
    made->setToolTip(description);
    made->setAutoDefault(false);
    return made;
}

QString ShortcutsDialog::chosen() const
{
    const QTreeWidgetItem *item = m_table->currentItem();
    return item ? item->data(0, kName).toString() : QString();
}

void ShortcutsDialog::fill()
{
    const QString kept = chosen();
    const QSignalBlocker quiet(m_table);
    m_table->clear();
    for (const Shortcuts::Command &command : m_shortcuts->commands()) {
        auto *item =
            new QTreeWidgetItem(m_table, {command.group + QStringLiteral(" › ") + command.title(),
                                          command.action->shortcut().toString(QKeySequence::NativeText),
                                          command.standard.toString(QKeySequence::NativeText)});
        item->setData(0, kName, command.action->objectName());
        item->setSizeHint(0, {0, m_table->fontMetrics().height() + 10});
        if (command.action->shortcut() != command.standard) {
            QFont font = item->font(0);
            font.setBold(true); // changed
            item->setFont(1, font);
        }
        if (command.action->objectName() == kept)
            m_table->setCurrentItem(item);
    }
    m_table->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->header()->setStretchLastSection(false);
    for (const int column : {1, 2})
        m_table->header()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    filter(m_search->text());
    showChosen();
}

void ShortcutsDialog::filter(const QString &text)
{
    for (int i = 0; i < m_table->topLevelItemCount(); ++i) {
        QTreeWidgetItem *item = m_table->topLevelItem(i);
        item->setHidden(!item->text(0).contains(text, Qt::CaseInsensitive) &&
                        !item->text(1).contains(text, Qt::CaseInsensitive));
    }
}

void ShortcutsDialog::showChosen()
{
    const Shortcuts::Command *command = m_shortcuts->find(chosen());
    m_keys->setEnabled(command);
    m_reset->setEnabled(command && command->action->shortcut() != command->standard);
    m_keys->setKeySequence(command ? command->action->shortcut() : QKeySequence());
    showConflict();
}

void ShortcutsDialog::showConflict()
{
    const Shortcuts::Command *command = m_shortcuts->find(chosen());
    const Shortcuts::Command *holder = m_shortcuts->holder(m_keys->keySequence(), chosen());
    m_assign->setEnabled(command && command->action->shortcut() != m_keys->keySequence());
    m_assign->setText(holder ? tr("Take over") : tr("Assign"));
    m_assign->setAccessibleName(m_assign->text());
    if (holder)
        m_note->setText(tr("%1 belongs to “%2”, which would have no keys any more.")
                            .arg(m_keys->keySequence().toString(QKeySequence::NativeText), holder->title()));
    else
        m_note->setText(tr("Choose a command, then press its new keys in the field above."));
    m_note->setProperty("problem", holder != nullptr);
    m_note->style()->polish(m_note);
}

void ShortcutsDialog::exportTo(const QString &path)
{
    QSaveFile file(path);
    const QByteArray json = m_shortcuts->toJson();
    const bool good = file.open(QIODevice::WriteOnly) && file.write(json) == json.size() && file.commit();
    m_note->setText(good ? tr("Exported to %1.").arg(path) : tr("%1: %2").arg(path, file.errorString()));
}

void ShortcutsDialog::importFrom(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        m_note->setText(tr("%1: %2").arg(path, file.errorString()));
        return;
    }
    const auto problem = m_shortcuts->readJson(file.read((1 << 20) + 1));
    m_note->setText(problem ? tr("%1: %2. No key was changed.").arg(path, *problem)
                            : tr("Imported from %1.").arg(path));
}

} // namespace deltapad
