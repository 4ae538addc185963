// SPDX-License-Identifier: MIT
// Remarks in the editor: read off the thread and only where needed, marked without touching the document,
// walked, fixed, and set aside for good.
#include "tests/support/window_fixture.h"
#include "ui/editor/text_kind.h"
#include "ui/panels/remarks_panel.h"
#include "ui/remarks/dictionaries.h"
#include "ui/remarks/dirty_ranges.h"
#include "ui/remarks/remarks_controller.h"
#include "ui/window/status_chips.h"

#include <QComboBox>
#include <QContextMenuEvent>
#include <QFile>
#include <QMenu>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTreeWidget>

#include <algorithm>
#include <deque>

using namespace deltapad;

namespace {

/// Knows every word but those with a "q", and answers when the test says so.
class TestService : public ProofService
{
public:
    void setListeners(Checked checked, Suggested suggested, Failed failed) override
    {
        m_checked = std::move(checked);
        m_suggested = std::move(suggested);
        m_failed = std::move(failed);
    }
    void check(quint64 ticket, std::u16string text) override { waiting.push_back({ticket, std::move(text)}); }
    void suggest(std::u16string word) override { asked.push_back(std::move(word)); }

    void answerOne()
    {
        const auto [ticket, text] = waiting.front();
        waiting.pop_front();
        read.push_back(QString::fromStdU16String(text));
        std::vector<Remark> remarks;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = std::min(text.find_first_of(u" \n.", at), text.size());
            const std::u16string word = text.substr(at, end - at);
            checks += word.empty() ? 0 : 1;
            if (word.find(u'q') != std::u16string::npos) {
                Remark remark;
                remark.begin = Utf16Offset(std::int64_t(at));
                remark.length = std::int64_t(word.size());
                remark.text = word;
                remarks.push_back(std::move(remark));
            }
            at = end + 1;
        }
        m_checked(ticket, std::move(remarks));
    }
    void replacements(const std::u16string &word, const std::vector<std::u16string> &found)
    {
        m_suggested(word, found);
    }
    void fail(const QString &problem) { m_failed(problem); }

    std::deque<std::pair<quint64, std::u16string>> waiting;
    std::vector<std::u16string> asked;
    QStringList read; ///< texts that were read, in their order
    int checks = 0;   ///< words looked up

private:
    Checked m_checked;
    Suggested m_suggested;
    Failed m_failed;
};

struct RemarksFixture : WindowFixture
{
    explicit RemarksFixture(const QString &text = {})
    {
        auto owned = std::make_unique<TestService>();
        service = owned.get();
        window->setProofService(std::move(owned));
        remarks = window->remarks();
        if (!text.isEmpty())
            load(text);
        settle();
    }
    /// Until nothing is left to be read.
    void settle()
    {
        do {
            QCoreApplication::processEvents();
            while (!service->waiting.empty())
                service->answerOne();
            QCoreApplication::processEvents();
        } while (!service->waiting.empty() || remarks->isReading());
    }
    QStringList shown() const
    {
        QStringList out;
        for (const Remark &remark : remarks->shown())
            out += QString::fromStdU16String(remark.text);
        return out;
    }
    void sendRemark(RemarkKind kind, const QString &word, const QStringList &replacements)
    {
        Snapshot snapshot = client->snapshot();
        Remark remark;
        remark.begin = Utf16Offset(text().indexOf(word));
        remark.length = word.size();
        remark.kind = kind;
        remark.text = word.toStdU16String();
        for (const QString &replacement : replacements)
            remark.replacements.push_back(replacement.toStdU16String());
        remark.score = 9;
        snapshot.remarks = {remark};
        snapshot.remarksReady = true;
        client->send(snapshot);
        QCoreApplication::processEvents();
    }
    QMenu *openFixes()
    {
        key(Qt::Key_Return, Qt::AltModifier);
        if (!edit->findChild<QMenu *>(QStringLiteral("fixMenu")))
            action("actionFixRemark")->trigger();
        return edit->findChild<QMenu *>(QStringLiteral("fixMenu"));
    }
    QAction *action(const char *name) const
    {
        return window->findChild<QAction *>(QString::fromLatin1(name));
    }
    static QAction *in(QMenu *menu, const char *name)
    {
        return menu ? menu->findChild<QAction *>(QString::fromLatin1(name)) : nullptr;
    }

