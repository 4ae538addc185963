// SPDX-License-Identifier: MIT
// Unsaved changes in the window: when they are kept, and how those left behind come back.
#include "tests/support/window_fixture.h"
#include "ui/recovery/compare_window.h"
#include "ui/window/document_recovery.h"

#include <QDir>
#include <QFile>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

using namespace deltapad;

namespace {

const QString kBar = QStringLiteral("recovery");

void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

/// A window that keeps its changes in a folder that outlives it.
struct Keeper : WindowFixture
{
    explicit Keeper(const QString &state) : store(state) { window->keepChanges(store); }
    QString kept()
    {
        DocumentRecovery *recovery = window->recovery();
        recovery->journal().finish();
        QFile file(recovery->journal().path());
        if (!file.open(QIODevice::ReadOnly))
            return QStringLiteral("nothing");
        const QByteArray bytes = file.readAll();
        const auto contents = decodeJournal({bytes.constData(), std::size_t(bytes.size())}, "j");
        return contents.ok() ? QString::fromStdU16String(contents.value().text) : QStringLiteral("damaged");
    }
    void offerOnly()
    {
        auto claimed = store.claim();
        QCOMPARE(claimed.orphans.size(), std::size_t(1));
        window->recovery()->offer(std::move(claimed.orphans[0]));
    }
    std::size_t left() const { return store.claim().orphans.size(); }
    RecoveryStore store;
};

} // namespace

class TestRecovery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_state = m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction())); }
    void keeps_everyKindOfChange();
    void keeps_fromTheFirstKey();
    void keeps_plainDocumentsToo();
    void save_undoAndDiscard_removeIt();
    void encodingAlone_isKept();
    void offer_untitled_recover();
    void offer_saysWhenTheLastChangeWas();
    void offer_file_recover();
    void offer_compare_thenDiscard();
    void offer_mustBeDecided();
    void offer_anotherDocument_leavesItForLater();
    void offer_savedText_isNotOffered();
    void offer_missingFile_isRecoveredToItsPath();
    void offer_changedFile_isSaid();
    void offer_damagedTail_isSaid();
    void recover_isSafeAtOnce();
    void restore_asksOnlyOnConflict();

private:
    QTemporaryDir m_folder;
    QString m_state;
};

void TestRecovery::keeps_fromTheFirstKey()
{
    Keeper f(m_state);
    QCOMPARE(f.kept(), QStringLiteral("nothing"));
    f.type(QStringLiteral("a"));
    QCOMPARE(f.kept(), QStringLiteral("a"));
    f.type(QStringLiteral("b"));
    QCOMPARE(f.kept(), QStringLiteral("ab"));
}

void TestRecovery::keeps_everyKindOfChange()
{
    Keeper f(m_state);
    f.type(QStringLiteral("one two three"));
    f.key(Qt::Key_Return);
    QTest::sendKeyEvent(QTest::Click, f.edit, Qt::Key_unknown, QStringLiteral("é"), Qt::NoModifier);
    QInputMethodEvent composed;
    composed.setCommitString(QStringLiteral("你好"));
    QCoreApplication::sendEvent(f.edit, &composed);
    f.key(Qt::Key_Backspace);
    f.select(4, 7);
    f.key(Qt::Key_Delete);
    f.edit->replaceAll({{0, 3, QStringLiteral("1")}, {5, 10, QStringLiteral("3")}});
    f.edit->undoStep();
    f.edit->redoStep();
    f.edit->insertSuggestion(QStringLiteral(" and more"));
    QVERIFY(f.text().contains(QStringLiteral("and more")));
    QCOMPARE(f.kept(), f.text());
}

void TestRecovery::keeps_plainDocumentsToo()
{
    Keeper f(m_state);
    f.load(QString(10001, u'x'));
    QVERIFY(f.window->file()->isPlain());
    f.caretToEnd();
    f.type(QStringLiteral("yz"));
    QCOMPARE(withoutFolds(f.kept()), QString(10001, u'x') + QStringLiteral("yz"));
}

