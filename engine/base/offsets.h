// SPDX-License-Identifier: MIT
#pragma once
// Distinct integer types for places in a text, so that a UTF-16 offset (Qt), a code-point offset (traces),
// a byte offset (tokens) and a token index cannot be mixed up. A difference of two places is a plain int64.
// Threading: plain values. Cost: none, each is one int64.
#include <compare>
#include <cstdint>

namespace deltapad {

template <typename Tag> struct Offset
{
    std::int64_t value = 0;

    constexpr Offset() = default;
    constexpr explicit Offset(std::int64_t v) : value(v) {}
    constexpr auto operator<=>(const Offset &) const = default;
    constexpr Offset operator+(std::int64_t n) const { return Offset(value + n); }
    constexpr Offset operator-(std::int64_t n) const { return Offset(value - n); }
    constexpr std::int64_t operator-(Offset other) const { return value - other.value; }
    constexpr Offset &operator+=(std::int64_t n)
    {
        value += n;
        return *this;
    }
    constexpr Offset &operator++()
    {
        ++value;
        return *this;
    }
};

using Utf16Offset = Offset<struct Utf16Tag>;         ///< UTF-16 code units from the start of the document
using CodePointOffset = Offset<struct CodePointTag>; ///< Unicode code points from the start of the document
using ByteOffset = Offset<struct ByteTag>;           ///< UTF-8 bytes from the start of the document
using TokenIndex = Offset<struct TokenTag>;          ///< tokens from the start of the document
using RowIndex = Offset<struct RowTag>;              ///< rows of the live context; row 0 is the start token

using TokenId = std::int32_t; ///< index into a model's vocabulary

/// Monotonic number of a document's states; the editor counts it up with every change.
using Revision = std::uint64_t;
/// Identifies a document for the life of a client.
using DocumentId = std::uint64_t;

} // namespace deltapad