    TestService *service = nullptr;
    RemarksController *remarks = nullptr;
};

} // namespace

class TestRemarks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void dirty_followsEdits();
    void dirty_randomEdits_loseNothing();
    void opening_readsTheScreenFirst();
    void marks_leaveDocumentAlone();
    void repeatedWord_isUnderlinedWithoutItsSpace();
    void marks_arePaintedUnderTheWord();
    void kinds_haveTheirOwnShapes();
    void edit_readsItsParagraphOnly();
    void edit_whileReading_readsAgain();
    void typing_sparesTheWordAtTheCaret();
    void places_followEdits();
    void learning_readsNothingAgain();
    void learning_isRemembered();
    void ignoring_oneOrAll();
    void ignored_belongToTheDocument();
    void walk_goesRound();
    void fix_replacesAsOneStep();
    void fix_asksForReplacements();
    void contextMenu_offersFixes();
    void modelRemarks_joinAndLeave();
    void severity_filtersMarksAndRequest();
    void names_areAnOption();
    void panel_groupsEqualOnes();
    void panel_listsInTheTextsOrder();
    void dictionaries_areThoseWithBothFiles();
    void dictionary_isChosenInTheSettings();
    void failure_isToldOnce();
    void plainMode_readsNothing();
    void sourceCode_hasNone();
    void hunspell_inItsThread();
};

void TestRemarks::dirty_followsEdits()
{
    DirtyRanges dirty;
    dirty.add(10, 20);
    dirty.add(30, 40);
    dirty.follow({Utf16Offset(0), 0, u"abcde"});
    QCOMPARE(dirty.ranges(), (std::vector<DirtyRanges::Range>{{0, 5}, {15, 25}, {35, 45}}));
    dirty.follow({Utf16Offset(20), 20, u""});
    QCOMPARE(dirty.ranges(), (std::vector<DirtyRanges::Range>{{0, 5}, {15, 25}}));
    QCOMPARE(*dirty.next(8, 30), DirtyRanges::Range(15, 25));
    QCOMPARE(*dirty.next(40, 50), DirtyRanges::Range(0, 5));
    dirty.remove(0, 18);
    QCOMPARE(dirty.ranges(), (std::vector<DirtyRanges::Range>{{18, 25}}));
    dirty.clear();
    QVERIFY(!dirty.next(0, 9));
}

void TestRemarks::dirty_randomEdits_loseNothing()
{
    const unsigned seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    for (int round = 0; round < 200; ++round) {
        QString text(80, u'.'); // ! = not read yet
        DirtyRanges dirty;
        for (int step = 0; step < 12; ++step) {
            const int begin = int(random.bounded(text.size() + 1));
            const int removed = int(random.bounded(std::min<int>(10, int(text.size()) - begin) + 1));
            const int added = int(random.bounded(8));
            text.replace(begin, removed, QString(added, u'!'));
            dirty.follow({Utf16Offset(begin), removed, std::u16string(std::size_t(added), u'!')});
            for (int at = 0; at < text.size(); ++at) {
                const bool known = std::any_of(dirty.ranges().begin(), dirty.ranges().end(),
                                               [&](const auto &r) { return r.first <= at && at < r.second; });
                QVERIFY(text[at] != u'!' || known);
            }
            for (std::size_t n = 1; n < dirty.ranges().size(); ++n)
                QVERIFY(dirty.ranges()[n - 1].second < dirty.ranges()[n].first);
        }
    }
}

