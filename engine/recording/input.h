// SPDX-License-Identifier: MIT
#pragma once
// Input of the subcommands: a file or standard input ("-"), plain or .xz, recognised by content.
//
// Pipes are read too (`deltapad score <(…)`). Input is untrusted: what is unpacked is limited in size, and
// the unpacker in memory. Threading: pure functions; only one caller may read "-". Cost: the unpacked bytes.
#include "engine/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace deltapad {

inline constexpr std::int64_t kMaxInputBytes = std::int64_t(1) << 30;

/// "standard input" for "-", else the path: the name in messages and reports.
std::string inputName(const std::string &path);

/// All bytes, unpacked. FileTooLarge beyond `limit` unpacked bytes.
Result<std::string> readInput(const std::string &path, std::int64_t limit = kMaxInputBytes);
/// The same as UTF-16. BadEncoding names the byte offset of a zero byte or of what is not UTF-8. A leading
/// BOM is taken off.
Result<std::u16string> readTextInput(const std::string &path, std::int64_t limit = kMaxInputBytes);
/// BadSyntax if there is no text at all.
Result<std::u16string> readSomeTextInput(const std::string &path, std::int64_t limit = kMaxInputBytes);

/// Lines without their "\n" or "\r\n"; a last line break starts no further line. Views into `text`.
std::vector<std::string_view> splitLines(std::string_view text);

/// "NAME:LINE: PROBLEM", with `index` counted from 0.
Error lineError(ErrorCode code, const std::string &name, std::size_t index, const std::string &problem);

} // namespace deltapad
