// SPDX-License-Identifier: MIT
#pragma once
// A small tokenizer.json made in code: all bytes, merges that build a handful of words and some halves of
// code points.
#include "engine/token/byte_alphabet.h"
#include "engine/token/tokenizer.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace deltapad::test {

inline std::string alphabetText(const std::string &bytes)
{
    std::string out;
    for (const char byte : bytes) {
        const char32_t c = byteToAlphabet(static_cast<unsigned char>(byte));
        if (c < 0x80) {
            out.push_back(char(c));
        } else {
            out.push_back(char(0xC0 | (c >> 6)));
            out.push_back(char(0x80 | (c & 0x3F)));
        }
    }
    return out;
}

/// Words that the small tokenizer builds byte by byte from their beginning; longer ones first, so that the
/// merges of a short one do not take their bytes away.
inline std::vector<std::string> smallWords()
{
    return {" the",     " then",    " theatre",     " caf\xC3\xA9", " a",           "'re",  "the",
            "ing",      "aa",       "aaaa",         "12",           "  ",           "    ", "\r\n",
            "\xC3\xA9", "\xF0\x9F", "\xF0\x9F\x98", "\xEF\xBF",     "\xE4\xB8\xAD", "\xCC", "!!",
            "re"};
}

/// id 0 is <|endoftext|>, then the bytes, then one id a merge.
inline nlohmann::json smallTokenizerJson()
{
    nlohmann::json vocabulary = {{"<|endoftext|>", 0}};
    int next = 1;
    for (int byte = 0; byte < 256; ++byte)
        vocabulary[alphabetText(std::string(1, char(byte)))] = next++;
    nlohmann::json merges = nlohmann::json::array();
    for (const std::string &word : smallWords()) {
        for (std::size_t length = 2; length <= word.size(); ++length) {
            const std::string merged = alphabetText(word.substr(0, length));
            if (vocabulary.contains(merged))
                continue;
            vocabulary[merged] = next++;
            merges.push_back(alphabetText(word.substr(0, length - 1)) + " " +
                             alphabetText(word.substr(length - 1, 1)));
        }
    }
    return {{"version", "1.0"},
            {"added_tokens", {{{"id", 0}, {"content", "<|endoftext|>"}, {"special", true}}}},
            {"normalizer", nullptr},
            {"pre_tokenizer", {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"use_regex", true}}},
            {"model", {{"type", "BPE"}, {"dropout", nullptr}, {"vocab", vocabulary}, {"merges", merges}}}};
}

inline Result<std::shared_ptr<const Tokenizer>> parseTokenizer(const nlohmann::json &json)
{
    return Tokenizer::parse(json.dump(), "tokenizer.json");
}

inline std::shared_ptr<const Tokenizer> smallTokenizer()
{
    return parseTokenizer(smallTokenizerJson()).value();
}

} // namespace deltapad::test
