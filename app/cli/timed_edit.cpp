// SPDX-License-Identifier: MIT
#include "app/cli/timed_edit.h"

#include "app/cli/statistics.h"

namespace deltapad::cli {

Result<TimedEdit> timeEdit(DocumentSession &session, std::span<const TextSplice> splices)
{
    constexpr std::int32_t kCandidates = 5;
    const TextSplice &last = splices.back();
    const Stopwatch clock;
    Result<UpdateReport> report = session.applyAll(splices);
    if (!report)
        return report.error();
    static_cast<void>(session.classes());
    static_cast<void>(session.surprises());
    // The caret's place is live already: an edit moves the live context to itself.
    static_cast<void>(session.nextTokens(last.begin + std::ssize(last.inserted), kCandidates));
    return TimedEdit{std::move(report).value(), clock.milliseconds()};
}

} // namespace deltapad::cli
