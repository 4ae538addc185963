// SPDX-License-Identifier: MIT
#pragma once
// Shortcuts: the registry of a window's commands and their keys: what there is, what is changed from the
// standard, who holds a key already, and a file of them.
//
// Every command is a QAction with an object name; only keys that differ from the standard are kept in the
// settings. Keys that mean something inside the text only (Tab at a suggestion, say) are listed by
// fixedKeys() and are not editable. Files are untrusted: whatever is not understood is refused as a whole, in
// one line. Threading: user interface. Ownership: uses the window's actions; the settings must outlive it.
#include <QKeySequence>
#include <QObject>

#include <optional>
#include <vector>

class QAction;
class QMenuBar;

namespace deltapad {

class Settings;

class Shortcuts : public QObject
{
    Q_OBJECT

public:
    struct Command
    {
        QAction *action = nullptr;
        QString group{};   ///< the menu it is in
        QString submenu{}; ///< empty: in the menu itself
        QKeySequence standard{};
        QString title() const; ///< without & and …, with its submenu
    };
    struct FixedKey
    {
        QString title;
        QString keys;
    };

    Shortcuts(Settings *settings, QObject *parent);

    /// Takes the named actions of every menu as commands, their present keys as the standard, and applies the
    /// keys of the settings. Once, when all menus are built.
    void collect(const QMenuBar &menus);
    const std::vector<Command> &commands() const { return m_commands; }
    const Command *find(const QString &name) const;
    /// Keys of the text while a suggestion is shown, and others that belong to the editor itself.
    static std::vector<FixedKey> fixedKeys();

    /// The other command that has these keys, if any; empty keys belong to nobody.
    const Command *holder(const QKeySequence &keys, const QString &exceptName = {}) const;
    /// The holder loses the keys. Unknown names are ignored.
    void set(const QString &name, const QKeySequence &keys);
    void reset(const QString &name);
    void resetAll();
    /// Every command as one of the two sets of keys has it; all other changes are gone.
    enum class Preset {
        Prose,   ///< the standard keys
        CodeLike ///< as code editors have them, where they differ
    };
    void apply(Preset preset);

    /// {"version":1,"keys":{"actionSave":"Ctrl+S",…}}: every command that differs from the standard.
    QByteArray toJson() const;
    /// Replaces all changes; nothing is changed if something is wrong with it, and the answer says what.
    std::optional<QString> readJson(const QByteArray &json);

Q_SIGNALS:
    void changed();

private:
    Command *findCommand(const QString &name);
    void store();

    Settings *m_settings;
    std::vector<Command> m_commands;
};

} // namespace deltapad
