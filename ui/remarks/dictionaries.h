// SPDX-License-Identifier: MIT
#pragma once
// The spelling dictionaries that there are to choose from. Threading: any. Cost: reading the folders' names.
#include <QStringList>

namespace deltapad {

/// Codes ("en_GB") of the Hunspell dictionaries in these folders, each once, sorted.
QStringList dictionariesIn(const QStringList &folders);
/// Those of the system, where Dictionary::find() looks.
QStringList systemDictionaries();
/// "British English (United Kingdom)": a code in the words of its own language; an unknown one as it is.
QString dictionaryTitle(const QString &code);

} // namespace deltapad
