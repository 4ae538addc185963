// SPDX-License-Identifier: MIT
// Lines too long for one paragraph: shown in parts, edited, found, copied and saved as what they are.
#include "tests/support/window_fixture.h"
#include "ui/editor/find_bar.h"
#include "ui/editor/line_folds.h"
#include "ui/window/document_recovery.h"
#include "ui/window/status_chips.h"

#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMimeData>
#include <QRandomGenerator>
#include <QSignalSpy>

#include <algorithm>

using namespace deltapad;

namespace {

QString longLine(int words)
{
    QString line;
    for (int i = 0; i < words; ++i)
        line += QStringLiteral("word%1%2 ").arg(i).arg(QChar(i % 9 == 8 ? u'.' : u','));
    return line;
}

int longestBlock(const QTextDocument &document)
{
    int longest = 0;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next())
        longest = std::max(longest, block.length() - 1);
    return longest;
}

/// The text that would be saved.
QString whole(const WindowFixture &f)
{
    return withoutFolds(f.text());
}

int caretInText(const WindowFixture &f)
{
    return f.edit->folds().toText(f.edit->textCursor().position());
}

void paste(WindowFixture &f, const QString &text)
{
    auto *data = new QMimeData;
    data->setText(text);
    QGuiApplication::clipboard()->setMimeData(data);
    f.edit->paste();
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace

class TestLineFolds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void open_isShownInParts_andSavedAsItWas();
    void openInPieces_isShownInParts();
    void parts_endBehindSentences();
    void parts_neverCutACharacter();
    void shortLines_stayWhole();
    void randomKeys_changeTheTextAsIfThereWereNoFolds();
    void randomSplices_keepThePlaces();
    void undo_takesAPastedLineBack();
    void enter_makesARealLine();
    void caret_goesOverAFoldInOneStep();
    void place_isTheTexts();
    void find_seesOverFolds();
    void replace_overAFold();
    void copy_leavesFoldsOut();
    void openFully_joinsTheParts();
    void recovery_bringsTheLineBack();
};

void TestLineFolds::open_isShownInParts_andSavedAsItWas()
{
    WindowFixture f;
    const QString path = f.profile.filePath(QStringLiteral("long.json"));
    const QByteArray bytes = "head\n" + longLine(3000).toUtf8() + "\ntail";
    QVERIFY(put(path, bytes));
    QVERIFY(f.window->openFile(path));
    QVERIFY(f.window->messages()->shows(QStringLiteral("plain")));
    QVERIFY(longestBlock(*f.edit->document()) < 5000);
    QVERIFY(!f.edit->document()->isModified());
    QVERIFY(!f.edit->document()->isUndoAvailable());
    QCOMPARE(whole(f).toUtf8(), bytes);
    QVERIFY(f.window->controller()->shadowMatches());
    f.caretTo(f.edit->folds().toDocument(12000));
    f.type(QStringLiteral("x"));
    QVERIFY(f.window->file()->save());
    QCOMPARE(bytesOf(path), QByteArray(bytes).insert(12000, "x"));
    f.key(Qt::Key_Backspace);
    QVERIFY(f.window->file()->save());
    QCOMPARE(bytesOf(path), bytes);
}

void TestLineFolds::openInPieces_isShownInParts()
{
    WindowFixture f;
    const QString path = f.profile.filePath(QStringLiteral("longer.json"));
    const QByteArray bytes = "head\n" + longLine(150000).toUtf8() + "\ntail";
    QVERIFY(bytes.size() > DocumentFile::kReadAside);
    QVERIFY(put(path, bytes));
    const QSignalSpy caret(f.edit, &QPlainTextEdit::cursorPositionChanged);
    QVERIFY(f.window->openFile(path));
    QTRY_VERIFY(!f.window->file()->isOpening());
    QVERIFY2(caret.count() < 5, qPrintable(QString::number(caret.count()))); // it does not go along
    QVERIFY(f.window->file()->isPlain());
    QVERIFY(longestBlock(*f.edit->document()) < 5000);
    QVERIFY(!f.window->messages()->shows(QStringLiteral("file"))); // nothing was lost on the way
    QCOMPARE(whole(f).toUtf8(), bytes);
    QVERIFY(f.window->controller()->shadowMatches());
    f.caretToEnd();
    f.type(QStringLiteral("!"));
    QVERIFY(f.window->file()->save()); // on a thread
    f.type(QStringLiteral("?"));       // while it is written
    QTRY_VERIFY(!f.window->file()->isSaving());
    QCOMPARE(bytesOf(path), bytes + "!");
    QVERIFY(f.edit->document()->isModified()); // by the question mark
    QVERIFY(f.window->file()->save());
    QTRY_VERIFY(!f.window->file()->isSaving());
    QCOMPARE(bytesOf(path), bytes + "!?");
    QVERIFY(!f.edit->document()->isModified());
}

