// SPDX-License-Identifier: MIT
#include "engine/live/session_backend.h"

#include "engine/live/session_side.h"
#include "engine/proofread/context_check.h"
#include "engine/proofread/english_dictionary.h"
#include "engine/session/document_session.h"
#include "engine/token/token_document.h"

#include <algorithm>
#include <thread>

namespace deltapad {

namespace {

void addLayers(std::vector<LayerWork> &layers, const std::vector<LayerWork> &more)
{
    layers.resize(std::max(layers.size(), more.size()));
    for (std::size_t i = 0; i < more.size(); ++i) {
        layers[i].rowsProjected += more[i].rowsProjected;
        layers[i].rowsCorrected += more[i].rowsCorrected;
        layers[i].rowsFromScratch += more[i].rowsFromScratch;
        layers[i].rowsChanged += more[i].rowsChanged;
        layers[i].codesFlipped += more[i].codesFlipped;
        layers[i].laterRows += more[i].laterRows;
        layers[i].summariesComputed += more[i].summariesComputed;
        layers[i].summariesChanged += more[i].summariesChanged;
    }
}

/// The cost of an edit and of the move of the live part that it caused.
UpdateReport together(UpdateReport edit, const UpdateReport &move)
{
    if (move.incremental.total() == 0)
        return edit;
    edit.incremental += move.incremental;
    edit.prefix += move.prefix;
    edit.dense = move.dense; // one full pass refreshes everything, whatever caused it
    addLayers(edit.layers, move.layers);
    const auto moved = [](const RowRanges &rows) { return !rows.empty(); };
    if (std::any_of(move.changedRows.begin(), move.changedRows.end(), moved))
        edit.changedRows = move.changedRows;
    edit.rowsRemoved += move.rowsRemoved;
    edit.rowsInserted += move.rowsInserted;
    edit.rows = move.rows;
    edit.firstChangedRow = std::min(edit.firstChangedRow, move.firstChangedRow);
    edit.rowsEmbedded += move.rowsEmbedded;
    edit.outputsRefreshed += move.outputsRefreshed;
    edit.milliseconds += move.milliseconds;
    return edit;
}

class SessionDocument : public LiveDocument
{
public:
    SessionDocument(std::shared_ptr<const Model> model, SessionOptions options)
        : m_session(std::move(model), options)
    {
        m_session.setKnownWords(wordsOf(m_dictionary));
    }

    Result<UpdateReport> open(std::u16string_view text, Utf16Offset caret, const CancelToken &cancel) override
    {
        return m_session.open(text, caret, cancel);
    }

    Result<UpdateReport> update(std::span<const TextSplice> splices, Utf16Offset caret,
                                const CancelToken &cancel) override
    {
        Result<UpdateReport> edited = m_session.applyAll(splices, cancel);
        if (!edited.ok())
            return edited;
        const Result<UpdateReport> moved = m_session.moveCaret(caret, cancel);
        if (!moved.ok())
            return moved.error();
        return together(std::move(edited).value(), moved.value());
    }

    Result<std::vector<Suggestion>> complete(Utf16Offset caret, SuggestionRequest request,
                                             const CancelToken &cancel) override
    {
        return m_session.complete(caret, request.count, request.maxWords, cancel);
    }

    void describe(Snapshot &snapshot) const override
    {
        snapshot.classes = m_session.classes();
        snapshot.liveClasses = m_session.liveClasses();
        snapshot.coverage = m_session.coverage();
        snapshot.surprises = m_session.surprises();
        snapshot.visibleSurprises = m_session.visibleSurprises();
        snapshot.liveBegin = m_session.tokens().startOf(m_session.liveBegin());
        snapshot.liveEnd = m_session.tokens().startOf(m_session.liveEnd());
        snapshot.bitsPerByte = m_session.bitsPerByte();
    }

    void show(Utf16Offset begin, Utf16Offset end) override { m_session.show(begin, end); }
    Result<Coverage> advance(const CancelToken &cancel) override
    {
        return m_session.advanceBackground(cancel);
    }

    std::vector<ClassScores> classesOf(Utf16Offset begin, Utf16Offset end) const override
    {
        return m_session.classesOf(begin, end);
    }

    std::vector<Remark> remarks(const CancelToken &cancel) override
    {
        if (!m_check) {
            if (!m_dictionary->get())
                return {};
            m_check = std::make_unique<ContextCheck>(m_dictionary->get());
        }
        return m_check->check(m_session, Utf16Offset(0), m_session.tokens().text().length(), cancel);
    }

    std::u16string text() const override { return m_session.text(); }

    std::unique_ptr<FrozenDocument> freeze(FreezeFor purpose) const override
    {
        auto frozen = std::make_unique<FrozenDocument>();
        if (purpose == FreezeFor::Race) {
            frozen->rows.tokens = m_session.rowTokens();
        } else {
            frozen->rows = m_session.copyRows();
            frozen->text = m_session.text();
        }
        return frozen;
    }

private:
    const std::shared_ptr<EnglishDictionary> m_dictionary = std::make_shared<EnglishDictionary>();
    DocumentSession m_session;
    std::unique_ptr<ContextCheck> m_check; ///< made when first asked for
};

class SessionModel : public LiveModel
{
public:
    SessionModel(std::shared_ptr<const Model> model, SessionOptions options)
        : m_model(std::move(model)), m_options(options)
    {
    }

    std::string name() const override { return m_model->config.name; }
    std::unique_ptr<LiveDocument> makeDocument() override
    {
        return std::make_unique<SessionDocument>(m_model, m_options);
    }
    std::unique_ptr<SideModel> makeSideModel() override { return makeSessionSideModel(m_model, m_options); }

private:
    std::shared_ptr<const Model> m_model;
    SessionOptions m_options;
};

/// One core is left to the interface, which draws and lays out while the engine computes.
std::int32_t liveThreads(std::int32_t asked)
{
    if (asked > 0)
        return asked;
    return std::max(1, std::int32_t(std::thread::hardware_concurrency()) - 1);
}

} // namespace

ModelLoader sessionModelLoader(const LiveOptions &options)
{
    const SessionOptions session{liveThreads(options.threads), options.maxTokens};
    return [session](const std::string &folder) -> Result<std::shared_ptr<LiveModel>> {
        Result<std::shared_ptr<const Model>> model = Model::load(folder);
        if (!model.ok())
            return model.error();
        return std::shared_ptr<LiveModel>(std::make_shared<SessionModel>(std::move(model).value(), session));
    };
}

std::unique_ptr<LiveClient> makeLiveClient(const LiveOptions &options)
{
    return std::make_unique<LiveClient>(options, sessionModelLoader(options));
}

} // namespace deltapad
