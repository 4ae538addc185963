// SPDX-License-Identifier: MIT
#include "engine/model/config.h"

#include "engine/model/bounded_json.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace deltapad {
namespace {

using nlohmann::json;

constexpr std::int64_t kMaxOffsetBuckets = 256;
constexpr std::int32_t kMaxPositions = 65'536;

/// Reads the keys of one object; keeps the first problem and answers harmless values after it.
class KeyReader
{
public:
    explicit KeyReader(std::string place) : m_place(std::move(place)) {}

    void fail(const std::string &key, const std::string &problem, ErrorCode code = ErrorCode::BadConfig)
    {
        if (!m_error)
            m_error = Error{code, m_place + ": key " + key + ": " + problem};
    }
    const std::optional<Error> &error() const { return m_error; }

    const json *find(const json &object, const std::string &key)
    {
        const auto place = object.find(key);
        if (place != object.end())
            return &*place;
        fail(key, "is missing");
        return nullptr;
    }

    std::int32_t integer(const json &object, const std::string &key, std::int32_t low, std::int32_t high)
    {
        const json *value = find(object, key);
        return value ? asInteger(*value, key, low, high) : low;
    }

    std::int32_t asInteger(const json &value, const std::string &key, std::int32_t low, std::int32_t high)
    {
        const std::string range = std::to_string(low) + ".." + std::to_string(high);
        if (!value.is_number_integer()) {
            fail(key, "expected a whole number in " + range);
            return low;
        }
        // An unsigned value beyond int64 must not wrap into the range.
        const bool huge = value.is_number_unsigned() && value.get<std::uint64_t>() > std::uint64_t(INT32_MAX);
        if (huge || value.get<std::int64_t>() < low || value.get<std::int64_t>() > high) {
            fail(key, value.dump() + " is out of range, expected " + range);
            return low;
        }
        return static_cast<std::int32_t>(value.get<std::int64_t>());
    }

    double asNumber(const json &value, const std::string &key, double low, double high)
    {
        const double number = value.is_number() ? value.get<double>() : high + 1;
        if (number >= low && number <= high)
            return number;
        fail(key, "expected a number in " + json(low).dump() + ".." + json(high).dump());
        return low;
    }

    std::string text(const json &object, const std::string &key, std::size_t longest)
    {
        const json *value = find(object, key);
        if (!value)
            return {};
        if (!value->is_string() || value->get_ref<const std::string &>().empty() ||
            value->get_ref<const std::string &>().size() > longest) {
            fail(key, "expected a string of 1 to " + std::to_string(longest) + " bytes");
            return {};
        }
        const auto &string = value->get_ref<const std::string &>();
        if (std::any_of(string.begin(), string.end(),
                        [](unsigned char c) { return c < 0x20 || c == 0x7F; })) {
            fail(key, "holds a control character");
            return {};
        }
        return string;
    }

    /// A key that may be absent.
    bool flag(const json &object, const std::string &key, bool otherwise)
    {
        const auto place = object.find(key);
        if (place == object.end())
            return otherwise;
        if (!place->is_boolean())
            fail(key, "expected true or false");
        return place->is_boolean() ? place->get<bool>() : otherwise;
    }

    /// A key that may be absent; one of `names` otherwise. Answers the number of the name, the first without
    /// the key.
    std::size_t choice(const json &object, const std::string &key, std::initializer_list<const char *> names)
    {
        const auto place = object.find(key);
        if (place == object.end())
            return 0;
        std::string expected;
        std::size_t number = 0;
        for (const char *name : names) {
            if (*place == name)
                return number;
            expected += (number == 0 ? "\"" : " or \"") + std::string(name) + "\"";
            ++number;
        }
        fail(key, "expected " + expected);
        return 0;
    }

