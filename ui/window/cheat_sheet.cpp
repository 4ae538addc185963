// SPDX-License-Identifier: MIT
#include "ui/window/cheat_sheet.h"

#include "ui/window/shortcuts.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace deltapad {

namespace {

struct Group
{
    QString title;
    std::vector<std::pair<QString, QString>> keys; ///< command, keys
};

std::vector<Group> groupsOf(const Shortcuts &shortcuts)
{
    std::vector<Group> groups;
    Group inText{CheatSheet::tr("In the text"), {}};
    for (const Shortcuts::FixedKey &key : Shortcuts::fixedKeys())
        inText.keys.emplace_back(key.title, key.keys);
    groups.push_back(std::move(inText));
    for (const Shortcuts::Command &command : shortcuts.commands()) {
        if (command.action->shortcut().isEmpty())
            continue;
        auto found = std::find_if(groups.begin(), groups.end(),
                                  [&](const Group &group) { return group.title == command.group; });
        if (found == groups.end())
            found = groups.insert(groups.end(), Group{command.group, {}});
        found->keys.emplace_back(command.title(),
                                 command.action->shortcut().toString(QKeySequence::NativeText));
    }
    return groups;
}

QString page(const Group &group)
{
    QString html = QStringLiteral("<p><b>%1</b></p><table cellspacing='0' cellpadding='2'>")
                       .arg(group.title.toHtmlEscaped());
    for (const auto &[command, keys] : group.keys)
        html += QStringLiteral("<tr><td width='200'>%1</td><td>%2</td></tr>")
                    .arg(keys.toHtmlEscaped(), command.toHtmlEscaped());
    return html + QStringLiteral("</table>");
}

} // namespace

CheatSheet::CheatSheet(const Shortcuts &shortcuts, QWidget *parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("cheatSheet"));
    setWindowTitle(tr("Keys"));
    setAccessibleName(windowTitle());
    auto *sheet = new QWidget(this);
    sheet->setObjectName(QStringLiteral("cheatSheetPage"));
    auto *columns = new QHBoxLayout(sheet);
    columns->setContentsMargins(24, 12, 24, 20);
    columns->setSpacing(36);
    const std::vector<Group> groups = groupsOf(shortcuts);
    std::size_t keys = 0;
    for (const Group &group : groups)
        keys += group.keys.size() + 2;
    QVBoxLayout *rows = nullptr;
    std::size_t inColumn = 0;
    for (const Group &group : groups) {
        if (!rows || inColumn > keys / 2) {
            rows = new QVBoxLayout;
            columns->addLayout(rows, 1);
            inColumn = 0;
        }
        auto *label = new QLabel(page(group), sheet);
        label->setObjectName(QStringLiteral("cheatSheet_") + group.title);
        label->setAccessibleName(group.title);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        rows->addWidget(label);
        inColumn += group.keys.size() + 2;
    }
    for (int i = 0; i < columns->count(); ++i)
        static_cast<QVBoxLayout *>(columns->itemAt(i)->layout())->addStretch(1);
    auto *area = new QScrollArea(this);
    area->setObjectName(QStringLiteral("cheatSheetScroll"));
    area->setAccessibleName(tr("Keys"));
    area->setWidget(sheet);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(area);
    // Both columns at once, in every language.
    const int wanted = sheet->sizeHint().width() + area->verticalScrollBar()->sizeHint().width();
    constexpr int kUsual = 960;
    constexpr int kBeside = 80;
    resize(std::clamp(wanted, kUsual, std::max(kUsual, screen()->availableGeometry().width() - kBeside)),
           640);
}

} // namespace deltapad
