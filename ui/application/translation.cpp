// SPDX-License-Identifier: MIT
#include "ui/application/translation.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include <algorithm>
#include <array>

static void loadResource()
{
    Q_INIT_RESOURCE(translations); // it is in a static library
}

namespace deltapad {

namespace {

struct Language
{
    const char *code;
    const char *name;
};
constexpr std::array<Language, 2> kLanguages{{{"en", "English"}, {"de", "Deutsch"}}};

bool isEnglish(const QLocale &locale)
{
    return locale.language() == QLocale::English || locale.language() == QLocale::C;
}

/// The first of the wished-for languages that there is.
QString bestLanguage()
{
    for (const QString &wish : QLocale::system().uiLanguages()) {
        const QString code = wish.section(u'-', 0, 0).section(u'_', 0, 0);
        if (languageIndex(code) > 0)
            return code;
    }
    return QStringLiteral("en");
}

/// Owned by the application; gone when its texts are not wanted any more.
void add(QCoreApplication &application, const QLocale &locale, const QString &file, const QString &folder)
{
    auto *translator = new QTranslator(&application);
    translator->setObjectName(QStringLiteral("translation"));
    if (translator->load(locale, file, QStringLiteral("_"), folder))
        QCoreApplication::installTranslator(translator);
    else
        delete translator;
}

} // namespace

QStringList languageChoices()
{
    QStringList choices{QCoreApplication::translate("Language", "System")};
    for (const Language &language : kLanguages)
        choices.append(QString::fromUtf8(language.name));
    return choices;
}

QString languageCode(int index)
{
    return index < 1 || index > int(kLanguages.size())
               ? QString()
               : QLatin1String(kLanguages[std::size_t(index - 1)].code);
}

int languageIndex(const QString &code)
{
    const auto found = std::find_if(kLanguages.begin(), kLanguages.end(), [&](const Language &language) {
        return code == QLatin1String(language.code);
    });
    return found == kLanguages.end() ? 0 : int(found - kLanguages.begin()) + 1;
}

void installTranslation(QCoreApplication &application, const QString &code)
{
    loadResource();
    for (QTranslator *old : application.findChildren<QTranslator *>(QStringLiteral("translation")))
        delete old;
    const QLocale locale(languageIndex(code) > 0 ? code : bestLanguage());
    if (isEnglish(locale))
        return;
    // Qt's own buttons and dialogs, where the system has them.
    add(application, locale, QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    add(application, locale, QStringLiteral("deltapad"), QStringLiteral(":/translations"));
}

} // namespace deltapad
