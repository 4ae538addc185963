// SPDX-License-Identifier: MIT
// Loading of tokenizer.json. Everything in the file is untrusted: each value is checked before it is used.
#include "engine/token/byte_alphabet.h"
#include "engine/token/tokenizer_data.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <system_error>

namespace deltapad {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kMaxVocabulary = 262144;
constexpr std::size_t kMaxJsonValues =
    2097152; // a vocabulary and its merges as pairs take four values a token
constexpr int kMaxJsonDepth = 16;
constexpr std::size_t kMaxQuoted = 40;

/// A string of the file as it may stand in a one-line message.
std::string quoteForMessage(std::string_view text)
{
    std::string cut(text.substr(0, kMaxQuoted));
    if (cut.size() < text.size())
        cut += "...";
    return Json(cut).dump(-1, ' ', true, Json::error_handler_t::replace);
}

const Json *member(const Json &object, const char *key)
{
    const auto found = object.find(key);
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

} // namespace

/// One load, step by step; the first error ends it.
class TokenizerBuilder
{
public:
    TokenizerBuilder(std::string_view json, const std::string &name) : m_json(json), m_name(name) {}

    Result<std::shared_ptr<const Tokenizer>> build()
    {
        for (const auto step : {&TokenizerBuilder::parse, &TokenizerBuilder::checkOptions,
                                &TokenizerBuilder::readVocabulary, &TokenizerBuilder::readAddedTokens,
                                &TokenizerBuilder::placeTokens, &TokenizerBuilder::readMerges}) {
            if (std::optional<Error> error = (this->*step)())
                return *std::move(error);
        }
        sortTokens();
        return std::shared_ptr<const Tokenizer>(new Tokenizer(std::move(m_data)));
    }

private:
    using Failure = std::optional<Error>;

    struct Added
    {
        std::string content;
        std::size_t id = 0;
    };

    Error bad(const std::string &place, const std::string &expected) const
    {
        return {ErrorCode::BadTokenizer, m_name + ": " + place + ": expected " + expected};
    }
    Error unsupported(const std::string &place, const std::string &expected) const
    {
        return {ErrorCode::Unsupported, m_name + ": " + place + ": only " + expected + " is known"};
    }

    Failure parse()
    {
        std::size_t values = 0;
        bool tooMuch = false;
        const Json::parser_callback_t guard = [&](int depth, Json::parse_event_t event, Json &) {
            if (event == Json::parse_event_t::value || event == Json::parse_event_t::object_start ||
                event == Json::parse_event_t::array_start)
                ++values;
            tooMuch = tooMuch || values > kMaxJsonValues || depth > kMaxJsonDepth;
            return !tooMuch; // discards the rest, so that memory stays bounded
        };
        try {
            m_root = Json::parse(m_json.begin(), m_json.end(), guard);
        } catch (const Json::parse_error &error) {
            return Error{ErrorCode::BadSyntax,
                         m_name + ": byte " + std::to_string(error.byte) + ": expected valid JSON"};
        } catch (const Json::exception &) { // a number out of every range
            return Error{ErrorCode::BadSyntax, m_name + ": expected valid JSON"};
        }
        if (tooMuch)
            return bad("the file", "at most " + std::to_string(kMaxJsonValues) + " values, nested at most " +
                                       std::to_string(kMaxJsonDepth) + " deep");
        if (!m_root.is_object())
            return bad("the file", "a JSON object");
        m_model = member(m_root, "model");
        if (!m_model || !m_model->is_object())
            return bad("model", "an object");
        return {};
    }

    /// True if the value says "not in use".
    static bool isOff(const Json *value)
    {
        return !value || *value == false || *value == "" || (value->is_number() && *value == 0);
    }

    Failure checkOptions()
    {
        const Json *type = member(*m_model, "type");
        if (!type || !type->is_string())
            return bad("model.type", "a string");
        if (*type != "BPE")
            return unsupported("model.type " + quoteForMessage(type->get_ref<const std::string &>()),
                               "\"BPE\"");
        for (const char *key : {"dropout", "continuing_subword_prefix", "end_of_word_suffix", "byte_fallback",
                                "ignore_merges"}) {
            if (!isOff(member(*m_model, key)))
                return unsupported(std::string("model.") + key, "a tokenizer without it");
        }
        if (member(m_root, "normalizer"))
            return unsupported("normalizer", "null");
        const Json *pre = member(m_root, "pre_tokenizer");
        if (!pre || !pre->is_object())
            return unsupported("pre_tokenizer", "ByteLevel");
        if (const Json *kind = member(*pre, "type"); kind && *kind == "Sequence") {
            const Json *steps = member(*pre, "pretokenizers");
            if (!steps || !steps->is_array() || steps->size() != 1 || !steps->front().is_object())
                return unsupported("pre_tokenizer.pretokenizers", "a sequence of ByteLevel alone");
            return checkByteLevel(steps->front());
        }
        return checkByteLevel(*pre);
    }

