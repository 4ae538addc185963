// SPDX-License-Identifier: MIT
// Every change of a document becomes one splice that is right: the shadow equals the document after each
// step.
#include "ui/editor/document_shadow.h"
#include "ui/editor/document_text.h"

#include <QPlainTextDocumentLayout>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>

#include <random>

using namespace deltapad;

namespace {

/// A document whose changes go through a shadow; keeps what came out.
class Shadowed : public QObject
{
public:
    explicit Shadowed(const QString &text)
    {
        document.setDocumentLayout(new QPlainTextDocumentLayout(&document));
        document.setPlainText(text);
        shadow.reset(document);
        connect(&document, &QTextDocument::contentsChange, this,
                [this](int position, int removed, int added) {
                    if (const auto splice = shadow.absorb(document, position, removed, added))
                        splices.push_back(*splice);
                });
    }

    QTextDocument document;
    DocumentShadow shadow;
    std::vector<TextSplice> splices;
};

QString inserted(const TextSplice &splice)
{
    return QString::fromStdU16String(splice.inserted);
}

} // namespace

class TestDocumentShadow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textChunks_replaceAndSlice();
    void textChunks_copiesKeepTheirText();
    void textChunks_deletedOneByOne_leaveFewChunks();
    void textChunks_neverCutAPair();
    void insert_givesOneMinimalSplice();
    void setPlainText_isTrimmedToTheDifference();
    void formatChange_givesNoSplice();
    void editBlockWithSeveralPlaces_givesOneSplice();
    void surrogatePair_isNeverCut();
    void wrongHint_isRepairedAndCounted();
    void noBreakSpace_survives();
    void randomEdits_keepShadowEqual();
};

void TestDocumentShadow::textChunks_replaceAndSlice()
{
    const auto seed = std::random_device()();
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    std::u16string plain(5 * TextChunks::kChunk, u'-');
    TextChunks text(plain);
    for (int i = 0; i < 2000; ++i) {
        // Mostly small edits, now and then one over several chunks.
        const std::int64_t most = random() % 50 == 0 ? 3 * TextChunks::kChunk : 5;
        const auto begin = std::int64_t(random() % (plain.size() + 1));
        const auto removed = std::min<std::int64_t>(random() % most, std::int64_t(plain.size()) - begin);
        const std::u16string added(random() % std::size_t(most), char16_t(u'a' + random() % 26));
        plain.replace(std::size_t(begin), std::size_t(removed), added);
        text.replace(begin, removed, added);
        QCOMPARE(text.size(), std::int64_t(plain.size()));
        const auto from = std::int64_t(random() % (plain.size() + 1));
        const auto to = std::min<std::int64_t>(std::int64_t(plain.size()), from + 20);
        QVERIFY(text.slice(from, to) ==
                std::u16string_view(plain).substr(std::size_t(from), std::size_t(to - from)));
    }
    QVERIFY(text.text() == plain);
    for (std::size_t i = 0; i < plain.size(); ++i)
        QVERIFY(text.at(std::int64_t(i)) == plain[i]);
    for (std::size_t i = 0; i < text.chunkCount(); ++i)
        QVERIFY(!text.chunk(i).empty() && text.chunk(i).size() <= 2 * TextChunks::kChunk);
}

void TestDocumentShadow::textChunks_copiesKeepTheirText()
{
    const std::u16string plain(10 * TextChunks::kChunk, u'x');
    TextChunks text(plain);
    const TextChunks copy = text;
    text.replace(std::int64_t(4 * TextChunks::kChunk), 3, u"other");
    text.replace(0, 1, {});
    QVERIFY(copy.text() == plain);
    QCOMPARE(text.size(), std::int64_t(plain.size()) + 1);
    // All but the chunks that were written to are the copy's own.
    std::size_t shared = 0;
    for (std::size_t i = 0; i < copy.chunkCount(); ++i)
        for (std::size_t k = 0; k < text.chunkCount(); ++k)
            shared += copy.chunk(i).data() == text.chunk(k).data() ? 1 : 0;
    QCOMPARE(shared, copy.chunkCount() - 2);
}