void TestRemarks::opening_readsTheScreenFirst()
{
    RemarksFixture f;
    QString text;
    for (int n = 0; n < 900; ++n)
        text += QStringLiteral("paragraph %1 qq\n").arg(n);
    f.load(text);
    f.caretTo(int(text.indexOf(QStringLiteral("paragraph 600 "))));
    f.edit->centerCursor();
    f.service->read.clear();
    f.service->waiting.clear();
    f.window->remarks()->setService(nullptr);
    auto owned = std::make_unique<TestService>();
    f.service = owned.get();
    f.window->setProofService(std::move(owned));
    f.settle();
    QVERIFY(f.service->read.size() > 2);
    QVERIFY2(f.service->read[0].contains(QStringLiteral("paragraph 600 ")),
             qPrintable(f.service->read[0].left(60)));
    QCOMPARE(f.remarks->shown().size(), std::size_t(900));
    // Each word once.
    QCOMPARE(f.service->checks, 2700);
}

void TestRemarks::repeatedWord_isUnderlinedWithoutItsSpace()
{
    WindowFixture f;
    f.load(QStringLiteral("the the sea"));
    f.edit->underlines().set({{3, 7, RemarkKind::Repeated}});
    const auto place = [&f](int position) {
        f.caretTo(position);
        return f.edit->cursorRect().left() + f.edit->cursorWidth() / 2;
    };
    const int space = place(3);
    const int word = place(4);
    const int behind = place(7);
    f.caretToEnd();
    const QImage picture = f.edit->viewport()->grab().toImage();
    const auto coloured = [&picture](int from, int to) {
        int count = 0; // the paper and the letters are nearly grey
        for (int x = from; x < to; ++x) {
            for (int y = 0; y < picture.height(); ++y) {
                const QColor pixel = picture.pixelColor(x, y);
                const auto [low, high] = std::minmax({pixel.red(), pixel.green(), pixel.blue()});
                count += high - low > 60 ? 1 : 0;
            }
        }
        return count;
    };
    QVERIFY(word - space > 2);
    QCOMPARE(coloured(space, word - 1), 0);
    QVERIFY(coloured(word, behind) > 5);
}

void TestRemarks::marks_leaveDocumentAlone()
{
    RemarksFixture f;
    f.load(QStringLiteral("the qqq sea"));
    f.edit->document()->setModified(false);
    QSignalSpy change(f.edit->document(), &QTextDocument::contentsChange);
    f.settle();
    QCOMPARE(f.edit->underlines().ranges(), (std::vector<UnderlineRange>{{4, 7, RemarkKind::Spelling}}));
    QCOMPARE(change.count(), 0);
    QVERIFY(!f.edit->document()->isModified());
    QVERIFY(!f.edit->document()->isUndoAvailable());
    QVERIFY(f.edit->document()->firstBlock().layout()->formats().isEmpty());
    QVERIFY(f.inStep());
}

void TestRemarks::marks_arePaintedUnderTheWord()
{
    QApplication::setCursorFlashTime(0);
    RemarksFixture f;
    f.load(QStringLiteral("sea qqqqqq sea"));
    f.caretToEnd();
    const QImage before = f.edit->viewport()->grab().toImage();
    f.settle();
    const QImage after = f.edit->viewport()->grab().toImage();
    QTextCursor place(f.edit->document());
    place.setPosition(4);
    const QRect first = f.edit->cursorRect(place);
    place.setPosition(10);
    const QRect last = f.edit->cursorRect(place);
    int inside = 0;
    int outside = 0;
    const qreal ratio = after.devicePixelRatio();
    for (int y = 0; y < after.height(); ++y) {
        for (int x = 0; x < after.width(); ++x) {
            if (before.pixel(x, y) == after.pixel(x, y))
                continue;
            const QPointF at(x / ratio, y / ratio);
            const bool under = at.x() >= first.left() - 3 && at.x() <= last.right() + 3 &&
                               at.y() > first.center().y() && at.y() <= first.bottom() + 8;
            (under ? inside : outside) += 1;
        }
    }
    QVERIFY(inside > 20);
    QCOMPARE(outside, 0);
}

void TestRemarks::kinds_haveTheirOwnShapes()
{
    for (const QColor &page : {QColor(Qt::white), QColor(Qt::black)}) {
        QPalette palette;
        palette.setColor(QPalette::Base, page);
        for (int a = 0; a < kRemarkKinds; ++a) {
            for (int b = a + 1; b < kRemarkKinds; ++b) {
                QVERIFY(underlineShape(RemarkKind(a)) != underlineShape(RemarkKind(b)));
                QVERIFY(underlineColor(RemarkKind(a), palette) != underlineColor(RemarkKind(b), palette));
                QVERIFY(underlineSample(RemarkKind(a), palette).toImage() !=
                        underlineSample(RemarkKind(b), palette).toImage());
            }
        }
    }
}