void TestLineFolds::parts_endBehindSentences()
{
    WindowFixture f;
    f.load(longLine(3000));
    int folds = 0;
    for (QTextBlock block = f.edit->document()->begin(); block.isValid(); block = block.next()) {
        if (continuesLine(block.next())) {
            ++folds;
            QVERIFY2(block.text().endsWith(QStringLiteral(". ")), qPrintable(block.text().right(20)));
        }
    }
    QVERIFY(folds > 5);
    QCOMPARE(f.edit->folds().count(), folds);
}

void TestLineFolds::parts_neverCutACharacter()
{
    WindowFixture f;
    const QString family = QStringLiteral("\U0001F468\u200D\U0001F469\u200D\U0001F467"); // one character
    const QString line = QStringLiteral("x") + family.repeated(2000);
    f.load(line);
    QVERIFY(!f.edit->folds().isEmpty());
    QCOMPARE(whole(f), line);
    for (QTextBlock block = f.edit->document()->begin(); block.isValid(); block = block.next()) {
        QVERIFY(!block.text().front().isLowSurrogate());
        QVERIFY(block.text().front() != QChar(0x200D) && block.text().back() != QChar(0x200D));
    }
}

void TestLineFolds::shortLines_stayWhole()
{
    WindowFixture f;
    f.load(QString(kLongestWholeLine, u'x') + QStringLiteral("\n\n\nshort"));
    QVERIFY(f.edit->folds().isEmpty());
    QCOMPARE(f.edit->document()->blockCount(), 4);
    QVERIFY(!f.window->file()->isPlain());
}

void TestLineFolds::randomKeys_changeTheTextAsIfThereWereNoFolds()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    WindowFixture f;
    QString model = longLine(2500);
    f.load(model);
    QVERIFY(!f.edit->folds().isEmpty());
    int caret = 0;
    for (int step = 0; step < 700; ++step) {
        const int kind = int(random.bounded(12U));
        if (kind == 0 || step == 0) {
            // Half of the time beside a fold: at the end of a part or at the begin of the next.
            int place = int(random.bounded(quint32(f.text().size() + 1)));
            if (random.bounded(2U) == 0) {
                const qsizetype fold = f.text().indexOf(QChar(kFoldMark), place);
                place = fold < 0 ? place : int(fold) + int(random.bounded(2U));
            }
            f.caretTo(place);
            caret = caretInText(f);
        } else if (kind <= 3) {
            f.type(QStringLiteral("z"));
            model.insert(caret++, u'z');
        } else if (kind <= 6) {
            f.key(Qt::Key_Backspace);
            if (caret > 0)
                model.remove(--caret, 1);
        } else if (kind <= 8) {
            f.key(Qt::Key_Delete);
            if (caret < model.size())
                model.remove(caret, 1);
        } else if (kind == 9) {
            f.key(Qt::Key_Return);
            model.insert(caret++, u'\n');
        } else if (kind == 10) {
            const QString pasted = longLine(int(random.bounded(200U))) + u'\n' + longLine(3);
            paste(f, pasted);
            model.insert(caret, pasted);
            caret += int(pasted.size());
        } else {
            const int end = std::min(caret + int(random.bounded(3000U)), int(model.size()));
            f.select(f.edit->textCursor().position(), f.edit->folds().toDocument(end));
            f.key(Qt::Key_Delete);
            model.remove(caret, end - caret);
        }
        QVERIFY2(whole(f) == model, qPrintable(QStringLiteral("step %1 kind %2").arg(step).arg(kind)));
        QCOMPARE(caretInText(f), caret);
    }
    QVERIFY(f.window->controller()->shadowMatches());
    LineFolds fresh;
    fresh.reset(f.window->controller()->shadow().text());
    QCOMPARE(f.edit->folds().count(), fresh.count());
    QVERIFY(longestBlock(*f.edit->document()) <= kLongestWholeLine);
    while (f.edit->document()->isUndoAvailable())
        f.edit->undoStep();
    QCOMPARE(whole(f), longLine(2500));
}

