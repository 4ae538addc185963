// SPDX-License-Identifier: MIT
#pragma once
// PreviewPanel: a Markdown text as its readers will see it, beside the text that is being written.
//
// Read-only. Nothing is loaded for it, and a link is not followed: its address is told instead. The text is
// parsed on a thread, the newest one after the one before is done; what is shown stays until then.
// Threading: user interface. Ownership: child of its dock; owns its thread and waits for it at the end.
// Cost: on the interface's thread the layout of what lies above the shown section.
#include "ui/editor/text_chunks.h"

#include <QThread>
#include <QWidget>

#include <memory>
#include <optional>

class QLabel;
class QTextBrowser;

namespace deltapad {

class SealedDocument;

class PreviewPanel : public QWidget
{
    Q_OBJECT

public:
    static constexpr qint64 kMostCharacters = 100000;

    explicit PreviewPanel(QWidget *parent = nullptr);
    ~PreviewPanel() override;

    /// Shows `text`, soon. One that is too long is not parsed, and a line says so.
    void setText(const TextChunks &text);
    /// Shows one line instead of a text.
    void setNothing(const QString &line);
    /// Scrolls to a heading, counted from 0; -1: the text before the first one.
    void setSection(int section);
    int section() const { return m_section; }
    /// True while what is shown is not the text that was set last.
    bool isParsing() const { return m_thread != nullptr; }
    const QTextBrowser *view() const { return m_view; }

Q_SIGNALS:
    void shown();
    void linkChosen(const QString &address);

private:
    void parse(const TextChunks &text);
    void take();
    void show(SealedDocument *document);
    /// Of a section's begin, in the whole document.
    int heightOf(int section) const;

    QLabel *m_nothing = nullptr;
    QTextBrowser *m_view = nullptr;
    SealedDocument *m_document = nullptr; ///< null while the view's own is shown
    std::unique_ptr<QThread> m_thread;
    std::shared_ptr<std::unique_ptr<SealedDocument>> m_parsed; ///< written by the thread before it ends
    std::optional<TextChunks> m_next;
    bool m_dropped = false; ///< what is being parsed is of no use
    int m_section = -1;
    int m_shownSection = -2; ///< that the view was scrolled to
};

} // namespace deltapad
