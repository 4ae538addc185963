// SPDX-License-Identifier: MIT
#pragma once
// Word keys: Ctrl+arrows, their selecting forms, and the keys that delete to a word's begin or end, by ICU's
// words instead of Qt's, which do not know Chinese, Japanese and Thai. In a paragraph that runs from right to
// left the arrows keep their visual meaning. Threading: user interface. Cost: linear in the paragraph.
#include <QTextCursor>

class QKeyEvent;

namespace deltapad {

enum class WordKey { None, Next, Previous, SelectNext, SelectPrevious, DeleteEnd, DeleteStart };

WordKey wordKey(const QKeyEvent &event);
bool deletesText(WordKey key);
/// Moves or extends `cursor` as `key` says; a deleting key selects what goes.
void applyWordKey(QTextCursor &cursor, WordKey key);

} // namespace deltapad