void TestRecovery::save_undoAndDiscard_removeIt()
{
    Keeper f(m_state);
    const QString path = f.profile.filePath(QStringLiteral("a.txt"));
    f.type(QStringLiteral("a"));
    QVERIFY(f.window->file()->saveAs(path));
    QCOMPARE(f.kept(), QStringLiteral("nothing"));
    f.type(QStringLiteral("b"));
    QCOMPARE(f.kept(), QStringLiteral("ab"));
    f.edit->undoStep();
    QVERIFY(!f.window->isWindowModified());
    QCOMPARE(f.kept(), QStringLiteral("nothing"));
    f.edit->redoStep();
    QCOMPARE(f.kept(), QStringLiteral("ab"));
    QVERIFY(!f.window->close());
    f.window->messages()->trigger(QStringLiteral("unsaved"), 1); // do not save
    QCOMPARE(f.kept(), QStringLiteral("nothing"));
}

void TestRecovery::encodingAlone_isKept()
{
    Keeper f(m_state);
    f.load(QStringLiteral("text"));
    f.window->file()->setEncoding(TextEncoding::Utf16LittleEndian);
    QCOMPARE(f.kept(), QStringLiteral("text"));
    f.window->file()->setLineEnd(LineEnd::Windows);
    f.window.reset();
    const auto claimed = f.store.claim();
    QCOMPARE(claimed.orphans.size(), std::size_t(1));
    QCOMPARE(TextEncoding(claimed.orphans[0].contents.base.encoding), TextEncoding::Utf16LittleEndian);
    QCOMPARE(LineEnd(claimed.orphans[0].contents.base.lineEnd), LineEnd::Windows);
}

void TestRecovery::offer_untitled_recover()
{
    {
        Keeper f(m_state);
        f.type(QStringLiteral("never saved"));
    } // the window goes as if killed: nobody said what to do
    Keeper f(m_state);
    f.offerOnly();
    QVERIFY(f.window->messages()->textOf(kBar).contains(QStringLiteral("untitled")));
    QVERIFY(f.edit->isReadOnly());
    QVERIFY(f.text().isEmpty());
    f.window->messages()->trigger(kBar, 0);
    QCOMPARE(f.text(), QStringLiteral("never saved"));
    QVERIFY(!f.edit->isReadOnly());
    QVERIFY(f.window->isWindowModified());
    QCOMPARE(f.edit->textCursor().position(), 11);
    QVERIFY(f.inStep());
    f.edit->undoStep(); // recovering can be undone
    QVERIFY(f.text().isEmpty());
}

void TestRecovery::offer_saysWhenTheLastChangeWas()
{
    {
        Keeper f(m_state);
        f.type(QStringLiteral("text"));
        f.window->recovery()->journal().finish();
    }
    Keeper f(m_state);
    const QDateTime last(QDate(2031, 2, 3), QTime(4, 5));
    const QFileInfoList journals = QDir(f.store.folder()).entryInfoList(QDir::Files);
    QCOMPARE(journals.size(), 1);
    QFile journal(journals[0].filePath());
    QVERIFY(journal.open(QIODevice::ReadWrite) &&
            journal.setFileTime(last, QFileDevice::FileModificationTime));
    journal.close();
    f.offerOnly();
    QVERIFY2(f.window->messages()->textOf(kBar).contains(QLocale().toString(last, QLocale::ShortFormat)),
             qPrintable(f.window->messages()->textOf(kBar)));
}

