// SPDX-License-Identifier: MIT
// Model::load: the tiny model in full, and folders that are broken in one place each.
#include "model_files.h"

#include "engine/model/model.h"

#include <QCryptographicHash>
#include <QScopeGuard>
#include <QTest>

#include <cmath>
#include <cstring>
#include <filesystem>
#include <functional>
#include <limits>
#include <nlohmann/json.hpp>
#include <random>
#include <sys/stat.h>
#include <unistd.h>

using namespace deltapad;
using namespace deltapad::test;
using nlohmann::json;

namespace {

using Change = std::function<void(const TinyModelCopy &)>;

Change onTensors(const std::string &file, std::function<void(RawTensorFile &)> change)
{
    return [=](const TinyModelCopy &copy) {
        RawTensorFile raw = parseTensorFile(copy.read(file));
        change(raw);
        copy.write(file, raw.serialise());
    };
}

Change onConfig(std::function<void(json &)> change)
{
    return [=](const TinyModelCopy &copy) {
        json config = json::parse(copy.read("config.json"));
        change(config);
        copy.write("config.json", config.dump());
    };
}

/// Overwrites the last number of a tensor.
template <typename T> Change setLast(const std::string &file, const std::string &tensor, T value)
{
    return onTensors(file, [=](RawTensorFile &raw) {
        std::string &bytes = raw[tensor].bytes;
        std::memcpy(bytes.data() + bytes.size() - sizeof value, &value, sizeof value);
    });
}

struct Broken
{
    const char *name;
    Change change;
    ErrorCode code;
    std::vector<const char *> says; ///< the file, then the tensor or key
};

const char *const kWeights = "model.safetensors";
const char *const kHead = "heads/sentiment.safetensors";

std::vector<Broken> brokenFolders()
{
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const float infinity = std::numeric_limits<float>::infinity();
    const auto remove = [](const char *name) {
        return [=](const TinyModelCopy &copy) { copy.remove(name); };
    };
    const auto folderInstead = [](const char *name) {
        return [=](const TinyModelCopy &copy) {
            copy.remove(name);
            std::filesystem::create_directory(copy.path(name));
        };
    };
    const auto cut = [](const char *name, std::size_t keep) {
        return [=](const TinyModelCopy &copy) { copy.write(name, copy.read(name).substr(0, keep)); };
    };
    const auto drop = [](const char *file, const char *tensor) {
        return onTensors(file, [=](RawTensorFile &raw) { raw.erase(tensor); });
    };
    const auto reshape = [](const char *file, const char *tensor, std::vector<std::int64_t> shape) {
        return onTensors(file, [=](RawTensorFile &raw) { raw[tensor].shape = shape; });
    };
    const auto labels = [](const char *text) {
        return onTensors(kHead, [=](RawTensorFile &raw) { raw.metadata["labels"] = text; });
    };
    return {
        {"no folder",
         [](const TinyModelCopy &copy) { copy.remove(""); },
         ErrorCode::FileNotFound,
         {"config.json"}},
        {"no config", remove("config.json"), ErrorCode::FileNotFound, {"config.json"}},
        {"no weights", remove(kWeights), ErrorCode::FileNotFound, {kWeights}},
        {"no tokenizer", remove("tokenizer.json"), ErrorCode::FileNotFound, {"tokenizer.json"}},
        {"folder as config",
         folderInstead("config.json"),
         ErrorCode::FileUnreadable,
         {"config.json", "folder"}},
        {"folder as weights", folderInstead(kWeights), ErrorCode::FileUnreadable, {kWeights, "folder"}},
        {"folder as head", folderInstead(kHead), ErrorCode::FileUnreadable, {kHead, "folder"}},
        {"pipe as config",
         [](const TinyModelCopy &copy) {
             copy.remove("config.json");
             QCOMPARE(::mkfifo(copy.path("config.json").c_str(), 0600), 0);
         },
         ErrorCode::FileUnreadable,
         {"config.json", "not a regular file"}},
        {"file as heads",
         [](const TinyModelCopy &copy) {
             copy.remove("heads");
             copy.write("heads", "x");
         },
         ErrorCode::FileUnreadable,
         {"heads"}},
        {"config not JSON", cut("config.json", 40), ErrorCode::BadSyntax, {"config.json", "byte 41"}},
        {"config key missing",
         onConfig([](json &c) { c.erase("codes"); }),
         ErrorCode::BadConfig,
         {"config.json", "key codes"}},
        {"config key out of range",
         onConfig([](json &c) { c["context"] = 5000; }),
         ErrorCode::BadConfig,
         {"config.json", "key context"}},
        {"weights cut in the header", cut(kWeights, 100), ErrorCode::FileTruncated, {kWeights, "header"}},
        {"weights cut in the data", cut(kWeights, 60'000), ErrorCode::FileTruncated, {kWeights, "tensor "}},
        {"weights empty", cut(kWeights, 0), ErrorCode::FileTruncated, {kWeights}},
        {"tensor missing",
         drop(kWeights, "layers.1.attn.gain"),
         ErrorCode::BadTensor,
         {kWeights, "tensor layers.1.attn.gain is missing"}},
        {"mix missing", drop(kWeights, "embed.mix"), ErrorCode::BadTensor, {kWeights, "embed.mix"}},
        {"bigram missing", drop(kWeights, "embed.bigram"), ErrorCode::BadTensor, {kWeights, "embed.bigram"}},
        {"segment tensor missing",
         drop(kWeights, "layers.2.seg.bias"),
         ErrorCode::BadTensor,
         {kWeights, "layers.2.seg.bias"}},
        {"wrong shape",
         reshape(kWeights, "layers.0.mlp.up.weight", {32, 64}),
         ErrorCode::BadTensor,
         {kWeights, "layers.0.mlp.up.weight", "[32, 64], expected [64, 32]"}},
        {"wrong rank",
         reshape(kWeights, "layers.2.seg.codebook", {8, 8}),
         ErrorCode::BadTensor,
         {kWeights, "layers.2.seg.codebook", "[8, 8], expected [2, 4, 8]"}},
        {"wrong type",
         onTensors(kWeights, [](RawTensorFile &raw) { raw["out.scale"].type = "I32"; }),
         ErrorCode::BadTensor,
         {kWeights, "out.scale", "I32"}},
        {"NaN",
         setLast(kWeights, "layers.2.attn.table", nan),
         ErrorCode::BadTensor,
         {kWeights, "layers.2.attn.table", "NaN at element 511"}},
        {"infinity",
         setLast(kWeights, "embed.mix", infinity),
         ErrorCode::BadTensor,
         {kWeights, "embed.mix", "infinity"}},
        {"NaN in F16",
         setLast(kWeights, "embed.weight", std::uint16_t(0x7E00)),
         ErrorCode::BadTensor,
         {kWeights, "embed.weight", "NaN"}},
        {"infinity in BF16",
         setLast(kWeights, "embed.bigram", std::uint16_t(0xFF80)),
         ErrorCode::BadTensor,
         {kWeights, "embed.bigram", "infinity"}},
        {"-128 in I8",
         setLast(kWeights, "layers.0.mlp.down.weight", std::int8_t(-128)),
         ErrorCode::BadTensor,
         {kWeights, "layers.0.mlp.down.weight", "-128", "at element 2047, expected numbers within ±127"}},
        {"I8 without its scale",
         drop(kWeights, "layers.0.mlp.down.weight_scale"),
         ErrorCode::BadTensor,
         {kWeights, "layers.0.mlp.down.weight_scale is missing, expected [32]"}},
        {"scale of another shape",
         reshape(kWeights, "layers.0.mlp.down.weight_scale", {2, 16}),
         ErrorCode::BadTensor,
         {kWeights, "layers.0.mlp.down.weight_scale", "[2, 16], expected [32]"}},
        {"NaN as scale",
         setLast(kWeights, "layers.0.mlp.down.weight_scale", nan),
         ErrorCode::BadTensor,
         {kWeights, "layers.0.mlp.down.weight_scale", "NaN at element 31"}},
        {"scale that leads beyond the largest weight",
         setLast(kWeights, "layers.0.mlp.down.weight_scale", 516.0F),
         ErrorCode::BadTensor,
         {kWeights, "layers.0.mlp.down.weight_scale", "516"}},
        {"vector as I8",
         onTensors(kWeights,
                   [](RawTensorFile &raw) {
                       raw["out.scale"].type = "I8";
                       raw["out.scale"].bytes.resize(1);
                   }),
         ErrorCode::BadTensor,
         {kWeights, "out.scale", "dtype I8, expected F32, F16 or BF16"}},
        {"config asks for wider tensors",
         onConfig([](json &c) { c["width"] = 4096; }),
         ErrorCode::BadTensor,
         {kWeights, "tensor embed.weight", "expected [360, 4096]"}},
        {"config asks for more layers",
         onConfig([](json &c) {
             c["layers"] = 4;
             c["window"].push_back(8);
             c["segments"].push_back(false);
         }),
         ErrorCode::BadTensor,
         {kWeights, "layers.3.attn.q.weight is missing"}},
        {"vocabulary differs from the tokenizer",
         onConfig([](json &c) { c["vocabulary"] = 400; }),
         ErrorCode::BadTokenizer,
         {"tokenizer.json", "360", "400"}},
        {"head without labels",
         onTensors(kHead, [](RawTensorFile &raw) { raw.metadata.erase("labels"); }),
         ErrorCode::BadSyntax,
         {kHead, "labels"}},
        {"labels not JSON", labels("negative"), ErrorCode::BadSyntax, {kHead, "labels"}},
        {"labels not an array", labels("{}"), ErrorCode::BadSyntax, {kHead, "labels"}},
        {"labels not names", labels("[\"a\", 1]"), ErrorCode::BadSyntax, {kHead, "labels"}},
        {"labels twice", labels("[\"a\", \"a\"]"), ErrorCode::BadSyntax, {kHead, "labels", "twice"}},
        {"too few labels", labels("[\"a\"]"), ErrorCode::BadTensor, {kHead, "out.weight"}},
        {"head tensor missing", drop(kHead, "out.bias"), ErrorCode::BadTensor, {kHead, "out.bias"}},
        {"head without its size", drop(kHead, "hidden.bias"), ErrorCode::BadTensor, {kHead, "hidden.bias"}},
        {"head of another width",
         reshape(kHead, "hidden.weight", {4, 64}),
         ErrorCode::BadTensor,
         {kHead, "hidden.weight"}},
        {"NaN in head", setLast(kHead, "out.bias", nan), ErrorCode::BadTensor, {kHead, "out.bias", "NaN"}},
    };
}

} // namespace

class TestModelLoad : public QObject
{
    Q_OBJECT

private slots:
    void load_readsTheTinyModel();
    void load_doesWithoutOptionalTensorsAndHeads();
    void load_ordersHeadsForReading();
    void load_readsShards();
    void load_rejectsBadShards_data();
    void load_rejectsBadShards();
    void load_rejects_data();
    void load_rejects();
    void load_reportsUnreadableFiles();
    void load_survivesRandomDamage();
    void load_readsAnImportedModel();
    void load_needsEveryTensorOfAnImportedModel();
};

void TestModelLoad::load_readsTheTinyModel()
{
    const TinyModelCopy copy;
    const Result<std::shared_ptr<const Model>> loaded = Model::load(copy.folder());
    QVERIFY2(loaded.ok(), loaded ? "" : loaded.error().message.c_str());
    const Model &model = *loaded.value();
    const ModelConfig &config = model.config;
    QCOMPARE(model.folder, copy.folder());
    QCOMPARE(model.tokenizer->vocabularySize(), 360);
    QCOMPARE(model.embedding.rows(), 360);
    QCOMPARE(model.embedding.cols(), 32);
    QCOMPARE(model.unembedding.outputs, 360);
    QCOMPARE(model.mix.rows(), 3);
    QCOMPARE(model.bigram.rows(), 64);
    QCOMPARE(model.layers.size(), std::size_t(3));
    RawTensorFile raw = parseTensorFile(copy.read(kWeights));
    std::int64_t parameters = 0;
    for (const RawTensor &tensor : raw.tensors)
        parameters += std::ssize(tensor.bytes) / (tensor.type == "F32" ? 4 : tensor.type == "I8" ? 1 : 2);
    QCOMPARE(model.parameters, parameters);
    QCOMPARE(model.fileBytes, std::int64_t(std::filesystem::file_size(copy.path(kWeights))));

    for (std::size_t l = 0; l < model.layers.size(); ++l) {
        const LayerWeights &layer = model.layers[l];
        QCOMPARE(layer.projections.outputs, 2 * config.heads * config.keyWidth + config.heads * config.codes);
        QCOMPARE(layer.projections.inputs, config.width);
        QCOMPARE(layer.table.rows(), config.heads * config.codes);
        QCOMPARE(layer.down.inputs, config.mlpWidth);
        QCOMPARE(layer.segmentBias.empty(), config.segments[l] == 0);
        // The table is F32 in the file: bit-equal to it.
        const RawTensor &table = raw["layers." + std::to_string(l) + ".attn.table"];
        QCOMPARE(std::memcmp(layer.table.data(), table.bytes.data(), table.bytes.size()), 0);
    }
    // Stacked and packed: the first key row follows the last query row. Queries and votes are F16 in the file
    // and keys I8: a mixed stack is of 12 bits.
    const LayerWeights &last = model.layers.back();
    const int firstKey = config.heads * config.keyWidth;
    float keyScale = 0;
    std::memcpy(&keyScale, raw["layers.2.attn.k.weight_scale"].bytes.data(), sizeof keyScale);
    const float key =
        keyScale * static_cast<float>(static_cast<signed char>(raw["layers.2.attn.k.weight"].bytes[5]));
    QCOMPARE(last.projections.bits, WeightBits::Twelve);
    const std::int16_t whole = last.projections.panels[last.projections.place(firstKey, 5)];
    const float unit = last.projections.scale[static_cast<std::size_t>(firstKey)];
    QVERIFY(unit > 0);
    QVERIFY(std::abs(static_cast<float>(whole) * unit - key) <= 0.51F * unit);
    // A matrix of 8 bits is multiplied as it is in the file, a stack of such too.
    const std::string &down = raw["layers.2.mlp.down.weight"].bytes;
    QCOMPARE(last.down.bits, WeightBits::Eight);
    for (int out = 0; out < config.width; ++out)
        for (int in = 0; in < config.mlpWidth; ++in)
            QCOMPARE(last.down.narrow[last.down.place(out, in)],
                     static_cast<std::int8_t>(down[static_cast<std::size_t>(out * config.mlpWidth + in)]));
    QCOMPARE(last.segmentKeys.bits, WeightBits::Eight);
    QCOMPARE(last.up.bits, WeightBits::Twelve);
    QCOMPARE(last.segmentCodes.rows(), 8);
    QCOMPARE(last.segmentCodes.cols(), 8);
    QCOMPARE(last.segmentKeys.outputs, config.heads * (config.keyWidth + config.codes));

    QCOMPARE(model.heads.size(), std::size_t(1));
    QCOMPARE(model.heads[0].name, std::string("sentiment"));
    QCOMPARE(model.heads[0].labels, (std::vector<std::string>{"negative", "positive"}));
    QCOMPARE(model.heads[0].features(), 8);
    QCOMPARE(model.endsSegment.size(), std::size_t(360));
    QCOMPARE(std::count(model.endsSegment.begin(), model.endsSegment.end(), 1), 5);
    QCOMPARE(model.endsSegment[199], std::uint8_t(1));
    QCOMPARE(model.bucketOfOffset.size(), std::size_t(17));
    QCOMPARE(model.bucketOfOffset[11], 6);

    const QByteArray all = QByteArray::fromStdString(copy.read("config.json") + copy.read(kWeights) +
                                                     copy.read("tokenizer.json") + copy.read(kHead));
    QCOMPARE(QByteArray::fromStdString(model.sha256),
             QCryptographicHash::hash(all, QCryptographicHash::Sha256).toHex());
}

void TestModelLoad::load_ordersHeadsForReading()
{
    TinyModelCopy copy;
    const std::string head = copy.read(kHead);
    for (const char *name : {"level", "zeal", "topic", "anger", "tone", "emotion", "politeness"})
        copy.write(std::string("heads/") + name + ".safetensors", head);
    const auto loaded = Model::load(copy.folder());
    QVERIFY(loaded.ok());
    QStringList names;
    for (const Head &one : loaded.value()->heads)
        names.append(QString::fromStdString(one.name));
    QCOMPARE(names.join(u' '), QStringLiteral("sentiment tone emotion topic politeness level anger zeal"));
}

void TestModelLoad::load_doesWithoutOptionalTensorsAndHeads()
{
    const TinyModelCopy copy;
    onConfig([](json &config) {
        config["local_mix"] = 0;
        config["bigram_buckets"] = 0;
        config["segments"] = {false, false, false};
        config.erase("segment");
    })(copy);
    onTensors(kWeights, [](RawTensorFile &raw) {
        raw.erase("embed.mix");
        raw.erase("embed.bigram");
        std::erase_if(raw.tensors,
                      [](const RawTensor &t) { return t.name.find(".seg.") != std::string::npos; });
    })(copy);
    copy.remove("heads");
    const Result<std::shared_ptr<const Model>> loaded = Model::load(copy.folder());
    QVERIFY2(loaded.ok(), loaded ? "" : loaded.error().message.c_str());
    QCOMPARE(loaded.value()->mix.size(), 0);
    QCOMPARE(loaded.value()->bigram.size(), 0);
    QVERIFY(loaded.value()->heads.empty());
    QCOMPARE(std::count(loaded.value()->endsSegment.begin(), loaded.value()->endsSegment.end(), 1), 0);
}

namespace {

/// Splits the weights of `copy` over two files and returns the weight_map.
json splitIntoShards(const TinyModelCopy &copy)
{
    const RawTensorFile whole = parseTensorFile(copy.read(kWeights));
    RawTensorFile shards[2];
    json map = json::object();
    for (std::size_t i = 0; i < whole.tensors.size(); ++i) {
        shards[i % 2].tensors.push_back(whole.tensors[i]);
        map[whole.tensors[i].name] = i % 2 ? "model-2.safetensors" : "model-1.safetensors";
    }
    copy.write("model-1.safetensors", shards[0].serialise());
    copy.write("model-2.safetensors", shards[1].serialise());
    copy.remove(kWeights);
    return map;
}

} // namespace

void TestModelLoad::load_readsShards()
{
    const TinyModelCopy whole;
    const TinyModelCopy split;
    const json map = splitIntoShards(split);
    split.write("model.safetensors.index.json",
                json{{"metadata", {{"total_size", 1}}}, {"weight_map", map}}.dump());
    const Result<std::shared_ptr<const Model>> a = Model::load(whole.folder());
    const Result<std::shared_ptr<const Model>> b = Model::load(split.folder());
    QVERIFY(a.ok());
    QVERIFY2(b.ok(), b ? "" : b.error().message.c_str());
    QCOMPARE(b.value()->parameters, a.value()->parameters);
    QVERIFY(b.value()->embedding == a.value()->embedding);
    for (std::size_t l = 0; l < a.value()->layers.size(); ++l) {
        QVERIFY(b.value()->layers[l].projections.panels == a.value()->layers[l].projections.panels);
        QVERIFY(b.value()->layers[l].down.panels == a.value()->layers[l].down.panels);
    }
    QVERIFY(a.value()->sha256 != b.value()->sha256);
}

void TestModelLoad::load_rejectsBadShards_data()
{
    QTest::addColumn<QString>("patch");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const char *patch, ErrorCode code, const char *says) {
        QTest::newRow(name) << patch << static_cast<int>(code) << says;
    };
    row("missing file", R"({"weight_map":{"out.scale":"model-3.safetensors"}})", ErrorCode::FileNotFound,
        "model-3.safetensors");
    row("tensor in another shard", R"({"weight_map":{"nowhere":"model-1.safetensors"}})",
        ErrorCode::BadTensor, "model-1.safetensors: tensor nowhere is missing");
    row("file outside", R"({"weight_map":{"out.scale":"../model.safetensors"}})", ErrorCode::BadSyntax,
        "index.json: weight_map of out.scale");
    row("hidden file", R"({"weight_map":{"out.scale":".."}})", ErrorCode::BadSyntax,
        "weight_map of out.scale");
    row("not a name", R"({"weight_map":{"out.scale":1}})", ErrorCode::BadSyntax, "weight_map of out.scale");
    row("tensor not in the map", R"({"weight_map":{"out.scale":null}})", ErrorCode::BadTensor,
        "index.json: tensor out.scale is missing");
    row("empty map", R"({"weight_map":null})", ErrorCode::BadSyntax, "index.json: weight_map");
}

void TestModelLoad::load_rejectsBadShards()
{
    QFETCH(QString, patch);
    QFETCH(int, code);
    QFETCH(QString, says);
    const TinyModelCopy copy;
    json index = {{"weight_map", splitIntoShards(copy)}};
    index.merge_patch(json::parse(patch.toStdString()));
    copy.write("model.safetensors.index.json", index.dump());
    const Result<std::shared_ptr<const Model>> loaded = Model::load(copy.folder());
    QVERIFY(!loaded.ok());
    QVERIFY2(QString::fromStdString(loaded.error().message).contains(says), loaded.error().message.c_str());
    QCOMPARE(static_cast<int>(loaded.error().code), code);
}

void TestModelLoad::load_rejects_data()
{
    QTest::addColumn<int>("index");
    int index = 0;
    for (const Broken &broken : brokenFolders())
        QTest::newRow(broken.name) << index++;
}

void TestModelLoad::load_rejects()
{
    QFETCH(int, index);
    const Broken broken = brokenFolders()[static_cast<std::size_t>(index)];
    const TinyModelCopy copy;
    broken.change(copy);
    const Result<std::shared_ptr<const Model>> loaded = Model::load(copy.folder());
    QVERIFY(!loaded.ok());
    const std::string &message = loaded.error().message;
    for (const char *part : broken.says)
        QVERIFY2(message.find(part) != std::string::npos, message.c_str());
    QVERIFY2(message.find('\n') == std::string::npos, message.c_str());
    QVERIFY2(loaded.error().code == broken.code, errorName(loaded.error().code).data());
}

void TestModelLoad::load_reportsUnreadableFiles()
{
    // The superuser may read everything: act as nobody while loading.
    const TinyModelCopy copy;
    QCOMPARE(::chmod(copy.folder().c_str(), 0755), 0);
    const bool superuser = ::geteuid() == 0;
    const auto restore = qScopeGuard([=] {
        if (superuser && ::seteuid(0) != 0)
            qFatal("cannot become root again");
    });
    for (const char *name : {"config.json", "tokenizer.json", kWeights, kHead})
        QCOMPARE(::chmod(copy.path(name).c_str(), 0644), 0);
    for (const char *name : {"config.json", "tokenizer.json", kWeights, kHead}) {
        QCOMPARE(::chmod(copy.path(name).c_str(), 0000), 0);
        if (superuser)
            QCOMPARE(::seteuid(65534), 0);
        const Result<std::shared_ptr<const Model>> loaded = Model::load(copy.folder());
        if (superuser)
            QCOMPARE(::seteuid(0), 0);
        QVERIFY(!loaded.ok());
        QVERIFY2(loaded.error().message.find(name) != std::string::npos, loaded.error().message.c_str());
        QCOMPARE(loaded.error().code, ErrorCode::FileUnreadable);
        QCOMPARE(::chmod(copy.path(name).c_str(), 0644), 0);
    }
}

void TestModelLoad::load_survivesRandomDamage()
{
    bool given = false;
    const int fromEnvironment = qEnvironmentVariableIntValue("DELTAPAD_SEED", &given);
    const auto seed = given ? static_cast<unsigned>(fromEnvironment) : 20240607U;
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };

