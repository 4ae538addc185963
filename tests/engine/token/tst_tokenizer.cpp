// SPDX-License-Identifier: MIT
// Qt first: its meta-object compiler trips over <compare> as the first system header.
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "engine/text/unicode.h"
#include "engine/token/bpe.h"
#include "engine/token/pre_tokenizer.h"
#include "engine/token/tokenizer.h"
#include "small_tokenizer.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <random>

using namespace deltapad;
using Json = nlohmann::json;

namespace {

using Change = std::function<void(Json &)>;

std::vector<std::string> pieces(const Tokenizer &tokenizer, const std::u16string &text)
{
    std::vector<std::string> out;
    for (const TokenId id : tokenizer.encode(text))
        out.emplace_back(tokenizer.bytes(id));
    return out;
}

/// The rule of BPE, written the slow way: merge the leftmost pair of lowest rank until there is none.
std::vector<std::string> slowMerge(const std::map<std::pair<std::string, std::string>, int> &ranks,
                                   const std::string &bytes)
{
    std::vector<std::string> symbols;
    for (const char byte : bytes)
        symbols.emplace_back(1, byte);
    for (;;) {
        int best = std::numeric_limits<int>::max();
        std::size_t at = 0;
        for (std::size_t i = 0; i + 1 < symbols.size(); ++i) {
            const auto found = ranks.find({symbols[i], symbols[i + 1]});
            if (found != ranks.end() && found->second < best) {
                best = found->second;
                at = i;
            }
        }
        if (best == std::numeric_limits<int>::max())
            return symbols;
        symbols[at] += symbols[at + 1];
        symbols.erase(symbols.begin() + std::ptrdiff_t(at) + 1);
    }
}

} // namespace
Q_DECLARE_METATYPE(Change)

class TestTokenizer : public QObject
{
    Q_OBJECT

private slots:
    void encode_byHand();
    void encode_specialText_isOrdinaryText();
    void encode_loneSurrogate_isReplacement();
    void encodePreToken_randomMerges_equalsSlowRule();
    void encodePreToken_fiveMegabytes_roundTrips();
    void decode_invertsEncode();
    void vocabulary_findAndBytes();
    void compatibleWith_listsContinuationsAndBeginnings();
    void compatibleWith_equalsFullScan();
    void parse_acceptsOtherLayouts_data();
    void parse_acceptsOtherLayouts();
    void parse_rejects_data();
    void parse_rejects();
    void parse_brokenJson_namesTheByte();
    void parse_deepOrHugeJson_isRejected();
    void load_missingFileAndFolder();
    void load_tinyModel();
    void encode_tinyModel_equalsTrainer();
};

void TestTokenizer::encode_byHand()
{
    const auto tokenizer = test::smallTokenizer();
    using Pieces = std::vector<std::string>;
    QCOMPARE(pieces(*tokenizer, u"the theatre"), (Pieces{"the", " theatre"}));
    QCOMPARE(pieces(*tokenizer, u"we're"), (Pieces{"w", "e", "'re"}));
    QCOMPARE(pieces(*tokenizer, u"aaaaa"), (Pieces{"aa", "aaa"})); // aa aa a: only (aa, a) is a merge
    QCOMPARE(pieces(*tokenizer, u" café"), (Pieces{" caf\xC3\xA9"}));
    QCOMPARE(pieces(*tokenizer, u"\U0001F600"), (Pieces{"\xF0\x9F\x98", "\x80"}));
    QCOMPARE(pieces(*tokenizer, u"\r\nx"), (Pieces{"\r", "\n", "x"})); // the pre-token cut comes first
    QCOMPARE(pieces(*tokenizer, u"x\r\n"), (Pieces{"x", "\r\n"}));
    QVERIFY(tokenizer->encode(u"").empty());
}

void TestTokenizer::encode_specialText_isOrdinaryText()
{
    const auto tokenizer = test::smallTokenizer();
    const std::vector<TokenId> ids = tokenizer->encode(u"<|endoftext|>");
    QVERIFY(std::none_of(ids.begin(), ids.end(), [&](TokenId id) { return tokenizer->isSpecial(id); }));
    QCOMPARE(tokenizer->decode(ids), std::string("<|endoftext|>"));
}

