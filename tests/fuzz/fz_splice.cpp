// SPDX-License-Identifier: MIT
// Any bytes as a script of splices: a TokenDocument must equal encode() of the whole text after each
// (invariant T1), and its edits must take a copy of the tokens along. Also splices outside the text, which
// must change nothing.
#include "engine/token/token_document.h"
#include "tests/engine/token/small_tokenizer.h"

#include <cstdlib>

namespace {

/// Two bytes a number, zeros at the end of the script.
class Script
{
public:
    Script(const std::uint8_t *data, std::size_t size) : m_data(data), m_size(size) {}
    bool atEnd() const { return m_at >= m_size; }
    std::uint16_t next()
    {
        std::uint16_t value = 0;
        for (int i = 0; i < 2; ++i)
            value = std::uint16_t(value << 8 | (m_at < m_size ? m_data[m_at] : 0)), ++m_at;
        return value;
    }

private:
    const std::uint8_t *m_data;
    std::size_t m_size;
    std::size_t m_at = 0;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace deltapad;
    static const std::shared_ptr<const Tokenizer> tokenizer = test::smallTokenizer();
    constexpr std::size_t kMaxText = 2048; // every step compares with the whole text
    Script script(data, size);
    TokenDocument document(tokenizer);
    std::u16string text;
    std::vector<TokenId> mirror;
    while (!script.atEnd() && text.size() < kMaxText) {
        // Mostly inside the text, now and then one unit outside.
        const auto begin = std::size_t(script.next()) % (text.size() + 2);
        const auto removed = std::size_t(script.next()) % (text.size() + 2);
        TextSplice splice{Utf16Offset(std::int64_t(begin)), std::int64_t(removed), {}};
        for (int left = script.next() % 16; left > 0; --left)
            splice.inserted.push_back(char16_t(script.next()));
        const bool valid = begin <= text.size() && removed <= text.size() - begin;
        const Result<TokenEdit> edit = document.apply(splice);
        if (edit.ok() != valid)
            std::abort();
        if (valid) {
            text.replace(begin, removed, splice.inserted);
            const auto at = mirror.begin() + edit.value().begin.value;
            mirror.erase(at, at + edit.value().removed);
            mirror.insert(mirror.begin() + edit.value().begin.value, edit.value().inserted.begin(),
                          edit.value().inserted.end());
        }
        if (document.text().text() != text || mirror != tokenizer->encode(text) ||
            document.tokens(TokenIndex(0), TokenIndex(document.size())) != mirror)
            std::abort();
        for (std::int64_t i = 0; i < document.size(); ++i) {
            if (document.tokenAt(document.startOf(TokenIndex(i))).value > i)
                std::abort();
        }
    }
    return 0;
}
