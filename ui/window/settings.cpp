// SPDX-License-Identifier: MIT
#include "ui/window/settings.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <array>

namespace deltapad {

namespace {

constexpr std::array<std::pair<ThemeChoice, const char *>, 4> kThemes{
    {{ThemeChoice::System, "system"},
     {ThemeChoice::Light, "light"},
     {ThemeChoice::Dark, "dark"},
     {ThemeChoice::HighContrast, "high-contrast"}}};
constexpr std::array<std::pair<SuggestionMode, const char *>, 4> kModes{
    {{SuggestionMode::Eager, "eager"},
     {SuggestionMode::Calm, "calm"},
     {SuggestionMode::OnDemand, "on-demand"},
     {SuggestionMode::Off, "off"}}};

constexpr std::array<std::pair<Severity, const char *>, 3> kSeverities{
    {{Severity::Everything, "everything"},
     {Severity::Mistakes, "mistakes"},
     {Severity::SpellingOnly, "spelling"}}};

template <typename Table, typename Value> Value read(const Table &table, const QString &name, Value fallback)
{
    for (const auto &[value, text] : table) {
        if (name == QLatin1String(text))
            return value;
    }
    return fallback;
}

template <typename Table, typename Value> QString write(const Table &table, Value wanted)
{
    for (const auto &[value, text] : table) {
        if (value == wanted)
            return QLatin1String(text);
    }
    return {};
}

} // namespace

Settings::Settings(const QString &profileFolder)
    : m_folder(profileFolder),
      m_settings(QDir(profileFolder).filePath(QStringLiteral("settings.ini")), QSettings::IniFormat)
{
}

ThemeChoice Settings::theme() const
{
    return read(kThemes, m_settings.value(QStringLiteral("view/theme")).toString(), ThemeChoice::System);
}

void Settings::setTheme(ThemeChoice choice)
{
    m_settings.setValue(QStringLiteral("view/theme"), write(kThemes, choice));
}

SuggestionMode Settings::suggestionMode() const
{
    return read(kModes, m_settings.value(QStringLiteral("suggestions/mode")).toString(),
                SuggestionMode::Calm);
}

void Settings::setSuggestionMode(SuggestionMode mode)
{
    m_settings.setValue(QStringLiteral("suggestions/mode"), write(kModes, mode));
}

int Settings::suggestionPause() const
{
    return std::clamp(m_settings.value(QStringLiteral("suggestions/pause"), -1).toInt(), -1,
                      int(SuggestionGate::kLongestFixedPause.count()));
}

void Settings::setSuggestionPause(int milliseconds)
{
    m_settings.setValue(QStringLiteral("suggestions/pause"), milliseconds);
}

QStringList Settings::suggestionExceptions() const
{
    return m_settings.value(QStringLiteral("suggestions/exceptions")).toStringList();
}

void Settings::setSuggestionExceptions(const QStringList &exceptions)
{
    m_settings.setValue(QStringLiteral("suggestions/exceptions"), exceptions);
}

QString Settings::interfaceLanguage() const
{
    return m_settings.value(QStringLiteral("view/language")).toString().left(16);
}

void Settings::setInterfaceLanguage(const QString &code)
{
    m_settings.setValue(QStringLiteral("view/language"), code);
}

Severity Settings::remarkSeverity() const
{
    return read(kSeverities, m_settings.value(QStringLiteral("remarks/severity")).toString(),
                Severity::Mistakes);
}

void Settings::setRemarkSeverity(Severity severity)
{
    m_settings.setValue(QStringLiteral("remarks/severity"), write(kSeverities, severity));
}

bool Settings::remarksNames() const
{
    return m_settings.value(QStringLiteral("remarks/names"), false).toBool();
}

void Settings::setRemarksNames(bool remarks)
{
    m_settings.setValue(QStringLiteral("remarks/names"), remarks);
}

QString Settings::language() const
{
    const QString name = m_settings.value(QStringLiteral("remarks/language")).toString();
    return name.isEmpty() || name.contains(u'/') ? QStringLiteral("en_US") : name;
}

void Settings::setLanguage(const QString &code)
{
    m_settings.setValue(QStringLiteral("remarks/language"), code);
}

bool Settings::showsSurprise() const
{
    return m_settings.value(QStringLiteral("view/surprise"), false).toBool();
}

void Settings::setShowsSurprise(bool shows)
{
    m_settings.setValue(QStringLiteral("view/surprise"), shows);
}

bool Settings::stylesMarkdown() const
{
    return m_settings.value(QStringLiteral("view/markdown"), true).toBool();
}

void Settings::setStylesMarkdown(bool styles)
{
    m_settings.setValue(QStringLiteral("view/markdown"), styles);
}

int Settings::zoom() const
{
    return std::clamp(m_settings.value(QStringLiteral("view/zoom"), 100).toInt(), 50, 400);
}

void Settings::setZoom(int percent)
{
    m_settings.setValue(QStringLiteral("view/zoom"), percent);
}

bool Settings::tabMovesFocus() const
{
    return m_settings.value(QStringLiteral("keys/tabMovesFocus"), false).toBool();
}

void Settings::setTabMovesFocus(bool moves)
{
    m_settings.setValue(QStringLiteral("keys/tabMovesFocus"), moves);
}

int Settings::columnCharacters() const
{
    return std::clamp(m_settings.value(QStringLiteral("view/columnCharacters"), kColumnCharacters).toInt(),
                      40, 120);
}

void Settings::setColumnCharacters(int characters)
{
    m_settings.setValue(QStringLiteral("view/columnCharacters"), characters);
}

QMap<QString, QString> Settings::shortcuts() const
{
    QMap<QString, QString> keys;
    m_settings.beginGroup(QStringLiteral("shortcuts"));
    for (const QString &name : m_settings.childKeys())
        keys.insert(name, m_settings.value(name).toString());
    m_settings.endGroup();
    return keys;
}

void Settings::setShortcuts(const QMap<QString, QString> &keys)
{
    m_settings.beginGroup(QStringLiteral("shortcuts"));
    m_settings.remove(QString());
    for (auto key = keys.begin(); key != keys.end(); ++key)
        m_settings.setValue(key.key(), key.value());
    m_settings.endGroup();
}

QString Settings::modelFolder() const
{
    return m_settings.value(QStringLiteral("model/folder")).toString();
}

void Settings::setModelFolder(const QString &folder)
{
    m_settings.setValue(QStringLiteral("model/folder"), folder);
}

QStringList Settings::recentFiles() const
{
    QStringList files = pinnedFiles();
    for (const QString &path : m_settings.value(QStringLiteral("files/recent")).toStringList()) {
        if (!files.contains(path))
            files.append(path);
    }
    return files.mid(0, kRecentFiles);
}

void Settings::addRecentFile(const QString &path)
{
    QStringList files = m_settings.value(QStringLiteral("files/recent")).toStringList();
    const QString absolute = QFileInfo(path).absoluteFilePath();
    files.removeAll(absolute);
    files.prepend(absolute);
    m_settings.setValue(QStringLiteral("files/recent"), files.mid(0, kRecentFiles));
}

void Settings::clearRecentFiles()
{
    m_settings.remove(QStringLiteral("files/recent"));
}

QStringList Settings::pinnedFiles() const
{
    return m_settings.value(QStringLiteral("files/pinned")).toStringList().mid(0, kRecentFiles);
}

void Settings::setPinned(const QString &path, Pin pin)
{
    QStringList files = pinnedFiles();
    files.removeAll(path);
    if (pin == Pin::Kept)
        files.append(path);
    m_settings.setValue(QStringLiteral("files/pinned"), files);
}

bool Settings::keepsUnsaved() const
{
    return m_settings.value(QStringLiteral("files/keepUnsaved"), true).toBool();
}

void Settings::setKeepsUnsaved(bool keeps)
{
    m_settings.setValue(QStringLiteral("files/keepUnsaved"), keeps);
}

bool Settings::sampleShown() const
{
    return m_settings.value(QStringLiteral("files/sampleShown"), false).toBool();
}

void Settings::setSampleShown()
{
    m_settings.setValue(QStringLiteral("files/sampleShown"), true);
}

QByteArray Settings::geometry() const
{
    return m_settings.value(QStringLiteral("window/geometry")).toByteArray();
}

QByteArray Settings::windowState() const
{
    return m_settings.value(QStringLiteral("window/state")).toByteArray();
}

void Settings::setWindow(const QByteArray &geometry, const QByteArray &state)
{
    m_settings.setValue(QStringLiteral("window/geometry"), geometry);
    m_settings.setValue(QStringLiteral("window/state"), state);
}

QVariantMap Settings::panelHeights() const
{
    return m_settings.value(QStringLiteral("window/panelHeights")).toMap();
}

void Settings::setPanelHeights(const QVariantMap &heights)
{
    m_settings.setValue(QStringLiteral("window/panelHeights"), heights);
}

QString Settings::backupFolder() const
{
    return QDir(m_folder).filePath(QStringLiteral("backups"));
}

} // namespace deltapad