    Failure checkByteLevel(const Json &step) const
    {
        const Json *kind = member(step, "type");
        if (!kind || *kind != "ByteLevel")
            return unsupported("pre_tokenizer.type", "\"ByteLevel\"");
        // The library's default is true, so a missing key is not the same as false. A prefixed space would be
        // a token byte that lies nowhere in the text.
        const Json *prefix = member(step, "add_prefix_space");
        if (!prefix || *prefix != false)
            return unsupported("pre_tokenizer.add_prefix_space", "false");
        const Json *regex = member(step, "use_regex");
        if (regex && *regex != true)
            return unsupported("pre_tokenizer.use_regex", "true");
        return {};
    }

    /// A token id, or nothing if the value is none.
    static std::optional<std::size_t> readId(const Json *value)
    {
        if (!value || !value->is_number_unsigned() || value->get<std::uint64_t>() >= kMaxVocabulary)
            return std::nullopt;
        return std::size_t(value->get<std::uint64_t>());
    }
    static std::string idRange() { return "a whole number from 0 to " + std::to_string(kMaxVocabulary - 1); }

    Failure readVocabulary()
    {
        const Json *vocabulary = member(*m_model, "vocab");
        if (!vocabulary || !vocabulary->is_object())
            return bad("model.vocab", "an object of ids");
        m_vocabulary = &vocabulary->get_ref<const Json::object_t &>();
        if (m_vocabulary->size() > kMaxVocabulary)
            return bad("model.vocab", "at most " + std::to_string(kMaxVocabulary) + " tokens");
        for (const auto &[text, value] : *m_vocabulary) {
            if (!readId(&value))
                return bad("model.vocab[" + quoteForMessage(text) + "]", idRange());
            if (text.empty())
                return bad("model.vocab[\"\"]", "no empty token");
        }
        return {};
    }

    Failure readAddedTokens()
    {
        const Json *added = member(m_root, "added_tokens");
        if (!added)
            return {};
        if (!added->is_array() || added->size() > kMaxVocabulary)
            return bad("added_tokens", "an array of at most " + std::to_string(kMaxVocabulary) + " objects");
        for (std::size_t i = 0; i < added->size(); ++i) {
            const Json &entry = (*added)[i];
            const std::string place = "added_tokens[" + std::to_string(i) + "]";
            if (!entry.is_object())
                return bad(place, "an object");
            const Json *content = member(entry, "content");
            if (!content || !content->is_string() || content->get_ref<const std::string &>().empty())
                return bad(place + ".content", "a string that is not empty");
            const std::optional<std::size_t> id = readId(member(entry, "id"));
            if (!id)
                return bad(place + ".id", idRange());
            const std::string &text = content->get_ref<const std::string &>();
            const auto known = m_vocabulary->find(text);
            if (known != m_vocabulary->end() && readId(&known->second) != id)
                return bad(place + ".id", "the id of " + quoteForMessage(text) + " in model.vocab");
            m_added.push_back({text, *id});
        }
        return {};
    }

    /// Gives every id its bytes; ids must be 0..V-1, each once.
    Failure placeTokens()
    {
        std::size_t size = m_vocabulary->size();
        for (const Added &token : m_added)
            size += m_vocabulary->count(token.content) == 0;
        if (size > kMaxVocabulary)
            return bad("model.vocab", "at most " + std::to_string(kMaxVocabulary) + " tokens");
        m_data = std::make_unique<Tokenizer::Data>();
        m_data->bytes.resize(size);
        m_data->special.resize(size);
        for (const Added &token : m_added) {
            if (Failure failure =
                    place(token.id, token.content, "added_tokens id " + std::to_string(token.id)))
                return failure;
            m_data->special[token.id] = 1;
        }
        for (const auto &[text, value] : *m_vocabulary) {
            const std::size_t id = *readId(&value);
            if (id < size && m_data->special[id] && m_data->bytes[id] == text)
                continue; // also listed as an added token
            const std::optional<std::string> bytes = bytesFromAlphabet(text);
            const std::string where = "model.vocab[" + quoteForMessage(text) + "]";
            if (!bytes)
                return bad(where, "a token in the byte alphabet of GPT-2");
            if (Failure failure = place(id, *bytes, where))
                return failure;
        }
        for (int byte = 0; byte < 256; ++byte) {
            const std::optional<TokenId> id = ordinary(alphabetText(static_cast<unsigned char>(byte)));
            if (!id)
                return bad("model.vocab", "a token for the single byte " + std::to_string(byte));
            m_data->merger.setByteToken(static_cast<unsigned char>(byte), *id);
        }
        return {};
    }

    Failure place(std::size_t id, const std::string &bytes, const std::string &where)
    {
        // As many tokens as ids: without a repeated or too large id there is no gap.
        if (id >= m_data->bytes.size())
            return bad(where, "ids without gaps below " + std::to_string(m_data->bytes.size()));
        if (!m_data->bytes[id].empty())
            return bad(where, "an id of its own, but another token has the id " + std::to_string(id));
        m_data->bytes[id] = bytes;
        return {};
    }

