// SPDX-License-Identifier: MIT
#include <QTest>

#include "engine/live/mailbox.h"

#include <thread>

using namespace deltapad;

namespace {

TextSplice insertion(std::int64_t at, std::u16string text)
{
    return {Utf16Offset(at), 0, std::move(text)};
}

/// A clock that the test sets.
struct Time
{
    double now = 0;
    Mailbox::Clock clock()
    {
        return [this] { return now; };
    }
};

enum class Event {
    Edit,
    ForeignEdit,
    Caret,
    Show,
    Close,
    ForeignClose,
    Reopen,
    ForeignOpen,
    Request,
    Off,
    Model,
    Stop
};

constexpr DocumentId kDocument = 1;
constexpr DocumentId kOther = 2;

void post(Mailbox &mailbox, Event event)
{
    switch (event) {
    case Event::Edit:
        return mailbox.edit(kDocument, 2, insertion(0, u"x"), Utf16Offset(1));
    case Event::ForeignEdit:
        return mailbox.edit(kOther, 2, insertion(0, u"x"), Utf16Offset(1));
    case Event::Caret:
        return mailbox.moveCaret(kDocument, 1, Utf16Offset(0));
    case Event::Show:
        return mailbox.show(kDocument, Utf16Offset(0), Utf16Offset(1));
    case Event::Close:
        return mailbox.close(kDocument);
    case Event::ForeignClose:
        return mailbox.close(kOther);
    case Event::Reopen:
        return mailbox.open(kDocument, 5, u"new", Utf16Offset(0));
    case Event::ForeignOpen:
        return mailbox.open(kOther, 1, u"other", Utf16Offset(0));
    case Event::Request:
        return mailbox.setSuggestions({3, 1});
    case Event::Off:
        return mailbox.setSuggestions({0, 0});
    case Event::Model:
        return mailbox.setModel("other");
    case Event::Stop:
        return mailbox.stop();
    }
}

using Reason = std::optional<DropReason>;

} // namespace
Q_DECLARE_METATYPE(Reason)

class TestMailbox : public QObject
{
    Q_OBJECT

private slots:
    void take_givesSplicesInOrder();
    void take_keepsDocumentsApart();
    void open_voidsWhatCameBefore();
    void close_voidsWhatCameBefore();
    void show_keepsTheNewestPart_andIsNoMailOfTheDocument();
    void take_waitsForAPost();
    void stop_isNeverForgotten();
    void stopRule_data();
    void stopRule();
    void begin_seesWhatCameBefore();
    void finish_namesTheStrongestReason();
    void counters_sumUp();
};

void TestMailbox::take_givesSplicesInOrder()
{
    Time time;
    Mailbox mailbox(time.clock());
    mailbox.open(kDocument, 1, u"text", Utf16Offset(4));
    mailbox.edit(kDocument, 2, insertion(4, u"a"), Utf16Offset(5));
    mailbox.edit(kDocument, 3, insertion(5, u"b"), Utf16Offset(6));
    mailbox.moveCaret(kDocument, 3, Utf16Offset(2));
    const Mail mail = mailbox.take(Mailbox::Wait::Yes);
    QCOMPARE(mail.documents.size(), 1U);
    const DocumentMail &document = mail.documents.front();
    QVERIFY(document.closed); // whatever was known under this id
    QVERIFY(document.opened == u"text");
    QCOMPARE(document.splices.size(), 2U);
    QVERIFY(document.splices[0].inserted == u"a");
    QVERIFY(document.splices[1].inserted == u"b");
    QCOMPARE(document.revision, 3U);
    QCOMPARE(document.caret.value, 2);
    QVERIFY(document.caretMoved);
    QVERIFY(mailbox.take(Mailbox::Wait::No).documents.empty());
}

