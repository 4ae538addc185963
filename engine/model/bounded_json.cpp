// SPDX-License-Identifier: MIT
#include "engine/model/bounded_json.h"

#include <algorithm>
#include <vector>

namespace deltapad {
namespace {

using nlohmann::json;

/// Builds the tree from parser events; answering false stops the parser at once.
class TreeBuilder final : public nlohmann::json_sax<json>
{
public:
    TreeBuilder(std::string name, JsonLimits limits) : m_name(std::move(name)), m_limits(limits) {}

    bool null() override { return add(json()) != nullptr; }
    bool boolean(bool value) override { return add(json(value)) != nullptr; }
    bool number_integer(number_integer_t value) override { return add(json(value)) != nullptr; }
    bool number_unsigned(number_unsigned_t value) override { return add(json(value)) != nullptr; }
    bool number_float(number_float_t value, const string_t &) override { return add(json(value)) != nullptr; }
    bool string(string_t &value) override { return add(json(std::move(value))) != nullptr; }
    bool binary(binary_t &) override { return fail("binary data, expected JSON text"); }
    bool start_object(std::size_t) override { return open(json::object()); }
    bool start_array(std::size_t) override { return open(json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(string_t &name) override
    {
        if (m_open.back()->contains(name))
            return fail("key \"" + name + "\" occurs twice in one object");
        m_key = std::move(name);
        return true;
    }

    bool parse_error(std::size_t position, const std::string &, const nlohmann::detail::exception &) override
    {
        return fail("not valid JSON at byte " + std::to_string(position));
    }

    Error error() const { return {ErrorCode::BadSyntax, m_problem}; }
    json takeRoot() { return std::move(m_root); }

private:
    bool fail(const std::string &problem)
    {
        m_problem = m_name + ": " + problem;
        return false;
    }

    json *add(json value)
    {
        if (++m_values > m_limits.values) {
            fail("more than " + std::to_string(m_limits.values) + " values");
            return nullptr;
        }
        if (m_open.empty()) {
            m_root = std::move(value);
            return &m_root;
        }
        json &parent = *m_open.back();
        if (parent.is_array()) {
            parent.push_back(std::move(value));
            return &parent.back();
        }
        json &place = parent[m_key];
        place = std::move(value);
        return &place;
    }

    bool open(json container)
    {
        if (static_cast<std::int32_t>(m_open.size()) >= m_limits.depth)
            return fail("nested deeper than " + std::to_string(m_limits.depth) + " levels");
        json *place = add(std::move(container));
        if (!place)
            return false;
        // Stays valid: a container's siblings are added only after it was closed.
        m_open.push_back(place);
        return true;
    }

    bool close()
    {
        m_open.pop_back();
        return true;
    }

    std::string m_name;
    JsonLimits m_limits;
    json m_root;
    std::vector<json *> m_open;
    std::string m_key;
    std::int64_t m_values = 0;
    std::string m_problem;
};

} // namespace

Result<nlohmann::json> parseBoundedJson(std::string_view text, const std::string &name, JsonLimits limits)
{
    TreeBuilder builder(name, limits);
    if (!json::sax_parse(text.begin(), text.end(), &builder))
        return builder.error();
    return builder.takeRoot();
}

} // namespace deltapad
