// SPDX-License-Identifier: MIT
// TensorFile: every stored type, and every way in which a file can be wrong.
#include "engine/model/safetensors.h"
#include "model_files.h"

#include <QFile>
#include <QTest>

#include <cstring>
#include <limits>

using namespace deltapad;
using namespace deltapad::test;

namespace {

constexpr std::int64_t kLimit = 1 << 20;

template <typename T> std::string bytesOf(const std::vector<T> &values)
{
    return {reinterpret_cast<const char *>(values.data()), values.size() * sizeof(T)};
}

std::string entry(const std::string &type, const std::string &shape, const std::string &offsets)
{
    return R"("t":{"dtype":")" + type + R"(","shape":)" + shape + R"(,"data_offsets":)" + offsets + "}";
}

} // namespace

class TestSafetensors : public QObject
{
    Q_OBJECT

private slots:
    void read_convertsEveryType_atAnyAlignment();
    void open_rejectsBrokenFiles_data();
    void open_rejectsBrokenFiles();
    void open_limitsTheFile();
    void read_rejectsNumbers_data();
    void read_rejectsNumbers();
    void read_failsOnAFileThatShrank();
    void open_mapsTheFile_untilItIsClosed();

private:
    std::string write(const std::string &bytes) const
    {
        const std::string path = m_dir.filePath(QStringLiteral("t.safetensors")).toStdString();
        writeBytes(path, bytes);
        return path;
    }
    QTemporaryDir m_dir;
};

void TestSafetensors::read_convertsEveryType_atAnyAlignment()
{
    RawTensorFile raw;
    // 1, -2, 0.5, largest, smallest subnormal. An odd count leaves the next tensor unaligned.
    raw.tensors.push_back(
        {"half", "F16", {5}, bytesOf<std::uint16_t>({0x3C00, 0xC000, 0x3800, 0x7BFF, 0x0001})});
    raw.tensors.push_back({"single", "F32", {1, 3}, bytesOf<float>({1.5F, -0.0F, 3e-39F})});
    raw.tensors.push_back({"brain", "BF16", {1, 1, 2}, bytesOf<std::uint16_t>({0x3FC0, 0xC049})});
    raw.tensors.push_back({"byte", "I8", {3}, bytesOf<std::int8_t>({127, -128, 5})});
    raw.tensors.push_back({"scalar", "F32", {}, bytesOf<float>({7.0F})});
    raw.tensors.push_back({"nothing", "F32", {0, 4}, {}});
    raw.metadata["labels"] = "[\"a\"]";
    std::string header = raw.header();
    header.append(3, ' '); // writers pad; an odd length makes every tensor unaligned
    std::string data;
    for (const RawTensor &tensor : raw.tensors)
        data += tensor.bytes;

    const Result<TensorFile> file = TensorFile::open(write(withLength(header, data)), kLimit);
    QVERIFY2(file.ok(), file ? "" : file.error().message.c_str());
    QCOMPARE(file.value().tensors().size(), std::size_t(6));
    QCOMPARE(file.value().metadata().at("labels"), std::string("[\"a\"]"));
    const auto values = [&](const std::string &name) {
        std::vector<float> out(static_cast<std::size_t>(file.value().tensors().at(name).elements));
        const Status status = file.value().read(name, 65504.0F, out);
        if (!status)
            qWarning("%s", status.error().message.c_str());
        return out;
    };
    QCOMPARE(values("half"), (std::vector<float>{1.0F, -2.0F, 0.5F, 65504.0F, 0x1p-24F}));
    QCOMPARE(values("single"), (std::vector<float>{1.5F, -0.0F, 3e-39F}));
    QCOMPARE(values("brain"), (std::vector<float>{1.5F, -3.140625F}));
    QCOMPARE(values("byte"), (std::vector<float>{127.0F, -128.0F, 5.0F}));
    QCOMPARE(values("scalar"), std::vector<float>{7.0F});
    QCOMPARE(values("nothing"), std::vector<float>{});
}