void TestLineFolds::randomSplices_keepThePlaces()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    const auto someText = [&](quint32 most) {
        std::u16string text;
        for (quint32 i = random.bounded(most + 1); i > 0; --i)
            text += random.bounded(4U) == 0 ? kFoldMark : u'a';
        return text;
    };
    std::u16string text = someText(200);
    LineFolds folds;
    folds.reset(text);
    for (int step = 0; step < 2000; ++step) {
        const auto begin = random.bounded(quint32(text.size() + 1));
        const auto removed = std::min<std::size_t>(random.bounded(9U), text.size() - begin);
        const std::u16string inserted = someText(8);
        text.replace(begin, removed, inserted);
        folds.follow({Utf16Offset(begin), std::int64_t(removed), inserted});
        LineFolds fresh;
        fresh.reset(text);
        QCOMPARE(folds.count(), fresh.count());
        for (int place = 0; place <= int(text.size()); place += 7) {
            const std::u16string before = withoutFolds(text.substr(0, std::size_t(place)));
            QCOMPARE(folds.toText(place), int(before.size()));
        }
        for (int offset = 0; offset <= int(withoutFolds(text).size()); offset += 5) {
            const int place = folds.toDocument(offset);
            QCOMPARE(folds.toText(place), offset);
            QVERIFY(place == int(text.size()) || text[std::size_t(place)] != kFoldMark);
        }
    }
}

void TestLineFolds::undo_takesAPastedLineBack()
{
    WindowFixture f;
    f.type(QStringLiteral("ab"));
    f.key(Qt::Key_Left);
    const QString line = longLine(2000);
    paste(f, line);
    QCoreApplication::processEvents();
    QVERIFY(f.window->file()->isPlain());
    QVERIFY(longestBlock(*f.edit->document()) < 5000);
    QCOMPARE(whole(f), u'a' + line + u'b');
    f.edit->undoStep();
    QCOMPARE(f.text(), QStringLiteral("ab"));
    f.edit->redoStep();
    QCOMPARE(whole(f), u'a' + line + u'b');
    QCOMPARE(f.edit->folds().count(), int(f.text().count(QChar(kFoldMark))));
}

void TestLineFolds::enter_makesARealLine()
{
    WindowFixture f;
    QString line = longLine(2500);
    f.load(line);
    // In front of a part, behind it, and in it.
    const int fold = int(f.text().indexOf(QChar(kFoldMark)));
    for (const int place : {fold + 1, fold, fold / 2}) {
        f.caretTo(place);
        line.insert(caretInText(f), u'\n');
        f.key(Qt::Key_Return);
        QCOMPARE(whole(f), line);
        f.type(QStringLiteral("q"));
        line.insert(caretInText(f) - 1, u'q');
        QCOMPARE(whole(f), line);
    }
}

