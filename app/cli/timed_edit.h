// SPDX-License-Identifier: MIT
#pragma once
// timeEdit: what replay, bench and the demonstration call the time of an edit: the update, and the reading of
// every output that the editor shows: classes, surprise of each live token, next-word candidates at the
// caret. Not for completions: they follow an edit and are timed apart. Threading: as the session. Cost: the
// edit's.
#include "engine/session/document_session.h"

#include <span>

namespace deltapad::cli {

struct TimedEdit
{
    UpdateReport report;
    double milliseconds = 0;
};

/// Applies splices, at least one, as one update; the caret is behind the last one.
Result<TimedEdit> timeEdit(DocumentSession &session, std::span<const TextSplice> splices);

} // namespace deltapad::cli
