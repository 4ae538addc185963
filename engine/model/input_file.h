// SPDX-License-Identifier: MIT
#pragma once
// InputFile: a regular file opened for reading by position.
//
// Reads copy (pread) instead of mapping: a file that another process truncates while it is read then gives
// FileTruncated, where a mapping would end the program with SIGBUS. Every weight is converted or packed at
// load, so a mapping would save no memory either. Folders, pipes and devices are refused before anything is
// read. Threading: readAt() may be called from any thread. Ownership: owns its descriptor. Cost: one system
// call a read.
#include "engine/base/result.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace deltapad {

class InputFile
{
public:
    /// FileNotFound, FileUnreadable, or FileTooLarge beyond `limit` bytes.
    static Result<InputFile> open(const std::string &path, std::int64_t limit);
    ~InputFile();
    InputFile(InputFile &&other) noexcept;
    InputFile &operator=(InputFile &&other) noexcept;

    const std::string &path() const { return m_path; }
    /// Size when it was opened.
    std::int64_t size() const { return m_size; }
    /// Fills `out` from `offset`; FileTruncated if the file ends before.
    Status readAt(std::int64_t offset, std::span<std::byte> out) const;

private:
    InputFile(std::string path, int descriptor, std::int64_t size);
    std::string m_path;
    int m_descriptor = -1;
    std::int64_t m_size = 0;
};

/// The whole of a file of at most `limit` bytes.
Result<std::string> readWholeFile(const std::string &path, std::int64_t limit);

} // namespace deltapad
