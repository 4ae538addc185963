// SPDX-License-Identifier: MIT
#pragma once
// The tiny random model of tests/data, loaded once, random edits over its vocabulary, and an engine against a
// batch pass.
#include "engine/incremental/incremental_engine.h"

#include <QByteArray>
#include <QtGlobal>

#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace deltapad::test {

inline std::shared_ptr<const Model> tinyModel()
{
    static const std::shared_ptr<const Model> model = [] {
        Result<std::shared_ptr<const Model>> loaded = Model::load(DELTAPAD_TEST_DATA "/tiny_model");
        if (!loaded.ok())
            qFatal("%s", loaded.error().message.c_str());
        return std::move(loaded).value();
    }();
    return model;
}

inline std::shared_ptr<const Layout> tinyLayout()
{
    static const auto layout = std::make_shared<const Layout>(tinyModel());
    return layout;
}

/// A number from the environment, so that a long run is the same test with another count or seed.
inline std::int64_t environmentNumber(const char *name, std::int64_t fallback)
{
    bool ok = false;
    const qlonglong value = qgetenv(name).toLongLong(&ok);
    return ok ? value : fallback;
}

/// Random edits of a run of rows: typed tokens, replaced words, deletions, pasted runs; stays within
/// `capacity` rows.
class RandomEdits
{
public:
    RandomEdits(std::uint64_t seed, std::int32_t vocabulary, std::int64_t capacity)
        : m_random(seed), m_vocabulary(vocabulary), m_capacity(capacity)
    {
    }

    RowEdit next(std::int64_t rows)
    {
        RowEdit edit;
        const std::int64_t kind = number(0, 9);
        const std::int64_t begin =
            number(0, 3) == 0 ? rows : number(1, rows); // often at the end, as typing is
        edit.begin = RowIndex(begin);
        const std::int64_t behind = rows - begin;
        std::int64_t inserted = 1;
        if (kind <= 3) { // a typed token
            edit.removed = 0;
        } else if (kind <= 5) { // a word replaced, often by one of the same length
            edit.removed = std::min<std::int64_t>(behind, number(1, 2));
            inserted = number(1, 2);
        } else if (kind <= 7) { // a deletion
            edit.removed = std::min<std::int64_t>(behind, number(0, 4) == 0 ? number(1, 40) : number(1, 3));
            inserted = 0;
        } else { // a paste over a selection
            edit.removed = std::min<std::int64_t>(behind, number(0, 12));
            inserted = number(3, 30);
        }
        inserted = std::min(inserted, m_capacity - (rows - edit.removed));
        for (std::int64_t n = 0; n < inserted; ++n)
            edit.inserted.push_back(static_cast<TokenId>(number(0, m_vocabulary - 1)));
        return edit;
    }

    std::int64_t number(std::int64_t low, std::int64_t high)
    {
        return std::uniform_int_distribution<std::int64_t>(low, high)(m_random);
    }

private:
    std::mt19937_64 m_random;
    std::int32_t m_vocabulary;
    std::int64_t m_capacity;
};

/// The edit that takes `edit` back, given the tokens before it.
inline RowEdit inverse(const RowEdit &edit, const std::vector<TokenId> &before)
{
    RowEdit back;
    back.begin = edit.begin;
    back.removed = static_cast<std::int64_t>(edit.inserted.size());
    back.inserted.assign(before.begin() + edit.begin.value, before.begin() + edit.begin.value + edit.removed);
    return back;
}

inline std::string describe(const StateDifference &difference)
{
    return std::string(difference.what) + " differ at layer " + std::to_string(difference.layer) + ", row " +
           std::to_string(difference.row) + ", head " + std::to_string(difference.head);
}

/// Random edits, now and then the inverse of the last one.
class EditHistory
{
public:
    RowEdit next(RandomEdits &random, const IncrementalEngine &engine)
    {
        RowEdit edit = random.next(engine.rows());
        if (!m_done.empty() && random.number(0, 5) == 0) {
            edit = inverse(m_done.back().first, m_done.back().second);
            m_done.pop_back();
            return edit;
        }
        m_done.emplace_back(edit, engine.tokens());
        if (m_done.size() > 8)
            m_done.erase(m_done.begin());
        return edit;
    }

private:
    std::vector<std::pair<RowEdit, std::vector<TokenId>>> m_done; ///< edits, and the tokens before each
};

/// First difference of the engine to a batch pass over its tokens (and labels), which `state` then holds.
inline std::optional<std::string> differenceToBatch(const IncrementalEngine &engine, BatchForward &forward,
                                                    ForwardState &state)
{
    forward.run(engine.tokens(), engine.labels(), state);
    if (const auto difference = engine.compare(state))
        return describe(*difference);
    return std::nullopt;
}

} // namespace deltapad::test
