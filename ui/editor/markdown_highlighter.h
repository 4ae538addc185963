// SPDX-License-Identifier: MIT
#pragma once
// MarkdownHighlighter: knows what every line of a Markdown document is, and styles those on the screen.
//
// Each paragraph keeps the state that it ends in as its user state. A change has its own lines read again,
// and those behind it until a state is what it was; a change that reaches far (a fence that opens) is
// followed in slices when nothing else is to be done. Styles are formats of the layouts of the paragraphs on
// the screen and around it, set inside the change: one layout per key, as without them; and no part of the
// document, so that undo, copying and the engine know nothing of them. Not for source code. Threading: user
// interface. Ownership: child of the editor. Cost: per key two lines, at most kLinesAtOnce.
#include "ui/editor/layout_formats.h"
#include "ui/editor/markdown_lines.h"

#include <QColor>
#include <QObject>
#include <QStringList>
#include <QTextCharFormat>
#include <QTimer>

#include <unordered_map>
#include <vector>

class QTextBlock;

namespace deltapad {

class TextEdit;

struct MarkdownColors
{
    QColor markup; ///< signs, addresses, comments, front matter
    QColor code;
    QColor quote;
    QColor link; ///< and signs of lists

    bool operator==(const MarkdownColors &) const = default;
};

class MarkdownHighlighter : public QObject
{
    Q_OBJECT

public:
    enum class Syntax { None, Markdown };
    enum class Styles { Hidden, Shown };
    static constexpr int kLinesAtOnce = 64;    ///< read inside a change
    static constexpr int kLinesPerSlice = 500; ///< read at once when there is nothing else to do
    static constexpr int kCharactersPerSlice = 20000;
    static constexpr int kLinesAround = 40; ///< above and below the screen have their styles too

    explicit MarkdownHighlighter(TextEdit *edit);

    void setSyntax(Syntax syntax);
    Syntax syntax() const { return m_syntax; }
    /// Without styles the lines are known all the same: for the outline, and for what is no prose.
    void setStyles(Styles styles);
    void setColors(const MarkdownColors &colors);
    /// For code; its size is that beside `prose`.
    void setFonts(const QFont &prose, const QFont &code);

    /// True once every line is known.
    bool isSettled() const { return m_pendingEnd < 0; }
    /// Whether [begin, end), inside of one line, holds nothing but text: no code, address or sign. True
    /// without Markdown. Cost: reads the line, unless it is the one that was asked about last.
    bool isText(int begin, int end) const;

    struct Heading
    {
        int position = 0; ///< begin of its line
        int level = 1;
        QString title;

        bool operator==(const Heading &) const = default;
    };
    /// As far as the lines are known. Cost: a look at every paragraph.
    std::vector<Heading> headings() const;
    /// Lines read since the start, for tests; but for those that isText() and headings() look at.
    qint64 linesRead() const { return m_linesRead; }
    /// Lines that isText() has read.
    qint64 linesAsked() const { return m_linesAsked; }

Q_SIGNALS:
    /// The lines of [begin, end) were read anew.
    void reread(int begin, int end);
    /// There may be other headings, or their texts or places have changed.
    void headingsChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void follow(int position, int removed, int added);
    void readPending();
    void styleVisible();
    void restart();
    /// Keeps the state of a line; true if that is another one than before.
    bool keep(const QTextBlock &block, const MarkdownLine &line);
    MarkdownLine lineOf(const QTextBlock &block) const;
    FormatRanges formatsOf(const MarkdownLine &line);
    const QTextCharFormat &formatOf(std::uint16_t styles);

    /// What a line's spans depend on, besides the text that the document has in this revision.
    struct AskedLine
    {
        int revision = -1;
        int position = 0;
        int stateBefore = 0;

        bool operator==(const AskedLine &) const = default;
    };

    TextEdit *m_edit;
    Syntax m_syntax = Syntax::None;
    Styles m_styles = Styles::Shown;
    MarkdownColors m_colors;
    QStringList m_codeFamilies;
    qreal m_codeShare = 1;
    std::unordered_map<std::uint16_t, QTextCharFormat> m_formats;
    QTimer m_slice;
    QTimer m_look;
    int m_pendingBegin = -1; ///< lines from here on are to be read, at least
    int m_pendingEnd = -1;   ///< up to here, and then until a state is what it was; -1: none
    int m_blocks = 1;
    bool m_headingsTouched = false;
    bool m_styled = false; ///< since the text is here some paragraph has had styles
    qint64 m_linesRead = 0;
    mutable AskedLine m_asked; ///< by isText()
    mutable std::vector<MarkdownSpan> m_askedSpans;
    mutable qint64 m_linesAsked = 0;
};

} // namespace deltapad