void TestTokenizer::encode_loneSurrogate_isReplacement()
{
    const auto tokenizer = test::smallTokenizer();
    const std::u16string text = u"a" + std::u16string(1, char16_t(0xDC00)) + u"b";
    QCOMPARE(tokenizer->encode(text), tokenizer->encode(u"a\uFFFDb"));
}

void TestTokenizer::encodePreToken_randomMerges_equalsSlowRule()
{
    const unsigned seed = std::random_device()();
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    for (int round = 0; round < 60; ++round) {
        // Merges in any order, also ones that no training would give.
        BytePairMerger merger;
        std::vector<std::string> tokens;
        std::map<std::string, TokenId> ids;
        std::map<std::pair<std::string, std::string>, int> ranks;
        for (const char byte : {'a', 'b', 'c'}) {
            ids[std::string(1, byte)] = TokenId(tokens.size());
            merger.setByteToken(static_cast<unsigned char>(byte), TokenId(tokens.size()));
            tokens.emplace_back(1, byte);
        }
        std::vector<std::pair<std::string, std::string>> merges;
        for (int i = 0; i < 25; ++i) {
            const std::string left = tokens[random() % tokens.size()];
            const std::string right = tokens[random() % tokens.size()];
            if (ids.try_emplace(left + right, TokenId(tokens.size())).second)
                tokens.push_back(left + right);
            if (std::find(merges.begin(), merges.end(), std::pair(left, right)) == merges.end())
                merges.emplace_back(left, right);
        }
        std::shuffle(merges.begin(), merges.end(), random);
        for (const auto &[left, right] : merges) {
            ranks[{left, right}] = int(ranks.size());
            QVERIFY(merger.addMerge(ids.at(left), ids.at(right), ids.at(left + right)));
        }
        for (int text = 0; text < 20; ++text) {
            std::string bytes(random() % 160, 'a'); // both the short and the long way
            for (char &byte : bytes)
                byte = char('a' + random() % 3);
            std::vector<TokenId> encoded;
            merger.encode(bytes, encoded);
            std::vector<std::string> got;
            for (const TokenId id : encoded)
                got.push_back(tokens[std::size_t(id)]);
            QCOMPARE(got, slowMerge(ranks, bytes));
        }
    }
}

void TestTokenizer::encodePreToken_fiveMegabytes_roundTrips()
{
    const auto tokenizer = test::smallTokenizer();
    std::string bytes;
    bytes.reserve(5 << 20);
    std::mt19937 random(7);
    while (bytes.size() < 5 << 20)
        bytes += "aaaatheingxyz"[random() % 13];
    std::vector<TokenId> ids;
    tokenizer->encodePreToken(bytes, ids);
    QVERIFY(ids.size() < bytes.size());
    QVERIFY(tokenizer->decode(ids) == bytes);
}

void TestTokenizer::decode_invertsEncode()
{
    const auto tokenizer = test::smallTokenizer();
    const std::u16string text = u"The theatre's \U0001F468\u200D\U0001F469 café,\r\n  12½ 中文\u3000!!";
    QCOMPARE(tokenizer->decode(tokenizer->encode(text)), utf16ToUtf8(text));
}

void TestTokenizer::vocabulary_findAndBytes()
{
    const auto tokenizer = test::smallTokenizer();
    QCOMPARE(tokenizer->bytes(0), std::string_view("<|endoftext|>"));
    QVERIFY(tokenizer->isSpecial(0));
    QVERIFY(!tokenizer->isSpecial(1));
    for (TokenId id = 0; id < tokenizer->vocabularySize(); ++id)
        QCOMPARE(tokenizer->find(tokenizer->bytes(id)), id);
    QCOMPARE(tokenizer->find("no such token"), -1);
    QCOMPARE(tokenizer->find(""), -1);
}

void TestTokenizer::compatibleWith_listsContinuationsAndBeginnings()
{
    const auto tokenizer = test::smallTokenizer();
    std::vector<std::string> found;
    for (const TokenId id : tokenizer->compatibleWith(" the"))
        found.emplace_back(tokenizer->bytes(id));
    std::sort(found.begin(), found.end());
    QCOMPARE(found, (std::vector<std::string>{" ", " t", " th", " the", " thea", " theat", " theatr",
                                              " theatre", " then"}));
}