void TestRemarks::edit_readsItsParagraphOnly()
{
    RemarksFixture f(QStringLiteral("one two qq\nthree four\nfive qq six"));
    QCOMPARE(f.shown().size(), 2);
    f.service->read.clear();
    f.service->checks = 0;
    f.caretTo(21);
    f.type(QStringLiteral(" x"));
    f.key(Qt::Key_Home);
    f.settle();
    QCOMPARE(f.service->read, QStringList{QStringLiteral("three four x")});
    QCOMPARE(f.service->checks, 3);
    QCOMPARE(f.shown().size(), 2);
    QCOMPARE(f.remarks->at(30)->begin, Utf16Offset(29)); // moved along
}

void TestRemarks::edit_whileReading_readsAgain()
{
    RemarksFixture f;
    f.load(QStringLiteral("one two"));
    QCoreApplication::processEvents();
    QCOMPARE(f.service->waiting.size(), std::size_t(1));
    f.caretTo(0);
    f.type(QStringLiteral("qq "));
    f.caretToEnd();
    f.service->answerOne(); // of the text before
    QVERIFY(f.shown().isEmpty());
    f.settle();
    QCOMPARE(f.shown(), QStringList{QStringLiteral("qq")});
    QCOMPARE(f.remarks->shown()[0].begin, Utf16Offset(0));
}

void TestRemarks::typing_sparesTheWordAtTheCaret()
{
    RemarksFixture f(QStringLiteral("the "));
    f.caretToEnd();
    f.type(QStringLiteral("qqq"));
    f.settle();
    QVERIFY(f.shown().isEmpty());
    f.type(QStringLiteral(" "));
    f.settle();
    QCOMPARE(f.shown(), QStringList{QStringLiteral("qqq")});
    f.type(QStringLiteral("wq"));
    f.settle();
    QCOMPARE(f.shown(), QStringList{QStringLiteral("qqq")});
    f.key(Qt::Key_Home); // the caret leaves without a key typed
    QCOMPARE(f.shown(), (QStringList{QStringLiteral("qqq"), QStringLiteral("wq")}));
}

void TestRemarks::places_followEdits()
{
    RemarksFixture f(QStringLiteral("a qq b\nq1 c"));
    QCOMPARE(f.shown().size(), 2);
    f.edit->replaceRange(0, 1, QStringLiteral("long "), LastAction::Replaced);
    QCOMPARE(f.edit->underlines().ranges()[0].begin, 6); // before anything is read again
    f.edit->replaceRange(6, 8, QString(), LastAction::Replaced);
    QCOMPARE(f.shown(), QStringList{QStringLiteral("q1")});
    f.settle();
    QCOMPARE(f.shown(), QStringList{QStringLiteral("q1")});
    f.edit->undoStep();
    f.settle();
    QCOMPARE(f.shown().size(), 2);
}

void TestRemarks::learning_readsNothingAgain()
{
    RemarksFixture f(QStringLiteral("qqa qqb qqa. Qqa"));
    QCOMPARE(f.shown().size(), 4);
    const int checks = f.service->checks;
    f.client->clearPosts();
    f.remarks->addWord(WordLayer::User, u"qqa");
    QCOMPARE(f.shown(), QStringList{QStringLiteral("qqb")}); // at once
    f.settle();
    QCOMPARE(f.service->checks, checks);
    QVERIFY(f.client->posts().empty()); // and the engine has nothing to compute
    QCOMPARE(f.text(), QStringLiteral("qqa qqb qqa. Qqa"));
}

