// SPDX-License-Identifier: MIT
#include "ui/remarks/remark_menu.h"

#include "engine/proofread/text_check.h"
#include "ui/editor/text_edit.h"
#include "ui/remarks/remarks_controller.h"

#include <QMenu>

#include <algorithm>

namespace deltapad {

namespace {

QAction *insert(QMenu *menu, QAction *before, const QString &name, const QString &text)
{
    auto *action = new QAction(text, menu);
    action->setObjectName(name);
    menu->insertAction(before, action);
    return action;
}

constexpr char kWaiting[] = "fixWaiting";

void makeFirstActive(QMenu *menu)
{
    const QList<QAction *> actions = menu->actions();
    const auto first = std::find_if(actions.begin(), actions.end(), [](const QAction *action) {
        return action->isEnabled() && !action->isSeparator();
    });
    if (first != actions.end())
        menu->setActiveAction(*first);
}

} // namespace

RemarkMenu::RemarkMenu(TextEdit *edit, RemarksController *remarks, QObject *parent)
    : QObject(parent), m_edit(edit), m_remarks(remarks)
{
    connect(edit, &TextEdit::contextMenuWanted, this, &RemarkMenu::fill);
}

void RemarkMenu::addReplacements(QMenu *menu, QAction *before, const Remark &remark)
{
    int number = 0;
    for (const std::u16string &replacement : remark.replacements) {
        if (++number > kMostReplacements)
            break;
        const QString text = QString::fromStdU16String(replacement);
        QAction *action = insert(menu, before, QStringLiteral("fix%1").arg(number),
                                 text.isEmpty() ? tr("Take the second one away")
                                                : QString(text).replace(u'&', QStringLiteral("&&")));
        QFont bold = action->font();
        bold.setBold(true);
        action->setFont(bold);
        connect(action, &QAction::triggered, m_remarks,
                [remarks = m_remarks, remark, replacement] { remarks->replace(remark, replacement); });
    }
    if (number == 0)
        insert(menu, before, QStringLiteral("fixNone"), tr("No replacement is known"))->setEnabled(false);
}

bool RemarkMenu::fill(QMenu *menu, int position)
{
    const std::optional<Remark> found = m_remarks->at(position);
    if (!found)
        return false;
    const Remark remark = *found;
    QAction *before = menu->actions().isEmpty() ? nullptr : menu->actions().first();
    const bool mustAsk = remark.kind == RemarkKind::Spelling && remark.replacements.empty();
    QAction *end = menu->insertSeparator(before);
    if (!mustAsk) {
        addReplacements(menu, end, remark);
    } else {
        QAction *waiting = insert(menu, end, QLatin1String(kWaiting), tr("Looking for replacements…"));
        waiting->setEnabled(false);
        connect(m_remarks, &RemarksController::replacementsFound, waiting,
                [this, menu, waiting, remark](const QString &word,
                                              const std::vector<std::u16string> &replacements) {
                    if (word.toStdU16String() != remark.text)
                        return;
                    Remark known = remark;
                    known.replacements = replacements;
                    addReplacements(menu, waiting, known);
                    waiting->deleteLater();
                    menu->removeAction(waiting);
                    if (!menu->activeAction())
                        makeFirstActive(menu);
                });
        m_remarks->lookUp(remark.text);
    }
    const auto add = [&](const QString &name, const QString &text, auto run) {
        connect(insert(menu, before, name, text), &QAction::triggered, m_remarks, run);
    };
    RemarksController *remarks = m_remarks;
    add(QStringLiteral("fixIgnore"), tr("&Ignore here"), [remarks, remark] { remarks->ignore(remark); });
    add(QStringLiteral("fixIgnoreAll"), tr("Ignore in this &document"),
        [remarks, remark] { remarks->ignoreInDocument(remark); });
    if (remark.kind == RemarkKind::Spelling) {
        add(QStringLiteral("fixLearn"), tr("&Add to dictionary"),
            [remarks, remark] { remarks->addWord(WordLayer::User, remark.text); });
        add(QStringLiteral("fixLearnHere"), tr("Add to this document's &words"),
            [remarks, remark] { remarks->addWord(WordLayer::Document, remark.text); });
    }
    if (before)
        menu->insertSeparator(before);
    return true;
}

bool RemarkMenu::openAtCaret()
{
    auto *menu = new QMenu(m_edit);
    menu->setObjectName(QStringLiteral("fixMenu"));
    menu->setAccessibleName(tr("Fixes"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QTextCursor cursor = m_edit->textCursor();
    if (!fill(menu, cursor.selectionStart())) {
        delete menu;
        return false;
    }
    QTextCursor place(m_edit->document());
    place.setPosition(cursor.selectionStart());
    menu->popup(m_edit->viewport()->mapToGlobal(m_edit->cursorRect(place).bottomLeft() + QPoint(0, 4)));
    // Return takes the first fix, and nothing else while the fixes are still looked for.
    if (menu->actions().first()->objectName() != QLatin1String(kWaiting))
        makeFirstActive(menu);
    return true;
}

} // namespace deltapad