    const TinyModelCopy copy;
    const std::vector<std::string> names = {"config.json", "tokenizer.json", kWeights, kHead};
    std::map<std::string, std::string> good;
    for (const std::string &name : names)
        good[name] = copy.read(name);
    int loadedAnyway = 0;
    int refused = 0;
    for (int round = 0; round < 400; ++round) {
        const std::string &name = names[below(names.size())];
        std::string bytes = good[name];
        // Half of the damage to tensor files goes to their headers, where it matters most.
        const std::size_t reach = random() % 2 ? std::min<std::size_t>(bytes.size(), 4096) : bytes.size();
        for (std::size_t i = 0, flips = 1 + below(8); i < flips; ++i)
            bytes[below(reach)] = static_cast<char>(random());
        if (random() % 8 == 0)
            bytes.resize(below(bytes.size()));
        copy.write(name, bytes);
        const Result<std::shared_ptr<const Model>> loaded = Model::load(copy.folder());
        if (loaded) {
            ++loadedAnyway;
            // What is accepted must be consistent: every use below would be out of bounds otherwise.
            const Model &model = *loaded.value();
            QCOMPARE(model.embedding.rows(), model.config.vocabulary);
            QVERIFY(model.embedding.allFinite());
            QCOMPARE(std::ssize(model.layers), std::ptrdiff_t(model.config.layers));
            QVERIFY(model.config.startToken < model.tokenizer->vocabularySize());
        } else {
            ++refused;
            QVERIFY(!loaded.error().message.empty());
        }
        copy.write(name, good[name]);
    }
    qInfo("%d damaged folders refused, %d loaded", refused, loadedAnyway);
    QVERIFY(refused > 0 && loadedAnyway > 0);
}

