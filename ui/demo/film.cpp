// SPDX-License-Identifier: MIT
#include "ui/demo/film.h"

#include "engine/recording/diff.h"
#include "engine/recording/input.h"
#include "engine/recording/trace.h"
#include "engine/text/text_buffer.h"

#include <algorithm>

namespace deltapad {

Result<Film> Film::fromRecording(std::string_view text, const std::string &name)
{
    const Result<RecordingKind> kind = recordingKind(text, name);
    if (!kind.ok())
        return kind.error();
    Film film;
    std::int64_t now = 0;
    if (kind.value() == RecordingKind::EditTrace) {
        const Result<EditTrace> trace = parseEditTrace(text, name);
        if (!trace.ok())
            return trace.error();
        film.m_start = trace.value().start;
        TextBuffer buffer(film.m_start);
        std::int64_t last = 0;
        for (const TraceEdit &edit : trace.value().edits) {
            if (film.m_steps.size() >= kMostSteps)
                break;
            const Utf16Offset begin = buffer.toUtf16(edit.at);
            const TextSplice splice{begin, buffer.toUtf16(edit.at + edit.removed) - begin, edit.inserted};
            if (Status applied = buffer.apply(splice); !applied.ok())
                return applied.error();
            const std::int64_t pause = edit.milliseconds ? *edit.milliseconds - last : kStepMilliseconds;
            last = edit.milliseconds.value_or(last);
            now += std::clamp<std::int64_t>(pause, 0, kLongestPause);
            film.m_steps.push_back({splice, now});
        }
        return film;
    }
    const std::vector<std::string_view> lines = splitLines(text);
    const Result<RevisionHistory> history = parseRevisionLine(lines.front(), name, 0);
    if (!history.ok())
        return history.error();
    const std::vector<std::u16string> &revisions = history.value().revisions;
    film.m_start = revisions.front();
    for (std::size_t i = 1; i < revisions.size(); ++i)
        for (TextSplice &splice : diffTexts(revisions[i - 1], revisions[i])) {
            if (film.m_steps.size() >= kMostSteps)
                return film;
            now += kStepMilliseconds;
            film.m_steps.push_back({std::move(splice), now});
        }
    return film;
}

int Film::stepsUntil(std::int64_t milliseconds) const
{
    const auto after = std::upper_bound(m_steps.begin(), m_steps.end(), milliseconds,
                                        [](std::int64_t at, const Step &step) { return at < step.at; });
    return int(after - m_steps.begin());
}

std::u16string Film::textAfter(int steps) const
{
    TextBuffer buffer(m_start);
    for (int n = 0; n < std::min(steps, this->steps()); ++n)
        static_cast<void>(buffer.apply(m_steps[std::size_t(n)].splice).ok()); // checked when it was read
    return buffer.text();
}

} // namespace deltapad