void TestRecovery::offer_file_recover()
{
    const QString path = m_folder.filePath(QStringLiteral("file.txt"));
    put(path, "first\r\nsecond\r\n");
    {
        Keeper f(m_state);
        QVERIFY(f.window->openFile(path));
        f.caretToEnd();
        f.type(QStringLiteral("third"));
    }
    Keeper f(m_state);
    f.offerOnly();
    QCOMPARE(f.text(), QStringLiteral("first\nsecond\n"));
    QVERIFY(f.window->windowTitle().contains(QStringLiteral("read-only")));
    QVERIFY(!f.window->messages()->textOf(kBar).contains(QStringLiteral("another program")));
    f.type(QStringLiteral("nothing comes of this"));
    QCOMPARE(f.text(), QStringLiteral("first\nsecond\n"));
    f.window->messages()->trigger(kBar, 0);
    QCOMPARE(f.text(), QStringLiteral("first\nsecond\nthird"));
    QCOMPARE(f.window->file()->path(), path);
    QCOMPARE(bytesOf(path), QByteArray("first\r\nsecond\r\n"));
    QVERIFY(f.window->file()->save());
    QCOMPARE(bytesOf(path), QByteArray("first\r\nsecond\r\nthird"));
    f.window.reset();
    QCOMPARE(f.left(), std::size_t(0));
}

void TestRecovery::offer_compare_thenDiscard()
{
    const QString path = m_folder.filePath(QStringLiteral("compare.txt"));
    put(path, "same\nold\nsame too\n");
    {
        Keeper f(m_state);
        QVERIFY(f.window->openFile(path));
        f.select(5, 8);
        f.type(QStringLiteral("new"));
    }
    Keeper f(m_state);
    f.offerOnly();
    f.window->messages()->trigger(kBar, 1);
    auto *compare = f.window->findChild<CompareWindow *>();
    QVERIFY(compare);
    QVERIFY(compare->shownText().contains(QStringLiteral("- old\n+ new")));
    QVERIFY(f.window->messages()->shows(kBar)); // still to be decided
    QVERIFY(f.edit->isReadOnly());
    compare->close();
    f.window->messages()->trigger(kBar, 2);
    QVERIFY(!f.edit->isReadOnly());
    QCOMPARE(f.text(), QStringLiteral("same\nold\nsame too\n"));
    QVERIFY(!f.window->isWindowModified());
    f.window.reset();
    QCOMPARE(f.left(), std::size_t(0));
}

void TestRecovery::offer_mustBeDecided()
{
    {
        Keeper f(m_state);
        f.type(QStringLiteral("x"));
    }
    Keeper f(m_state);
    f.offerOnly();
    QVERIFY(!f.window->findChild<QToolButton *>(QStringLiteral("messageClose_recovery"))->isVisible());
    QVERIFY(f.window->findChild<QPushButton *>(QStringLiteral("message_recovery_0"))->isVisible());
    f.window.reset(); // closed without a decision
    QCOMPARE(f.left(), std::size_t(1));
}

void TestRecovery::offer_anotherDocument_leavesItForLater()
{
    {
        Keeper f(m_state);
        f.type(QStringLiteral("later"));
    }
    Keeper f(m_state);
    f.offerOnly();
    f.load(QStringLiteral("other"));
    QVERIFY(!f.window->messages()->shows(kBar));
    QVERIFY(!f.edit->isReadOnly());
    f.type(QStringLiteral("x"));
    QVERIFY(f.kept().contains(QStringLiteral("other")));
    const auto claimed = f.store.claim();
    QCOMPARE(claimed.orphans.size(), std::size_t(1));
    QCOMPARE(claimed.orphans[0].text(), QStringLiteral("later"));
}

void TestRecovery::offer_savedText_isNotOffered()
{
    const QString path = m_folder.filePath(QStringLiteral("saved.txt"));
    put(path, "old");
    {
        Keeper f(m_state);
        QVERIFY(f.window->openFile(path));
        f.caretToEnd();
        f.type(QStringLiteral("er"));
    }
    put(path, "older"); // the end came between writing the file and removing the journal
    Keeper f(m_state);
    f.offerOnly();
    QVERIFY(!f.window->messages()->shows(kBar));
    QVERIFY(!f.edit->isReadOnly());
    QCOMPARE(f.text(), QStringLiteral("older"));
    QCOMPARE(f.left(), std::size_t(0));
}

