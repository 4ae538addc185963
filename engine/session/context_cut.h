// SPDX-License-Identifier: MIT
#pragma once
// Where a document that does not fit the model's context is cut (engine.md section 6). Pure functions of the
// tokens: the same text has the same cuts, whatever was typed before.
//
// The document is a row of stretches; each stretch is owned by one context, which reads a lead of earlier
// tokens before it, so contexts overlap and every token's outputs come from exactly one of them. Cuts are
// content-defined, with R = room / 4:
// - a paragraph start is a cut if it has the highest score among the paragraph starts nearer than R tokens on
//   both sides (of equal ones the first), and is R tokens away from both ends of the document. The score is a
//   hash of the tokens behind the place, the first ones weighing most. Hence a cut depends on nothing farther
//   than R + kCutLookAhead tokens, and no two such cuts are nearer than R;
// - what lies between two such cuts and is longer than room - R is cut again from its beginning, each time at
//   the best place (paragraph, else sentence, else any token) of a range; an edit moves these only inside
//   their stretch, and usually not at all, since the best place of a slightly shifted range is the same one;
// - a lead begins at the best place between R and R / 2 tokens before the cut.
// A document of at most `room` tokens is one context. Only a text that repeats itself exactly for ten
// thousands of tokens has nothing to hold on to: there an edit may move all cuts behind it.
// Not for the placing of the caret or the states: DocumentSession. Threading: pure; the tables are immutable.
// Cost: cutDocument() O(tokens); cutsIn() and leadBegin() O(what they read), which is O(R) more than asked.
#include "engine/token/token_document.h"

#include <cstdint>
#include <vector>

namespace deltapad {

/// Sizes in tokens.
struct CutShape
{
    explicit CutShape(std::int64_t room);

    std::int64_t room;    ///< most tokens of a context, lead included
    std::int64_t reach;   ///< R: least distance of two natural cuts
    std::int64_t lead;    ///< most tokens of a lead
    std::int64_t longest; ///< most tokens that a context owns
};

/// A cut's score looks at this many tokens from the cut on.
inline constexpr std::int64_t kCutLookAhead = 16;

enum class CutKind : std::uint8_t {
    Natural, ///< a paragraph start that stands out; also the document's start
    Forced,  ///< inside a stretch that was too long
};

struct Cut
{
    std::int64_t token = 0; ///< the first token behind it
    CutKind kind = CutKind::Natural;
    bool operator==(const Cut &) const = default;
};

/// What the rules need to know of a vocabulary.
class CutRules
{
public:
    CutRules(const Tokenizer &tokenizer, std::int64_t room);

    const CutShape &shape() const { return m_shape; }
    bool endsLine(TokenId token) const { return (m_traits[static_cast<std::size_t>(token)] & 1) != 0; }
    bool beginsLine(TokenId token) const { return (m_traits[static_cast<std::size_t>(token)] & 2) != 0; }
    bool endsSentence(TokenId token) const { return (m_traits[static_cast<std::size_t>(token)] & 4) != 0; }

private:
    CutShape m_shape;
    std::vector<std::uint8_t> m_traits; ///< by token
};

/// Scores of the places of a document, read in stretches.
class CutReader
{
public:
    CutReader(const TokenDocument &document, const CutRules &rules);

    std::int64_t size() const { return m_size; }
    /// Natural cuts at places of [begin, end), ascending. Requires 1 <= begin.
    std::vector<std::int64_t> naturalCuts(std::int64_t begin, std::int64_t end);
    /// The forced cut of a stretch that begins at `begin` and is longer than `longest`.
    std::int64_t forcedCut(std::int64_t begin);
    /// First token that the context of this cut reads.
    std::int64_t leadBegin(std::int64_t cut);
    /// Tokens read so far: the work done.
    std::int64_t tokensRead() const { return m_tokensRead; }

private:
    void need(std::int64_t begin, std::int64_t end);
    bool startsParagraph(std::int64_t at) const;
    std::uint64_t score(std::int64_t at) const;
    std::int64_t bestOf(std::int64_t begin, std::int64_t end);
    TokenId token(std::int64_t at) const { return m_tokens[static_cast<std::size_t>(at - m_begin)]; }

    const TokenDocument &m_document;
    const CutRules &m_rules;
    std::int64_t m_size;
    std::int64_t m_begin = 0;
    std::vector<TokenId> m_tokens; ///< from m_begin on
    std::int64_t m_tokensRead = 0;
};

/// All cuts but the document's start, ascending; none if it fits.
std::vector<Cut> cutDocument(const TokenDocument &document, const CutRules &rules);

} // namespace deltapad
