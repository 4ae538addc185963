// SPDX-License-Identifier: MIT
#include "engine/token/token_document.h"

#include "engine/text/unicode.h"
#include "engine/token/pre_token_cache.h"
#include "engine/token/pre_token_store.h"
#include "engine/token/pre_tokenizer.h"

#include <unicode/utf16.h>

#include <algorithm>
#include <cassert>

namespace deltapad {

namespace {

/// Bytes that a code point of `units` units takes as UTF-8; a lone surrogate counts as U+FFFD.
std::int64_t utf8Length(char16_t first, bool pair)
{
    if (pair)
        return 4;
    return first < 0x80 ? 1 : first < 0x800 ? 2 : 3;
}

/// Walks a text code point by code point and keeps the byte offset beside the unit offset.
class ByteWalker
{
public:
    explicit ByteWalker(std::u16string_view text) : m_text(text) { measure(); }

    std::int64_t unit() const { return m_unit; }
    std::int64_t byte() const { return m_byte; }
    std::int64_t nextUnit() const { return m_unit + m_units; }
    std::int64_t nextByte() const { return m_byte + m_bytes; }
    bool atEnd() const { return m_units == 0; }
    void advance()
    {
        m_unit += m_units;
        m_byte += m_bytes;
        measure();
    }

private:
    void measure()
    {
        const auto at = std::size_t(m_unit);
        if (at >= m_text.size()) {
            m_units = m_bytes = 0;
            return;
        }
        const bool pair = U16_IS_LEAD(m_text[at]) && at + 1 < m_text.size() && U16_IS_TRAIL(m_text[at + 1]);
        m_units = pair ? 2 : 1;
        m_bytes = utf8Length(m_text[at], pair);
    }

    std::u16string_view m_text;
    std::int64_t m_unit = 0;
    std::int64_t m_byte = 0;
    std::int64_t m_units = 0;
    std::int64_t m_bytes = 0;
};

} // namespace

struct TokenDocument::State
{
    using Place = PreTokenStore::Place;

    std::shared_ptr<const Tokenizer> tokenizer;
    TextBuffer text;
    PreTokenStore store;
    PreTokenCache cache;
    std::int64_t preTokensEncoded = 0;

    void encode(std::u16string_view preToken, PreTokenRun &run)
    {
        const auto before = std::int64_t(run.ids.size());
        cache.encode(*tokenizer, utf16ToUtf8(preToken), run.ids);
        run.preTokens.push_back(
            {std::int32_t(preToken.size()), std::int32_t(std::int64_t(run.ids.size()) - before)});
        ++preTokensEncoded;
    }

    std::u16string textOf(const Place &place) const
    {
        return text.slice(Utf16Offset(place.unit), Utf16Offset(place.unit + store.at(place).units));
    }

    std::int64_t bytesOf(TokenId id) const { return std::int64_t(tokenizer->bytes(id).size()); }