void TestMailbox::take_keepsDocumentsApart()
{
    Time time;
    Mailbox mailbox(time.clock());
    mailbox.edit(kDocument, 2, insertion(0, u"a"), Utf16Offset(1));
    mailbox.edit(kOther, 7, insertion(0, u"b"), Utf16Offset(1));
    mailbox.edit(kDocument, 3, insertion(1, u"c"), Utf16Offset(2));
    const Mail mail = mailbox.take(Mailbox::Wait::Yes);
    QCOMPARE(mail.documents.size(), 2U);
    QCOMPARE(mail.documents[0].splices.size(), 2U);
    QCOMPARE(mail.documents[1].splices.size(), 1U);
    QVERIFY(mail.documents[0].sequence > mail.documents[1].sequence);
}

void TestMailbox::open_voidsWhatCameBefore()
{
    Time time;
    Mailbox mailbox(time.clock());
    mailbox.open(kDocument, 1, u"old", Utf16Offset(0));
    mailbox.edit(kDocument, 2, insertion(0, u"a"), Utf16Offset(1));
    mailbox.open(kDocument, 3, u"new", Utf16Offset(0));
    const Mail mail = mailbox.take(Mailbox::Wait::Yes);
    QVERIFY(mail.documents.front().opened == u"new");
    QVERIFY(mail.documents.front().splices.empty());
    QCOMPARE(mailbox.counters().closed, 1);
}

void TestMailbox::close_voidsWhatCameBefore()
{
    Time time;
    Mailbox mailbox(time.clock());
    mailbox.open(kDocument, 1, u"old", Utf16Offset(0));
    mailbox.edit(kDocument, 2, insertion(0, u"a"), Utf16Offset(1));
    mailbox.close(kDocument);
    const Mail mail = mailbox.take(Mailbox::Wait::Yes);
    QVERIFY(mail.documents.front().closed);
    QVERIFY(!mail.documents.front().opened);
    QVERIFY(mail.documents.front().splices.empty());
    QCOMPARE(mailbox.counters().closed, 1);
}

void TestMailbox::show_keepsTheNewestPart_andIsNoMailOfTheDocument()
{
    Time time;
    Mailbox mailbox(time.clock());
    mailbox.show(kDocument, Utf16Offset(0), Utf16Offset(10));
    mailbox.show(kOther, Utf16Offset(5), Utf16Offset(6));
    mailbox.show(kDocument, Utf16Offset(20), Utf16Offset(30));
    const Mail mail = mailbox.take(Mailbox::Wait::Yes);
    QVERIFY(mail.documents.empty()); // no update is asked for
    QCOMPARE(mail.visible.size(), 2U);
    QCOMPARE(mail.visible[1].document, kDocument);
    QCOMPARE(mail.visible[1].begin, Utf16Offset(20));
    // What was shown of a closed document is forgotten.
    mailbox.show(kDocument, Utf16Offset(0), Utf16Offset(10));
    mailbox.open(kDocument, 1, u"new", Utf16Offset(0));
    QVERIFY(mailbox.take(Mailbox::Wait::Yes).visible.empty());
    mailbox.nudge();
    QVERIFY(mailbox.take(Mailbox::Wait::Yes).documents.empty()); // it wakes, and brings nothing
}

void TestMailbox::take_waitsForAPost()
{
    Time time;
    Mailbox mailbox(time.clock());
    std::vector<char16_t> got;
    std::thread worker([&] {
        while (got.size() < 100) {
            for (const DocumentMail &mail : mailbox.take(Mailbox::Wait::Yes).documents) {
                for (const TextSplice &splice : mail.splices)
                    got.push_back(splice.inserted.front());
            }
        }
    });
    for (int i = 0; i < 100; ++i)
        mailbox.edit(kDocument, Revision(i), insertion(0, std::u16string(1, char16_t(i))), Utf16Offset(0));
    worker.join();
    for (int i = 0; i < 100; ++i)
        QCOMPARE(int(got[std::size_t(i)]), i);
}