void TestTokenizer::compatibleWith_equalsFullScan()
{
    const auto tokenizer = test::smallTokenizer();
    for (const std::string prefix : {"", "a", " theatre", " theatre!", "zz", "\xF0", "\xFF", "<|endof"}) {
        std::vector<TokenId> expected;
        for (TokenId id = 0; id < tokenizer->vocabularySize(); ++id) {
            const std::string_view bytes = tokenizer->bytes(id);
            if (!tokenizer->isSpecial(id) &&
                (bytes.starts_with(prefix) || std::string_view(prefix).starts_with(bytes)))
                expected.push_back(id);
        }
        QCOMPARE(tokenizer->compatibleWith(prefix), expected);
    }
}

void TestTokenizer::parse_acceptsOtherLayouts_data()
{
    QTest::addColumn<Change>("change");
    QTest::newRow("sequence of one") << Change([](Json &json) {
        json["pre_tokenizer"] = {{"type", "Sequence"}, {"pretokenizers", {json["pre_tokenizer"]}}};
    });
    QTest::newRow("merges as pairs") << Change([](Json &json) {
        for (Json &merge : json["model"]["merges"]) {
            const std::string text = merge;
            merge = {text.substr(0, text.find(' ')), text.substr(text.find(' ') + 1)};
        }
    });
    QTest::newRow("added token not in vocab")
        << Change([](Json &json) { json["model"]["vocab"].erase("<|endoftext|>"); });
    QTest::newRow("options that are off") << Change([](Json &json) {
        json["model"]["continuing_subword_prefix"] = "";
        json["model"]["byte_fallback"] = false;
        json["model"]["dropout"] = 0.0;
        json["post_processor"] = {{"type", "ByteLevel"}};
    });
}

void TestTokenizer::parse_acceptsOtherLayouts()
{
    QFETCH(Change, change);
    Json json = test::smallTokenizerJson();
    change(json);
    const auto tokenizer = test::parseTokenizer(json);
    QVERIFY2(tokenizer.ok(), tokenizer.ok() ? "" : tokenizer.error().message.c_str());
    const std::u16string text = u"<|endoftext|>The theatre's café, 12";
    QCOMPARE(tokenizer.value()->encode(text), test::smallTokenizer()->encode(text));
    QVERIFY(tokenizer.value()->isSpecial(0));
}

