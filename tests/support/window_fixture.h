// SPDX-License-Identifier: MIT
#pragma once
// WindowFixture: a real window with a scripted client, no delays, and its own temporary profile.
#include "tests/support/scripted_client.h"
#include "ui/editor/document_text.h"
#include "ui/editor/text_edit.h"
#include "ui/window/document_controller.h"
#include "ui/window/document_file.h"
#include "ui/window/main_window.h"
#include "ui/window/message_bar.h"
#include "ui/window/settings.h"

#include <QCoreApplication>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>

namespace deltapad {

struct WindowFixture
{
    explicit WindowFixture(SuggestionMode mode = SuggestionMode::Eager, const Delays &delays = Delays::none())
        : settings(profile.path())
    {
        settings.setSuggestionMode(mode);
        auto owned = std::make_unique<ScriptedClient>();
        client = owned.get();
        window = std::make_unique<MainWindow>(std::move(owned), &settings, delays);
        edit = window->editor();
        window->show();
        window->activateWindow();
        edit->setFocus();
        ready = QTest::qWaitForWindowActive(window.get()) && edit->hasFocus();
    }

    void load(const QString &text) { window->file()->newDocument(text); }
    QString text() const { return QString::fromStdU16String(documentText(*edit->document())); }
    void caretTo(int position)
    {
        QTextCursor cursor = edit->textCursor();
        cursor.setPosition(position);
        edit->setTextCursor(cursor);
    }
    QImage drawnWithoutKeptGlyphs()
    {
        for (QTextBlock block = edit->document()->firstBlock(); block.isValid(); block = block.next())
            block.layout()->setCacheEnabled(false);
        edit->document()->markContentsDirty(0, edit->document()->characterCount());
        return edit->viewport()->grab().toImage();
    }
    void caretToEnd() { edit->moveCursor(QTextCursor::End); }
    void select(int begin, int end)
    {
        QTextCursor cursor = edit->textCursor();
        cursor.setPosition(begin);
        cursor.setPosition(end, QTextCursor::KeepAnchor);
        edit->setTextCursor(cursor);
    }
    void type(const QString &text) { QTest::keyClicks(edit, text); }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(edit, key, modifiers);
    }
    /// The client answers for its newest post, and the window has taken the answer.
    void answer(const std::vector<QString> &suggestions = {})
    {
        client->answer(suggestions);
        QCoreApplication::processEvents();
    }
    /// What the layout of the caret's paragraph shows in front of the caret's following text.
    QString ghostInLayout() const { return edit->textCursor().block().layout()->preeditAreaText(); }
    /// The client's text is the editor's text, and every splice fitted.
    bool inStep() const
    {
        return client->valid() && client->editorText() == text() && window->controller()->shadowMatches();
    }

    QTemporaryDir profile;
    Settings settings;
    ScriptedClient *client = nullptr;
    std::unique_ptr<MainWindow> window;
    TextEdit *edit = nullptr;
    bool ready = false;
};

} // namespace deltapad
