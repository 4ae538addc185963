// SPDX-License-Identifier: MIT
#pragma once
// ContextCheck: words that are spelled right and still look wrong where they stand: another word was meant
// (RealWord), or hardly anybody would expect this one here (Unlikely).
//
// A word that surprises is weighed against others in its place: those it is known to be confused with, those
// one slip away, and those the model expects. The others count with the text that follows, so a remark says
// that the whole stretch becomes likelier. Verdicts are remembered by the words around, so going through an
// edited text again weighs only what changed. Not for misspelt words: checkText(). Threading: the session's.
// Ownership: shares its dictionary, owns its memory. Cost: a dozen short branches for each surprising word.
#include "engine/base/cancellation.h"
#include "engine/proofread/dictionary.h"
#include "engine/proofread/remark.h"

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace deltapad {

class DocumentSession;

/// When a word is worth a remark, in bits. A rare word is no mistake: the model must be rather sure of
/// another, and a word that the text uses more than once is meant. Chosen on pages without mistakes and on
/// the same pages with slips put in: about one false alarm in 1,000 words, where values half as high had a
/// dozen, and three of four slips that those found.
struct ContextThresholds
{
    double weighConfused = 3;  ///< surprise from which a word of a confusion set is weighed
    double weighSlips = 10;    ///< surprise from which words one slip away are weighed
    double weighExpected = 15; ///< surprise from which words that the model expects are weighed
    double gainConfused = 7.5; ///< and what the best other word must save
    double gainSlips = 14;
    double gainExpected = 18;
    double leastExpected = 0.5; ///< probability below which the model does not expect a word
};

class ContextCheck
{
public:
    using Thresholds = ContextThresholds;

    explicit ContextCheck(std::shared_ptr<Dictionary> dictionary, const Thresholds &thresholds = {});
    ~ContextCheck();

    /// Remarks on the words of [begin, end) that are live, in the text's order. Empty if cancelled; what was
    /// weighed until then is remembered.
    std::vector<Remark> check(DocumentSession &session, Utf16Offset begin, Utf16Offset end,
                              const CancelToken &cancel = {});
    /// Orders the replacements of a live remark by what they cost in their context, with some weight on the
    /// order they come in.
    static void rank(DocumentSession &session, Remark &remark, const CancelToken &cancel = {});
    /// Words weighed so far: the work done.
    std::int64_t weighed() const { return m_weighed; }

private:
    struct Word;
    struct Verdict
    {
        std::optional<Remark> remark; ///< offsets relative to the word
        bool isConfusion = false;     ///< of the list: people make those again and again
    };

    Verdict weigh(DocumentSession &session, const Word &word, const CancelToken &cancel);

    std::shared_ptr<Dictionary> m_dictionary;
    Thresholds m_thresholds;
    std::unordered_map<std::u16string, Verdict> m_verdicts;
    std::int64_t m_weighed = 0;
};

} // namespace deltapad
