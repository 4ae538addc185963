// SPDX-License-Identifier: MIT
#pragma once
// SHA-256 of several files read one after another, over OpenSSL's libcrypto.
// `cat FILES | sha256sum` gives the same digits. Not for passwords. Threading: pure. Cost: reads every byte
// once.
#include "engine/base/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace deltapad {

/// 64 hexadecimal digits, lower case.
Result<std::string> sha256OfFiles(const std::vector<std::string> &paths, std::int64_t limitPerFile);

} // namespace deltapad
