// SPDX-License-Identifier: MIT
#include "ui/editor/line_folds.h"

#include <QTextDocument>

#include <algorithm>

namespace deltapad {

namespace {

constexpr int kPart = 2048;             ///< characters of a part, about
constexpr int kLongestPart = 2 * kPart; ///< a part that has grown beyond is cut again
constexpr int kFoldProperty = QTextFormat::UserProperty + 1;

QTextCharFormat foldFormat()
{
    QTextCharFormat format;
    format.setProperty(kFoldProperty, true);
    return format;
}

/// Where to cut `text` near kPart: behind a sentence, else behind a word, else never inside a character, so
/// that counts of words and sentences stay right.
int cutPlace(QStringView text)
{
    constexpr int kEarliest = kPart / 2;
    int word = 0;
    for (int at = kPart; at > kEarliest; --at) {
        if (!text[at - 1].isSpace() || text[at].isSpace())
            continue;
        if (word == 0)
            word = at;
        const QChar before = at >= 2 ? text[at - 2] : QChar();
        if (before == u'.' || before == u'!' || before == u'?' || before == u'。')
            return at;
    }
    if (word > 0)
        return word;
    int at = kPart;
    while (at > kEarliest && (text[at].isLowSurrogate() || text[at].isMark() || text[at] == QChar(0x200D) ||
                              text[at - 1] == QChar(0x200D)))
        --at;
    return at;
}

/// A paragraph that is not all of its line.
bool isPart(const QTextBlock &block)
{
    return continuesLine(block) || continuesLine(block.next());
}

void cut(const QTextBlock &block)
{
    const QString text = block.text();
    std::vector<int> places;
    qsizetype at = 0;
    while (text.size() - at > kLongestPart) {
        at += cutPlace(QStringView(text).mid(at));
        places.push_back(block.position() + int(at));
    }
    QTextCursor cursor(block);
    const QTextBlockFormat blockFormat = block.blockFormat();
    for (auto it = places.rbegin(); it != places.rend(); ++it) {
        cursor.setPosition(*it);
        cursor.insertBlock(blockFormat, foldFormat());
    }
}

/// A part that an edit has emptied: one of its folds goes.
bool dropEmptyPart(QTextBlock &block)
{
    if (block.length() > 1 || !isPart(block))
        return false;
    QTextCursor cursor(block);
    if (continuesLine(block)) {
        cursor.movePosition(QTextCursor::PreviousCharacter);
        block = cursor.block();
    }
    cursor.deleteChar();
    return true;
}

} // namespace

bool continuesLine(const QTextBlock &block)
{
    return block.isValid() && block.position() > 0 && block.charFormat().hasProperty(kFoldProperty);
}

void foldLongLines(QTextDocument &document, int begin, int end)
{
    QTextBlock block = document.findBlock(std::max(0, begin));
    while (block.isValid() && block.position() <= end) {
        const QTextBlock following = block.next();
        const int before = document.characterCount();
        if (dropEmptyPart(block)) {
            end -= before - document.characterCount();
            continue;
        }
        const int length = block.length() - 1;
        if (length > kLongestWholeLine || (length > kLongestPart && isPart(block))) {
            cut(block);
            end += document.characterCount() - before;
        }
        block = following;
    }
}

void unfoldAll(QTextDocument &document)
{
    QTextCursor cursor(&document);
    cursor.beginEditBlock();
    for (QTextBlock block = document.lastBlock(); block.isValid();) {
        const QTextBlock previous = block.previous();
        if (continuesLine(block)) {
            cursor.setPosition(block.position());
            cursor.deletePreviousChar();
        }
        block = previous;
    }
    cursor.endEditBlock();
}

std::u16string withoutFolds(std::u16string text)
{
    std::erase(text, kFoldMark);
    return text;
}

QString withoutFolds(const QString &text)
{
    return QString(text).remove(QChar(kFoldMark));
}

void LineFolds::reset(std::u16string_view documentText)
{
    m_folds.clear();
    for (std::size_t at = documentText.find(kFoldMark); at != std::u16string_view::npos;
         at = documentText.find(kFoldMark, at + 1))
        m_folds.push_back(int(at));
}

void LineFolds::follow(const TextSplice &splice)
{
    const bool brings = splice.inserted.find(kFoldMark) != std::u16string::npos;
    if (m_folds.empty() && !brings)
        return;
    const int begin = int(splice.begin.value);
    const int oldEnd = int(splice.begin.value + splice.removed);
    const int growth = int(std::int64_t(splice.inserted.size()) - splice.removed);
    const auto first = std::lower_bound(m_folds.begin(), m_folds.end(), begin);
    auto last = std::lower_bound(first, m_folds.end(), oldEnd);
    for (auto it = last; it != m_folds.end(); ++it)
        *it += growth;
    auto place = m_folds.erase(first, last);
    if (!brings)
        return;
    std::vector<int> fresh;
    for (std::size_t at = splice.inserted.find(kFoldMark); at != std::u16string::npos;
         at = splice.inserted.find(kFoldMark, at + 1))
        fresh.push_back(begin + int(at));
    m_folds.insert(place, fresh.begin(), fresh.end());
}

int LineFolds::toText(int position) const
{
    return position - int(std::lower_bound(m_folds.begin(), m_folds.end(), position) - m_folds.begin());
}

int LineFolds::toDocument(int offset) const
{
    // The n-th fold stands in front of the text's place m_folds[n] - n.
    std::size_t low = 0;
    std::size_t high = m_folds.size();
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (m_folds[middle] - int(middle) <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return offset + int(low);
}

int LineFolds::lineOf(const QTextDocument &document, int position) const
{
    const QTextBlock block = document.findBlock(position);
    const auto before = std::lower_bound(m_folds.begin(), m_folds.end(), block.position());
    return block.blockNumber() - int(before - m_folds.begin());
}

int LineFolds::lineCount(const QTextDocument &document) const
{
    return document.blockCount() - count();
}

QTextBlock LineFolds::firstBlockOf(const QTextDocument &document, int line) const
{
    if (line < 0 || line >= lineCount(document))
        return {};
    int low = line; // a block's number is at least its line's
    int high = line + count();
    while (low < high) {
        const int middle = (low + high) / 2;
        const QTextBlock block = document.findBlockByNumber(middle);
        if (lineOf(document, block.position()) < line)
            low = middle + 1;
        else
            high = middle;
    }
    return document.findBlockByNumber(low);
}

int LineFolds::columnOf(const QTextDocument &document, int position) const
{
    QTextBlock block = document.findBlock(position);
    while (!m_folds.empty() && continuesLine(block))
        block = block.previous();
    return toText(position) - toText(block.position());
}

int LineFolds::positionOf(const QTextDocument &document, int line, int column) const
{
    QTextBlock block = firstBlockOf(document, line);
    if (!block.isValid())
        return -1;
    while (column > block.length() - 1 && continuesLine(block.next())) {
        column -= block.length() - 1;
        block = block.next();
    }
    return block.position() + std::clamp(column, 0, block.length() - 1);
}

} // namespace deltapad