void TestMailbox::stop_isNeverForgotten()
{
    Time time;
    Mailbox mailbox(time.clock());
    mailbox.stop();
    QVERIFY(mailbox.take(Mailbox::Wait::Yes).stop);
    QVERIFY(mailbox.take(Mailbox::Wait::Yes).stop);
}

void TestMailbox::stopRule_data()
{
    QTest::addColumn<JobKind>("kind");
    QTest::addColumn<Interruption>("byEdits");
    QTest::addColumn<double>("expected");
    QTest::addColumn<double>("elapsed");
    QTest::addColumn<Event>("event");
    QTest::addColumn<Reason>("reason");
    const Interruption yes = Interruption::Allowed;
    const Interruption no = Interruption::Forbidden;
    const Reason superseded = DropReason::Superseded;
    const Reason closed = DropReason::DocumentClosed;
    const Reason model = DropReason::ModelChanged;
    const Reason user = DropReason::UserCancelled;
    const auto row = [](const char *name, JobKind kind, Interruption byEdits, double expected, double elapsed,
                        Event event, Reason reason) {
        QTest::newRow(name) << kind << byEdits << expected << elapsed << event << reason;
    };
    using enum Event;
    row("short update, edit", JobKind::Update, yes, 5, 3, Edit, {});
    row("update as long as a frame, edit", JobKind::Update, yes, 16, 16, Edit, {});
    row("long-running update, edit", JobKind::Update, yes, 5, 17, Edit, superseded);
    row("update expected long, edit", JobKind::Update, yes, 50, 0, Edit, superseded);
    row("long update behind a stopped one, edit", JobKind::Update, no, 50, 100, Edit, {});
    row("long update, foreign edit", JobKind::Update, yes, 50, 0, ForeignEdit, superseded);
    row("long update, foreign open", JobKind::Update, yes, 50, 0, ForeignOpen, superseded);
    row("long update, caret", JobKind::Update, yes, 50, 0, Caret, {});
    row("long update, request", JobKind::Update, yes, 50, 0, Request, {});
    row("update, close", JobKind::Update, no, 5, 0, Close, closed);
    row("update, foreign close", JobKind::Update, yes, 50, 50, ForeignClose, {});
    row("update, opened anew", JobKind::Update, no, 5, 0, Reopen, closed);
    row("update, model", JobKind::Update, no, 5, 0, Model, model);
    row("update, end", JobKind::Update, no, 5, 0, Stop, closed);
    row("long update, scrolled", JobKind::Update, yes, 50, 50, Show, {});
    row("suggestions, scrolled", JobKind::Suggest, yes, 0, 50, Show, {});
    row("background, edit", JobKind::Background, no, 0, 0, Edit, superseded);
    row("background, foreign edit", JobKind::Background, yes, 0, 0, ForeignEdit, superseded);
    row("background, caret", JobKind::Background, yes, 0, 0, Caret, superseded);
    row("background, scrolled", JobKind::Background, yes, 0, 0, Show, superseded);
    row("background, request", JobKind::Background, yes, 0, 0, Request, superseded);
    row("background, close", JobKind::Background, yes, 0, 0, Close, closed);
    row("background, foreign close", JobKind::Background, yes, 0, 0, ForeignClose, {});
    row("background, model", JobKind::Background, yes, 0, 0, Model, model);
    row("long open, own edit", JobKind::Open, yes, 50, 500, Edit, {});
    row("long open, foreign edit", JobKind::Open, yes, 5, 500, ForeignEdit, superseded);
    row("long open again, foreign edit", JobKind::Open, no, 5, 500, ForeignEdit, {});
    row("open, close", JobKind::Open, yes, 5, 0, Close, closed);
    row("suggestions, edit", JobKind::Suggest, yes, 0, 0, Edit, superseded);
    row("suggestions, foreign edit", JobKind::Suggest, yes, 0, 0, ForeignEdit, superseded);
    row("suggestions, caret", JobKind::Suggest, yes, 0, 0, Caret, superseded);
    row("suggestions, request", JobKind::Suggest, yes, 0, 0, Request, superseded);
    row("suggestions, off", JobKind::Suggest, yes, 0, 0, Off, user);
    row("suggestions, close", JobKind::Suggest, yes, 0, 0, Close, closed);
    row("suggestions, foreign close", JobKind::Suggest, yes, 0, 0, ForeignClose, {});
    row("suggestions, model", JobKind::Suggest, yes, 0, 0, Model, model);
}

