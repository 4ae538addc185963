// SPDX-License-Identifier: MIT
// Files keep their bytes: encodings, byte-order marks, line ends, links; and a failed save loses nothing.
#include "ui/editor/file_io.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>
#include <unistd.h>

using namespace deltapad;

namespace {

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray utf16(const QString &text, bool bigEndian)
{
    QByteArray out;
    for (const QChar unit : text) {
        const char high = char(unit.unicode() >> 8);
        const char low = char(unit.unicode() & 0xFF);
        out.append(bigEndian ? high : low);
        out.append(bigEndian ? low : high);
    }
    return out;
}

} // namespace

class TestFileIo : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(m_folder.isValid()); }
    void roundTrip_data();
    void roundTrip();
    void load_problems();
    void load_mixedLineEnds_areReported();
    void save_latin1_refusesOtherCharacters();
    void windows1252_keepsEveryByte();
    void load_canBeEnded();
    void save_otherOwner_writesInPlace();
    void save_symlinkAndMode_stay();
    void save_hardLink_writesInPlace();
    void save_missingFolder_fails();
    void save_readOnlyFolder_writesInPlace();
    void save_device_neverReplacesIt();
    void save_noSpace_keepsTheOldFile();
    void save_noSpaceInPlace_restoresTheOldFile();

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QTemporaryDir m_folder;
};

void TestFileIo::roundTrip_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<QString>("lineEnd");
    const QString mixed = QStringLiteral("Grüße, 海\nzweite Zeile\n");
    const QString lf = QStringLiteral("LF");
    QTest::newRow("empty") << QByteArray() << QString() << "UTF-8" << lf;
    QTest::newRow("utf-8") << mixed.toUtf8() << mixed << "UTF-8" << lf;
    QTest::newRow("no last line end") << QByteArray("a\nb") << "a\nb"
                                      << "UTF-8" << lf;
    QTest::newRow("utf-8 bom") << QByteArray("\xEF\xBB\xBF") + mixed.toUtf8() << mixed << "UTF-8 with BOM"
                               << lf;
    QTest::newRow("crlf") << QByteArray("a\r\n\r\nb\r\n") << "a\n\nb\n"
                          << "UTF-8"
                          << "CRLF";
    QTest::newRow("cr") << QByteArray("a\rb\r") << "a\nb\n"
                        << "UTF-8"
                        << "CR";
    QTest::newRow("utf-16 le") << QByteArray("\xFF\xFE") + utf16(mixed, false) << mixed << "UTF-16 LE" << lf;
    QTest::newRow("utf-16 be crlf") << QByteArray("\xFE\xFF") + utf16(QStringLiteral("é\r\nx"), true)
                                    << QStringLiteral("é\nx") << "UTF-16 BE"
                                    << "CRLF";
    QTest::newRow("utf-16 le, no mark") << utf16(QStringLiteral("plain text"), false) << "plain text"
                                        << "UTF-16 LE" << lf;
    QTest::newRow("utf-16 be, no mark") << utf16(QStringLiteral("plain text"), true) << "plain text"
                                        << "UTF-16 BE" << lf;
    QTest::newRow("no-break space") << QByteArray("a\xC2\xA0"
                                                  "b")
                                    << QStringLiteral("a\u00A0b") << "UTF-8" << lf;
}

void TestFileIo::roundTrip()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, text);
    QFETCH(const QString, encoding);
    QFETCH(const QString, lineEnd);
    const QString from = path(QStringLiteral("from.txt"));
    const QString to = path(QStringLiteral("to.txt"));
    put(from, bytes);
    const auto loaded = loadTextFile(from);
    QVERIFY(std::holds_alternative<LoadedFile>(loaded));
    const auto &file = std::get<LoadedFile>(loaded);
    QCOMPARE(file.text, text);
    QCOMPARE(encodingName(file.format), encoding);
    QCOMPARE(lineEndName(file.format.lineEnd), lineEnd);
    QVERIFY(!file.mixedLineEnds);
    QVERIFY(std::holds_alternative<SavedFile>(saveTextFile(to, file.text, file.format, m_folder.path())));
    QCOMPARE(bytesOf(to), bytes);
}

void TestFileIo::load_problems()
{
    const auto problem = [](const QString &file) {
        const auto loaded = loadTextFile(file);
        const auto *error = std::get_if<FileError>(&loaded);
        return error ? int(error->problem) : -1;
    };
    QCOMPARE(problem(path(QStringLiteral("none"))), int(FileProblem::NotFound));
    QCOMPARE(problem(m_folder.path()), int(FileProblem::Unreadable));
    const QString bad = path(QStringLiteral("bad.txt"));
    put(bad, "caf\xE9 au lait");
    QCOMPARE(problem(bad), int(FileProblem::InvalidEncoding));
    const auto latin = loadTextFile(bad, TextEncoding::Latin1);
    QVERIFY(std::holds_alternative<LoadedFile>(latin));
    QCOMPARE(std::get<LoadedFile>(latin).text, QStringLiteral("café au lait"));
    put(bad, "\xFF\xFE"
             "a");
    QCOMPARE(problem(bad), int(FileProblem::InvalidEncoding)); // half a unit
    put(bad, "ab\xF0\x9F\x98");
    QCOMPARE(problem(bad), int(FileProblem::InvalidEncoding)); // cut in a character
}

