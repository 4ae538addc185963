// SPDX-License-Identifier: MIT
#include "engine/proofread/dictionary.h"

#include "engine/text/unicode.h"

#include <hunspell/hunspell.hxx>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace deltapad {

namespace {

constexpr std::int64_t kLargestFile = 64 << 20;

Status checkFile(const std::string &path)
{
    std::error_code problem;
    const auto size = std::filesystem::file_size(path, problem);
    if (problem)
        return Error{ErrorCode::FileNotFound, path + ": " + problem.message()};
    if (static_cast<std::int64_t>(size) > kLargestFile)
        return Error{ErrorCode::FileTooLarge, path + ": expected a dictionary of at most 64 MiB"};
    return Done{};
}

/// A word list begins with the number of its words.
Status checkWordFile(const std::string &path)
{
    std::ifstream file(path, std::ios::binary);
    std::string line;
    std::getline(file, line);
    if (line.starts_with("\xEF\xBB\xBF"))
        line.erase(0, 3);
    if (line.empty() || line[0] < '0' || line[0] > '9')
        return Error{ErrorCode::BadSyntax, path + ":1: expected the number of words"};
    return Done{};
}

std::u16string withPlainApostrophes(std::u16string_view word)
{
    std::u16string plain(word);
    std::replace(plain.begin(), plain.end(), u'\x2019', u'\'');
    return plain;
}

} // namespace

std::vector<std::string> dictionaryFolders()
{
    std::vector<std::string> folders;
    if (const char *path = std::getenv("DICPATH")) {
        std::string_view rest(path);
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find(':'), rest.size());
            if (end > 0)
                folders.emplace_back(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    folders.insert(folders.end(),
                   {"/usr/share/hunspell", "/usr/share/myspell/dicts", "/usr/local/share/hunspell"});
    return folders;
}

Result<std::unique_ptr<Dictionary>> Dictionary::find(const std::string &language)
{
    const std::vector<std::string> folders = dictionaryFolders();
    std::string searched;
    for (const std::string &folder : folders) {
        const std::string base = folder + "/" + language;
        if (std::filesystem::exists(base + ".aff") && std::filesystem::exists(base + ".dic"))
            return load(base + ".aff", base + ".dic");
        searched += (searched.empty() ? "" : ", ") + folder;
    }
    return Error{ErrorCode::FileNotFound, language + ".dic: expected a Hunspell dictionary in " + searched};
}

Result<std::unique_ptr<Dictionary>> Dictionary::load(const std::string &affixFile,
                                                     const std::string &wordFile)
{
    for (const std::string &path : {affixFile, wordFile})
        if (Status good = checkFile(path); !good)
            return good.error();
    if (Status good = checkWordFile(wordFile); !good)
        return good.error();
    std::unique_ptr<Dictionary> made(new Dictionary(affixFile, wordFile));
    UErrorCode status = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(made->m_encoding.c_str(), &status);
    if (U_FAILURE(status))
        return Error{ErrorCode::Unsupported, affixFile + ": encoding " + made->m_encoding + " is not known"};
    ucnv_close(converter);
    return made;
}

Dictionary::Dictionary(const std::string &affixFile, const std::string &wordFile)
    : m_hunspell(std::make_unique<Hunspell>(affixFile.c_str(), wordFile.c_str())),
      m_encoding(m_hunspell->get_dict_encoding())
{
}

Dictionary::~Dictionary() = default;

std::string Dictionary::encode(std::u16string_view word) const
{
    if (m_encoding == "UTF-8")
        return utf16ToUtf8(word);
    UErrorCode status = U_ZERO_ERROR;
    std::string out(word.size() * 4 + 4, '\0');
    UConverter *converter = ucnv_open(m_encoding.c_str(), &status);
    const std::int32_t length = ucnv_fromUChars(converter, out.data(), static_cast<std::int32_t>(out.size()),
                                                word.data(), static_cast<std::int32_t>(word.size()), &status);
    ucnv_close(converter);
    out.resize(U_SUCCESS(status) ? static_cast<std::size_t>(length) : 0);
    return out;
}

std::u16string Dictionary::decode(const std::string &word) const
{
    if (m_encoding == "UTF-8")
        return utf8ToUtf16Lossy(word);
    UErrorCode status = U_ZERO_ERROR;
    std::u16string out(word.size() * 2 + 2, u'\0');
    UConverter *converter = ucnv_open(m_encoding.c_str(), &status);
    const std::int32_t length = ucnv_toUChars(converter, out.data(), static_cast<std::int32_t>(out.size()),
                                              word.data(), static_cast<std::int32_t>(word.size()), &status);
    ucnv_close(converter);
    out.resize(U_SUCCESS(status) ? static_cast<std::size_t>(length) : 0);
    return out;
}

bool Dictionary::knows(std::u16string_view word)
{
    ++m_lookups;
    if (word.empty() || static_cast<std::int64_t>(word.size()) > kLongestWord)
        return true;
    return m_hunspell->spell(encode(withPlainApostrophes(word)));
}

bool maySuggest(Dictionary &dictionary, std::u16string_view word)
{
    return std::any_of(word.begin(), word.end(), [](char16_t unit) { return u_isdigit(unit); }) ||
           dictionary.knows(word);
}

std::vector<std::u16string> Dictionary::suggest(std::u16string_view word, std::int32_t count)
{
    std::vector<std::u16string> out;
    if (word.empty() || static_cast<std::int64_t>(word.size()) > kLongestWord)
        return out;
    for (const std::string &found : m_hunspell->suggest(encode(withPlainApostrophes(word)))) {
        if (static_cast<std::int32_t>(out.size()) >= count)
            break;
        if (std::u16string text = decode(found); !text.empty())
            out.push_back(std::move(text));
    }
    return out;
}

} // namespace deltapad
