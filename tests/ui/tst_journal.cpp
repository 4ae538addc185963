// SPDX-License-Identifier: MIT
// The recovery journal by itself: its bytes, its file, the thread that writes it, and the folder of those
// left.
#include "ui/recovery/journal.h"
#include "ui/recovery/line_diff.h"
#include "ui/recovery/recovery_store.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <random>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace deltapad;

namespace {

TextSplice splice(std::int64_t begin, std::int64_t removed, const std::u16string &inserted)
{
    return {Utf16Offset(begin), removed, inserted};
}

JournalBase baseOf(const std::u16string &text)
{
    JournalBase base;
    base.when = 1000;
    base.text = text;
    return base;
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

} // namespace

class TestJournal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(m_folder.isValid()); }
    void format_randomSplices_comeBack();
    void format_everyCut_givesTheLastWholeRecord();
    void format_everyDamagedByte_isNoticed();
    void format_base_keepsTheFilesFacts();
    void file_isForItsOwnerOnly();
    void file_startAgain_replacesTheOldOne();
    void store_lockedJournal_isNotClaimed();
    void store_twoPrograms_claimOnlyOnce();
    void store_damagedFiles_areKeptAndSaidOnce();
    void store_links_areNotFollowed();
    void journal_writesInOrderAndRemoves();
    void journal_wantsCompactionWhenLong();
    void journal_noSpace_failsOnceAndBeginsAgain();
    void lineDiff_data();
    void lineDiff();

private:
    QTemporaryDir m_folder;
};

void TestJournal::format_randomSplices_comeBack()
{
    const quint32 seed = qEnvironmentVariableIsSet("DELTAPAD_SEED")
                             ? qEnvironmentVariable("DELTAPAD_SEED").toUInt()
                             : QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    std::u16string text = u"start \xD83D\xDE00";
    std::string bytes = encodeJournalStart(baseOf(text));
    std::int64_t caret = 0;
    for (int i = 0; i < 2000; ++i) {
        const std::size_t begin = random() % (text.size() + 1);
        const std::size_t removed = random() % std::min<std::size_t>(text.size() - begin + 1, 5);
        std::u16string inserted;
        for (auto left = random() % 6; left > 0; --left)
            inserted.push_back(char16_t(random())); // any unit, halves of pairs too
        bytes += encodeJournalSplice(splice(std::int64_t(begin), std::int64_t(removed), inserted));
        text.replace(begin, removed, inserted);
        caret = std::int64_t(begin + inserted.size());
    }
    const auto contents = decodeJournal(bytes, "j");
    QVERIFY(contents.ok());
    QVERIFY(contents.value().text == text);
    QCOMPARE(contents.value().splices, std::int64_t(2000));
    QCOMPARE(contents.value().caret, caret);
    QCOMPARE(contents.value().tail, JournalTail::Whole);
}

void TestJournal::format_everyCut_givesTheLastWholeRecord()
{
    std::string bytes = encodeJournalStart(baseOf(u"ab"));
    const std::size_t start = bytes.size();
    std::vector<std::pair<std::size_t, std::u16string>> ends{{start, u"ab"}};
    std::u16string text = u"ab";
    for (int i = 0; i < 5; ++i) {
        text.push_back(char16_t(u'c' + i));
        bytes += encodeJournalSplice(splice(std::int64_t(text.size()) - 1, 0, text.substr(text.size() - 1)));
        ends.emplace_back(bytes.size(), text);
    }
    for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
        const auto contents = decodeJournal(std::string_view(bytes).substr(0, cut), "j");
        QCOMPARE(contents.ok(), cut >= start);
        if (!contents.ok())
            continue;
        auto last = ends.begin();
        while (last + 1 != ends.end() && (last + 1)->first <= cut)
            ++last;
        QVERIFY(contents.value().text == last->second);
        QCOMPARE(contents.value().tail, cut == last->first ? JournalTail::Whole : JournalTail::Cut);
    }
}

void TestJournal::format_everyDamagedByte_isNoticed()
{
    const std::string start = encodeJournalStart(baseOf(u"ab"));
    const std::string good =
        start + encodeJournalSplice(splice(2, 0, u"c")) + encodeJournalSplice(splice(3, 0, u"d"));
    for (std::size_t at = 0; at < good.size(); ++at) {
        std::string bad = good;
        bad[at] = char(bad[at] ^ 0x10);
        const auto contents = decodeJournal(bad, "j");
        QCOMPARE(contents.ok(), at >= start.size());
        if (contents.ok()) {
            QVERIFY(contents.value().tail != JournalTail::Whole);
            QVERIFY(contents.value().text == u"ab" || contents.value().text == u"abc");
        }
    }
}

