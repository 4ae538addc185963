// SPDX-License-Identifier: MIT
#include "engine/recording/trace.h"

#include "engine/recording/input.h"
#include "engine/model/bounded_json.h"
#include "engine/text/unicode.h"

#include <algorithm>

namespace deltapad {
namespace {

using nlohmann::json;

constexpr const char *kEditForm = "expected an edit [position, deleteCount, \"inserted\"(, milliseconds)]";
constexpr const char *kHeaderForm = "expected a trace header with \"start\" or a document with \"revisions\"";

Result<json> parseLine(std::string_view line, const std::string &name, std::size_t index)
{
    return parseBoundedJson(line, name + ":" + std::to_string(index + 1));
}

std::int64_t codePoints(std::u16string_view text)
{
    std::int64_t count = 0;
    for (const char16_t unit : text)
        count += (unit & 0xFC00) == 0xDC00 ? 0 : 1; // strict UTF-8 has no lone surrogates
    return count;
}

/// A JSON string is valid UTF-8 by then: the parser refuses everything else.
std::u16string toUtf16(const json &value)
{
    return utf8ToUtf16Lossy(value.get_ref<const std::string &>());
}

std::string textOf(const json &object, const char *key)
{
    const auto place = object.find(key);
    return place != object.end() && place->is_string() ? place->get<std::string>() : std::string();
}

} // namespace

Result<RecordingKind> recordingKind(std::string_view text, const std::string &name)
{
    const std::vector<std::string_view> first = splitLines(text.substr(0, text.find('\n')));
    if (first.empty())
        return lineError(ErrorCode::BadSyntax, name, 0, std::string("is empty, ") + kHeaderForm);
    const Result<json> header = parseLine(first.front(), name, 0);
    if (!header)
        return header.error();
    if (header.value().is_object() && header.value().contains("revisions"))
        return RecordingKind::RevisionHistory;
    if (header.value().is_object() && header.value().contains("start"))
        return RecordingKind::EditTrace;
    return lineError(ErrorCode::BadSyntax, name, 0, kHeaderForm);
}

Result<EditTrace> parseEditTrace(std::string_view text, const std::string &name)
{
    const std::vector<std::string_view> lines = splitLines(text);
    EditTrace trace;
    std::int64_t length = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const Result<json> parsed = parseLine(lines[i], name, i);
        if (!parsed)
            return parsed.error();
        const json &line = parsed.value();
        if (i == 0) {
            if (!line.is_object() || !line.contains("start") || !line["start"].is_string())
                return lineError(ErrorCode::BadSyntax, name, i,
                                 "expected a header object with the string \"start\"");
            trace.name = textOf(line, "name");
            trace.start = toUtf16(line["start"]);
            length = codePoints(trace.start);
            continue;
        }
        if (!line.is_array() || line.size() < 3 || line.size() > 4 || !line[0].is_number_integer() ||
            !line[1].is_number_integer() || !line[2].is_string() ||
            (line.size() == 4 && !line[3].is_number()))
            return lineError(ErrorCode::BadSyntax, name, i, kEditForm);
        // Beyond int64 an unsigned number would turn negative, which is refused just the same.
        const auto at = line[0].get<std::int64_t>();
        const auto removed = line[1].get<std::int64_t>();
        if (at < 0 || removed < 0 || at > length || removed > length - at)
            return lineError(ErrorCode::BadEdit, name, i,
                             "edit at " + line[0].dump() + " removing " + line[1].dump() +
                                 " lies outside the text of " + std::to_string(length) + " code points");
        TraceEdit edit{CodePointOffset(at), removed, toUtf16(line[2]), std::nullopt};
        if (line.size() == 4) {
            constexpr double kLongest = 1e15; // beyond it a double is no exact count any more
            const double time = line[3].get<double>();
            edit.milliseconds = static_cast<std::int64_t>(std::clamp(time, 0.0, kLongest));
        }
        length += codePoints(edit.inserted) - removed;
        trace.edits.push_back(std::move(edit));
    }
    if (lines.empty())
        return lineError(ErrorCode::BadSyntax, name, 0, "is empty, expected a header object");
    return trace;
}

Result<RevisionHistory> parseRevisionLine(std::string_view line, const std::string &name, std::size_t index)
{
    const Result<json> parsed = parseLine(line, name, index);
    if (!parsed)
        return parsed.error();
    const json &object = parsed.value();
    const auto bad = [&](const char *problem) {
        return lineError(ErrorCode::BadSyntax, name, index, problem);
    };
    if (!object.is_object() || !object.contains("revisions") || !object["revisions"].is_array() ||
        object["revisions"].empty())
        return bad("expected an object with a non-empty array \"revisions\"");
    RevisionHistory history;
    history.id = textOf(object, "id");
    for (const json &revision : object["revisions"]) {
        if (!revision.is_string())
            return bad("expected only strings in \"revisions\"");
        history.revisions.push_back(toUtf16(revision));
    }
    return history;
}

} // namespace deltapad
