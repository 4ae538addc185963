// SPDX-License-Identifier: MIT
#pragma once
// Delays: every waiting time of the user interface in one place, so that tests run with none of them.
// Threading: plain values. Not for engine timing: the engine never waits.
#include "engine/assist/suggestion_gate.h"

#include <chrono>

namespace deltapad {

struct Delays
{
    using Milliseconds = std::chrono::milliseconds;

    Milliseconds calmShortest{100};   ///< Calm mode shows a suggestion no sooner than this after a key
    Milliseconds calmLongest{1000};   ///< and no later than this
    double calmFactor = 1.8;          ///< times the writer's own interval between keys
    Milliseconds scrollQuiet{150};    ///< no suggestion appears this soon after scrolling
    Milliseconds undoPause{1000};     ///< a longer pause starts a new undo step; zero: pauses never do
    Milliseconds findRefresh{120};    ///< matches are looked up again this long after the text changed
    Milliseconds announcement{700};   ///< stillness before a screen reader hears a suggestion
    Milliseconds animation{120};      ///< length of a bar's movement
    Milliseconds headlineHold{400};   ///< a new leading label must lead this long (or twice in a row)
    Milliseconds notice{5000};        ///< short notices leave the message bar after this; zero: they stay
    Milliseconds wordCount{200};      ///< words are counted again this long after the text changed
    Milliseconds computingMark{150};  ///< results older than this are marked as being computed
    Milliseconds journalSync{5000};   ///< the disk confirms what was typed no later than this
    Milliseconds journalRetry{30000}; ///< a journal that failed is begun again by a change this much later
    Milliseconds diskSettle{150};     ///< another program's change of the file is looked at this much later
    Milliseconds openingSlice{40};    ///< a large text is put into the editor for this long at once
    Milliseconds hoverToolbar{300};   ///< pointing at a suggestion this long brings its toolbar
    Milliseconds proofreading{250};   ///< spelling is looked at again this long after the text changed
    Milliseconds outline{250};        ///< headings are listed again this long after one has changed
    Milliseconds preview{300};        ///< Markdown is rendered again this long after the text changed

    GateDelays gate() const { return {calmShortest, calmLongest, calmFactor, scrollQuiet}; }

    /// For tests: everything happens at once, and nothing happens because time passed.
    static Delays none()
    {
        const Milliseconds zero{0};
        return Delays{.calmShortest = zero,
                      .calmLongest = zero,
                      .calmFactor = 0,
                      .scrollQuiet = zero,
                      .undoPause = zero,
                      .findRefresh = zero,
                      .announcement = zero,
                      .animation = zero,
                      .headlineHold = zero,
                      .notice = zero,
                      .wordCount = zero,
                      .computingMark = zero,
                      .journalSync = zero,
                      .journalRetry = zero,
                      .diskSettle = zero,
                      .openingSlice = zero,
                      .hoverToolbar = zero,
                      .proofreading = zero,
                      .outline = zero,
                      .preview = zero};
    }
};

} // namespace deltapad
