// SPDX-License-Identifier: MIT
#pragma once
// The GPT-2 byte alphabet: tokenizer.json writes every byte of a token as one printable character.
// Threading: pure functions over constant tables.
#include <optional>
#include <string>
#include <string_view>

namespace deltapad {

/// The character that stands for `byte`.
char32_t byteToAlphabet(unsigned char byte);
/// Bytes of a token written in the alphabet; nothing if a character is not of the alphabet (or not UTF-8).
std::optional<std::string> bytesFromAlphabet(std::string_view utf8);

} // namespace deltapad
