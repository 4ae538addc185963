// SPDX-License-Identifier: MIT
#pragma once
// TextKind: whether a file is written for people or for programs, by its name alone. Source code is shown in
// a face of fixed width and has no remarks on its words. Not for deciding what may be opened. Threading: any.
#include <QString>

namespace deltapad {

enum class TextKind {
    Prose,
    Markdown,  ///< prose with signs between its words
    SourceCode ///< and data, settings, markup other than Markdown
};

/// An empty path, or a name of no known type, is prose. Cost: a look into the MIME database, loaded once.
TextKind textKindOf(const QString &path);

} // namespace deltapad
