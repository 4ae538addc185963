// SPDX-License-Identifier: MIT
#pragma once
// TupleIndex: gives every distinct sequence of numbers an id, counted from 0 in the order of first sight.
// Not for approximate matching: sequences are compared whole. Threading: one thread at a time. Ownership:
// keeps a copy of every distinct sequence. Cost: one hash and one comparison per look-up.
#include <cstdint>
#include <string>
#include <unordered_map>

namespace deltapad {

/// Ids and tokens as a string, because the standard library can hash and compare one.
using Tuple = std::u32string;

class TupleIndex
{
public:
    struct Place
    {
        std::int32_t id = 0;
        bool isNew = false;
    };

    Place place(const Tuple &tuple)
    {
        const auto [entry, isNew] = m_ids.try_emplace(tuple, static_cast<std::int32_t>(m_ids.size()));
        return {entry->second, isNew};
    }
    std::int32_t size() const { return static_cast<std::int32_t>(m_ids.size()); }

private:
    std::unordered_map<Tuple, std::int32_t> m_ids;
};

} // namespace deltapad
