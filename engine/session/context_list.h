// SPDX-License-Identifier: MIT
#pragma once
// ContextList: the contexts of a document, kept equal to its cuts under edits, and what is known of each.
//
// A context owns the tokens [cut, next cut) and reads [begin, next cut); it keeps the exact sums of the class
// features of the rows that it owns, which is all that remains of one whose rows were dropped. A context's
// sums are *current* if they are those of its present tokens; the document's sums are those of all contexts,
// with the newest that is known of each, and `covered` says how many tokens have current ones.
//
// Invariants: C1 the cuts equal cutDocument() of the present tokens; C2 each token is owned by exactly one
// context, and row 0 by the first; C3 an edit makes only contexts that read its place, or whose lead it
// moves, lose their currency. Threading: one thread. Ownership: plain values. Cost: apply() is O(edit +
// room), however long the document is; a look-up is O(contexts between this place and the last one).
#include "engine/session/context_cut.h"

#include <cstdint>
#include <span>
#include <vector>

namespace deltapad {

/// A context's place among the tokens.
struct ContextPlace
{
    std::size_t index = 0;
    std::uint64_t id = 0;   ///< stays with the cut as long as the cut stays
    std::int64_t begin = 0; ///< first token that it reads
    std::int64_t cut = 0;   ///< first token that it owns
    std::int64_t end = 0;   ///< one past its last token
};

class ContextList
{
public:
    ContextList(const CutRules &rules, std::int64_t features);

    void reset(const TokenDocument &document);
    /// `document` has had the edit already.
    void apply(const TokenDocument &document, const TokenEdit &edit);

    std::size_t size() const { return m_records.size(); } ///< at least 1
    std::int64_t tokens() const { return m_tokens; }
    ContextPlace at(std::size_t index) const;
    /// The context that owns a token; the last one for the end of the document.
    ContextPlace owning(std::int64_t token) const;
    bool isKnown(std::uint64_t id) const;
    /// Where a context of this id is; requires isKnown(id).
    ContextPlace find(std::uint64_t id) const;

    bool isCurrent(std::size_t index) const { return m_records[index].current; }
    /// Sums over the rows that the context owns; `rows` of them.
    void setSums(std::size_t index, std::span<const std::int64_t> sums, std::int64_t rows);
    std::span<const std::int64_t> sumsOf(std::size_t index) const { return m_records[index].sums; }
    std::int64_t rowsOf(std::size_t index) const { return m_records[index].rows; }

    /// Of all contexts, the newest known.
    std::span<const std::int64_t> sums() const { return m_sums; }
    std::int64_t rows() const { return m_rows; } ///< 0: nothing is known yet
    std::int64_t covered() const { return m_covered; }
    bool allCurrent() const { return m_currentContexts == m_records.size(); }

    std::vector<Cut> cuts() const;

    /// Work done since the list was made.
    struct Work
    {
        std::int64_t contextsOutdated = 0; ///< by edits
        std::int64_t cutsChanged = 0;      ///< added and removed
        std::int64_t tokensRead = 0;       ///< to find cuts
    };
    const Work &work() const { return m_work; }

private:
    struct Record
    {
        std::uint64_t id = 0;
        CutKind kind = CutKind::Natural;
        std::int64_t owned = 0;
        std::int64_t lead = 0;
        bool current = false;
        std::int64_t rows = 0; ///< 0: nothing known
        std::vector<std::int64_t> sums;
    };
    /// A place among the records.
    struct Mark
    {
        std::size_t index = 0;
        std::int64_t cut = 0;
    };

    Record made(CutKind kind);
    void build(const TokenDocument &document, std::uint64_t firstId);
    void forget(Record &record);
    void outdate(Record &record);
    Mark seek(std::int64_t token) const;
    ContextPlace placeOf(const Mark &mark) const;

    const CutRules &m_rules;
    std::vector<Record> m_records; ///< the first one's cut is the document's start
    std::int64_t m_tokens = 0;
    std::vector<std::int64_t> m_sums;
    std::int64_t m_rows = 0;
    std::int64_t m_covered = 0;
    std::size_t m_currentContexts = 0;
    std::uint64_t m_nextId = 1;
    mutable Mark m_last; ///< where the last look-up ended
    Work m_work;
};

} // namespace deltapad
