// SPDX-License-Identifier: MIT
#include "engine/text/unicode.h"

#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>

namespace deltapad {

namespace {

constexpr char32_t kReplacement = 0xFFFD;

void append(std::u16string &out, UChar32 c)
{
    if (c < 0x10000) {
        out.push_back(char16_t(c));
    } else {
        out.push_back(U16_LEAD(c));
        out.push_back(U16_TRAIL(c));
    }
}

/// Decodes `utf8`; onInvalid(begin) says whether to go on after an invalid sequence.
/// ICU's macros index with int32_t, so the text is walked in blocks that end at a sequence's start.
template <typename OnInvalid> std::u16string decode(std::string_view utf8, OnInvalid onInvalid)
{
    std::u16string out;
    out.reserve(utf8.size());
    constexpr std::size_t kBlock = std::size_t(1) << 30;
    std::size_t base = 0;
    while (base < utf8.size()) {
        const auto *bytes = reinterpret_cast<const std::uint8_t *>(utf8.data()) + base;
        const auto size = std::int32_t(std::min(utf8.size() - base, kBlock + 4));
        std::int32_t at = 0;
        while (at < size && std::size_t(at) < kBlock) {
            const std::int32_t begin = at;
            UChar32 c;
            U8_NEXT(bytes, at, size, c);
            if (c < 0) {
                if (!onInvalid(base + std::size_t(begin)))
                    return out;
                c = kReplacement;
            }
            append(out, c);
        }
        base += std::size_t(at);
    }
    return out;
}

} // namespace

Result<std::u16string> utf8ToUtf16(std::string_view utf8)
{
    std::size_t invalid = std::string_view::npos;
    std::u16string out = decode(utf8, [&](std::size_t at) {
        invalid = at;
        return false;
    });
    if (invalid != std::string_view::npos)
        return Error{ErrorCode::BadEncoding, "byte " + std::to_string(invalid) + ": expected valid UTF-8"};
    return out;
}

std::u16string utf8ToUtf16Lossy(std::string_view utf8)
{
    return decode(utf8, [](std::size_t) { return true; });
}

std::string utf16ToUtf8(std::u16string_view utf16)
{
    std::string out;
    out.reserve(utf16.size() + utf16.size() / 2);
    for (std::size_t i = 0; i < utf16.size(); ++i) {
        char32_t c = utf16[i];
        if (c < 0x80) {
            out.push_back(char(c));
            continue;
        }
        if (U16_IS_SURROGATE(c)) {
            if (U16_IS_LEAD(c) && i + 1 < utf16.size() && U16_IS_TRAIL(utf16[i + 1]))
                c = char32_t(U16_GET_SUPPLEMENTARY(c, utf16[++i]));
            else
                c = kReplacement;
        }
        if (c < 0x800) {
            out.push_back(char(0xC0 | (c >> 6)));
        } else {
            if (c < 0x10000) {
                out.push_back(char(0xE0 | (c >> 12)));
            } else {
                out.push_back(char(0xF0 | (c >> 18)));
                out.push_back(char(0x80 | ((c >> 12) & 0x3F)));
            }
            out.push_back(char(0x80 | ((c >> 6) & 0x3F)));
        }
        out.push_back(char(0x80 | (c & 0x3F)));
    }
    return out;
}

} // namespace deltapad
