// SPDX-License-Identifier: MIT
#pragma once
// SideController: the engine's work beside the live updates, as signals of the user interface's thread.
//
// Findings of another document than the window's are dropped. Not for live results: DocumentController brings
// those. Threading: user interface; findings arrive on the side thread and are handed over through the event
// loop. Ownership: uses the client's side work, which must live longer or never call again.
#include "engine/live/side_work.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <vector>

namespace deltapad {

class DocumentController;

class SideController : public QObject
{
    Q_OBJECT

public:
    /// `side` may be null: then nothing is ever found.
    SideController(SideWork *side, DocumentController *document, QObject *parent = nullptr);

    bool isAvailable() const { return m_side != nullptr; }
    /// The client is about to go.
    void detach() { m_side = nullptr; }
    void setRace(int every);
    void check();
    using Receiver = std::function<void(const Answer &)>;
    /// `receive` is called once, unless `asker` is gone or the questions are ended before.
    void ask(QObject *asker, std::u16string text, Utf16Offset caret, int suggestions, Receiver receive);
    /// Nobody waits for an answer any more; the engine frees what it kept for them.
    void endQuestions();

Q_SIGNALS:
    void raced(const deltapad::RaceResult &result);
    void checked(const deltapad::CheckResult &result);

private:
    struct Waiting
    {
        std::uint64_t number = 0;
        QPointer<QObject> asker;
        Receiver receive;
    };
    void take(const Finding &finding);

    SideWork *m_side;
    DocumentController *m_document;
    std::vector<Waiting> m_waiting;
    std::uint64_t m_number = 0;
};

} // namespace deltapad
