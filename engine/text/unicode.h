// SPDX-License-Identifier: MIT
#pragma once
// Conversions between UTF-8 and UTF-16, over ICU. Threading: pure functions.
#include "engine/base/result.h"

#include <string>
#include <string_view>

namespace deltapad {

/// Strict: BadEncoding names the byte offset of the first invalid byte. A leading BOM is kept.
Result<std::u16string> utf8ToUtf16(std::string_view utf8);
/// Every invalid byte sequence becomes U+FFFD.
std::u16string utf8ToUtf16Lossy(std::string_view utf8);
/// Lone surrogates become U+FFFD (3 bytes), so every UTF-16 unit that is not half of a pair stays one code
/// point.
std::string utf16ToUtf8(std::u16string_view utf16);

} // namespace deltapad
