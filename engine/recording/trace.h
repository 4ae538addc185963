// SPDX-License-Identifier: MIT
#pragma once
// The two kinds of recorded editing that `replay` plays (JSON lines, one value a line):
//   edit trace        {"name","source","license","start"}, then [position, deleteCount, "inserted"(,
//   milliseconds)] revision history  {"id","source","license","revisions":["…", …]}, one document a line
// Positions and counts are Unicode code points of the text before the edit. Every line is checked while it is
// read; a bad one is named as file:line with what was expected. Threading: pure functions. Cost: O(bytes).
#include "engine/base/offsets.h"
#include "engine/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace deltapad {

struct TraceEdit
{
    CodePointOffset at;
    std::int64_t removed = 0; ///< code points
    std::u16string inserted;
    std::optional<std::int64_t> milliseconds; ///< since the recording began, if the trace has times
};

struct EditTrace
{
    std::string name;
    std::u16string start;
    std::vector<TraceEdit> edits; ///< each lies inside the text that the ones before it leave
};

struct RevisionHistory
{
    std::string id;
    std::vector<std::u16string> revisions; ///< oldest first, at least one
};

enum class RecordingKind { EditTrace, RevisionHistory };

/// By the first line. BadSyntax if it is neither.
Result<RecordingKind> recordingKind(std::string_view text, const std::string &name);
Result<EditTrace> parseEditTrace(std::string_view text, const std::string &name);
/// One line of a revision history; `index` counts lines from 0.
Result<RevisionHistory> parseRevisionLine(std::string_view line, const std::string &name, std::size_t index);

} // namespace deltapad
