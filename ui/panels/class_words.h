// SPDX-License-Identifier: MIT
#pragma once
// The words of the bundled model's heads in the language of the window.
//
// A model folder brings names, labels and descriptions of its heads in English; those of the bundled model
// are translated, any other is shown as it is. For what is shown only: files, the command line and
// comparisons use the model's own words. Threading: user interface. Cost: one look-up in the translation.
#include <QString>

#include <string>

namespace deltapad {

/// A head's name or one of its labels.
QString classWord(const std::string &word);
/// What a head says about itself.
QString classDescription(const std::string &description);

} // namespace deltapad
