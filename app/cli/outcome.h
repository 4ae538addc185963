// SPDX-License-Identifier: MIT
#pragma once
// Outcome: what a subcommand found, once for people and once for programs, and how the process should end.
// Threading: plain values.
#include "engine/base/result.h"

#include <nlohmann/json.hpp>
#include <string>

namespace deltapad::cli {

enum class ExitStatus {
    Done = 0,        ///< it did what was asked
    CheckFailed = 1, ///< a check it was asked to make failed
    BadInput = 2,    ///< bad usage or bad input
};

using Facts = nlohmann::ordered_json;

struct Outcome
{
    Facts facts;        ///< the JSON object
    std::string report; ///< lines for people
    ExitStatus status = ExitStatus::Done;
    std::string failure; ///< one line, if the work could not be finished; facts and report hold the rest
};

/// Writes the facts to `jsonPath` ("" = nowhere, "-" = standard output, and then the report is not written),
/// and the report to standard output. FileUnreadable names a file that cannot be written.
Status writeOutcome(const Outcome &outcome, const std::string &jsonPath);

/// printf-style formatting for the reports; every argument is a number or a C string.
std::string format(const char *pattern, ...) __attribute__((format(printf, 1, 2)));

} // namespace deltapad::cli
