// SPDX-License-Identifier: MIT
#pragma once
// The dictionary of the model's language for one thread, loaded when first needed: in the editor not before
// the first panels are filled. Threading: one thread (Hunspell's rule). Cost of the first get(): some
// hundredths of a second and 10 MB.
#include "engine/proofread/dictionary.h"

#include <memory>
#include <string_view>
#include <utility>

namespace deltapad {

class EnglishDictionary
{
public:
    /// Null where there is none.
    const std::shared_ptr<Dictionary> &get()
    {
        if (!std::exchange(m_tried, true))
            if (Result<std::unique_ptr<Dictionary>> found = Dictionary::find("en_US"); found.ok())
                m_dictionary = std::move(found).value();
        return m_dictionary;
    }

private:
    bool m_tried = false;
    std::shared_ptr<Dictionary> m_dictionary;
};

/// For DocumentSession::setKnownWords(); without a dictionary every word is known.
inline auto wordsOf(std::shared_ptr<EnglishDictionary> dictionary)
{
    return [dictionary = std::move(dictionary)](std::u16string_view word) {
        return !dictionary->get() || maySuggest(*dictionary->get(), word);
    };
}

} // namespace deltapad