void TestRemarks::learning_isRemembered()
{
    RemarksFixture f(QStringLiteral("qqa qqb"));
    f.remarks->addWord(WordLayer::User, u"qqa");
    QFile file(f.profile.filePath(QStringLiteral("words.txt")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("qqa\n"));
    RemarkStore store(f.profile.path());
    RemarkFilter again;
    store.loadUser(again);
    QVERIFY(again.words(WordLayer::User).contains(u"qqa"));
    // Another window of the same profile.
    MainWindow other(std::make_unique<ScriptedClient>(), &f.settings, Delays::none());
    QVERIFY(other.remarks()->filter().words(WordLayer::User).contains(u"qqa"));
}

void TestRemarks::ignoring_oneOrAll()
{
    RemarksFixture f(QStringLiteral("one qq two. three qq four. five qq six"));
    f.remarks->ignore(f.remarks->shown()[1]);
    QCOMPARE(f.shown().size(), 2);
    QVERIFY(!f.remarks->at(19));
    f.caretTo(0);
    f.type(QStringLiteral("new "));
    f.settle(); // read again: it is still known
    QCOMPARE(f.shown().size(), 2);
    f.remarks->ignoreInDocument(f.remarks->shown()[0]);
    QVERIFY(f.shown().isEmpty());
}

void TestRemarks::ignored_belongToTheDocument()
{
    RemarksFixture f;
    const QString path = f.profile.filePath(QStringLiteral("draft.txt"));
    f.load(QStringLiteral("one qq two qx"));
    QVERIFY(f.window->file()->saveAs(path));
    f.settle();
    f.remarks->ignore(f.remarks->shown()[0]);
    f.remarks->addWord(WordLayer::Document, u"qx");
    QVERIFY(f.shown().isEmpty());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("one qq two qx")); // never in the document
    f.load(QStringLiteral("one qq two qx"));
    f.settle();
    QCOMPARE(f.shown().size(), 2); // another document
    QVERIFY(f.window->openFile(path));
    f.settle();
    QVERIFY(f.shown().isEmpty());
}

void TestRemarks::walk_goesRound()
{
    RemarksFixture f(QStringLiteral("a qq b\nq1 c q2"));
    f.caretTo(0);
    f.key(Qt::Key_F8);
    QCOMPARE(f.edit->textCursor().selectedText(), QStringLiteral("qq"));
    QVERIFY(f.window->status()->hint().contains(QStringLiteral("qq")));
    f.key(Qt::Key_F8);
    QCOMPARE(f.edit->textCursor().selectedText(), QStringLiteral("q1"));
    f.key(Qt::Key_F8);
    f.key(Qt::Key_F8);
    QCOMPARE(f.edit->textCursor().selectedText(), QStringLiteral("qq"));
    f.key(Qt::Key_F8, Qt::ShiftModifier);
    QCOMPARE(f.edit->textCursor().selectedText(), QStringLiteral("q2"));
    f.key(Qt::Key_F8, Qt::ShiftModifier);
    QCOMPARE(f.edit->textCursor().selectedText(), QStringLiteral("q1"));
}

void TestRemarks::fix_replacesAsOneStep()
{
    RemarksFixture f(QStringLiteral("the sea there boats"));
    f.sendRemark(RemarkKind::RealWord, QStringLiteral("there"),
                 {QStringLiteral("their"), QStringLiteral("the & re")});
    f.caretTo(10);
    QMenu *menu = f.openFixes();
    QVERIFY(menu);
    QCOMPARE(f.in(menu, "fix1")->text(), QStringLiteral("their"));
    QCOMPARE(f.in(menu, "fix2")->text(), QStringLiteral("the && re"));
    QVERIFY(!f.in(menu, "fixLearn")); // it is spelled right
    f.in(menu, "fix1")->trigger();
    menu->close();
    QCOMPARE(f.text(), QStringLiteral("the sea their boats"));
    QVERIFY(f.shown().isEmpty());
    f.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(f.text(), QStringLiteral("the sea there boats"));
    QVERIFY(!f.edit->document()->isUndoAvailable());
    QVERIFY(f.inStep());
}

