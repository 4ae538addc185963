// SPDX-License-Identifier: MIT
#pragma once
// TextKind: whether a text is written for people or for programs, by the file's name alone unless the writer
// chooses. Source code is shown in a face of fixed width and has no remarks on its words. Not for deciding
// what may be opened. Threading: any.
#include <QString>

namespace deltapad {

enum class TextKind {
    Prose,
    Markdown,  ///< prose with signs between its words
    SourceCode ///< and data, settings, markup other than Markdown
};

/// The writer's word on one document; the numbers are in the session file.
enum class TextKindChoice { ByName = 0, Prose = 1, Markdown = 2, SourceCode = 3 };

/// An empty path, or a name of no known type, is prose. Cost: a look into the MIME database, loaded once.
TextKind textKindOf(const QString &path);
TextKind textKindOf(const QString &path, TextKindChoice choice);

} // namespace deltapad