    /// Bytes of the pre-token at `place` in front of its token `at`.
    std::int64_t bytesBefore(const Place &place, std::int64_t at) const
    {
        const TokenId *ids = store.ids(place);
        std::int64_t bytes = 0;
        for (std::int64_t i = place.token; i < at; ++i)
            bytes += bytesOf(ids[i - place.token]);
        return bytes;
    }
};

TokenDocument::TokenDocument(std::shared_ptr<const Tokenizer> tokenizer) : m_state(std::make_unique<State>())
{
    m_state->tokenizer = std::move(tokenizer);
}

TokenDocument::~TokenDocument() = default;
TokenDocument::TokenDocument(TokenDocument &&) noexcept = default;
TokenDocument &TokenDocument::operator=(TokenDocument &&) noexcept = default;

const Tokenizer &TokenDocument::tokenizer() const
{
    return *m_state->tokenizer;
}

const TextBuffer &TokenDocument::text() const
{
    return m_state->text;
}

void TokenDocument::reset(std::u16string_view text)
{
    State &state = *m_state;
    state.text.assign(text);
    state.store = PreTokenStore();
    state.preTokensEncoded = 0;
    PreTokenRun run;
    const auto length = std::int64_t(text.size());
    for (std::int64_t begin = 0; begin < length;) {
        const std::int64_t end = preTokenEnd(text, begin);
        state.encode(text.substr(std::size_t(begin), std::size_t(end - begin)), run);
        begin = end;
    }
    state.store.replace(state.store.begin(), state.store.begin(), std::move(run));
}

Result<TokenEdit> TokenDocument::apply(const TextSplice &splice)
{
    State &state = *m_state;
    Status status = state.text.apply(splice);
    if (!status.ok())
        return status.error();
    state.preTokensEncoded = 0;

    // A pre-token that ends kLookAheadUnits before the edit saw none of it, so its end, which is the next
    // one's start, stays a start: the last start at or before begin - kLookAheadUnits is a safe place to
    // begin.
    const PreTokenStore &store = state.store;
    const std::int64_t begin = splice.begin.value;
    const PreTokenStore::Place from = store.findUnit(std::max<std::int64_t>(begin - kLookAheadUnits, 0));

    // From a start that both texts have at or behind the edit on, the texts are equal, and pre-tokenisation
    // looks only forward: all further pre-tokens are equal too. (Neither start lies inside a surrogate pair.)
    const std::int64_t insertEnd = begin + std::int64_t(splice.inserted.size());
    const std::int64_t shift = std::int64_t(splice.inserted.size()) - splice.removed;
    const std::int64_t length = state.text.length().value;
    TextBuffer::Reader reader(state.text);
    PreTokenRun run;
    PreTokenStore::Place to = from;
    for (std::int64_t at = from.unit;;) {
        while (!store.atEnd(to) && to.unit + shift < at)
            store.advance(to);
        if (at == length || (at >= insertEnd && to.unit + shift == at))
            break;
        const std::int64_t end = preTokenEnd(reader, at);
        state.encode(reader.slice(at, end), run);
        at = end;
    }
    if (run.preTokens.empty() && from.unit == to.unit)
        return TokenEdit{TokenIndex(from.token), 0, {}};

    TokenEdit edit;
    std::vector<TokenId> old;
    for (PreTokenStore::Place place = from; place.token < to.token; store.advance(place))
        old.insert(old.end(), store.ids(place), store.ids(place) + store.at(place).tokens);
    const auto shorter = std::ptrdiff_t(std::min(old.size(), run.ids.size()));
    const auto prefix =
        std::mismatch(old.begin(), old.begin() + shorter, run.ids.begin()).first - old.begin();
    const auto suffix =
        std::mismatch(old.rbegin(), old.rbegin() + (shorter - prefix), run.ids.rbegin()).first - old.rbegin();
    edit.begin = TokenIndex(from.token + prefix);
    edit.removed = std::int64_t(old.size()) - prefix - suffix;
    edit.inserted.assign(run.ids.begin() + prefix, run.ids.end() - suffix);
    state.store.replace(from, to, std::move(run));
    return edit;
}

std::int64_t TokenDocument::size() const
{
    return m_state->store.tokens();
}

TokenId TokenDocument::token(TokenIndex at) const
{
    assert(at.value >= 0 && at.value < size());
    const PreTokenStore::Place place = m_state->store.findToken(at.value);
    return m_state->store.ids(place)[at.value - place.token];
}

std::vector<TokenId> TokenDocument::tokens(TokenIndex begin, TokenIndex end) const
{
    assert(begin.value >= 0 && begin <= end && end.value <= size());
    const PreTokenStore &store = m_state->store;
    std::vector<TokenId> out;
    out.reserve(std::size_t(end - begin));
    for (PreTokenStore::Place place = store.findToken(begin.value); place.token < end.value;
         store.advance(place)) {
        const std::int64_t count = store.at(place).tokens;
        const TokenId *ids = store.ids(place);
        out.insert(out.end(), ids + std::max<std::int64_t>(begin.value - place.token, 0),
                   ids + std::min<std::int64_t>(count, end.value - place.token));
    }
    return out;
}

Utf16Offset TokenDocument::startOf(TokenIndex at) const
{
    assert(at.value >= 0 && at.value <= size());
    if (at.value == size())
        return m_state->text.length();
    return startsOf(at, at + 1).front();
}

std::vector<Utf16Offset> TokenDocument::startsOf(TokenIndex begin, TokenIndex end) const
{
    assert(begin.value >= 0 && begin <= end && end.value <= size());
    const State &state = *m_state;
    std::vector<Utf16Offset> out;
    out.reserve(std::size_t(end - begin));
    for (PreTokenStore::Place place = state.store.findToken(begin.value); place.token < end.value;
         state.store.advance(place)) {
        const std::int64_t count = state.store.at(place).tokens;
        const std::int64_t first = std::max<std::int64_t>(begin.value - place.token, 0);
        const std::int64_t last = std::min<std::int64_t>(count, end.value - place.token);
        if (last == 1) { // most pre-tokens: no need to look at the text
            out.push_back(Utf16Offset(place.unit));
            continue;
        }
        const std::u16string text = state.textOf(place);
        const TokenId *ids = state.store.ids(place);
        ByteWalker walker(text);
        std::int64_t byte = 0;
        for (std::int64_t i = 0; i < last; ++i) {
            while (walker.nextByte() <= byte && !walker.atEnd())
                walker.advance();
            if (i >= first)
                out.push_back(Utf16Offset(place.unit + walker.unit()));
            byte += state.bytesOf(ids[i]);
        }
    }
    return out;
}

TokenIndex TokenDocument::tokenAt(Utf16Offset at) const
{
    const State &state = *m_state;
    if (at.value >= state.store.units())
        return TokenIndex(size());
    const PreTokenStore::Place place = state.store.findUnit(std::max<std::int64_t>(at.value, 0));
    const std::int64_t count = state.store.at(place).tokens;
    if (count == 1)
        return TokenIndex(place.token);
    const std::u16string text = state.textOf(place);
    ByteWalker walker(text);
    while (walker.nextUnit() <= at.value - place.unit)
        walker.advance();
    const TokenId *ids = state.store.ids(place);
    std::int64_t index = 0;
    for (std::int64_t end = state.bytesOf(ids[0]); end <= walker.byte() && index + 1 < count;)
        end += state.bytesOf(ids[++index]);
    return TokenIndex(place.token + index);
}

std::string TokenDocument::bytesBetween(TokenIndex at, Utf16Offset end) const
{
    assert(at.value >= 0 && at.value <= size());
    const State &state = *m_state;
    std::int64_t limit = std::clamp<std::int64_t>(end.value, 0, state.text.length().value);
    if (at.value == size())
        return {};
    const PreTokenStore::Place place = state.store.findToken(at.value);
    if (limit > 0 && limit < state.text.length().value && U16_IS_TRAIL(state.text.at(Utf16Offset(limit))) &&
        U16_IS_LEAD(state.text.at(Utf16Offset(limit - 1))))
        --limit;
    if (limit <= place.unit)
        return {};
    const std::string bytes = utf16ToUtf8(state.text.slice(Utf16Offset(place.unit), Utf16Offset(limit)));
    const std::int64_t skip = state.bytesBefore(place, at.value);
    return skip < std::int64_t(bytes.size()) ? bytes.substr(std::size_t(skip)) : std::string();
}

bool TokenDocument::startsPreToken(TokenIndex at) const
{
    assert(at.value >= 0 && at.value < size());
    return m_state->store.findToken(at.value).token == at.value;
}

std::int64_t TokenDocument::lastPreTokensEncoded() const
{
    return m_state->preTokensEncoded;
}

std::int64_t TokenDocument::chunksVisited() const
{
    return m_state->text.chunksVisited() + m_state->store.chunksVisited();
}

} // namespace deltapad