void TestTokenizer::parse_rejects_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QByteArray>("place");
    const auto row = [](const char *name, ErrorCode code, const char *place, Change change) {
        QTest::newRow(name) << change << code << QByteArray(place);
    };
    const ErrorCode bad = ErrorCode::BadTokenizer;
    const ErrorCode unsupported = ErrorCode::Unsupported;
    row("no object", bad, "the file", [](Json &json) { json = Json::array(); });
    row("no model", bad, "model", [](Json &json) { json.erase("model"); });
    row("model a string", bad, "model", [](Json &json) { json["model"] = "BPE"; });
    row("word piece", unsupported, "model.type", [](Json &json) { json["model"]["type"] = "WordPiece"; });
    row("type a number", bad, "model.type", [](Json &json) { json["model"]["type"] = 3; });
    row("byte fallback", unsupported, "model.byte_fallback",
        [](Json &json) { json["model"]["byte_fallback"] = true; });
    row("ignore merges", unsupported, "model.ignore_merges",
        [](Json &json) { json["model"]["ignore_merges"] = true; });
    row("dropout", unsupported, "model.dropout", [](Json &json) { json["model"]["dropout"] = 0.1; });
    row("normalizer", unsupported, "normalizer", [](Json &json) { json["normalizer"] = {{"type", "NFC"}}; });
    row("no pre-tokenizer", unsupported, "pre_tokenizer",
        [](Json &json) { json["pre_tokenizer"] = nullptr; });
    row("other pre-tokenizer", unsupported, "pre_tokenizer.type",
        [](Json &json) { json["pre_tokenizer"]["type"] = "Metaspace"; });
    row("two steps", unsupported, "pre_tokenizer.pretokenizers", [](Json &json) {
        json["pre_tokenizer"] = {{"type", "Sequence"},
                                 {"pretokenizers", {{{"type", "Digits"}}, json["pre_tokenizer"]}}};
    });
    row("prefix space", unsupported, "pre_tokenizer.add_prefix_space",
        [](Json &json) { json["pre_tokenizer"]["add_prefix_space"] = true; });
    row("no regex", unsupported, "pre_tokenizer.use_regex",
        [](Json &json) { json["pre_tokenizer"]["use_regex"] = false; });
    row("vocab an array", bad, "model.vocab", [](Json &json) { json["model"]["vocab"] = Json::array(); });
    row("empty vocab", bad, "model.vocab", [](Json &json) {
        json["model"]["vocab"] = Json::object();
        json["added_tokens"] = Json::array();
    });
    row("id a string", bad, "model.vocab[\"the\"]", [](Json &json) { json["model"]["vocab"]["the"] = "7"; });
    row("id negative", bad, "model.vocab[\"the\"]", [](Json &json) { json["model"]["vocab"]["the"] = -7; });
    row("id a fraction", bad, "model.vocab[\"the\"]",
        [](Json &json) { json["model"]["vocab"]["the"] = 7.5; });
    row("id huge", bad, "model.vocab[\"the\"]",
        [](Json &json) { json["model"]["vocab"]["the"] = std::numeric_limits<std::uint64_t>::max(); });
    row("id behind a gap", bad, "model.vocab[\"the\"]",
        [](Json &json) { json["model"]["vocab"]["the"] = json["model"]["vocab"].size(); });
    row("repeated id", bad, "model.vocab[", [](Json &json) { json["model"]["vocab"]["the"] = 5; });
    row("empty token", bad, "model.vocab[\"\"]",
        [](Json &json) { json["model"]["vocab"][""] = json["model"]["vocab"].size(); });
    row("not in the alphabet", bad, "model.vocab[\"a b\"]",
        [](Json &json) { json["model"]["vocab"]["a b"] = json["model"]["vocab"].size(); });
    row("missing byte", bad, "single byte 65", [](Json &json) {
        json["model"]["vocab"]["zqzq"] = json["model"]["vocab"]["A"];
        json["model"]["vocab"].erase("A");
    });
    row("added tokens an object", bad, "added_tokens",
        [](Json &json) { json["added_tokens"] = Json::object(); });
    row("added token a string", bad, "added_tokens[0]", [](Json &json) { json["added_tokens"][0] = "x"; });
    row("added token without content", bad, "added_tokens[0].content",
        [](Json &json) { json["added_tokens"][0].erase("content"); });
    row("added token without id", bad, "added_tokens[0].id",
        [](Json &json) { json["added_tokens"][0].erase("id"); });
    row("added token with two ids", bad, "added_tokens[0].id",
        [](Json &json) { json["added_tokens"][0]["id"] = 1; });
    row("added token twice", bad, "added_tokens",
        [](Json &json) { json["added_tokens"].push_back(json["added_tokens"][0]); });
    row("added token on a taken id", bad, "model.vocab[", [](Json &json) {
        json["added_tokens"].push_back({{"id", 9}, {"content", "<|x|>"}});
    });
    row("merges an object", bad, "model.merges",
        [](Json &json) { json["model"]["merges"] = Json::object(); });
    row("merge a number", bad, "model.merges[0]", [](Json &json) { json["model"]["merges"][0] = 1; });
    row("merge of one part", bad, "model.merges[0]", [](Json &json) { json["model"]["merges"][0] = "ab"; });
    row("merge of three parts", bad, "model.merges[0]",
        [](Json &json) { json["model"]["merges"][0] = "a b c"; });
    row("merge with an empty part", bad, "model.merges[0]",
        [](Json &json) { json["model"]["merges"][0] = "a "; });
    row("pair of three", bad, "model.merges[0]", [](Json &json) {
        json["model"]["merges"][0] = {"a", "b", "c"};
    });
    row("pair of numbers", bad, "model.merges[0]", [](Json &json) { json["model"]["merges"][0] = {1, 2}; });
    row("unknown part", bad, "model.merges[0]", [](Json &json) { json["model"]["merges"][0] = "nosuch a"; });
    row("unknown result", bad, "model.merges[0]", [](Json &json) { json["model"]["merges"][0] = "q q"; });
    row("repeated merge", bad, "model.merges[1]",
        [](Json &json) { json["model"]["merges"][1] = json["model"]["merges"][0]; });
    row("merge to a special token", bad, "model.merges[0]", [](Json &json) {
        json["added_tokens"].push_back({{"id", json["model"]["vocab"]["the"]}, {"content", "the"}});
        json["model"]["merges"][0] = "th e";
    });
}

