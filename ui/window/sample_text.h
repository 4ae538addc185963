// SPDX-License-Identifier: MIT
#pragma once
// The document of the first start.
#include <QString>

namespace deltapad {

QString sampleText();

} // namespace deltapad
