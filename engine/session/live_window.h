// SPDX-License-Identifier: MIT
#pragma once
// Which tokens of a document are live: a window around the caret that does not shift with every key
// (engine.md section 6, simplest form). Pure functions of counts and a snap rule, tested alone.
// Threading: pure. Cost: O(snap distance).
#include <cstdint>
#include <functional>

namespace deltapad {

struct LiveWindow
{
    std::int64_t begin = 0; ///< first live token
    std::int64_t end = 0;   ///< one past the last
    std::int64_t size() const { return end - begin; }
    bool operator==(const LiveWindow &) const = default;
};

/// True where a context may begin well: at the first token of a paragraph.
using ParagraphStart = std::function<bool(std::int64_t token)>;

/// True if `focus` is well inside the window, or the window ends where the document does on that side: then
/// it stays.
bool holdsFocus(const LiveWindow &window, std::int64_t documentTokens, std::int64_t focus,
                std::int64_t capacity);

/// The window for `focus` in a document of `documentTokens` tokens: everything if it fits into `capacity`;
/// else a window with half its length before the focus (three quarters near the end of the document), begun
/// at a paragraph start if there is one within a sixteenth of the capacity.
LiveWindow windowAround(std::int64_t documentTokens, std::int64_t focus, std::int64_t capacity,
                        const ParagraphStart &startsParagraph);

/// Tokens added or dropped at a time at the window's end, so that not every key moves it.
inline std::int64_t windowSlack(std::int64_t capacity)
{
    return capacity / 8;
}

} // namespace deltapad
