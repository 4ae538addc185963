// SPDX-License-Identifier: MIT
#pragma once
// What a screen reader says when text is deleted.
//
// Qt tells it as many blanks as characters went, since the text is gone by then, and so a writer who cannot
// see hears nothing of what Backspace took. The shadow still has it at that moment.
// Threading: user interface. Ownership: none; both may go at any time. Cost: none without a screen reader.

namespace deltapad {

class DocumentController;
class TextEdit;

/// From now on deletions in `edit` are told with the text that `controller` had for it. Uses the one update
/// handler that QAccessible has.
void speakDeletions(TextEdit *edit, DocumentController *controller);

} // namespace deltapad