void TestRemarks::fix_asksForReplacements()
{
    RemarksFixture f(QStringLiteral("the qqq sea"));
    f.caretTo(5);
    QMenu *menu = f.openFixes();
    QVERIFY(menu);
    QVERIFY(!f.in(menu, "fixWaiting")->isEnabled());
    QCOMPARE(f.service->asked, std::vector<std::u16string>{u"qqq"});
    std::vector<std::u16string> many;
    for (char16_t letter = u'a'; letter < u'k'; ++letter)
        many.push_back(std::u16string(3, letter));
    f.service->replacements(u"other", many);
    QVERIFY(!f.in(menu, "fix1"));
    QVERIFY(!menu->activeAction()); // Return must not ignore what a fix is being looked for
    f.service->replacements(u"qqq", many);
    QCOMPARE(menu->activeAction(), f.in(menu, "fix1"));
    QVERIFY(f.in(menu, "fix7"));
    QVERIFY(!f.in(menu, "fix8"));
    f.in(menu, "fix2")->trigger();
    menu->close();
    QCOMPARE(f.text(), QStringLiteral("the bbb sea"));
}

void TestRemarks::contextMenu_offersFixes()
{
    RemarksFixture f(QStringLiteral("the qqq sea"));
    QTextCursor place(f.edit->document());
    place.setPosition(5);
    const QPoint at = f.edit->cursorRect(place).center();
    QContextMenuEvent event(QContextMenuEvent::Mouse, at, f.edit->viewport()->mapToGlobal(at));
    QCoreApplication::sendEvent(f.edit->viewport(), &event);
    auto *menu = f.edit->findChild<QMenu *>(QStringLiteral("contextMenu"));
    QVERIFY(menu);
    for (const char *name : {"fixWaiting", "fixIgnore", "fixIgnoreAll", "fixLearn", "fixLearnHere"})
        QVERIFY2(f.in(menu, name), name);
    QVERIFY(menu->actions().size() > 8); // the editor's own are there as well
    f.in(menu, "fixLearn")->trigger();
    menu->close();
    QVERIFY(f.shown().isEmpty());
}

void TestRemarks::modelRemarks_joinAndLeave()
{
    RemarksFixture f(QStringLiteral("the qq sea there boats"));
    f.sendRemark(RemarkKind::RealWord, QStringLiteral("there"), {QStringLiteral("their")});
    QCOMPARE(f.shown(), (QStringList{QStringLiteral("qq"), QStringLiteral("there")}));
    f.answer(); // a snapshot without remarks says nothing about them
    QCOMPARE(f.shown().size(), 2);
    f.sendRemark(RemarkKind::Unlikely, QStringLiteral("boats"), {QStringLiteral("ships")});
    QCOMPARE(f.shown(), QStringList{QStringLiteral("qq")}); // unless it is asked for, that is no mistake
    f.window->remarks()->setSeverity(Severity::Everything);
    QCOMPARE(f.shown(), (QStringList{QStringLiteral("qq"), QStringLiteral("boats")}));
    // One that lies outside the text is left out.
    Snapshot snapshot = f.client->snapshot();
    Remark outside;
    outside.begin = Utf16Offset(20);
    outside.length = 50;
    outside.kind = RemarkKind::Unlikely;
    snapshot.remarks = {outside};
    snapshot.remarksReady = true;
    f.client->send(snapshot);
    QCoreApplication::processEvents();
    QCOMPARE(f.shown(), QStringList{QStringLiteral("qq")});
}

void TestRemarks::severity_filtersMarksAndRequest()
{
    RemarksFixture f(QStringLiteral("the qq sea there boats"));
    f.window->remarks()->setSeverity(Severity::Everything);
    f.sendRemark(RemarkKind::Unlikely, QStringLiteral("boats"), {QStringLiteral("ships")});
    QCOMPARE(f.shown().size(), 2);
    auto *box = f.window->findChild<QComboBox *>(QStringLiteral("remarksSeverity"));
    const auto choose = [&](int index) {
        box->setCurrentIndex(index);
        Q_EMIT box->activated(index);
    };
    choose(1);
    QCOMPARE(f.shown(), QStringList{QStringLiteral("qq")});
    choose(2);
    QVERIFY(f.client->posts().back().request.remarks ==
            ContextRemarks::Off); // nothing is computed for nobody
    QVERIFY(f.settings.remarkSeverity() == Severity::SpellingOnly);
    choose(0);
    QVERIFY(f.client->posts().back().request.remarks == ContextRemarks::On);
    QCOMPARE(f.shown().size(), 2);
}

