// SPDX-License-Identifier: MIT
#include "engine/token/byte_alphabet.h"

#include <unicode/utf8.h>

#include <array>
#include <cstdint>

namespace deltapad {

namespace {

constexpr std::int32_t kAlphabetEnd = 0x144; // 256 + 68 bytes that are not printable

struct Tables
{
    std::array<char32_t, 256> toCharacter{};
    std::array<std::int16_t, kAlphabetEnd> toByte{};
};

constexpr bool isPrintable(int byte)
{
    return (byte >= 0x21 && byte <= 0x7E) || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE;
}

constexpr Tables makeTables()
{
    Tables tables;
    for (std::int16_t &entry : tables.toByte)
        entry = -1;
    char32_t spare = 0x100;
    for (int byte = 0; byte < 256; ++byte) {
        const char32_t c = isPrintable(byte) ? char32_t(byte) : spare++;
        tables.toCharacter[std::size_t(byte)] = c;
        tables.toByte[c] = std::int16_t(byte);
    }
    return tables;
}

constexpr Tables kTables = makeTables();

} // namespace

char32_t byteToAlphabet(unsigned char byte)
{
    return kTables.toCharacter[byte];
}

std::optional<std::string> bytesFromAlphabet(std::string_view utf8)
{
    std::string out;
    out.reserve(utf8.size());
    const auto *bytes = reinterpret_cast<const std::uint8_t *>(utf8.data());
    const auto size = std::int32_t(utf8.size());
    for (std::int32_t at = 0; at < size;) {
        UChar32 c;
        U8_NEXT(bytes, at, size, c);
        if (c < 0 || c >= kAlphabetEnd || kTables.toByte[std::size_t(c)] < 0)
            return std::nullopt;
        out.push_back(char(kTables.toByte[std::size_t(c)]));
    }
    return out;
}

} // namespace deltapad
