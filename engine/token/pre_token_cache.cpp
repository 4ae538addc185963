// SPDX-License-Identifier: MIT
#include "engine/token/pre_token_cache.h"

namespace deltapad {

namespace {

constexpr std::size_t kMaxBytes = 32;      // longer pre-tokens hardly ever come twice
constexpr std::size_t kMaxEntries = 16384; // about 2 MB

} // namespace

void PreTokenCache::encode(const Tokenizer &tokenizer, std::string_view utf8, std::vector<TokenId> &out)
{
    if (utf8.size() > kMaxBytes) {
        tokenizer.encodePreToken(utf8, out);
        return;
    }
    const auto found = m_known.find(utf8);
    if (found != m_known.end()) {
        out.insert(out.end(), found->second.begin(), found->second.end());
        return;
    }
    std::vector<TokenId> ids;
    tokenizer.encodePreToken(utf8, ids);
    out.insert(out.end(), ids.begin(), ids.end());
    if (m_known.size() >= kMaxEntries)
        m_known.clear();
    m_known.emplace(utf8, std::move(ids));
}

} // namespace deltapad
