// SPDX-License-Identifier: MIT
#pragma once
// Dictionary: a Hunspell dictionary: is a word spelled right, and what else could it be.
//
// Dictionaries are looked for in the folders of DICPATH and in the system's. Not for the writer's own words:
// RemarkFilter. Threading: Hunspell is not thread-safe: one object per thread. Ownership: owns Hunspell's
// state, about 10 MB. Cost: knows() microseconds; suggest() up to a tenth of a second.
#include "engine/base/result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

class Hunspell;

namespace deltapad {

class Dictionary
{
public:
    static constexpr std::int64_t kLongestWord = 80; ///< units; a longer one counts as known

    /// `language`: "en_US", …: FileNotFound names the folders that were searched.
    static Result<std::unique_ptr<Dictionary>> find(const std::string &language);
    /// FileNotFound, BadSyntax or Unsupported names the file.
    static Result<std::unique_ptr<Dictionary>> load(const std::string &affixFile,
                                                    const std::string &wordFile);
    ~Dictionary();
    Dictionary(const Dictionary &) = delete;
    Dictionary &operator=(const Dictionary &) = delete;

    bool knows(std::u16string_view word);
    /// At most `count`, best first.
    std::vector<std::u16string> suggest(std::u16string_view word, std::int32_t count);
    /// Words looked up so far: the work done.
    std::int64_t lookups() const { return m_lookups; }

private:
    Dictionary(const std::string &affixFile, const std::string &wordFile);

    std::string encode(std::u16string_view word) const;
    std::u16string decode(const std::string &word) const;

    std::unique_ptr<Hunspell> m_hunspell;
    std::string m_encoding;
    std::int64_t m_lookups = 0;
};

/// Whether a word may be suggested to a writer: one of the dictionary, or one that it has no say on (with
/// digits).
bool maySuggest(Dictionary &dictionary, std::u16string_view word);

/// Folders where dictionaries are looked for: those of DICPATH, then the system's.
std::vector<std::string> dictionaryFolders();

} // namespace deltapad