void TestModelLoad::load_readsAnImportedModel()
{
    const TinyModelCopy copy("tiny_opt");
    const Result<std::shared_ptr<const Model>> loaded = Model::load(copy.folder());
    QVERIFY2(loaded.ok(), loaded ? "" : loaded.error().message.c_str());
    const Model &model = *loaded.value();
    const ModelConfig &config = model.config;
    RawTensorFile raw = parseTensorFile(copy.read(kWeights));
    const auto floats = [&](const std::string &name) {
        const std::string &bytes = raw[name].bytes;
        std::vector<float> values(bytes.size() / sizeof(float));
        std::memcpy(values.data(), bytes.data(), bytes.size());
        return values;
    };
    QCOMPARE(model.position.rows(), config.positions);
    QCOMPARE(model.unembedding.outputs, config.vocabulary);
    QCOMPARE(std::ssize(model.outBias), std::ptrdiff_t(roundUpTo(config.vocabulary, kPanel)));
    for (std::size_t l = 0; l < model.layers.size(); ++l) {
        const LayerWeights &layer = model.layers[l];
        const std::string name = "layers." + std::to_string(l) + ".";
        const int keys = config.heads * config.keyWidth;
        const int votes = config.heads * config.codes;
        QCOMPARE(layer.projections.outputs, 2 * keys + votes + config.heads);
        // Query's, key's, nothing for the votes, offsets.
        std::vector<float> bias = floats(name + "attn.q.bias");
        const std::vector<float> key = floats(name + "attn.k.bias");
        const std::vector<float> offset = floats(name + "attn.score_offset");
        bias.insert(bias.end(), key.begin(), key.end());
        bias.resize(bias.size() + static_cast<std::size_t>(votes));
        bias.insert(bias.end(), offset.begin(), offset.end());
        bias.resize(layer.projectionBias.size());
        QVERIFY(std::equal(bias.begin(), bias.end(), layer.projectionBias.begin()));
        QCOMPARE(layer.queryLength, floats(name + "attn.query_length"));
        QCOMPARE(layer.keyLength, floats(name + "attn.key_length"));
        QCOMPARE(layer.upBias[5], floats(name + "mlp.up.bias")[5]);
        QCOMPARE(layer.downBias[5], floats(name + "mlp.down.bias")[5]);
    }
}

void TestModelLoad::load_needsEveryTensorOfAnImportedModel()
{
    const TinyModelCopy copy("tiny_gpt2");
    const RawTensorFile good = parseTensorFile(copy.read(kWeights));
    for (const RawTensor &tensor : good.tensors) {
        RawTensorFile file = good;
        file.erase(tensor.name);
        copy.write(kWeights, file.serialise());
        const Result<std::shared_ptr<const Model>> loaded = Model::load(copy.folder());
        QVERIFY2(!loaded.ok(), tensor.name.c_str());
        QCOMPARE(loaded.error().code, ErrorCode::BadTensor);
        QVERIFY2(loaded.error().message.find("tensor " + tensor.name + " is missing") != std::string::npos,
                 loaded.error().message.c_str());
    }
}

QTEST_GUILESS_MAIN(TestModelLoad)
#include "tst_model_load.moc"
