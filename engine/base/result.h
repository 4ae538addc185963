// SPDX-License-Identifier: MIT
#pragma once
// Result<T>: a value or an Error, the only way failures cross the engine's boundary.
// The engine throws nothing to its callers, prints nothing and never aborts on bad input.
// Not for programming errors: those are assertions.
// Threading: plain values. Ownership: holds its value. Cost: one std::variant.
#include <cassert>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace deltapad {

/// The closed list of what can go wrong in the engine. A new kind of failure needs a new entry here.
enum class ErrorCode {
    FileNotFound,   ///< the path does not exist
    FileUnreadable, ///< it exists and cannot be read (permission, I/O, a folder)
    FileTooLarge,   ///< larger than the documented limit of its format
    FileTruncated,  ///< ends before its own header says it does
    BadSyntax,      ///< not the format it should be (JSON, trace, table)
    BadEncoding,    ///< text that is not valid UTF-8
    BadConfig,      ///< a key of config.json is missing, of the wrong type or out of range
    BadTensor,      ///< a tensor is missing, has the wrong shape or type, overlaps, or holds NaN or infinity
    BadTokenizer,   ///< tokenizer.json does not describe a byte-level BPE that fits the model
    BadEdit,        ///< an edit lies outside the text or the context
    Unsupported,    ///< a valid file of a version or kind that this program does not know
    Cancelled,      ///< the caller asked to stop; nothing changed
};

/// Stable, lower-case name of a code, for reports and tests.
std::string_view errorName(ErrorCode code);

/// What failed and where, in one line for people: file, place in it, what was expected.
struct Error
{
    ErrorCode code = ErrorCode::BadSyntax;
    std::string message;
};

template <typename T> class [[nodiscard]] Result
{
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    /// Requires ok().
    T &value() &
    {
        assert(ok());
        return *std::get_if<0>(&m_state);
    }
    const T &value() const &
    {
        assert(ok());
        return *std::get_if<0>(&m_state);
    }
    T &&value() &&
    {
        assert(ok());
        return std::move(*std::get_if<0>(&m_state));
    }
    /// Requires !ok().
    const Error &error() const
    {
        assert(!ok());
        return *std::get_if<1>(&m_state);
    }

private:
    std::variant<T, Error> m_state;
};

/// Result of an operation that yields nothing.
struct Done
{
};
using Status = Result<Done>;

} // namespace deltapad
