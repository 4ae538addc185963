// SPDX-License-Identifier: MIT
#include "app/cli/outcome.h"

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <memory>
#include <system_error>

namespace deltapad::cli {
namespace {

Status writeAll(std::FILE *file, const std::string &name, const std::string &text)
{
    if (std::fwrite(text.data(), 1, text.size(), file) == text.size() && std::fflush(file) == 0)
        return Done{};
    return Error{ErrorCode::FileUnreadable,
                 name + ": cannot be written: " + std::generic_category().message(errno)};
}

} // namespace

Status writeOutcome(const Outcome &outcome, const std::string &jsonPath)
{
    // Paths need not be UTF-8; JSON must be.
    const auto text = [&] {
        return outcome.facts.dump(1, ' ', false, Facts::error_handler_t::replace) + "\n";
    };
    if (jsonPath == "-")
        return writeAll(stdout, "standard output", text());
    if (!jsonPath.empty()) {
        std::FILE *file = std::fopen(jsonPath.c_str(), "wb");
        if (!file)
            return Error{ErrorCode::FileUnreadable,
                         jsonPath + ": cannot be written: " + std::generic_category().message(errno)};
        Status written = writeAll(file, jsonPath, text());
        if (std::fclose(file) != 0 && written)
            written = Error{ErrorCode::FileUnreadable, jsonPath + ": cannot be written"};
        if (!written)
            return written;
    }
    return writeAll(stdout, "standard output", outcome.report);
}

std::string format(const char *pattern, ...)
{
    va_list arguments;
    va_start(arguments, pattern);
    va_list again;
    va_copy(again, arguments);
    const int length = std::vsnprintf(nullptr, 0, pattern, arguments);
    va_end(arguments);
    std::string text(static_cast<std::size_t>(std::max(length, 0)), '\0');
    std::vsnprintf(text.data(), text.size() + 1, pattern, again);
    va_end(again);
    return text;
}

} // namespace deltapad::cli