void TestRemarks::names_areAnOption()
{
    RemarksFixture f;
    RemarkFilter filter;
    Remark name;
    name.text = u"Qqq";
    name.mayBeName = true;
    QVERIFY(filter.hides(name, {}));
    f.action("actionRemarkNames")->trigger();
    QVERIFY(f.settings.remarksNames());
    QVERIFY(f.remarks->filter().names() == Names::Flagged);
    QVERIFY(!f.remarks->filter().hides(name, {}));
}

void TestRemarks::panel_groupsEqualOnes()
{
    RemarksFixture f(QStringLiteral("qx qq one qq two qq"));
    const auto &groups = f.window->remarksPanel()->groups();
    QCOMPARE(groups.size(), std::size_t(2));
    QCOMPARE(groups[0].text, std::u16string(u"qq"));
    QCOMPARE(groups[0].count, 3);
    QCOMPARE(groups[1].count, 1);
    auto *rows = f.window->findChild<QTreeWidget *>(QStringLiteral("remarksRows"));
    QCOMPARE(rows->topLevelItemCount(), 2);
    QCOMPARE(rows->topLevelItem(0)->text(1), QStringLiteral("×3"));
    f.caretTo(0);
    QStringList places;
    for (int n = 0; n < 4; ++n) {
        Q_EMIT rows->itemClicked(rows->topLevelItem(0), 0);
        places += QString::number(f.edit->textCursor().selectionStart());
    }
    QCOMPARE(places.join(u' '), QStringLiteral("3 10 17 3"));
    f.remarks->addWord(WordLayer::User, u"qq");
    QCOMPARE(rows->topLevelItemCount(), 1);
}

void TestRemarks::panel_listsInTheTextsOrder()
{
    RemarksFixture f(QStringLiteral("zqq one qaa two mqq and qaa"));
    QStringList texts;
    for (const auto &group : f.window->remarksPanel()->groups())
        texts.append(QString::fromStdU16String(group.text));
    QCOMPARE(texts.join(u' '), QStringLiteral("qaa zqq mqq")); // the frequent one first
}

void TestRemarks::dictionaries_areThoseWithBothFiles()
{
    const QTemporaryDir one;
    const QTemporaryDir two;
    for (const QString &path :
         {one.filePath(QStringLiteral("de_DE.aff")), one.filePath(QStringLiteral("de_DE.dic")),
          one.filePath(QStringLiteral("fr_FR.aff")), one.filePath(QStringLiteral("hyph_de_DE.dic")),
          two.filePath(QStringLiteral("de_DE.aff")), two.filePath(QStringLiteral("de_DE.dic")),
          two.filePath(QStringLiteral("en_GB.aff")), two.filePath(QStringLiteral("en_GB.dic"))}) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
    QCOMPARE(dictionariesIn({one.path(), two.path(), QStringLiteral("/nowhere/at/all")}).join(u' '),
             QStringLiteral("de_DE en_GB"));
    QCOMPARE(dictionaryTitle(QStringLiteral("de_DE")), QStringLiteral("Deutsch (Deutschland)"));
    QCOMPARE(dictionaryTitle(QStringLiteral("house words")), QStringLiteral("house words"));
}

void TestRemarks::dictionary_isChosenInTheSettings()
{
    const QTemporaryDir folder;
    for (const QString &name : {QStringLiteral("xx_words.aff"), QStringLiteral("xx_words.dic")}) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
    const QByteArray before = qgetenv("DICPATH");
    qputenv("DICPATH", QFile::encodeName(folder.path()));
    WindowFixture f;
    f.window->showSettings();
    qputenv("DICPATH", before);
    auto *box = f.window->findChild<QComboBox *>(QStringLiteral("optionDictionary"));
    QVERIFY(box);
    QCOMPARE(box->currentText(), dictionaryTitle(QStringLiteral("en_US")));
    const int own = box->findText(QStringLiteral("xx_words"));
    QVERIFY(own >= 0);
    box->setCurrentIndex(own);
    QCOMPARE(Settings(f.profile.path()).language(), QStringLiteral("xx_words"));
}

