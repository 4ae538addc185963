// SPDX-License-Identifier: MIT
// config.json: every key present, of its type, in its range, and consistent with the others.
#include "engine/model/config.h"
#include "model_files.h"

#include <QTest>

#include <nlohmann/json.hpp>

using namespace deltapad;
using namespace deltapad::test;
using nlohmann::json;

namespace {

json tinyConfig()
{
    return json::parse(readBytes(DELTAPAD_TEST_DATA "/tiny_model/config.json"));
}

} // namespace

class TestModelConfig : public QObject
{
    Q_OBJECT

private slots:
    void parse_readsEveryKey();
    void parse_needsNoSegmentObject_withoutSegments();
    void parse_rejects_data();
    void parse_rejects();
    void parse_readsKeysOfImportedModels();
    void parse_readsConfidence();
    void parse_rejectsOtherRoots();
    void bucketTable_coversWindowsAndBuckets();
};

void TestModelConfig::parse_readsEveryKey()
{
    const Result<ParsedConfig> parsed = parseConfig(tinyConfig().dump(), "config.json");
    QVERIFY2(parsed.ok(), parsed ? "" : parsed.error().message.c_str());
    const ModelConfig &config = parsed.value().config;
    QCOMPARE(config.name, std::string("tiny"));
    QCOMPARE(config.vocabulary, 360);
    QCOMPARE(config.width, 32);
    QCOMPARE(config.layers, 3);
    QCOMPARE(config.heads, 2);
    QCOMPARE(config.keyWidth, 8);
    QCOMPARE(config.codes, 8);
    QCOMPARE(config.mlpWidth, 64);
    QCOMPARE(config.context, 128);
    QCOMPARE(config.startToken, 0);
    QCOMPARE(config.localMix, 3);
    QCOMPARE(config.bigramBuckets, 64);
    QCOMPARE(config.normEpsilon, 1e-6F);
    QCOMPARE(config.window, (std::vector<std::int32_t>{8, 8, 16}));
    QCOMPARE(config.segments, (std::vector<std::uint8_t>{0, 0, 1}));
    QVERIFY(config.anySegments());
    QCOMPARE(config.offsetBuckets, (std::vector<std::int32_t>{0, 1, 2, 3, 4, 6, 8, 12}));
    QCOMPARE(config.segment.width, 16);
    QCOMPARE(config.segment.groups, 2);
    QCOMPARE(config.segment.codes, 4);
    QCOMPARE(config.segment.maxLength, 12);
    QCOMPARE(config.segment.endTokens, (std::vector<TokenId>{0, 1, 14, 31, 199}));
    QVERIFY(json::parse(parsed.value().trainingJson).contains("data"));
}

void TestModelConfig::parse_needsNoSegmentObject_withoutSegments()
{
    json config = tinyConfig();
    config["segments"] = {false, false, false};
    config.erase("segment");
    config.erase("training");
    const Result<ParsedConfig> parsed = parseConfig(config.dump(), "config.json");
    QVERIFY2(parsed.ok(), parsed ? "" : parsed.error().message.c_str());
    QVERIFY(!parsed.value().config.anySegments());
    QCOMPARE(parsed.value().trainingJson, std::string("{}"));
}

