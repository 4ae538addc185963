// SPDX-License-Identifier: MIT
#pragma once
// NoEngine: the client of an editor that was started without a model (--no-ai): takes every post, answers
// none. Not for a model that is missing or broken: the live client says that. Threading: as EngineClient.
#include "engine/live/engine_client.h"

namespace deltapad {

class NoEngine : public EngineClient
{
public:
    void setListener(Listener) override {}
    void open(DocumentId, Revision, std::u16string, Utf16Offset) override {}
    void edit(DocumentId, Revision, TextSplice, Utf16Offset) override {}
    void moveCaret(DocumentId, Revision, Utf16Offset) override {}
    void select(DocumentId, Revision, Utf16Offset, Utf16Offset, Utf16Offset) override {}
    void close(DocumentId) override {}
    void setSuggestions(SuggestionRequest) override {}
    void setModel(std::string) override {}
    void noteStale() override {}
    ClientCounters counters() const override { return {}; }
};

} // namespace deltapad
