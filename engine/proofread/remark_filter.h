// SPDX-License-Identifier: MIT
#pragma once
// RemarkFilter: what the writer does not want to hear: words of their own and of this document, and remarks
// they have set aside. Remarks are found without it and shown through it, so that a change here costs one
// pass over the remarks and checks no word again.
//
// Its two parts are kept as lines of text: words one a line, and the document's part with tabs. Both are
// untrusted: a line that is none of these is left out. Threading: one thread. Cost: a look-up per remark.
#include "engine/proofread/remark.h"

#include <set>
#include <string>
#include <string_view>

namespace deltapad {

/// The words around a remark, by which "ignore this one" finds it again when the text around moves.
struct RemarkContext
{
    std::u16string before;
    std::u16string after;
};

/// The words next to [begin, end).
RemarkContext contextOf(std::u16string_view text, std::int64_t begin, std::int64_t end);

enum class WordLayer { User, Document };
enum class Names { Allowed, Flagged };

class RemarkFilter
{
public:
    static constexpr std::size_t kMostEntries = 200'000;

    bool addWord(WordLayer layer, std::u16string_view word);
    void removeWord(WordLayer layer, std::u16string_view word);
    const std::set<std::u16string> &words(WordLayer layer) const;
    void setNames(Names names) { m_names = names; }
    Names names() const { return m_names; }
    /// This remark, wherever its neighbours stay the same.
    void ignore(const Remark &remark, const RemarkContext &context);
    /// Remarks of this kind about this text, in the whole document.
    void ignoreEverywhere(RemarkKind kind, std::u16string_view text);
    /// Forgets the document's part.
    void clearDocument();

    bool hides(const Remark &remark, const RemarkContext &context) const;

    std::string userText() const;
    void setUserText(std::string_view text);
    std::string documentText() const;
    void setDocumentText(std::string_view text);

private:
    bool knowsWord(const std::u16string &word) const;

    std::set<std::u16string> m_user;
    std::set<std::u16string> m_document;
    std::set<std::u16string> m_ignored; ///< kind TAB text, or kind TAB text TAB before TAB after
    Names m_names = Names::Allowed;
};

} // namespace deltapad