void TestFileIo::load_mixedLineEnds_areReported()
{
    const QString file = path(QStringLiteral("mixed.txt"));
    put(file, "a\r\nb\nc\r\n");
    const auto loaded = loadTextFile(file);
    QVERIFY(std::get<LoadedFile>(loaded).mixedLineEnds);
    QCOMPARE(std::get<LoadedFile>(loaded).format.lineEnd, LineEnd::Windows);
    QCOMPARE(std::get<LoadedFile>(loaded).text, QStringLiteral("a\nb\nc\n"));
}

void TestFileIo::save_latin1_refusesOtherCharacters()
{
    const QString file = path(QStringLiteral("latin.txt"));
    const FileFormat latin{TextEncoding::Latin1, false, LineEnd::Unix};
    QVERIFY(std::holds_alternative<SavedFile>(
        saveTextFile(file, QStringLiteral("café"), latin, m_folder.path())));
    QCOMPARE(bytesOf(file), QByteArray("caf\xE9"));
    const auto refused = saveTextFile(file, QStringLiteral("海"), latin, m_folder.path());
    QCOMPARE(std::get<FileError>(refused).problem, FileProblem::Unencodable);
    QCOMPARE(bytesOf(file), QByteArray("caf\xE9"));
}

void TestFileIo::windows1252_keepsEveryByte()
{
    QByteArray bytes;
    for (int i = 0; i < 256; ++i) {
        if (i != '\r' && i != '\n')
            bytes.append(char(i));
    }
    const QString file = path(QStringLiteral("bytes.txt"));
    put(file, bytes);
    const auto loaded = loadTextFile(file, TextEncoding::Windows1252);
    QVERIFY(std::holds_alternative<LoadedFile>(loaded));
    const auto &text = std::get<LoadedFile>(loaded);
    QVERIFY(text.text.contains(u'€'));
    QCOMPARE(encodingName(text.format), QStringLiteral("Windows-1252"));
    QVERIFY(std::holds_alternative<SavedFile>(saveTextFile(file, text.text, text.format, m_folder.path())));
    QCOMPARE(bytesOf(file), bytes);
    const auto refused = saveTextFile(file, QStringLiteral("a😀"), text.format, m_folder.path());
    QCOMPARE(std::get<FileError>(refused).problem, FileProblem::Unencodable);
    QVERIFY(std::get<FileError>(refused).message.contains(QStringLiteral("😀")));
    QCOMPARE(bytesOf(file), bytes);
}

void TestFileIo::load_canBeEnded()
{
    const QString file = path(QStringLiteral("large.txt"));
    put(file, QByteArray(5 << 20, 'x'));
    std::vector<int> heard;
    const auto whole = loadTextFile(file, {}, [&](int percent) {
        heard.push_back(percent);
        return true;
    });
    QCOMPARE(std::get<LoadedFile>(whole).text.size(), qsizetype(5 << 20));
    QCOMPARE(std::get<LoadedFile>(whole).digest, fileDigest(file));
    QVERIFY(heard.size() > 3 && std::is_sorted(heard.begin(), heard.end()) && heard.back() == 100);
    const auto ended = loadTextFile(file, {}, [](int percent) { return percent < 50; });
    QCOMPARE(std::get<FileError>(ended).problem, FileProblem::Cancelled);
}

void TestFileIo::save_otherOwner_writesInPlace()
{
    if (::geteuid() != 0)
        QSKIP("only the superuser can give files away");
    const QString file = path(QStringLiteral("theirs.txt"));
    put(file, "old");
    QCOMPARE(::chown(qPrintable(file), 12345, 12345), 0);
    const auto saved = saveTextFile(file, QStringLiteral("new"), {}, path(QStringLiteral("backups")));
    QCOMPARE(std::get<SavedFile>(saved).way, SaveWay::InPlace);
    QCOMPARE(QFileInfo(file).ownerId(), 12345U);
    QCOMPARE(bytesOf(file), QByteArray("new"));
}

