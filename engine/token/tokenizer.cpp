// SPDX-License-Identifier: MIT
#include "engine/token/tokenizer.h"

#include "engine/text/unicode.h"
#include "engine/token/pre_token_cache.h"
#include "engine/token/pre_tokenizer.h"
#include "engine/token/tokenizer_data.h"

#include <algorithm>
#include <cassert>

namespace deltapad {

Tokenizer::Tokenizer(std::unique_ptr<Data> data) : m_data(std::move(data)) {}
Tokenizer::~Tokenizer() = default;

std::int32_t Tokenizer::vocabularySize() const
{
    return std::int32_t(m_data->bytes.size());
}

std::string_view Tokenizer::bytes(TokenId id) const
{
    assert(id >= 0 && id < vocabularySize());
    return m_data->bytes[std::size_t(id)];
}

bool Tokenizer::isSpecial(TokenId id) const
{
    assert(id >= 0 && id < vocabularySize());
    return m_data->special[std::size_t(id)] != 0;
}

TokenId Tokenizer::find(std::string_view wanted) const
{
    const auto found =
        std::lower_bound(m_data->sorted.begin(), m_data->sorted.end(), wanted,
                         [this](TokenId id, std::string_view text) { return bytes(id) < text; });
    return found != m_data->sorted.end() && bytes(*found) == wanted ? *found : -1;
}

std::vector<TokenId> Tokenizer::encode(std::u16string_view text) const
{
    std::vector<TokenId> out;
    PreTokenCache cache;
    const auto length = std::int64_t(text.size());
    for (std::int64_t begin = 0; begin < length;) {
        const std::int64_t end = preTokenEnd(text, begin);
        cache.encode(*this, utf16ToUtf8(text.substr(std::size_t(begin), std::size_t(end - begin))), out);
        begin = end;
    }
    return out;
}

void Tokenizer::encodePreToken(std::string_view utf8, std::vector<TokenId> &out) const
{
    m_data->merger.encode(utf8, out);
}

std::string Tokenizer::decode(std::span<const TokenId> tokens) const
{
    std::string out;
    for (const TokenId id : tokens)
        out += bytes(id);
    return out;
}

std::vector<TokenId> Tokenizer::compatibleWith(std::string_view prefix) const
{
    const std::vector<TokenId> &sorted = m_data->sorted;
    std::vector<TokenId> out;
    const auto add = [&](TokenId id) {
        if (!isSpecial(id))
            out.push_back(id);
    };
    for (std::size_t length = 1; length < prefix.size() && length <= m_data->longestToken; ++length) {
        if (const TokenId id = find(prefix.substr(0, length)); id >= 0)
            add(id);
    }
    const auto begin =
        std::lower_bound(sorted.begin(), sorted.end(), prefix,
                         [this](TokenId id, std::string_view text) { return bytes(id) < text; });
    for (auto at = begin; at != sorted.end() && bytes(*at).starts_with(prefix); ++at)
        add(*at);
    std::sort(out.begin(), out.end());
    return out;
}

} // namespace deltapad
