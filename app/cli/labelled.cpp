// SPDX-License-Identifier: MIT
#include "app/cli/labelled.h"

#include "engine/recording/input.h"
#include "engine/text/unicode.h"

#include <optional>

namespace deltapad::cli {
namespace {

/// Nothing if a backslash is followed by anything else than n, t or a backslash.
std::optional<std::string> unescape(std::string_view escaped)
{
    std::string text;
    text.reserve(escaped.size());
    for (std::size_t i = 0; i < escaped.size(); ++i) {
        if (escaped[i] != '\\') {
            text += escaped[i];
            continue;
        }
        const char kind = ++i < escaped.size() ? escaped[i] : '\0';
        if (kind == 'n')
            text += '\n';
        else if (kind == 't')
            text += '\t';
        else if (kind == '\\')
            text += '\\';
        else
            return std::nullopt;
    }
    return text;
}

} // namespace

Result<std::vector<LabelledText>> parseLabelled(std::string_view table, const std::string &name)
{
    std::vector<LabelledText> rows;
    const std::vector<std::string_view> lines = splitLines(table);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::size_t tab = lines[i].find('\t');
        if (tab == std::string_view::npos || tab == 0)
            return lineError(ErrorCode::BadSyntax, name, i, "expected label<TAB>text");
        const std::optional<std::string> text = unescape(lines[i].substr(tab + 1));
        if (!text)
            return lineError(ErrorCode::BadSyntax, name, i, "expected only the escapes \\n, \\t and \\\\");
        Result<std::u16string> converted = utf8ToUtf16(*text);
        if (!converted)
            return lineError(ErrorCode::BadEncoding, name, i, "the text is not valid UTF-8");
        rows.push_back({std::string(lines[i].substr(0, tab)), std::move(converted).value()});
    }
    if (rows.empty())
        return lineError(ErrorCode::BadSyntax, name, 0, "is empty, expected label<TAB>text");
    return rows;
}

} // namespace deltapad::cli
