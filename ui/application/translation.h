// SPDX-License-Identifier: MIT
#pragma once
// The languages of menus and messages: which there are, and putting one of them in place.
// English is in the sources; the others are compiled from resources/translations into the program. Threading:
// main thread, before the first window.
#include <QString>
#include <QStringList>

class QCoreApplication;

namespace deltapad {

/// "System", then each language by its own name.
QStringList languageChoices();
/// Index in languageChoices() <-> language code; "" is the system's.
QString languageCode(int index);
int languageIndex(const QString &code);

/// Texts of the language `code`, or of the best of the system's languages. Replaces what an earlier call has
/// installed. Numbers and dates follow the system's locale all the same.
void installTranslation(QCoreApplication &application, const QString &code);

} // namespace deltapad