void TestTokenizer::parse_rejects()
{
    QFETCH(Change, change);
    QFETCH(ErrorCode, code);
    QFETCH(QByteArray, place);
    Json json = test::smallTokenizerJson();
    change(json);
    const auto tokenizer = test::parseTokenizer(json);
    QVERIFY(!tokenizer.ok());
    const std::string &message = tokenizer.error().message;
    QCOMPARE(tokenizer.error().code, code);
    QVERIFY2(message.find("tokenizer.json: ") == 0, message.c_str());
    QVERIFY2(message.find(place.toStdString()) != std::string::npos, message.c_str());
    QVERIFY2(message.find('\n') == std::string::npos, message.c_str());
}

void TestTokenizer::parse_brokenJson_namesTheByte()
{
    for (const std::string text : {"", "{", "{\"model\": tru}", "{\"a\": \"\xFF\"}", "[1e999]"}) {
        const auto tokenizer = Tokenizer::parse(text, "x");
        QVERIFY(!tokenizer.ok());
        QCOMPARE(tokenizer.error().code, ErrorCode::BadSyntax);
    }
    QVERIFY(Tokenizer::parse("{\"a\": ?}", "x").error().message.find("byte 7") != std::string::npos);
}

void TestTokenizer::parse_deepOrHugeJson_isRejected()
{
    const std::string deep = std::string(100000, '[') + std::string(100000, ']');
    QCOMPARE(Tokenizer::parse(deep, "x").error().code, ErrorCode::BadTokenizer);
    std::string wide = "[0";
    for (int i = 0; i < 2200000; ++i)
        wide += ",0";
    QCOMPARE(Tokenizer::parse(wide + "]", "x").error().code, ErrorCode::BadTokenizer);
}

void TestTokenizer::load_missingFileAndFolder()
{
    QTemporaryDir folder;
    const std::string path = folder.path().toStdString();
    QCOMPARE(Tokenizer::load(path + "/none.json").error().code, ErrorCode::FileNotFound);
    QCOMPARE(Tokenizer::load(path).error().code, ErrorCode::FileUnreadable);
    QFile file(folder.filePath("t.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::fromStdString(test::smallTokenizerJson().dump()));
    file.close();
    QVERIFY(Tokenizer::load(path + "/t.json").ok());
}

void TestTokenizer::load_tinyModel()
{
    const std::string path = DELTAPAD_TEST_DATA "/tiny_model/tokenizer.json";
    const auto tokenizer = Tokenizer::load(path);
    QVERIFY2(tokenizer.ok(), tokenizer.ok() ? "" : tokenizer.error().message.c_str());
    const std::u16string text = u"It's 42 \U0001F600 here,  \r\n then — “quoted” café. 中文";
    QCOMPARE(tokenizer.value()->decode(tokenizer.value()->encode(text)), utf16ToUtf8(text));
    for (TokenId id = 0; id < tokenizer.value()->vocabularySize(); ++id) {
        if (!tokenizer.value()->isSpecial(id))
            QCOMPARE(tokenizer.value()->find(tokenizer.value()->bytes(id)), id);
    }
}

void TestTokenizer::encode_tinyModel_equalsTrainer()
{
    // golden.json was written by the trainer's own encoder.
    QFile file(DELTAPAD_TEST_DATA "/tiny_model/golden.json");
    QVERIFY(file.open(QIODevice::ReadOnly));
    const Json golden = Json::parse(file.readAll().toStdString());
    const auto tokenizer = Tokenizer::load(DELTAPAD_TEST_DATA "/tiny_model/tokenizer.json").value();
    QVERIFY(!golden.at("encodings").empty());
    for (const Json &entry : golden.at("encodings")) {
        const std::string text = entry.at("text");
        QCOMPARE(tokenizer->encode(utf8ToUtf16(text).value()), entry.at("ids").get<std::vector<TokenId>>());
    }
}

QTEST_APPLESS_MAIN(TestTokenizer)
#include "tst_tokenizer.moc"