void TestDocumentShadow::textChunks_deletedOneByOne_leaveFewChunks()
{
    TextChunks text(std::u16string(50 * TextChunks::kChunk, u'x'));
    for (std::int64_t at = 0; at < text.size(); ++at) // every other hundred goes
        text.replace(at, std::min<std::int64_t>(99, text.size() - at), {});
    QVERIFY(text.chunkCount() <= 2);
}

void TestDocumentShadow::textChunks_neverCutAPair()
{
    std::u16string pairs = u"x";
    while (pairs.size() < 6 * TextChunks::kChunk)
        pairs += u"\U0001F600";
    for (const std::u16string &whole : {pairs, u"x" + pairs}) {
        const TextChunks text(whole);
        QVERIFY(text.text() == whole);
        QVERIFY(text.chunkCount() > 2);
        for (std::size_t i = 0; i < text.chunkCount(); ++i)
            QVERIFY(!QChar::isHighSurrogate(text.chunk(i).back()));
    }
}

void TestDocumentShadow::insert_givesOneMinimalSplice()
{
    Shadowed s(QStringLiteral("one two\nthree"));
    QTextCursor cursor(&s.document);
    cursor.setPosition(4);
    cursor.insertText(QStringLiteral("X\nY"));
    QCOMPARE(s.splices.size(), std::size_t(1));
    QCOMPARE(s.splices[0].begin.value, 4);
    QCOMPARE(s.splices[0].removed, 0);
    QCOMPARE(inserted(s.splices[0]), QStringLiteral("X\nY"));
    QVERIFY(s.shadow.matches(s.document));
    QCOMPARE(s.shadow.fullComparisons(), 0);
}

void TestDocumentShadow::setPlainText_isTrimmedToTheDifference()
{
    Shadowed s(QStringLiteral("the grey sea"));
    s.document.setPlainText(QStringLiteral("the green sea"));
    QVERIFY(s.shadow.matches(s.document));
    QVERIFY(!s.splices.empty());
}

void TestDocumentShadow::formatChange_givesNoSplice()
{
    Shadowed s(QStringLiteral("some text"));
    QTextCursor cursor(&s.document);
    cursor.select(QTextCursor::Document);
    QTextCharFormat bold;
    bold.setFontWeight(QFont::Bold);
    cursor.mergeCharFormat(bold);
    QVERIFY(s.splices.empty());
    QVERIFY(s.shadow.matches(s.document));
}

void TestDocumentShadow::editBlockWithSeveralPlaces_givesOneSplice()
{
    Shadowed s(QStringLiteral("a b a b a"));
    QTextCursor cursor(&s.document);
    cursor.beginEditBlock();
    for (const int place : {8, 4, 0}) {
        cursor.setPosition(place);
        cursor.setPosition(place + 1, QTextCursor::KeepAnchor);
        cursor.insertText(QStringLiteral("XX"));
    }
    cursor.endEditBlock();
    QCOMPARE(s.splices.size(), std::size_t(1));
    QVERIFY(s.shadow.matches(s.document));
    s.document.undo();
    QCOMPARE(s.splices.size(), std::size_t(2));
    QVERIFY(s.shadow.matches(s.document));
}

void TestDocumentShadow::surrogatePair_isNeverCut()
{
    // Both emoji begin with the same high surrogate.
    Shadowed s(QStringLiteral("x\U0001F600y"));
    QTextCursor cursor(&s.document);
    cursor.beginEditBlock();
    cursor.setPosition(1);
    cursor.setPosition(3, QTextCursor::KeepAnchor);
    cursor.insertText(QStringLiteral("\U0001F601"));
    cursor.endEditBlock();
    QCOMPARE(s.splices.size(), std::size_t(1));
    QCOMPARE(s.splices[0].begin.value, 1);
    QCOMPARE(s.splices[0].removed, 2);
    QCOMPARE(s.splices[0].inserted.size(), std::size_t(2));
}