void TestModelConfig::parse_rejects_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("key");
    QTest::addColumn<int>("code");
    const auto row = [](const std::string &name, const json &config, const std::string &key,
                        ErrorCode code = ErrorCode::BadConfig) {
        QTest::newRow(name.c_str()) << QByteArray::fromStdString(config.dump()) << QString::fromStdString(key)
                                    << static_cast<int>(code);
    };
    // Every key: missing, and of another type.
    const json good = tinyConfig();
    for (const auto &[key, value] : good.items()) {
        if (key == "training")
            continue;
        json config = good;
        config.erase(key);
        row(key + " missing", config, key);
        config[key] = nullptr;
        row(key + " null", config, key,
            key == "format" || key == "version" ? ErrorCode::Unsupported : ErrorCode::BadConfig);
    }
    for (const auto &[key, value] : good["segment"].items()) {
        json config = good;
        config["segment"].erase(key);
        row("segment." + key + " missing", config, key);
        config["segment"][key] = "text";
        row("segment." + key + " text", config, key);
    }
    // Whole numbers: below, above, fractional, beyond 64 bits, true.
    const std::map<std::string, std::pair<int, int>> ranges = {{"vocabulary", {1, 131072}},
                                                               {"width", {1, 4096}},
                                                               {"layers", {1, 64}},
                                                               {"heads", {1, 64}},
                                                               {"key_width", {1, 256}},
                                                               {"codes", {2, 1024}},
                                                               {"mlp_width", {1, 16384}},
                                                               {"context", {2, 4096}},
                                                               {"start_token", {0, 359}},
                                                               {"local_mix", {0, 8}},
                                                               {"bigram_buckets", {0, 1048576}}};
    for (const auto &[key, range] : ranges) {
        const std::vector<std::pair<const char *, json>> values = {
            {"below", range.first - 1},        {"above", range.second + 1}, {"fraction", 2.5},
            {"huge", 18446744073709551615ULL}, {"2^32 + 2", 4294967298LL},  {"true", true}};
        for (const auto &[what, value] : values) {
            json config = good;
            config[key] = value;
            row(key + " " + what, config, key);
        }
    }
    const auto with = [&](const std::string &pointer, const json &value) {
        json config = good;
        config[json::json_pointer(pointer)] = value;
        return config;
    };
    row("other format", with("/format", "gguf"), "format", ErrorCode::Unsupported);
    row("other version", with("/version", 2), "version", ErrorCode::Unsupported);
    row("empty name", with("/name", ""), "name");
    row("long name", with("/name", std::string(101, 'x')), "name");
    row("line break in name", with("/name", "a\nb"), "name");
    row("zero epsilon", with("/norm_epsilon", 0.0), "norm_epsilon");
    row("large epsilon", with("/norm_epsilon", 2), "norm_epsilon");
    row("short window", with("/window", {8, 8}), "window");
    row("long window", with("/window", {8, 8, 8, 8}), "window");
    row("window beyond the context", with("/window", {8, 8, 129}), "window");
    row("negative window", with("/window", {8, 8, -1}), "window");
    row("short segments", with("/segments", {true}), "segments");
    row("segments as numbers", with("/segments", {0, 0, 1}), "segments");
    row("no buckets", with("/offset_buckets", json::array()), "offset_buckets");
    row("buckets not from 0", with("/offset_buckets", {1, 2}), "offset_buckets");
    row("buckets not ascending", with("/offset_buckets", {0, 2, 2}), "offset_buckets");
    row("bucket beyond the context", with("/offset_buckets", {0, 200}), "offset_buckets");
    row("segment width not divisible", with("/segment/groups", 3), "segment.width");
    row("groups above", with("/segment/groups", 17), "groups");
    row("segment codes below", with("/segment/codes", 1), "codes");
    row("segment longer than the context", with("/segment/max_length", 129), "max_length");
    row("end token outside", with("/segment/end_tokens", {360}), "end_tokens");
    row("negative end token", with("/segment/end_tokens", {-1}), "end_tokens");
    row("segment not an object", with("/segment", json::array()), "segment");
    row("training not an object", with("/training", "x"), "training");
    // Keys that may be absent.
    row("confidence as number", with("/confidence", 0.8), "confidence");
    row("confidence null", with("/confidence", nullptr), "confidence");
    const std::vector<std::pair<const char *, json>> noNumbers = {
        {"null", nullptr}, {"text", "1"}, {"true", true}, {"array", json::array({1})}};
    for (const char *key : {"slope", "offset"}) {
        const std::string name = std::string("confidence.") + key;
        const json whole = {{"slope", 1.0}, {"offset", 0.0}};
        json config = with("/confidence", whole);
        config["confidence"].erase(key);
        row(name + " missing", config, name);
        for (const auto &[what, value] : noNumbers) {
            config["confidence"][key] = value;
            row(name + " " + what, config, name);
        }
        for (const double value : {-5.001, 10.001, -1e300, 1e300}) {
            config["confidence"][key] = value;
            row(name + " " + std::to_string(value).substr(0, 8), config, name);
        }
        config["confidence"][key] = 18446744073709551615ULL;
        row(name + " huge", config, name);
    }
    row("no slope", with("/confidence", {{"slope", 0}, {"offset", 0}}), "confidence.slope");
    row("small slope", with("/confidence", {{"slope", 0.0999}, {"offset", 0}}), "confidence.slope");
    row("large offset", with("/confidence", {{"slope", 1}, {"offset", 5.001}}), "confidence.offset");
    row("positions below the context", with("/positions", 127), "positions");
    row("positions above", with("/positions", 65537), "positions");
    row("positions as text", with("/positions", "128"), "positions");
    row("embed_norm as number", with("/embed_norm", 0), "embed_norm");
    row("biases as number", with("/biases", 1), "biases");
    row("tied_output null", with("/tied_output", nullptr), "tied_output");
    row("other activation", with("/activation", "silu"), "activation");
    row("activation as number", with("/activation", 0), "activation");
    row("other scores", with("/scores", "cosine"), "scores");
    row("scaled scores with segments", with("/scores", "scaled"), "scores");
    json buckets = with("/scores", "scaled");
    buckets["segments"] = {false, false, false};
    row("scaled scores with buckets", buckets, "scores");
}

