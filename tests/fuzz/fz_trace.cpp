// SPDX-License-Identifier: MIT
// Any bytes as recorded editing: the readers must answer, and accepted edits must fit their text.
#include "engine/recording/diff.h"
#include "engine/recording/input.h"
#include "app/cli/labelled.h"
#include "engine/recording/trace.h"
#include "engine/text/text_buffer.h"

#include <cstdlib>

using namespace deltapad;

namespace {

void playTrace(const EditTrace &trace)
{
    TextBuffer text(trace.start);
    for (const TraceEdit &edit : trace.edits) {
        const Utf16Offset begin = text.toUtf16(edit.at);
        if (!text.apply({begin, text.toUtf16(edit.at + edit.removed) - begin, edit.inserted}))
            std::abort();
    }
}

void playHistory(const RevisionHistory &history)
{
    TextBuffer text(history.revisions.front());
    for (std::size_t i = 1; i < history.revisions.size(); ++i) {
        for (const TextSplice &splice : diffTexts(history.revisions[i - 1], history.revisions[i]))
            if (!text.apply(splice))
                std::abort();
        if (text.text() != history.revisions[i])
            std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char *>(data), size);
    if (const Result<EditTrace> trace = parseEditTrace(bytes, "input"))
        playTrace(trace.value());
    std::size_t index = 0;
    for (const std::string_view line : splitLines(bytes))
        if (const Result<RevisionHistory> history = parseRevisionLine(line, "input", index++))
            playHistory(history.value());
    static_cast<void>(recordingKind(bytes, "input").ok());
    static_cast<void>(cli::parseLabelled(bytes, "input").ok());
    return 0;
}
