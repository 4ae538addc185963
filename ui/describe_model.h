// SPDX-License-Identifier: MIT
#pragma once
// What About tells of a model folder.
// Threading: any. Cost: loads the model, which reads and hashes every byte of it.
#include "ui/window/about_dialog.h"

namespace deltapad {

ModelFacts describeModel(const QString &folder);

} // namespace deltapad
