// SPDX-License-Identifier: MIT
#pragma once
// Remark: something in a text that a reader may stumble over, and what could stand there instead.
// Threading: plain values.
#include "engine/base/offsets.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace deltapad {

enum class RemarkKind {
    Spelling, ///< in no dictionary
    RealWord, ///< spelled right, and another word was meant
    Repeated, ///< the same word twice
    Unlikely  ///< hard to expect here, while others would be easy
};
inline constexpr int kRemarkKinds = 4;

/// Stable, lower-case name for files and reports.
std::string_view remarkKindName(RemarkKind kind);

struct Remark
{
    Utf16Offset begin;
    std::int64_t length = 0;
    RemarkKind kind = RemarkKind::Spelling;
    std::u16string text; ///< what stands there
    std::vector<std::u16string>
        replacements;       ///< best first; for RemarkKind::Repeated an empty one: take it away
    double score = 1;       ///< bits that the best replacement is likelier by; 1 where nothing was weighed
    bool mayBeName = false; ///< Spelling: a capital letter inside a sentence

    Utf16Offset end() const { return begin + length; }
    bool operator==(const Remark &) const = default;
};

} // namespace deltapad
