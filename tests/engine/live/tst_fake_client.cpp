// SPDX-License-Identifier: MIT
#include <QTest>

#include "engine/live/fake_client.h"

using namespace deltapad;

namespace {

TextSplice insertion(std::int64_t at, std::u16string text)
{
    return {Utf16Offset(at), 0, std::move(text)};
}

} // namespace

class TestFakeClient : public QObject
{
    Q_OBJECT

private slots:
    void posts_areRecordedAndApplied();
    void scripted_deliversOnlyWhatWasQueued();
    void edit_thatDoesNotFit_isAMisfit();
    void echo_givesClassesThenSuggestions();
    void echo_isDeterministic();
    void echo_emptyText_isEmpty();
};

void TestFakeClient::posts_areRecordedAndApplied()
{
    FakeClient client;
    client.open(1, 1, u"ab", Utf16Offset(0));
    client.edit(1, 2, {Utf16Offset(1), 1, u"xyz"}, Utf16Offset(4));
    client.moveCaret(1, 2, Utf16Offset(0));
    client.setSuggestions({2, 1});
    client.setModel("folder");
    QVERIFY(client.text(1) == u"axyz");
    client.close(1);
    QVERIFY(client.text(1).empty());
    QCOMPARE(client.posts().size(), 6U);
    QVERIFY(client.posts()[0].kind == Post::Kind::Open);
    QVERIFY(client.posts()[0].text == u"ab");
    QVERIFY(client.posts()[1].kind == Post::Kind::Edit);
    QCOMPARE(client.posts()[1].splice.removed, 1);
    QCOMPARE(client.posts()[1].caret.value, 4);
    QCOMPARE(client.posts()[3].request.count, 2);
    QCOMPARE(client.posts()[4].folder, std::string("folder"));
    QVERIFY(client.posts()[5].kind == Post::Kind::Close);
    QCOMPARE(client.misfits(), 0);
}

void TestFakeClient::scripted_deliversOnlyWhatWasQueued()
{
    FakeClient client;
    std::vector<Revision> got;
    client.setListener([&](std::shared_ptr<const Snapshot> snapshot) { got.push_back(snapshot->revision); });
    client.open(1, 1, u"text", Utf16Offset(0));
    client.deliver();
    QVERIFY(got.empty());
    for (Revision revision : {5, 6, 7}) {
        Snapshot snapshot;
        snapshot.revision = revision;
        client.script(snapshot);
    }
    client.deliverOne();
    QCOMPARE(got, std::vector<Revision>{5});
    client.deliver();
    QCOMPARE(got, (std::vector<Revision>{5, 6, 7}));
    client.deliverOne();
    QCOMPARE(got.size(), 3U);
}

void TestFakeClient::edit_thatDoesNotFit_isAMisfit()
{
    FakeClient client;
    client.edit(1, 1, insertion(0, u"x"), Utf16Offset(0)); // not open
    client.open(1, 1, u"ab", Utf16Offset(0));
    client.edit(1, 2, insertion(3, u"x"), Utf16Offset(0));
    QCOMPARE(client.misfits(), 2);
    QVERIFY(client.text(1) == u"ab");
}

void TestFakeClient::echo_givesClassesThenSuggestions()
{
    FakeClient client(FakeClient::Mode::Echo);
    std::vector<std::shared_ptr<const Snapshot>> got;
    client.setListener([&](std::shared_ptr<const Snapshot> snapshot) { got.push_back(std::move(snapshot)); });
    client.open(3, 9, u"the theatre in the evening th", Utf16Offset(29));
    QCOMPARE(client.queued(), 2U);
    client.deliver();
    QCOMPARE(got.size(), 2U);
    QVERIFY(!got[0]->suggestionsReady);
    QVERIFY(got[0]->suggestions.empty());
    QVERIFY(got[1]->suggestionsReady);
    QCOMPARE(got[1]->document, 3U);
    QCOMPARE(got[1]->revision, 9U);
    QVERIFY(got[1]->suggestions.size() >= 2);
    QVERIFY(got[1]->suggestions[0].text == u"e theatre in");
    QVERIFY(got[1]->suggestions[1].text == u"eatre in the");
    QCOMPARE(got[1]->surprises.size(), 6U);
    QCOMPARE(got[1]->surprises[1].begin.value, 4);
    QCOMPARE(got[1]->surprises[1].end.value, 11);
    for (const ClassScores &scores : got[1]->classes) {
        float sum = 0;
        for (const float probability : scores.probabilities)
            sum += probability;
        QVERIFY(std::abs(sum - 1.0F) < 1e-5F);
        QCOMPARE(scores.labels.size(), scores.probabilities.size());
    }
}

void TestFakeClient::echo_isDeterministic()
{
    const auto one = FakeClient::echo(1, 1, u"some words here", Utf16Offset(15), {});
    const auto two = FakeClient::echo(1, 1, u"some words here", Utf16Offset(15), {});
    const auto other = FakeClient::echo(1, 1, u"other words here and more", Utf16Offset(15), {});
    QVERIFY(one.classes[0].probabilities == two.classes[0].probabilities);
    QCOMPARE(one.bitsPerByte, two.bitsPerByte);
    QVERIFY(one.bitsPerByte > 0);
    QVERIFY(one.bitsPerByte != other.bitsPerByte);
}

void TestFakeClient::echo_emptyText_isEmpty()
{
    const Snapshot snapshot = FakeClient::echo(1, 1, u"", Utf16Offset(5), {});
    QCOMPARE(snapshot.caret.value, 0);
    QVERIFY(snapshot.surprises.empty());
    QCOMPARE(snapshot.bitsPerByte, 0.0);
}

QTEST_APPLESS_MAIN(TestFakeClient)
#include "tst_fake_client.moc"