void TestFileIo::save_symlinkAndMode_stay()
{
    const QString target = path(QStringLiteral("target.txt"));
    const QString link = path(QStringLiteral("link.txt"));
    put(target, "old");
    QVERIFY(QFile::setPermissions(target, QFile::ReadOwner | QFile::WriteOwner));
    QFile::remove(link);
    QVERIFY(QFile::link(target, link));
    const auto saved = saveTextFile(link, QStringLiteral("new"), {}, m_folder.path());
    QCOMPARE(std::get<SavedFile>(saved).way, SaveWay::Atomic);
    QVERIFY(QFileInfo(link).isSymLink());
    QCOMPARE(bytesOf(target), QByteArray("new"));
    QVERIFY(!(QFile::permissions(target) & (QFile::ReadGroup | QFile::ReadOther)));
}

void TestFileIo::save_hardLink_writesInPlace()
{
    const QString one = path(QStringLiteral("one.txt"));
    const QString two = path(QStringLiteral("two.txt"));
    put(one, "a long old content");
    QFile::remove(two);
    QCOMPARE(::link(qPrintable(one), qPrintable(two)), 0);
    const QString backups = path(QStringLiteral("backups"));
    const auto saved = saveTextFile(one, QStringLiteral("new"), {}, backups);
    QCOMPARE(std::get<SavedFile>(saved).way, SaveWay::InPlace);
    QCOMPARE(bytesOf(two), QByteArray("new")); // the other name sees it too
    QVERIFY(QDir(backups).isEmpty());
}

void TestFileIo::save_missingFolder_fails()
{
    const auto saved =
        saveTextFile(path(QStringLiteral("no/such/folder.txt")), QStringLiteral("x"), {}, m_folder.path());
    QCOMPARE(std::get<FileError>(saved).problem, FileProblem::Unwritable);
    QVERIFY(std::get<FileError>(saved).message.contains(QStringLiteral("folder.txt")));
}

void TestFileIo::save_readOnlyFolder_writesInPlace()
{
    if (::geteuid() == 0)
        QSKIP("the superuser may write to every folder");
    const QString folder = path(QStringLiteral("closed"));
    QVERIFY(QDir().mkpath(folder));
    const QString file = folder + QStringLiteral("/file.txt");
    put(file, "old");
    QVERIFY(QFile::setPermissions(folder, QFile::ReadOwner | QFile::ExeOwner));
    const auto saved = saveTextFile(file, QStringLiteral("new"), {}, path(QStringLiteral("backups")));
    const auto fresh =
        saveTextFile(folder + QStringLiteral("/other.txt"), QStringLiteral("x"), {}, m_folder.path());
    QVERIFY(QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    QCOMPARE(std::get<SavedFile>(saved).way, SaveWay::InPlace);
    QCOMPARE(bytesOf(file), QByteArray("new"));
    QCOMPARE(std::get<FileError>(fresh).problem, FileProblem::Unwritable);
}

void TestFileIo::save_device_neverReplacesIt()
{
    if (!QFileInfo::exists(QStringLiteral("/dev/full")))
        QSKIP("this system has no /dev/full");
    const QString link = path(QStringLiteral("full"));
    QFile::remove(link);
    QVERIFY(QFile::link(QStringLiteral("/dev/full"), link));
    const auto saved = saveTextFile(link, QStringLiteral("text"), {}, m_folder.path());
    QCOMPARE(std::get<FileError>(saved).problem, FileProblem::NoSpace);
    QVERIFY(!QFileInfo(QStringLiteral("/dev/full")).isFile());
}

namespace {

/// While it lives, this process cannot write files larger than `bytes`: a full disk without a disk.
class SmallDisk
{
public:
    explicit SmallDisk(rlim_t bytes)
    {
        m_handler = std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit small{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
    }
    ~SmallDisk()
    {
        setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }

private:
    rlimit m_before{};
    void (*m_handler)(int) = nullptr;
};

} // namespace

void TestFileIo::save_noSpace_keepsTheOldFile()
{
    const QString file = path(QStringLiteral("kept.txt"));
    put(file, "old");
    std::variant<SavedFile, FileError> saved;
    {
        const SmallDisk disk(4096);
        saved = saveTextFile(file, QString(100000, u'x'), {}, m_folder.path());
    }
    QCOMPARE(std::get<FileError>(saved).problem, FileProblem::NoSpace);
    QCOMPARE(bytesOf(file), QByteArray("old"));
}

void TestFileIo::save_noSpaceInPlace_restoresTheOldFile()
{
    const QString one = path(QStringLiteral("first.txt"));
    const QString two = path(QStringLiteral("second.txt"));
    put(one, "old content");
    QFile::remove(two);
    QCOMPARE(::link(qPrintable(one), qPrintable(two)), 0);
    std::variant<SavedFile, FileError> saved;
    {
        const SmallDisk disk(4096);
        saved = saveTextFile(one, QString(100000, u'x'), {}, path(QStringLiteral("backups")));
    }
    QCOMPARE(std::get<FileError>(saved).problem, FileProblem::NoSpace);
    QCOMPARE(bytesOf(two), QByteArray("old content"));
}

QTEST_GUILESS_MAIN(TestFileIo)
#include "tst_file_io.moc"
