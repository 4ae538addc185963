// SPDX-License-Identifier: MIT
#pragma once
// InputFile: a regular file opened for reading by position. MappedBytes: the whole of one, mapped.
//
// readAt() copies (pread): a file that another process truncates meanwhile gives FileTruncated. A mapping
// copies nothing and its pages are those of the system's cache, but to touch a page behind the end of a file
// that has become shorter ends the program (SIGBUS): ask checkSize() right before a look at many bytes, use
// them at once, and do not keep the mapping. Folders, pipes and devices are refused before anything is read.
// Threading: const members from any thread. Ownership: each owns what it opened or mapped; a mapping outlives
// its InputFile. Cost: one system call a read; a page fault where a mapped page is touched first.
#include "engine/base/result.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace deltapad {

class MappedBytes
{
public:
    MappedBytes() = default;
    ~MappedBytes();
    MappedBytes(MappedBytes &&other) noexcept;
    MappedBytes &operator=(MappedBytes &&other) noexcept;

    std::span<const std::byte> bytes() const { return m_bytes; }

private:
    friend class InputFile;
    explicit MappedBytes(std::span<const std::byte> bytes) : m_bytes(bytes) {}
    std::span<const std::byte> m_bytes;
};

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
    /// size() bytes of the file, read-only.
    Result<MappedBytes> map() const;
    /// FileTruncated if the file is shorter than it was when it was opened.
    Status checkSize() const;

private:
    InputFile(std::string path, int descriptor, std::int64_t size);
    std::string m_path;
    int m_descriptor = -1;
    std::int64_t m_size = 0;
};

/// The whole of a file of at most `limit` bytes.
Result<std::string> readWholeFile(const std::string &path, std::int64_t limit);

} // namespace deltapad