    const json *array(const json &object, const std::string &key, std::int64_t least, std::int64_t most)
    {
        const json *value = find(object, key);
        if (!value)
            return nullptr;
        if (value->is_array() && std::ssize(*value) >= least && std::ssize(*value) <= most)
            return value;
        const std::string count =
            least == most ? std::to_string(least) : std::to_string(least) + " to " + std::to_string(most);
        fail(key, "expected an array of " + count + " entries" +
                      (value->is_array() ? ", it has " + std::to_string(value->size()) : std::string()));
        return nullptr;
    }

    std::vector<std::int32_t> integers(const json &object, const std::string &key, std::int64_t least,
                                       std::int64_t most, std::int32_t low, std::int32_t high)
    {
        std::vector<std::int32_t> numbers;
        if (const json *value = array(object, key, least, most))
            for (const json &item : *value)
                numbers.push_back(asInteger(item, key, low, high));
        return numbers;
    }

private:
    std::string m_place;
    std::optional<Error> m_error;
};

void readSegment(KeyReader &reader, const json &root, ModelConfig &config)
{
    const json *object = reader.find(root, "segment");
    if (!object)
        return;
    if (!object->is_object()) {
        reader.fail("segment", "expected an object");
        return;
    }
    ModelConfig::Segment &segment = config.segment;
    segment.width = reader.integer(*object, "width", 1, 4096);
    segment.groups = reader.integer(*object, "groups", 1, 16);
    segment.codes = reader.integer(*object, "codes", 2, 1024);
    segment.maxLength = reader.integer(*object, "max_length", 1, config.context);
    segment.endTokens =
        reader.integers(*object, "end_tokens", 0, config.vocabulary, 0, config.vocabulary - 1);
    if (segment.width % segment.groups != 0)
        reader.fail("segment.width", std::to_string(segment.width) + " is not divisible by groups " +
                                         std::to_string(segment.groups));
}

void readFormat(KeyReader &reader, const json &root)
{
    const json *format = reader.find(root, "format");
    const json *version = reader.find(root, "version");
    if (format && *format != "deltapad-vq")
        reader.fail("format",
                    format->dump(-1, ' ', true, json::error_handler_t::replace).substr(0, 100) +
                        ", expected \"deltapad-vq\"",
                    ErrorCode::Unsupported);
    if (version && *version != 1)
        reader.fail("version", "expected 1, the only version this program reads", ErrorCode::Unsupported);
}

void readSizes(KeyReader &reader, const json &root, ModelConfig &config)
{
    config.name = reader.text(root, "name", 100);
    config.vocabulary = reader.integer(root, "vocabulary", 1, 131'072);
    config.width = reader.integer(root, "width", 1, 4096);
    config.layers = reader.integer(root, "layers", 1, 64);
    config.heads = reader.integer(root, "heads", 1, 64);
    config.keyWidth = reader.integer(root, "key_width", 1, 256);
    config.codes = reader.integer(root, "codes", 2, 1024);
    config.mlpWidth = reader.integer(root, "mlp_width", 1, 16'384);
    // At most as many summaries as rows: 2 * 4,096 keys a row keep the attention sums exact (FORMAT.md).
    config.context = reader.integer(root, "context", 2, 4096);
    config.startToken = reader.integer(root, "start_token", 0, config.vocabulary - 1);
    config.localMix = reader.integer(root, "local_mix", 0, 8);
    config.bigramBuckets = reader.integer(root, "bigram_buckets", 0, 1'048'576);
}

void readLayers(KeyReader &reader, const json &root, ModelConfig &config)
{
    config.window = reader.integers(root, "window", config.layers, config.layers, 0, config.context);
    if (const json *segments = reader.array(root, "segments", config.layers, config.layers)) {
        for (const json &item : *segments) {
            if (!item.is_boolean())
                reader.fail("segments", "expected true or false for every layer");
            config.segments.push_back(item == true ? 1 : 0);
        }
    }
    config.offsetBuckets = reader.integers(root, "offset_buckets", 1, kMaxOffsetBuckets, 0, config.context);
    if (!reader.error() && (config.offsetBuckets.front() != 0 ||
                            std::adjacent_find(config.offsetBuckets.begin(), config.offsetBuckets.end(),
                                               [](std::int32_t a, std::int32_t b) { return a >= b; }) !=
                                config.offsetBuckets.end()))
        reader.fail("offset_buckets", "expected ascending offsets that start with 0");
}

/// Keys that models of another make have: all may be absent.
void readVariant(KeyReader &reader, const json &root, ModelConfig &config)
{
    if (root.contains("positions")) {
        config.positions = reader.integer(root, "positions", 0, kMaxPositions);
        if (config.positions > 0 && config.positions < config.context)
            reader.fail("positions", std::to_string(config.positions) + " is less than context " +
                                         std::to_string(config.context));
    }
    config.embedNorm = reader.flag(root, "embed_norm", true);
    config.biases = reader.flag(root, "biases", false);
    config.tiedOutput = reader.flag(root, "tied_output", true);
    config.activation = static_cast<Activation>(reader.choice(root, "activation", {"relu2", "relu", "gelu"}));
    config.scores = static_cast<ScoreKind>(reader.choice(root, "scores", {"unit", "scaled"}));
    if (config.scores == ScoreKind::Scaled && (config.anySegments() || config.offsetBuckets.size() != 1))
        reader.fail("scores", "\"scaled\" goes with no segments and one offset bucket only");
}

void readConfidence(KeyReader &reader, const json &root, Confidence &confidence)
{
    const auto place = root.find("confidence");
    if (place == root.end())
        return;
    if (!place->is_object()) {
        reader.fail("confidence", "expected an object");
        return;
    }
    const auto number = [&](const char *key, double low, double high) {
        return reader.asNumber(place->value(key, json()), std::string("confidence.") + key, low, high);
    };
    confidence.slope = number("slope", Confidence::kLeastSlope, Confidence::kMostSlope);
    confidence.offset = number("offset", -Confidence::kFarthestOffset, Confidence::kFarthestOffset);
}

} // namespace

bool ModelConfig::anySegments() const
{
    return std::find(segments.begin(), segments.end(), 1) != segments.end();
}

Result<ParsedConfig> parseConfig(std::string_view text, const std::string &name)
{
    Result<json> parsed = parseBoundedJson(text, name);
    if (!parsed)
        return parsed.error();
    const json &root = parsed.value();
    if (!root.is_object())
        return Error{ErrorCode::BadConfig, name + ": expected a JSON object"};

    KeyReader reader(name);
    ParsedConfig out;
    readFormat(reader, root);
    readSizes(reader, root, out.config);
    // Below the smallest normal float a row of zeros would be divided by zero.
    if (const json *epsilon = reader.find(root, "norm_epsilon"))
        out.config.normEpsilon = static_cast<float>(reader.asNumber(*epsilon, "norm_epsilon", 1e-30, 1));
    if (!reader.error())
        readLayers(reader, root, out.config);
    if (!reader.error())
        readVariant(reader, root, out.config);
    if (!reader.error() && out.config.anySegments())
        readSegment(reader, root, out.config);
    readConfidence(reader, root, out.config.confidence);
    out.trainingJson = "{}";
    if (const auto training = root.find("training"); training != root.end()) {
        if (training->is_object())
            out.trainingJson = training->dump();
        else
            reader.fail("training", "expected an object");
    }
    if (reader.error())
        return *reader.error();
    return out;
}

std::vector<std::int32_t> bucketTable(const ModelConfig &config)
{
    const std::int32_t widest = *std::max_element(config.window.begin(), config.window.end());
    const std::int32_t last = std::max(widest, config.offsetBuckets.back());
    std::vector<std::int32_t> table(static_cast<std::size_t>(last) + 1);
    std::size_t bucket = 0;
    for (std::int32_t offset = 0; offset <= last; ++offset) {
        if (bucket + 1 < config.offsetBuckets.size() && config.offsetBuckets[bucket + 1] <= offset)
            ++bucket;
        table[static_cast<std::size_t>(offset)] = static_cast<std::int32_t>(bucket);
    }
    return table;
}

} // namespace deltapad