void TestSafetensors::open_rejectsBrokenFiles_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const std::string &bytes, ErrorCode code, const char *says) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << static_cast<int>(code) << says;
    };
    const auto file = [](const std::string &header, std::size_t dataBytes) {
        return withLength("{" + header + "}", std::string(dataBytes, '\0'));
    };
    const auto length = [](std::uint64_t n) { return std::string(reinterpret_cast<const char *>(&n), 8); };

    row("empty file", {}, ErrorCode::FileTruncated, "0 bytes");
    row("cut in the length", "abc", ErrorCode::FileTruncated, "header's length");
    row("header longer than the file", length(100) + "{}", ErrorCode::FileTruncated, "header of 100 bytes");
    row("huge header length", length(~0ULL) + "{}", ErrorCode::BadSyntax, "at most 100000000");
    row("header above the limit", length(100'000'001) + "{}", ErrorCode::BadSyntax, "at most 100000000");
    row("not JSON", withLength("hello", {}), ErrorCode::BadSyntax, "not valid JSON at byte 1");
    row("cut JSON", withLength("{\"a\":{", {}), ErrorCode::BadSyntax, "not valid JSON at byte 7");
    row("invalid UTF-8", withLength("{\"\xff\":1}", {}), ErrorCode::BadSyntax, "not valid JSON");
    row("number beyond double", withLength("{\"a\":1e999}", {}), ErrorCode::BadSyntax, "not valid JSON");
    row("an array", withLength("[]", {}), ErrorCode::BadSyntax, "not a JSON object");
    row("deep nesting", withLength(std::string(1000, '['), {}), ErrorCode::BadSyntax, "nested deeper than 4");
    std::string many = "[0";
    for (int i = 0; i < 1'100'000; ++i)
        many += ",0";
    row("too many values", withLength(many + "]", {}), ErrorCode::BadSyntax, "more than 1048576 values");
    row("key twice", file(entry("F32", "[1]", "[0,4]") + "," + entry("F32", "[1]", "[0,4]"), 4),
        ErrorCode::BadSyntax, "\"t\" occurs twice");
    row("metadata not strings", file(R"("__metadata__":{"a":1})", 0), ErrorCode::BadSyntax, "metadata a");
    row("metadata not an object", file(R"("__metadata__":"a")", 0), ErrorCode::BadSyntax, "__metadata__");
    row("entry not an object", file(R"("t":5)", 0), ErrorCode::BadTensor, "tensor t: expected an object");
    row("no dtype", file(R"("t":{"shape":[1],"data_offsets":[0,4]})", 4), ErrorCode::BadTensor,
        "tensor t: dtype");
    row("no shape", file(R"("t":{"dtype":"F32","data_offsets":[0,4]})", 4), ErrorCode::BadTensor,
        "tensor t: shape");
    row("no offsets", file(R"("t":{"dtype":"F32","shape":[1]})", 4), ErrorCode::BadTensor,
        "tensor t: data_offsets");
    row("wrong dtype", file(entry("I64", "[1]", "[0,8]"), 8), ErrorCode::BadTensor, "tensor t: dtype I64");
    row("negative size", file(entry("F32", "[-1]", "[0,4]"), 4), ErrorCode::BadTensor, "tensor t: a size");
    row("fractional size", file(entry("F32", "[1.0]", "[0,4]"), 4), ErrorCode::BadTensor, "tensor t: a size");
    row("overflowing shape", file(entry("F32", "[4294967296,4294967296,4]", "[0,64]"), 64),
        ErrorCode::BadTensor, "tensor t: a size");
    row("product beyond the file", file(entry("F32", "[60,60,60]", "[0,64]"), 64), ErrorCode::BadTensor,
        "tensor t: shape has more numbers");
    row("too many dimensions", file(entry("F32", "[1,1,1,1,1,1,1,1,1]", "[0,4]"), 4), ErrorCode::BadTensor,
        "tensor t: shape");
    row("offsets beyond the file", file(entry("F32", "[4]", "[0,16]"), 15), ErrorCode::FileTruncated,
        "tensor t: data ends at 16");
    row("offsets beyond 2^63", file(entry("F32", "[1]", "[0,18446744073709551615]"), 4),
        ErrorCode::FileTruncated, "tensor t: data ends");
    row("descending offsets", file(entry("F32", "[1]", "[4,0]"), 4), ErrorCode::BadTensor,
        "tensor t: data_offsets");
    row("negative offset", file(entry("F32", "[1]", "[-4,0]"), 4), ErrorCode::BadTensor,
        "tensor t: data_offsets");
    row("three offsets", file(entry("F32", "[1]", "[0,4,4]"), 4), ErrorCode::BadTensor,
        "tensor t: data_offsets");
    row("size and offsets differ", file(entry("F32", "[2]", "[0,4]"), 4), ErrorCode::BadTensor,
        "tensor t: data_offsets span 4");
    row("half a number", file(entry("F16", "[1]", "[0,3]"), 3), ErrorCode::BadTensor,
        "tensor t: data_offsets span 3");
    row("overlap",
        file(entry("F32", "[2]", "[0,8]") + R"(,"u":{"dtype":"F32","shape":[2],"data_offsets":[4,12]})", 12),
        ErrorCode::BadTensor, "tensor u overlaps");
    row("gap",
        file(entry("F32", "[1]", "[0,4]") + R"(,"u":{"dtype":"F32","shape":[1],"data_offsets":[8,12]})", 12),
        ErrorCode::BadTensor, "tensor u leaves a gap");
    row("bytes behind the last", file(entry("F32", "[1]", "[0,4]"), 9), ErrorCode::BadTensor,
        "5 bytes behind");
}