void TestRemarks::failure_isToldOnce()
{
    RemarksFixture f(QStringLiteral("the qq sea"));
    f.service->fail(QStringLiteral("xx.dic: expected a dictionary"));
    QVERIFY(f.window->messages()->textOf(QStringLiteral("dictionary")).contains(QStringLiteral("xx.dic")));
    f.window->messages()->dismiss(QStringLiteral("dictionary"));
    f.type(QStringLiteral("more "));
    QCoreApplication::processEvents();
    QVERIFY(f.service->waiting.empty());
    QVERIFY(!f.window->messages()->shows(QStringLiteral("dictionary")));
}

void TestRemarks::plainMode_readsNothing()
{
    RemarksFixture f;
    f.service->read.clear();
    f.window->controller()->load(QStringLiteral("the qq sea"), DocumentController::Attach::Nothing);
    f.remarks->documentChanged(QString(), TextKind::Prose);
    QCoreApplication::processEvents();
    QVERIFY(f.service->waiting.empty());
    QVERIFY(f.shown().isEmpty());
}

void TestRemarks::sourceCode_hasNone()
{
    QCOMPARE(textKindOf(QStringLiteral("/a/letter.txt")), TextKind::Prose);
    QCOMPARE(textKindOf(QStringLiteral("notes.md")), TextKind::Markdown);
    QCOMPARE(textKindOf(QStringLiteral("notes.markdown")), TextKind::Markdown);
    QCOMPARE(textKindOf(QStringLiteral("no-such-type.qqq")), TextKind::Prose);
    QCOMPARE(textKindOf(QString()), TextKind::Prose);
    for (const char *name : {"main.cpp", "setup.py", "data.json", "page.html", "build.sh"})
        QCOMPARE(textKindOf(QString::fromLatin1(name)), TextKind::SourceCode);

    RemarksFixture f;
    f.load(QStringLiteral("the qq sea"));
    f.settle();
    QVERIFY(!f.shown().isEmpty());
    const QFont prose = f.edit->font();
    QVERIFY(f.window->file()->saveAs(f.profile.filePath(QStringLiteral("sea.cpp"))));
    QVERIFY(f.shown().isEmpty());
    QVERIFY(f.edit->font().family() != prose.family());
    QVERIFY(f.window->file()->saveAs(f.profile.filePath(QStringLiteral("sea.txt"))));
    QVERIFY(!f.shown().isEmpty());
    QCOMPARE(f.edit->font(), prose);
    f.window->file()->setTextKindChoice(TextKindChoice::SourceCode);
    QVERIFY(f.shown().isEmpty());
    f.window->file()->setTextKindChoice(TextKindChoice::ByName);
    QVERIFY(!f.shown().isEmpty());
}

void TestRemarks::hunspell_inItsThread()
{
    qputenv("DICPATH", DELTAPAD_TEST_DATA "/dictionary");
    WindowFixture f;
    f.window->setProofService(makeHunspellService(QStringLiteral("small")));
    f.load(QStringLiteral("the sea was calmm"));
    RemarksController *remarks = f.window->remarks();
    QTRY_COMPARE(remarks->shown().size(), std::size_t(1));
    QCOMPARE(remarks->shown()[0].text, std::u16string(u"calmm"));
    QSignalSpy found(remarks, &RemarksController::replacementsFound);
    remarks->lookUp(u"calmm");
    QTRY_COMPARE(found.count(), 1);
    QVERIFY(!remarks->shown()[0].replacements.empty());
    QCOMPARE(remarks->shown()[0].replacements[0], std::u16string(u"calm"));
    f.window->setProofService(makeHunspellService(QStringLiteral("none")));
    QTRY_VERIFY(f.window->messages()->shows(QStringLiteral("dictionary")));
    qunsetenv("DICPATH");
}

QTEST_MAIN(TestRemarks)
#include "tst_remarks.moc"
