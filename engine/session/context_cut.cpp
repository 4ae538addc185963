// SPDX-License-Identifier: MIT
#include "engine/session/context_cut.h"

#include <algorithm>
#include <string_view>

namespace deltapad {

namespace {

constexpr std::uint8_t kEndsLine = 1;
constexpr std::uint8_t kBeginsLine = 2;
constexpr std::uint8_t kEndsSentence = 4;
constexpr std::int64_t kScanned = std::int64_t(1) << 16; ///< tokens looked at together in a whole document

/// Spreads a number over 64 bits (the finaliser of a multiply-and-shift generator).
std::uint64_t spread(std::uint64_t value)
{
    value += 0x9E3779B97F4A7C15U;
    value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
    value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
    return value ^ (value >> 31U);
}

std::uint64_t hashOf(TokenId token)
{
    return spread(static_cast<std::uint64_t>(token) + 1);
}

} // namespace

CutShape::CutShape(std::int64_t room_)
    : room(room_), reach(std::max<std::int64_t>(1, room_ / 4)), lead(room_ / 4), longest(room_ - room_ / 4)
{
}

CutRules::CutRules(const Tokenizer &tokenizer, std::int64_t room) : m_shape(room)
{
    m_traits.resize(static_cast<std::size_t>(tokenizer.vocabularySize()));
    for (std::size_t id = 0; id < m_traits.size(); ++id) {
        const std::string_view bytes = tokenizer.bytes(static_cast<TokenId>(id));
        if (bytes.empty())
            continue;
        std::uint8_t traits = 0;
        if (bytes.back() == '\n')
            traits |= kEndsLine;
        if (bytes.front() == '\n' || bytes.front() == '\r')
            traits |= kBeginsLine;
        if (bytes.back() == '.' || bytes.back() == '!' || bytes.back() == '?')
            traits |= kEndsSentence;
        m_traits[id] = traits;
    }
}

CutReader::CutReader(const TokenDocument &document, const CutRules &rules)
    : m_document(document), m_rules(rules), m_size(document.size())
{
}

void CutReader::need(std::int64_t begin, std::int64_t end)
{
    begin = std::max<std::int64_t>(0, begin);
    end = std::min(m_size, end);
    const std::int64_t have = m_begin + static_cast<std::int64_t>(m_tokens.size());
    if (begin >= m_begin && end <= have)
        return;
    m_tokensRead += end - begin;
    if (begin >= m_begin && begin <= have) { // goes on behind what is there
        m_tokensRead -= have - begin;
        const std::vector<TokenId> more = m_document.tokens(TokenIndex(have), TokenIndex(end));
        m_tokens.erase(m_tokens.begin(), m_tokens.begin() + (begin - m_begin));
        m_tokens.insert(m_tokens.end(), more.begin(), more.end());
    } else {
        m_tokens = m_document.tokens(TokenIndex(begin), TokenIndex(end));
    }
    m_begin = begin;
}

bool CutReader::startsParagraph(std::int64_t at) const
{
    return m_rules.endsLine(token(at - 1)) && !m_rules.beginsLine(token(at));
}

std::uint64_t CutReader::score(std::int64_t at) const
{
    if (at == 0)
        return ~std::uint64_t(0);
    const auto kind = static_cast<std::uint64_t>(startsParagraph(at)                   ? 2
                                                 : m_rules.endsSentence(token(at - 1)) ? 1
                                                                                       : 0);
    // The first token weighs most: what is typed farther on moves nothing, unless places tie.
    std::uint64_t behind = 0;
    for (std::int64_t n = 2; n < kCutLookAhead; ++n)
        behind = spread(behind ^ (at + n < m_size ? hashOf(token(at + n)) : 0));
    const std::uint64_t first = hashOf(token(at)) >> 44U;                            // 20 bits
    const std::uint64_t second = at + 1 < m_size ? hashOf(token(at + 1)) >> 50U : 0; // 14 bits
    return kind << 62U | first << 42U | second << 28U | behind >> 36U;
}

std::vector<std::int64_t> CutReader::naturalCuts(std::int64_t begin, std::int64_t end)
{
    const std::int64_t reach = m_rules.shape().reach;
    begin = std::max(begin, reach);
    end = std::min(end, m_size - reach + 1);
    std::vector<std::int64_t> cuts;
    if (begin >= end)
        return cuts;
    const std::int64_t from = std::max<std::int64_t>(1, begin - reach);
    const std::int64_t to = std::min(m_size, end + reach);
    need(from - 1, to + kCutLookAhead);
    struct Place
    {
        std::int64_t at;
        std::uint64_t score;
    };
    std::vector<Place> places;
    for (std::int64_t at = from; at < to; ++at)
        if (startsParagraph(at))
            places.push_back({at, score(at)});
    for (std::size_t n = 0; n < places.size(); ++n) {
        const Place &place = places[n];
        if (place.at < begin || place.at >= end)
            continue;
        bool best = true;
        for (std::size_t k = n; best && k-- > 0 && places[k].at > place.at - reach;)
            best = places[k].score < place.score;
        for (std::size_t k = n + 1; best && k < places.size() && places[k].at < place.at + reach; ++k)
            best = places[k].score <= place.score;
        if (best)
            cuts.push_back(place.at);
    }
    return cuts;
}

std::int64_t CutReader::bestOf(std::int64_t begin, std::int64_t end)
{
    need(begin - 1, end + kCutLookAhead);
    std::int64_t best = begin;
    std::uint64_t bestScore = 0;
    for (std::int64_t at = begin; at < end; ++at) {
        // Scores cost more than a look at the kind of place, and most places are of the lowest.
        if (at > begin && bestScore >> 62U > 0 && !startsParagraph(at) &&
            !(bestScore >> 62U == 1 && m_rules.endsSentence(token(at - 1))))
            continue;
        const std::uint64_t found = score(at);
        if (at == begin || found > bestScore) {
            best = at;
            bestScore = found;
        }
    }
    return best;
}

std::int64_t CutReader::forcedCut(std::int64_t begin)
{
    const std::int64_t longest = m_rules.shape().longest;
    const std::int64_t from = begin + std::max<std::int64_t>(1, longest / 2);
    return bestOf(from, std::max(from + 1, begin + longest * 3 / 4));
}

std::int64_t CutReader::leadBegin(std::int64_t cut)
{
    const std::int64_t lead = m_rules.shape().lead;
    if (lead == 0 || cut <= lead)
        return lead == 0 ? cut : 0;
    return bestOf(cut - lead, cut - lead / 2);
}

std::vector<Cut> cutDocument(const TokenDocument &document, const CutRules &rules)
{
    std::vector<Cut> cuts;
    const std::int64_t size = document.size();
    if (size <= rules.shape().room)
        return cuts;
    CutReader reader(document, rules);
    std::vector<std::int64_t> ends;
    for (std::int64_t begin = 1; begin < size; begin += kScanned)
        for (const std::int64_t cut : reader.naturalCuts(begin, std::min(size, begin + kScanned)))
            ends.push_back(cut);
    ends.push_back(size);
    std::int64_t begin = 0;
    for (const std::int64_t end : ends) {
        while (end - begin > rules.shape().longest) {
            begin = reader.forcedCut(begin);
            cuts.push_back({begin, CutKind::Forced});
        }
        if (end < size)
            cuts.push_back({end, CutKind::Natural});
        begin = end;
    }
    return cuts;
}

} // namespace deltapad