void TestModelConfig::parse_rejects()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, key);
    QFETCH(int, code);
    const Result<ParsedConfig> parsed = parseConfig(text.toStdString(), "some/config.json");
    QVERIFY(!parsed.ok());
    const QString message = QString::fromStdString(parsed.error().message);
    QVERIFY2(message.startsWith("some/config.json: key " + key + ": ") && !message.contains('\n'),
             qPrintable(message));
    QCOMPARE(static_cast<int>(parsed.error().code), code);
}

void TestModelConfig::parse_readsKeysOfImportedModels()
{
    const ModelConfig plain = parseConfig(tinyConfig().dump(), "config.json").value().config;
    QCOMPARE(plain.positions, 0);
    QVERIFY(plain.embedNorm && !plain.biases && plain.tiedOutput);
    QVERIFY(plain.activation == Activation::SquaredRelu && plain.scores == ScoreKind::UnitLength);

    json config = tinyConfig();
    config["segments"] = {false, false, false};
    config["offset_buckets"] = {0};
    config["positions"] = 300;
    config["embed_norm"] = false;
    config["biases"] = true;
    config["tied_output"] = false;
    config["scores"] = "scaled";
    const std::map<std::string, Activation> activations = {
        {"relu2", Activation::SquaredRelu}, {"relu", Activation::Relu}, {"gelu", Activation::Gelu}};
    for (const auto &[name, activation] : activations) {
        config["activation"] = name;
        const Result<ParsedConfig> parsed = parseConfig(config.dump(), "config.json");
        QVERIFY2(parsed.ok(), parsed ? "" : parsed.error().message.c_str());
        const ModelConfig &read = parsed.value().config;
        QCOMPARE(read.positions, 300);
        QCOMPARE(read.labelStride(), 2);
        QVERIFY(!read.embedNorm && read.biases && !read.tiedOutput);
        QVERIFY(read.activation == activation);
        QVERIFY(read.scores == ScoreKind::Scaled);
    }
}

void TestModelConfig::parse_readsConfidence()
{
    json config = tinyConfig();
    config.erase("confidence");
    const Confidence none = parseConfig(config.dump(), "config.json").value().config.confidence;
    QCOMPARE(none.slope, 1.0);
    QCOMPARE(none.offset, 0.0);
    // The ends of both ranges, whole numbers, and what a later version may add.
    const std::vector<std::pair<json, json>> kinds = {{0.787, 0.037}, {0.1, -5}, {10, 5.0}, {1, 0}};
    for (const auto &[slope, offset] : kinds) {
        config["confidence"] = {{"slope", slope}, {"offset", offset}, {"suggestions", 15368}};
        const Result<ParsedConfig> parsed = parseConfig(config.dump(), "config.json");
        QVERIFY2(parsed.ok(), parsed ? "" : parsed.error().message.c_str());
        QCOMPARE(parsed.value().config.confidence.slope, slope.get<double>());
        QCOMPARE(parsed.value().config.confidence.offset, offset.get<double>());
    }
    // More than a double holds is no JSON.
    config["confidence"]["slope"] = 0.75;
    std::string text = config.dump();
    text.replace(text.find("0.75"), 4, "1e999");
    QCOMPARE(parseConfig(text, "c").error().code, ErrorCode::BadSyntax);
}

void TestModelConfig::parse_rejectsOtherRoots()
{
    QCOMPARE(parseConfig("", "c").error().code, ErrorCode::BadSyntax);
    QCOMPARE(parseConfig("{\"format\":", "c").error().code, ErrorCode::BadSyntax);
    QCOMPARE(parseConfig("{\"a\":1,\"a\":2}", "c").error().code, ErrorCode::BadSyntax);
    QCOMPARE(parseConfig("[]", "c").error().code, ErrorCode::BadConfig);
    QCOMPARE(parseConfig("{}", "c").error().code, ErrorCode::BadConfig);
}

void TestModelConfig::bucketTable_coversWindowsAndBuckets()
{
    ModelConfig config;
    config.offsetBuckets = {0, 1, 4};
    config.window = {6, 2};
    QCOMPARE(bucketTable(config), (std::vector<std::int32_t>{0, 1, 1, 1, 2, 2, 2}));
    config.window = {0};
    QCOMPARE(bucketTable(config), (std::vector<std::int32_t>{0, 1, 1, 1, 2}));
    config.offsetBuckets = {0};
    QCOMPARE(bucketTable(config), std::vector<std::int32_t>{0});
}

QTEST_GUILESS_MAIN(TestModelConfig)
#include "tst_model_config.moc"