void TestDocumentShadow::wrongHint_isRepairedAndCounted()
{
    QTextDocument document;
    document.setPlainText(QStringLiteral("0123456789 0123456789"));
    DocumentShadow shadow;
    shadow.reset(document);
    QTextCursor cursor(&document);
    cursor.setPosition(3);
    cursor.insertText(QStringLiteral("X"));
    const auto splice = shadow.absorb(document, 15, 0, 1); // not where it happened
    QVERIFY(splice);
    QCOMPARE(splice->begin.value, 3);
    QCOMPARE(shadow.fullComparisons(), 1);
    QVERIFY(shadow.matches(document));
}

void TestDocumentShadow::noBreakSpace_survives()
{
    QTextDocument document;
    document.setPlainText(QStringLiteral("a\u00A0b\nc"));
    QCOMPARE(QString::fromStdU16String(documentText(document)), QStringLiteral("a\u00A0b\nc"));
    QCOMPARE(QString::fromStdU16String(documentSlice(document, 1, 4)), QStringLiteral("\u00A0b\n"));
}

void TestDocumentShadow::randomEdits_keepShadowEqual()
{
    const auto seed = std::random_device()();
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    const auto below = [&random](int n) { return n > 0 ? int(random() % unsigned(n)) : 0; };
    const QStringList pieces{
        QStringLiteral("a"),       QStringLiteral(" "),          QStringLiteral("word "),
        QStringLiteral("\n"),      QStringLiteral("two\nlines"), QStringLiteral("\U0001F600"),
        QStringLiteral("e\u0301"), QStringLiteral("\u00A0"),     QStringLiteral("aaaa"),
        QStringLiteral("\n\n\n"),  QStringLiteral("日本語")};
    Shadowed s(QStringLiteral("The quick brown fox\njumps over\n\nthe lazy dog."));
    for (int step = 0; step < 10000; ++step) {
        const int length = int(documentLength(s.document));
        QTextCursor cursor(&s.document);
        const auto splices = s.splices.size();
        switch (below(12)) {
        case 0:
        case 1:
        case 2:
        case 3:
            cursor.setPosition(below(length + 1));
            cursor.insertText(pieces[below(int(pieces.size()))]);
            break;
        case 4:
        case 5:
            cursor.setPosition(below(length + 1));
            cursor.deletePreviousChar();
            break;
        case 6: {
            const int begin = below(length + 1);
            cursor.setPosition(begin);
            cursor.setPosition(std::min(length, begin + below(12)), QTextCursor::KeepAnchor);
            cursor.insertText(pieces[below(int(pieces.size()))]);
            break;
        }
        case 7:
            s.document.undo();
            break;
        case 8:
            s.document.redo();
            break;
        case 9: { // several places in one edit block, ascending or descending
            cursor.beginEditBlock();
            for (int i = 0; i < 3; ++i) {
                cursor.setPosition(below(int(documentLength(s.document)) + 1));
                cursor.insertText(pieces[below(int(pieces.size()))]);
                cursor.setPosition(below(int(documentLength(s.document)) + 1));
                cursor.deleteChar();
            }
            cursor.endEditBlock();
            break;
        }
        case 10: {
            QTextCharFormat format;
            format.setFontItalic(true);
            cursor.setPosition(below(length + 1));
            cursor.setPosition(below(length + 1), QTextCursor::KeepAnchor);
            cursor.mergeCharFormat(format);
            break;
        }
        case 11: // an input method changes the layout only
            cursor.setPosition(below(length + 1));
            cursor.block().layout()->setPreeditArea(cursor.positionInBlock(), QStringLiteral("ni"));
            s.document.markContentsDirty(cursor.block().position(), cursor.block().length());
            break;
        }
        if (s.splices.size() > splices + 1)
            QFAIL(qPrintable(QStringLiteral("step %1 gave several splices").arg(step)));
        if (!s.shadow.matches(s.document))
            QFAIL(qPrintable(QStringLiteral("step %1 left the shadow behind").arg(step)));
        if (documentLength(s.document) > 1500) { // keep it quick
            cursor.setPosition(0);
            cursor.setPosition(1000, QTextCursor::KeepAnchor);
            cursor.removeSelectedText();
        }
    }
    QCOMPARE(s.shadow.fullComparisons(), 0);
    QVERIFY(s.splices.size() > 5000);
}

QTEST_MAIN(TestDocumentShadow)
#include "tst_document_shadow.moc"