    static std::string alphabetText(unsigned char byte)
    {
        const char32_t c = byteToAlphabet(byte); // below 0x800
        if (c < 0x80)
            return std::string(1, char(c));
        return {char(0xC0 | (c >> 6)), char(0x80 | (c & 0x3F))};
    }

    /// Id of an ordinary token by its text in the byte alphabet.
    std::optional<TokenId> ordinary(const std::string &text) const
    {
        const auto found = m_vocabulary->find(text);
        if (found == m_vocabulary->end())
            return std::nullopt;
        const std::size_t id = *readId(&found->second);
        if (m_data->special[id])
            return std::nullopt;
        return TokenId(id);
    }

    Failure readMerges()
    {
        const Json *merges = member(*m_model, "merges");
        if (!merges || !merges->is_array())
            return bad("model.merges", "an array");
        m_data->merger.reserve(merges->size());
        for (std::size_t i = 0; i < merges->size(); ++i) {
            const std::string place = "model.merges[" + std::to_string(i) + "]";
            std::string left;
            std::string right;
            if (!readPair((*merges)[i], left, right))
                return bad(place, "\"a b\" or [\"a\", \"b\"]");
            const std::optional<TokenId> leftId = ordinary(left);
            const std::optional<TokenId> rightId = ordinary(right);
            const std::optional<TokenId> result = ordinary(left + right);
            if (!leftId || !rightId || !result)
                return bad(place, quoteForMessage(!leftId    ? left
                                                  : !rightId ? right
                                                             : left + right) +
                                      " to be an ordinary token");
            if (!m_data->merger.addMerge(*leftId, *rightId, *result))
                return bad(place,
                           "each pair once, but " + quoteForMessage(left + " " + right) + " came before");
        }
        return {};
    }

    static bool readPair(const Json &value, std::string &left, std::string &right)
    {
        if (value.is_string()) {
            const std::string &text = value.get_ref<const std::string &>();
            const std::size_t space = text.find(' ');
            if (space == std::string::npos || text.find(' ', space + 1) != std::string::npos)
                return false;
            left = text.substr(0, space);
            right = text.substr(space + 1);
            return !left.empty() && !right.empty();
        }
        if (!value.is_array() || value.size() != 2 || !value[0].is_string() || !value[1].is_string())
            return false;
        left = value[0].get_ref<const std::string &>();
        right = value[1].get_ref<const std::string &>();
        return true;
    }

    void sortTokens()
    {
        Tokenizer::Data &data = *m_data;
        data.sorted.resize(data.bytes.size());
        for (std::size_t i = 0; i < data.sorted.size(); ++i) {
            data.sorted[i] = TokenId(i);
            data.longestToken = std::max(data.longestToken, data.bytes[i].size());
        }
        std::sort(data.sorted.begin(), data.sorted.end(), [&](TokenId a, TokenId b) {
            const auto x = std::size_t(a);
            const auto y = std::size_t(b);
            if (const int order = data.bytes[x].compare(data.bytes[y]); order != 0)
                return order < 0;
            return data.special[x] != data.special[y] ? data.special[x] < data.special[y] : a < b;
        });
    }

    std::string_view m_json;
    const std::string &m_name;
    Json m_root;
    const Json *m_model = nullptr;
    const Json::object_t *m_vocabulary = nullptr;
    std::vector<Added> m_added;
    std::unique_ptr<Tokenizer::Data> m_data;
};

Result<std::shared_ptr<const Tokenizer>> Tokenizer::parse(std::string_view json, const std::string &name)
{
    return TokenizerBuilder(json, name).build();
}

Result<std::shared_ptr<const Tokenizer>> Tokenizer::load(const std::string &path)
{
    std::error_code code;
    const std::filesystem::file_status status = std::filesystem::status(path, code);
    if (status.type() == std::filesystem::file_type::not_found)
        return Error{ErrorCode::FileNotFound, path + ": expected an existing file"};
    std::ifstream file(path, std::ios::binary);
    if (status.type() == std::filesystem::file_type::directory || !file)
        return Error{ErrorCode::FileUnreadable, path + ": expected a readable file"};
    std::string text;
    constexpr std::size_t kBlock = std::size_t(1) << 20;
    while (file && std::int64_t(text.size()) <= kMaxFileBytes) {
        const std::size_t size = text.size();
        text.resize(size + kBlock);
        file.read(text.data() + size, std::streamsize(kBlock));
        text.resize(size + std::size_t(file.gcount()));
    }
    if (file.bad())
        return Error{ErrorCode::FileUnreadable, path + ": reading failed"};
    if (std::int64_t(text.size()) > kMaxFileBytes)
        return Error{ErrorCode::FileTooLarge,
                     path + ": expected at most " + std::to_string(kMaxFileBytes) + " bytes"};
    return parse(text, path);
}

} // namespace deltapad