void TestJournal::format_base_keepsTheFilesFacts()
{
    JournalBase base = baseOf(u"text");
    base.encoding = 2;
    base.byteOrderMark = 1;
    base.lineEnd = 1;
    base.bytesOnDisk = 77;
    base.digest[31] = 9;
    base.path = "/a/ü.txt";
    const auto contents = decodeJournal(encodeJournalStart(base), "j");
    QVERIFY(contents.ok());
    const JournalBase &read = contents.value().base;
    QCOMPARE(read.when, base.when);
    QCOMPARE(int(read.encoding), 2);
    QCOMPARE(int(read.byteOrderMark), 1);
    QCOMPARE(int(read.lineEnd), 1);
    QCOMPARE(read.bytesOnDisk, base.bytesOnDisk);
    QVERIFY(read.digest == base.digest);
    QCOMPARE(read.path, base.path);
}

void TestJournal::file_isForItsOwnerOnly()
{
    const RecoveryStore store(m_folder.filePath(QStringLiteral("private")));
    JournalFile file(store.newPath());
    const mode_t before = ::umask(0);
    const QString problem = file.start(baseOf(u"secret"), TextChunks(u"secret"));
    ::umask(before);
    QCOMPARE(problem, QString());
    struct stat status
    {
    };
    QCOMPARE(::stat(qPrintable(file.path()), &status), 0);
    QCOMPARE(int(status.st_mode & 07777), 0600);
    QCOMPARE(::stat(qPrintable(store.folder()), &status), 0);
    QCOMPARE(int(status.st_mode & 07777), 0700);
}

void TestJournal::file_startAgain_replacesTheOldOne()
{
    const RecoveryStore store(m_folder.filePath(QStringLiteral("again")));
    {
        JournalFile file(store.newPath());
        QCOMPARE(file.start(baseOf(u"one"), TextChunks(u"one")), QString());
        QCOMPARE(file.append(splice(3, 0, u"!")), QString());
        QCOMPARE(file.start(baseOf(u"two"), TextChunks(u"two")), QString());
        QCOMPARE(file.append(splice(3, 0, u"?")), QString());
        QCOMPARE(file.sync(), QString());
    }
    QCOMPARE(QDir(store.folder()).entryList(QDir::Files).size(), 1);
    const auto claimed = store.claim();
    QCOMPARE(claimed.orphans.size(), std::size_t(1));
    QCOMPARE(claimed.orphans[0].text(), QStringLiteral("two?"));
}

void TestJournal::store_lockedJournal_isNotClaimed()
{
    const RecoveryStore store(m_folder.filePath(QStringLiteral("locked")));
    auto file = std::make_unique<JournalFile>(store.newPath());
    QCOMPARE(file->start(baseOf(u"x"), TextChunks(u"x")), QString());
    QVERIFY(store.claim().orphans.empty());
    QCOMPARE(file->start(baseOf(u"y"), TextChunks(u"y")), QString()); // also after a new one took its place
    QVERIFY(store.claim().orphans.empty());
    file.reset();
    auto claimed = store.claim();
    QCOMPARE(claimed.orphans.size(), std::size_t(1));
    QVERIFY(store.claim().orphans.empty()); // it is ours now
    claimed.orphans[0].discard();
    claimed.orphans.clear();
    QVERIFY(store.claim().orphans.empty());
    QVERIFY(QDir(store.folder()).isEmpty());
}

void TestJournal::store_twoPrograms_claimOnlyOnce()
{
    const RecoveryStore store(m_folder.filePath(QStringLiteral("two")));
    for (int i = 0; i < 8; ++i) {
        JournalFile file(store.newPath());
        QCOMPARE(file.start(baseOf(u"x"), TextChunks(u"x")), QString());
    }
    const std::size_t mine = [&] {
        int ends[2];
        if (::pipe(ends) != 0)
            return std::size_t(99);
        const pid_t other = ::fork();
        if (other == 0) {
            const auto claimed = store.claim(); // holds what it got until it is told to end
            const char count = char(claimed.orphans.size());
            (void)!::write(ends[1], &count, 1);
            ::pause();
        }
        const auto claimed = store.claim();
        char count = 0;
        const bool heard = ::read(ends[0], &count, 1) == 1;
        ::kill(other, SIGKILL);
        ::waitpid(other, nullptr, 0);
        ::close(ends[0]);
        ::close(ends[1]);
        return heard ? claimed.orphans.size() + std::size_t(count) : std::size_t(99);
    }();
    QCOMPARE(mine, std::size_t(8));
    QCOMPARE(store.claim().orphans.size(), std::size_t(8)); // both are gone: all are free again
}

void TestJournal::store_damagedFiles_areKeptAndSaidOnce()
{
    const RecoveryStore store(m_folder.filePath(QStringLiteral("damaged")));
    QVERIFY(QDir().mkpath(store.folder()));
    QFile file(store.newPath());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("not a journal");
    file.close();
    auto claimed = store.claim();
    QVERIFY(claimed.orphans.empty());
    QCOMPARE(claimed.unreadable.size(), 1);
    QVERIFY(claimed.unreadable[0].contains(QStringLiteral("not a recovery journal")));
    QVERIFY(store.claim().unreadable.isEmpty());
    QCOMPARE(QDir(store.folder()).entryList(QDir::Files).size(), 1);
}