void TestRecovery::offer_missingFile_isRecoveredToItsPath()
{
    const QString path = m_folder.filePath(QStringLiteral("gone.txt"));
    put(path, "was here");
    {
        Keeper f(m_state);
        QVERIFY(f.window->openFile(path));
        f.type(QStringLiteral("It "));
    }
    QVERIFY(QFile::remove(path));
    Keeper f(m_state);
    f.offerOnly();
    f.window->messages()->trigger(kBar, 0);
    QCOMPARE(f.text(), QStringLiteral("It was here"));
    QVERIFY(f.window->file()->save());
    QCOMPARE(bytesOf(path), QByteArray("It was here"));
}

void TestRecovery::offer_changedFile_isSaid()
{
    const QString path = m_folder.filePath(QStringLiteral("changed.txt"));
    put(path, "mine");
    {
        Keeper f(m_state);
        QVERIFY(f.window->openFile(path));
        f.type(QStringLiteral("all "));
    }
    put(path, "theirs, longer");
    Keeper f(m_state);
    f.offerOnly();
    QVERIFY(f.window->messages()->textOf(kBar).contains(QStringLiteral("another program")));
    f.window->messages()->trigger(kBar, 0);
    QCOMPARE(f.text(), QStringLiteral("all mine"));
    QCOMPARE(bytesOf(path), QByteArray("theirs, longer"));
}

void TestRecovery::offer_damagedTail_isSaid()
{
    {
        Keeper f(m_state);
        f.type(QStringLiteral("abc"));
        f.window->recovery()->journal().finish();
        QFile file(f.window->recovery()->journal().path());
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(file.size() - 1));
        char last = 0;
        QVERIFY(file.getChar(&last));
        QVERIFY(file.seek(file.size() - 1));
        QVERIFY(file.putChar(char(last ^ 1)));
    }
    Keeper f(m_state);
    f.offerOnly();
    QVERIFY(f.window->messages()->textOf(kBar).contains(QStringLiteral("damaged")));
    f.window->messages()->trigger(kBar, 0);
    QCOMPARE(f.text(), QStringLiteral("ab"));
}

void TestRecovery::recover_isSafeAtOnce()
{
    {
        Keeper f(m_state);
        f.type(QStringLiteral("precious"));
    }
    {
        Keeper f(m_state);
        f.offerOnly();
        f.window->messages()->trigger(kBar, 0);
        QCOMPARE(f.kept(), QStringLiteral("precious"));                        // in a journal of its own
        QTRY_COMPARE(QDir(f.store.folder()).entryList(QDir::Files).size(), 1); // and only there
        f.type(QStringLiteral("!"));
    }
    const auto claimed = RecoveryStore(m_state).claim();
    QCOMPARE(claimed.orphans.size(), std::size_t(1));
    QCOMPARE(claimed.orphans[0].text(), QStringLiteral("precious!"));
}

void TestRecovery::restore_asksOnlyOnConflict()
{
    const QString path = m_folder.filePath(QStringLiteral("kept.txt"));
    put(path, "a");
    QString journal;
    {
        Keeper f(m_state);
        QVERIFY(f.window->openFile(path));
        f.caretToEnd();
        f.type(QStringLiteral("b"));
        journal = f.window->recovery()->keep();
        QVERIFY(!journal.isEmpty());
    }
    {
        Keeper f(m_state);
        auto claimed = f.store.claim();
        QCOMPARE(claimed.orphans.size(), std::size_t(1));
        QCOMPARE(claimed.orphans[0].journal, journal);
        f.window->recovery()->restore(std::move(claimed.orphans[0]));
        QVERIFY(!f.window->messages()->shows(kBar));
        QCOMPARE(f.text(), QStringLiteral("ab"));
        QVERIFY(f.window->isWindowModified());
        f.type(QStringLiteral("c"));
        QVERIFY(!f.window->recovery()->keep().isEmpty());
    }
    put(path, "b");
    Keeper f(m_state);
    auto claimed = f.store.claim();
    QCOMPARE(claimed.orphans.size(), std::size_t(1));
    f.window->recovery()->restore(std::move(claimed.orphans[0]));
    QVERIFY(f.window->messages()->shows(kBar));
    QCOMPARE(f.text(), QStringLiteral("b"));
}

QTEST_MAIN(TestRecovery)
#include "tst_recovery.moc"
