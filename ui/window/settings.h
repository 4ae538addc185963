// SPDX-License-Identifier: MIT
#pragma once
// Settings: preferences in an ini file with an explicit path; every value has a default and a range.
// Settings files are untrusted: whatever is unreadable or out of range is the default.
// Threading: user interface. Cost: QSettings' own.
#include "engine/assist/suggestion_gate.h"
#include "ui/remarks/severity.h"
#include "ui/theme/theme.h"

#include <QByteArray>
#include <QMap>
#include <QSettings>
#include <QStringList>

namespace deltapad {

class Settings
{
public:
    static constexpr int kRecentFiles = 15;
    static constexpr int kColumnCharacters = 72;

    explicit Settings(const QString &profileFolder);

    ThemeChoice theme() const;
    void setTheme(ThemeChoice choice);
    SuggestionMode suggestionMode() const;
    void setSuggestionMode(SuggestionMode mode);
    /// Milliseconds; -1: the pause follows the writer.
    int suggestionPause() const;
    void setSuggestionPause(int milliseconds);
    /// Paths of documents and patterns ("*.txt") without suggestions.
    QStringList suggestionExceptions() const;
    void setSuggestionExceptions(const QStringList &exceptions);
    /// Of menus and messages: "" follows the system, else a language code.
    QString interfaceLanguage() const;
    void setInterfaceLanguage(const QString &code);
    Severity remarkSeverity() const;
    void setRemarkSeverity(Severity severity);
    bool remarksNames() const;
    void setRemarksNames(bool remarks);
    /// Of the dictionary: "en_US", …
    QString language() const;
    void setLanguage(const QString &code);
    bool showsSurprise() const;
    void setShowsSurprise(bool shows);
    /// Whether Markdown texts show their headings, emphasis and code as such.
    bool stylesMarkdown() const;
    void setStylesMarkdown(bool styles);
    int zoom() const;
    void setZoom(int percent);
    bool tabMovesFocus() const;
    void setTabMovesFocus(bool moves);
    /// Width of the text's column, 40..120 characters.
    int columnCharacters() const;
    void setColumnCharacters(int characters);
    /// Object name of a command -> its keys, portable; only those that are not the standard ones.
    QMap<QString, QString> shortcuts() const;
    void setShortcuts(const QMap<QString, QString> &keys);
    QString modelFolder() const;
    void setModelFolder(const QString &folder);
    QStringList recentFiles() const;
    void addRecentFile(const QString &path);
    /// Pinned ones stay.
    void clearRecentFiles();
    /// Pinned files come first and do not drop out.
    QStringList pinnedFiles() const;
    enum class Pin { None, Kept };
    void setPinned(const QString &path, Pin pin);
    /// Whether quitting keeps unsaved texts for the next start instead of asking.
    bool keepsUnsaved() const;
    void setKeepsUnsaved(bool keeps);
    /// True once the sample document has been shown.
    bool sampleShown() const;
    void setSampleShown();
    QByteArray geometry() const;
    QByteArray windowState() const;
    void setWindow(const QByteArray &geometry, const QByteArray &state);
    /// By name; also of panels that are closed, which the state does not tell.
    QVariantMap panelHeights() const;
    void setPanelHeights(const QVariantMap &heights);

    QString folder() const { return m_folder; }
    /// Where old content is kept while a file is written in place.
    QString backupFolder() const;

private:
    QString m_folder;
    mutable QSettings m_settings;
};

} // namespace deltapad