void TestSafetensors::open_rejectsBrokenFiles()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, code);
    QFETCH(QString, says);
    const std::string path = write(bytes.toStdString());
    const Result<TensorFile> file = TensorFile::open(path, 8 << 20);
    QVERIFY(!file.ok());
    const QString message = QString::fromStdString(file.error().message);
    QVERIFY2(message.startsWith(QString::fromStdString(path)) && message.contains(says) &&
                 !message.contains('\n'),
             qPrintable(message));
    QCOMPARE(static_cast<int>(file.error().code), code);
}

void TestSafetensors::open_limitsTheFile()
{
    RawTensorFile raw;
    raw.tensors.push_back({"t", "F32", {1000}, std::string(4000, '\0')});
    const std::string path = write(raw.serialise());
    QVERIFY(TensorFile::open(path, 5000).ok());
    QCOMPARE(TensorFile::open(path, 3999).error().code, ErrorCode::FileTooLarge);
}

void TestSafetensors::read_rejectsNumbers_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QByteArray>("number");
    QTest::addColumn<QString>("says");
    const auto single = [](float x) { return QByteArray(reinterpret_cast<const char *>(&x), 4); };
    const auto half = [](std::uint16_t x) { return QByteArray(reinterpret_cast<const char *>(&x), 2); };
    QTest::newRow("NaN F32") << "F32" << single(std::numeric_limits<float>::quiet_NaN()) << "NaN";
    QTest::newRow("inf F32") << "F32" << single(std::numeric_limits<float>::infinity()) << "infinity";
    QTest::newRow("-inf F32") << "F32" << single(-std::numeric_limits<float>::infinity()) << "infinity";
    QTest::newRow("beyond the bound") << "F32" << single(-70000.0F) << "-70000";
    QTest::newRow("NaN F16") << "F16" << half(0x7E01) << "NaN";
    QTest::newRow("inf F16") << "F16" << half(0xFC00) << "infinity";
    QTest::newRow("NaN BF16") << "BF16" << half(0xFFC1) << "NaN";
    QTest::newRow("inf BF16") << "BF16" << half(0x7F80) << "infinity";
}

void TestSafetensors::read_rejectsNumbers()
{
    QFETCH(QString, type);
    QFETCH(QByteArray, number);
    QFETCH(QString, says);
    RawTensorFile raw;
    const std::string zero(static_cast<std::size_t>(number.size()), '\0');
    raw.tensors.push_back({"some.weight", type.toStdString(), {3}, zero + zero + number.toStdString()});
    const std::string path = write(raw.serialise());
    const Result<TensorFile> file = TensorFile::open(path, kLimit);
    QVERIFY(file.ok());
    std::vector<float> out(3);
    const Status status = file.value().read("some.weight", 65504.0F, out);
    QVERIFY(!status.ok());
    QCOMPARE(status.error().code, ErrorCode::BadTensor);
    const QString message = QString::fromStdString(status.error().message);
    QVERIFY2(message.contains(QString::fromStdString(path) + ": tensor some.weight: " + says) &&
                 message.contains("at element 2"),
             qPrintable(message));
}

void TestSafetensors::read_failsOnAFileThatShrank()
{
    RawTensorFile raw;
    raw.tensors.push_back({"t", "F32", {100'000}, std::string(400'000, '\0')});
    const std::string path = write(raw.serialise());
    const Result<TensorFile> file = TensorFile::open(path, kLimit);
    QVERIFY(file.ok());
    QVERIFY(QFile::resize(QString::fromStdString(path), 10'000));
    std::vector<float> out(100'000);
    const Status status = file.value().read("t", 1.0F, out);
    QVERIFY(!status.ok());
    QCOMPARE(status.error().code, ErrorCode::FileTruncated);
}

void TestSafetensors::open_mapsTheFile_untilItIsClosed()
{
    RawTensorFile raw;
    raw.tensors.push_back({"t", "F32", {2}, bytesOf<float>({1.5F, -2.0F})});
    const std::string path = write(raw.serialise());
    const auto isMapped = [&] {
        QFile maps(QStringLiteral("/proc/self/maps"));
        return maps.open(QIODevice::ReadOnly) && maps.readAll().contains(QByteArray::fromStdString(path));
    };
    QVERIFY(!isMapped());
    {
        Result<TensorFile> file = TensorFile::open(path, kLimit);
        QVERIFY(file.ok());
        QVERIFY(isMapped());
        // The mapping goes with the object that it is moved to.
        const TensorFile moved = std::move(file).value();
        std::vector<float> out(2);
        QVERIFY(moved.read("t", 65504.0F, out).ok());
        QCOMPARE(out, (std::vector<float>{1.5F, -2.0F}));
        QVERIFY(isMapped());
    }
    QVERIFY(!isMapped());
}

QTEST_GUILESS_MAIN(TestSafetensors)
#include "tst_safetensors.moc"