void TestLineFolds::caret_goesOverAFoldInOneStep()
{
    WindowFixture f;
    f.load(longLine(2500));
    const int fold = int(f.text().indexOf(QChar(kFoldMark)));
    f.caretTo(fold);
    const int at = caretInText(f);
    f.key(Qt::Key_Right);
    QCOMPARE(caretInText(f), at + 1);
    f.key(Qt::Key_Left);
    QCOMPARE(caretInText(f), at);
    f.key(Qt::Key_Left);
    QCOMPARE(caretInText(f), at - 1);
    f.caretTo(fold);
    f.key(Qt::Key_Right, Qt::ShiftModifier);
    f.key(Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(caretInText(f), at + 2);
    QCOMPARE(f.edit->folds().toText(f.edit->textCursor().anchor()), at);
}

void TestLineFolds::place_isTheTexts()
{
    WindowFixture f;
    f.load(QStringLiteral("one\n") + longLine(2500) + QStringLiteral("\nthree\nfour"));
    const auto shown = [&] {
        return f.window->findChild<QToolButton *>(QStringLiteral("chipPosition"))->text();
    };
    f.caretTo(f.edit->folds().toDocument(4 + 9000));
    QCOMPARE(shown(), QStringLiteral("2:9001"));
    f.window->goTo(4, 2);
    QCOMPARE(shown(), QStringLiteral("4:2"));
    f.window->goTo(2, 12001);
    QCOMPARE(caretInText(f), 4 + 12000);
    QCOMPARE(shown(), QStringLiteral("2:12001"));
    QCOMPARE(f.edit->folds().lineCount(*f.edit->document()), 4);
}

void TestLineFolds::find_seesOverFolds()
{
    WindowFixture f;
    const QString line = longLine(2500);
    f.load(line);
    const int fold = int(f.text().indexOf(QChar(kFoldMark)));
    const QString around = line.mid(fold - 10, 20);
    f.window->findBar()->open(FindBar::Show::Find);
    f.window->findBar()->findChild<QLineEdit *>(QStringLiteral("findPattern"))->setText(around);
    const QTextCursor found = f.edit->textCursor();
    QCOMPARE(f.edit->folds().toText(found.selectionStart()), fold - 10);
    QCOMPARE(f.edit->folds().toText(found.selectionEnd()), fold + 10);
}

void TestLineFolds::replace_overAFold()
{
    WindowFixture f;
    QString line = longLine(2500);
    f.load(line);
    const int fold = int(f.text().indexOf(QChar(kFoldMark)));
    const QString around = line.mid(fold - 6, 12);
    FindBar *bar = f.window->findBar();
    bar->open(FindBar::Show::FindAndReplace);
    bar->findChild<QLineEdit *>(QStringLiteral("findPattern"))->setText(around);
    bar->findChild<QLineEdit *>(QStringLiteral("replacement"))->setText(QStringLiteral("<here>"));
    bar->findChild<QToolButton *>(QStringLiteral("replaceAll"))->click();
    QCOMPARE(whole(f), line.replace(fold - 6, 12, QStringLiteral("<here>")));
    QVERIFY(f.window->controller()->shadowMatches());
}

void TestLineFolds::copy_leavesFoldsOut()
{
    WindowFixture f;
    const QString text = longLine(2500) + QStringLiteral("\nnext\u00A0line");
    f.load(text);
    f.edit->selectAll();
    f.edit->copy();
    QCOMPARE(QGuiApplication::clipboard()->text(), text);
}

void TestLineFolds::openFully_joinsTheParts()
{
    WindowFixture f;
    const QString path = f.profile.filePath(QStringLiteral("long.txt"));
    const QByteArray bytes = longLine(2500).toUtf8();
    QVERIFY(put(path, bytes));
    QVERIFY(f.window->openFile(path));
    f.window->messages()->trigger(QStringLiteral("plain"), 0);
    QVERIFY(f.edit->folds().isEmpty());
    QCOMPARE(f.edit->document()->blockCount(), 1);
    QVERIFY(!f.edit->document()->isModified());
    QVERIFY(f.inStep());
    QCOMPARE(f.text().toUtf8(), bytes);
    f.caretToEnd();
    f.type(QStringLiteral("y"));
    QVERIFY(f.edit->folds().isEmpty());
    QVERIFY(f.inStep());
}

void TestLineFolds::recovery_bringsTheLineBack()
{
    const QTemporaryDir state;
    const RecoveryStore store(state.path());
    const QString line = longLine(2500);
    {
        WindowFixture f;
        f.window->keepChanges(store);
        f.load(line);
        f.caretTo(f.edit->folds().toDocument(9000));
        f.type(QStringLiteral("kept"));
        QVERIFY(!f.window->recovery()->keep().isEmpty());
    }
    WindowFixture f;
    f.window->keepChanges(store);
    RecoveryStore::Claimed claimed = store.claim();
    QCOMPARE(claimed.orphans.size(), std::size_t(1));
    f.window->recovery()->offer(std::move(claimed.orphans.front()));
    f.window->messages()->trigger(QStringLiteral("recovery"), 0);
    QCOMPARE(whole(f), QString(line).insert(9000, QStringLiteral("kept")));
    QCOMPARE(caretInText(f), 9004);
    QVERIFY(!f.edit->folds().isEmpty());
}

QTEST_MAIN(TestLineFolds)
#include "tst_line_folds.moc"
