// SPDX-License-Identifier: MIT
#pragma once
// ProofService: spelling off the user interface's thread. Requests are answered in their order, each with the
// ticket it came with; nothing waits. Hunspell's is the real one; tests bring their own.
// Threading: user interface; answers come through the event loop (or at once, from a test's). Ownership:
// whoever made it; no answer comes after it is gone.
#include "engine/proofread/remark.h"

#include <QObject>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace deltapad {

class ProofService
{
public:
    using Checked = std::function<void(quint64 ticket, std::vector<Remark> remarks)>;
    using Suggested =
        std::function<void(const std::u16string &word, std::vector<std::u16string> replacements)>;
    using Failed = std::function<void(const QString &problem)>;

    virtual ~ProofService() = default;

    /// Set before the first request.
    virtual void setListeners(Checked checked, Suggested suggested, Failed failed) = 0;
    virtual void check(quint64 ticket, std::u16string text) = 0;
    virtual void suggest(std::u16string word) = 0;
};

/// Over Hunspell, in a thread of its own. A dictionary that cannot be loaded is told once; then nothing is
/// remarked.
std::unique_ptr<ProofService> makeHunspellService(const QString &language);

} // namespace deltapad