void TestJournal::store_links_areNotFollowed()
{
    const RecoveryStore store(m_folder.filePath(QStringLiteral("links")));
    QVERIFY(QDir().mkpath(store.folder()));
    QString target;
    {
        JournalFile file(m_folder.filePath(QStringLiteral("elsewhere.journal")));
        QCOMPARE(file.start(baseOf(u"x"), TextChunks(u"x")), QString());
        target = file.path();
    }
    QVERIFY(QFile::link(target, store.newPath()));
    QVERIFY(store.claim().orphans.empty());
    QVERIFY(QFile::exists(target));
}

void TestJournal::journal_writesInOrderAndRemoves()
{
    const RecoveryStore store(m_folder.filePath(QStringLiteral("order")));
    Journal journal(store.newPath(), Delays::none());
    QSignalSpy begun(&journal, &Journal::begun);
    journal.begin(baseOf(u""), TextChunks(u""));
    std::u16string text;
    for (int i = 0; i < 500; ++i) {
        text.push_back(char16_t(u'a' + i % 26));
        journal.record(splice(i, 0, text.substr(std::size_t(i))));
    }
    journal.finish();
    QTRY_COMPARE(begun.count(), 1);
    const QByteArray bytes = bytesOf(journal.path());
    const auto contents = decodeJournal({bytes.constData(), std::size_t(bytes.size())}, "j");
    QVERIFY(contents.ok());
    QVERIFY(contents.value().text == text);
    journal.discard();
    journal.finish();
    QVERIFY(!QFile::exists(journal.path()));
    QVERIFY(!journal.isActive());
    journal.begin(baseOf(u"again"), TextChunks(u"again"));
    journal.finish();
    QVERIFY(QFile::exists(journal.path()));
}

void TestJournal::journal_wantsCompactionWhenLong()
{
    const RecoveryStore store(m_folder.filePath(QStringLiteral("long")));
    Journal journal(store.newPath(), Delays::none());
    journal.begin(baseOf(u"x"), TextChunks(u"x"));
    const std::u16string piece(1 << 16, u'y');
    int records = 0;
    while (!journal.wantsCompaction()) {
        QVERIFY(++records < 100);
        journal.record(splice(0, records == 1 ? 1 : 1 << 16, piece)); // the text stays short, the log grows
    }
    journal.finish();
    const qint64 before = QFileInfo(journal.path()).size();
    journal.begin(baseOf(piece), TextChunks(piece));
    journal.finish();
    QVERIFY(!journal.wantsCompaction());
    QVERIFY(QFileInfo(journal.path()).size() < before / 4);
}

void TestJournal::journal_noSpace_failsOnceAndBeginsAgain()
{
    const RecoveryStore store(m_folder.filePath(QStringLiteral("full")));
    Journal journal(store.newPath(), Delays::none());
    QSignalSpy failed(&journal, &Journal::failed);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const rlimit small{4096, before.rlim_max};
    journal.begin(baseOf(u"kept"), TextChunks(u"kept"));
    journal.finish();
    setrlimit(RLIMIT_FSIZE, &small);
    journal.record(splice(4, 0, std::u16string(10000, u'x')));
    journal.record(splice(4, 0, u"y"));
    journal.finish();
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(!journal.isActive());
    const QByteArray bytes = bytesOf(journal.path());
    const auto contents = decodeJournal({bytes.constData(), std::size_t(bytes.size())}, "j");
    QVERIFY(contents.ok()); // what was kept before is still there
    QVERIFY(contents.value().text == u"kept");
    journal.begin(baseOf(u"all of it"), TextChunks(u"all of it"));
    journal.record(splice(9, 0, u"!"));
    journal.finish();
    const QByteArray again = bytesOf(journal.path());
    QVERIFY(decodeJournal({again.constData(), std::size_t(again.size())}, "j").value().text == u"all of it!");
    QCOMPARE(failed.count(), 1);
}

void TestJournal::lineDiff_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("marks");
    QTest::newRow("same") << "a\nb"
                          << "a\nb"
                          << "  ";
    QTest::newRow("added") << "a\nc"
                           << "a\nb\nc"
                           << " + ";
    QTest::newRow("removed") << "a\nb\nc"
                             << "a\nc"
                             << " - ";
    QTest::newRow("changed") << "a\nb\nc"
                             << "a\nx\nc"
                             << " -+ ";
    QTest::newRow("two places") << "a\nb\nc\nd\ne"
                                << "x\nb\nc\nd\ny"
                                << "-+   -+";
    QTest::newRow("all") << ""
                         << "a"
                         << "-+";
}

void TestJournal::lineDiff()
{
    QFETCH(const QString, before);
    QFETCH(const QString, after);
    QString marks;
    QStringList first;
    QStringList second;
    for (const DiffLine &line : diffLines(before, after)) {
        marks += line.fate == LineFate::Same ? u' ' : line.fate == LineFate::Removed ? u'-' : u'+';
        if (line.fate != LineFate::Added)
            first += line.text;
        if (line.fate != LineFate::Removed)
            second += line.text;
    }
    QTEST(marks, "marks");
    QCOMPARE(first.join(u'\n'), before);
    QCOMPARE(second.join(u'\n'), after);
}

QTEST_GUILESS_MAIN(TestJournal)
#include "tst_journal.moc"
