// SPDX-License-Identifier: MIT
#include "ui/window/shortcuts.h"

#include "ui/window/settings.h"

#include <QAction>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>
#include <QMenuBar>

#include <algorithm>

namespace deltapad {

namespace {

QString plain(QString title)
{
    return title.section(u'\t', 0, 0).remove(u'&').remove(QChar(0x2026));
}

constexpr qsizetype kMostBytes = 1 << 20; ///< of a file of keys

} // namespace

QString Shortcuts::Command::title() const
{
    const QString own = plain(action->text());
    return submenu.isEmpty() ? own : submenu + QStringLiteral(" › ") + own;
}

Shortcuts::Shortcuts(Settings *settings, QObject *parent) : QObject(parent), m_settings(settings)
{
    setObjectName(QStringLiteral("shortcuts"));
}

void Shortcuts::collect(const QMenuBar &menus)
{
    for (const QAction *top : menus.actions()) {
        if (!top->menu())
            continue;
        const auto take = [this, group = plain(top->text())](auto &&self, const QMenu &menu,
                                                             const QString &submenu) -> void {
            for (QAction *action : menu.actions()) {
                if (action->menu())
                    self(self, *action->menu(), plain(action->text()));
                else if (!action->isSeparator() && !action->objectName().isEmpty())
                    m_commands.push_back({action, group, submenu, action->shortcut()});
            }
        };
        take(take, *top->menu(), QString());
    }
    const QMap<QString, QString> changes = m_settings->shortcuts();
    for (auto change = changes.begin(); change != changes.end(); ++change) {
        if (Command *command = findCommand(change.key()))
            command->action->setShortcut(QKeySequence(change.value(), QKeySequence::PortableText));
    }
}

const Shortcuts::Command *Shortcuts::find(const QString &name) const
{
    const auto found = std::find_if(m_commands.begin(), m_commands.end(), [&](const Command &command) {
        return command.action->objectName() == name;
    });
    return found == m_commands.end() ? nullptr : &*found;
}

Shortcuts::Command *Shortcuts::findCommand(const QString &name)
{
    return const_cast<Command *>(find(name));
}

std::vector<Shortcuts::FixedKey> Shortcuts::fixedKeys()
{
    return {{tr("Accept the suggestion (behind text)"), tr("Tab")},
            {tr("Accept the suggestion anywhere"), tr("Alt+L")},
            {tr("Accept its next word"), tr("Ctrl+Right")},
            {tr("Accept it to the end of the sentence"), tr("Ctrl+Down")},
            {tr("Hide it until the next word"), tr("Escape")},
            {tr("Ask for a suggestion"), tr("Ctrl+Space")},
            {tr("Another suggestion"), tr("Alt+] and Alt+[")},
            {tr("Word by word"), tr("Ctrl+Left and Ctrl+Right")},
            {tr("Delete to the word's begin or end"), tr("Ctrl+Backspace and Ctrl+Delete")},
            {tr("Paragraph from the left or from the right"), tr("Ctrl+left Shift, Ctrl+right Shift")},
            {tr("Larger and smaller text"), tr("Ctrl+mouse wheel")}};
}

const Shortcuts::Command *Shortcuts::holder(const QKeySequence &keys, const QString &exceptName) const
{
    if (keys.isEmpty())
        return nullptr;
    const auto found = std::find_if(m_commands.begin(), m_commands.end(), [&](const Command &command) {
        return command.action->shortcut() == keys && command.action->objectName() != exceptName;
    });
    return found == m_commands.end() ? nullptr : &*found;
}

void Shortcuts::set(const QString &name, const QKeySequence &keys)
{
    Command *command = findCommand(name);
    if (!command)
        return;
    if (const Command *other = holder(keys, name))
        other->action->setShortcut(QKeySequence());
    command->action->setShortcut(keys);
    store();
}

void Shortcuts::reset(const QString &name)
{
    if (const Command *command = find(name))
        set(name, command->standard);
}

void Shortcuts::resetAll()
{
    for (const Command &command : m_commands)
        command.action->setShortcut(command.standard);
    store();
}

namespace {

/// Keys that code editors have for what they call problems, quick fixes and side bars.
const std::vector<std::pair<const char *, const char *>> kCodeKeys{
    {"actionFixRemark", "Ctrl+."},
    {"actionShortcuts", "Ctrl+K, Ctrl+S"},
    {"actionSuggest", "Alt+\\"},
    {"suggestionsDockToggle", "Ctrl+B"},
    {"savingsDockToggle", "Ctrl+J"},
    {"remarksDockToggle", "Ctrl+Shift+M"},
    {"actionRedo", "Ctrl+Y"},
    {"actionReload", "Ctrl+K, Ctrl+R"},
    {"actionClose", "Ctrl+F4"},
    {"outlineDockToggle", "Ctrl+Shift+O"},
    {"previewDockToggle", "Ctrl+Shift+V"},
};

} // namespace

void Shortcuts::apply(Preset preset)
{
    for (const Command &command : m_commands)
        command.action->setShortcut(command.standard);
    if (preset == Preset::CodeLike) {
        for (const auto &[name, keys] : kCodeKeys) {
            if (const Command *command = find(QLatin1String(name)))
                command->action->setShortcut(QKeySequence(QLatin1String(keys), QKeySequence::PortableText));
        }
    }
    store();
}

void Shortcuts::store()
{
    QMap<QString, QString> changes;
    for (const Command &command : m_commands) {
        if (command.action->shortcut() != command.standard)
            changes.insert(command.action->objectName(),
                           command.action->shortcut().toString(QKeySequence::PortableText));
    }
    m_settings->setShortcuts(changes);
    Q_EMIT changed();
}

QByteArray Shortcuts::toJson() const
{
    QJsonObject keys;
    const QMap<QString, QString> changes = m_settings->shortcuts();
    for (auto change = changes.begin(); change != changes.end(); ++change)
        keys.insert(change.key(), change.value());
    return QJsonDocument(QJsonObject{{QStringLiteral("version"), 1}, {QStringLiteral("keys"), keys}})
        .toJson();
}

std::optional<QString> Shortcuts::readJson(const QByteArray &json)
{
    if (json.size() > kMostBytes)
        return tr("larger than 1 MiB, which no file of keys is");
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        return tr("byte %1: %2").arg(error.offset).arg(error.errorString());
    const QJsonObject top = document.object();
    if (top.value(QStringLiteral("version")).toInt() != 1 || !top.value(QStringLiteral("keys")).isObject())
        return tr("expected {\"version\": 1, \"keys\": {…}}");
    const QJsonObject keys = top.value(QStringLiteral("keys")).toObject();
    QMap<QString, QKeySequence> wanted;
    for (auto key = keys.begin(); key != keys.end(); ++key) {
        const QString text = key.value().toString();
        const QKeySequence sequence(text, QKeySequence::PortableText);
        if (!find(key.key()))
            return tr("there is no command %1").arg(key.key());
        if (!key.value().isString() ||
            (!text.isEmpty() && sequence.toString(QKeySequence::PortableText) != text))
            return tr("%1: “%2” is no key").arg(key.key(), text);
        wanted.insert(key.key(), sequence);
    }
    for (const Command &command : m_commands)
        command.action->setShortcut(wanted.value(command.action->objectName(), command.standard));
    store();
    return {};
}

} // namespace deltapad