void TestMailbox::stopRule()
{
    QFETCH(JobKind, kind);
    QFETCH(Interruption, byEdits);
    QFETCH(double, expected);
    QFETCH(double, elapsed);
    QFETCH(Event, event);
    QFETCH(Reason, reason);
    Time time;
    Mailbox mailbox(time.clock());
    Job job{kDocument, kind, byEdits, expected, CancelToken::create()};
    mailbox.begin(job);
    time.now = elapsed;
    post(mailbox, event);
    QCOMPARE(job.cancel.requested(), reason.has_value());
    const JobOutcome outcome = mailbox.finish();
    QCOMPARE(outcome.stopped, reason);
    QCOMPARE(outcome.obsolete, reason == DropReason::DocumentClosed || reason == DropReason::ModelChanged);
    post(mailbox, Event::Edit); // nothing under way: nothing to stop
    mailbox.begin({kDocument, JobKind::Update, Interruption::Forbidden, 0, CancelToken::create()});
    QVERIFY(mailbox.finish().newerPending);
}

void TestMailbox::begin_seesWhatCameBefore()
{
    for (const Event event : {Event::Close, Event::Reopen, Event::Model, Event::Stop}) {
        Time time;
        Mailbox mailbox(time.clock());
        post(mailbox, event);
        Job job{kDocument, JobKind::Update, Interruption::Forbidden, 0, CancelToken::create()};
        mailbox.begin(job);
        QVERIFY(job.cancel.requested());
        QVERIFY(mailbox.finish().obsolete);
    }
    for (const Event event : {Event::Edit, Event::Caret, Event::ForeignEdit, Event::Off}) {
        Time time;
        Mailbox mailbox(time.clock());
        post(mailbox, event);
        Job job{kDocument, JobKind::Suggest, Interruption::Allowed, 0, CancelToken::create()};
        mailbox.begin(job);
        QVERIFY(job.cancel.requested());
        QVERIFY(!mailbox.finish().obsolete);
    }
}

void TestMailbox::finish_namesTheStrongestReason()
{
    Time time;
    Mailbox mailbox(time.clock());
    mailbox.begin({kDocument, JobKind::Suggest, Interruption::Allowed, 0, CancelToken::create()});
    post(mailbox, Event::Edit);
    post(mailbox, Event::Close);
    post(mailbox, Event::ForeignEdit);
    QCOMPARE(mailbox.finish().stopped, Reason(DropReason::DocumentClosed));
}

void TestMailbox::counters_sumUp()
{
    Time time;
    Mailbox mailbox(time.clock());
    for (int i = 0; i < 3; ++i)
        post(mailbox, Event::Edit);
    mailbox.noteUpdate(3);
    mailbox.noteCancelledUpdate();
    mailbox.noteStale();
    mailbox.noteDropped(DropReason::Superseded, 1);
    mailbox.noteDropped(DropReason::UserCancelled, 2);
    mailbox.noteDropped(DropReason::DocumentClosed, 3);
    mailbox.noteDropped(DropReason::ModelChanged, 4);
    ClientCounters expected;
    expected.posted = 3;
    expected.updates = 1;
    expected.merged = 2;
    expected.cancelled = 1;
    expected.stale = 1;
    expected.abandoned = 1;
    expected.userCancelled = 2;
    expected.closed = 3;
    expected.modelChanged = 4;
    QVERIFY(mailbox.counters() == expected);
}

QTEST_APPLESS_MAIN(TestMailbox)
#include "tst_mailbox.moc"
