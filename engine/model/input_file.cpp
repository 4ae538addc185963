// SPDX-License-Identifier: MIT
#include "engine/model/input_file.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace deltapad {
namespace {

Error systemError(const std::string &path, int number)
{
    const bool missing = number == ENOENT || number == ENOTDIR;
    return {missing ? ErrorCode::FileNotFound : ErrorCode::FileUnreadable,
            path + ": " + std::generic_category().message(number)};
}

} // namespace

MappedBytes::~MappedBytes()
{
    if (!m_bytes.empty())
        ::munmap(const_cast<std::byte *>(m_bytes.data()), m_bytes.size());
}

MappedBytes::MappedBytes(MappedBytes &&other) noexcept : m_bytes(std::exchange(other.m_bytes, {})) {}

MappedBytes &MappedBytes::operator=(MappedBytes &&other) noexcept
{
    std::swap(m_bytes, other.m_bytes);
    return *this;
}

InputFile::InputFile(std::string path, int descriptor, std::int64_t size)
    : m_path(std::move(path)), m_descriptor(descriptor), m_size(size)
{
}

InputFile::~InputFile()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

InputFile::InputFile(InputFile &&other) noexcept
    : m_path(std::move(other.m_path)), m_descriptor(std::exchange(other.m_descriptor, -1)),
      m_size(other.m_size)
{
}

InputFile &InputFile::operator=(InputFile &&other) noexcept
{
    std::swap(m_path, other.m_path);
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_size, other.m_size);
    return *this;
}

Result<InputFile> InputFile::open(const std::string &path, std::int64_t limit)
{
    // Without O_NONBLOCK opening a named pipe would wait for its writer.
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        return systemError(path, errno);
    InputFile file(path, descriptor, 0);
    struct stat info = {};
    if (::fstat(descriptor, &info) != 0)
        return systemError(path, errno);
    if (S_ISDIR(info.st_mode))
        return Error{ErrorCode::FileUnreadable, path + ": a folder, expected a file"};
    if (!S_ISREG(info.st_mode))
        return Error{ErrorCode::FileUnreadable, path + ": not a regular file"};
    if (info.st_size > limit)
        return Error{ErrorCode::FileTooLarge, path + ": " + std::to_string(info.st_size) +
                                                  " bytes, at most " + std::to_string(limit) + " are read"};
    file.m_size = info.st_size;
    return file;
}

Status InputFile::readAt(std::int64_t offset, std::span<std::byte> out) const
{
    std::size_t done = 0;
    while (done < out.size()) {
        const ssize_t got = ::pread(m_descriptor, out.data() + done, out.size() - done,
                                    static_cast<off_t>(offset) + static_cast<off_t>(done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return systemError(m_path, errno);
        if (got == 0)
            return Error{ErrorCode::FileTruncated,
                         m_path + ": ends at byte " +
                             std::to_string(offset + static_cast<std::int64_t>(done)) +
                             ", expected data up to byte " +
                             std::to_string(offset + static_cast<std::int64_t>(out.size()))};
        done += static_cast<std::size_t>(got);
    }
    return Done{};
}

Result<MappedBytes> InputFile::map() const
{
    if (m_size == 0) // which mmap refuses
        return MappedBytes();
    const auto size = static_cast<std::size_t>(m_size);
    void *const mapped = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, m_descriptor, 0);
    if (mapped == MAP_FAILED)
        return systemError(m_path, errno);
    return MappedBytes({static_cast<const std::byte *>(mapped), size});
}

Status InputFile::checkSize() const
{
    struct stat info = {};
    if (::fstat(m_descriptor, &info) != 0)
        return systemError(m_path, errno);
    if (info.st_size < m_size)
        return Error{ErrorCode::FileTruncated, m_path + ": " + std::to_string(info.st_size) +
                                                   " bytes, expected data up to byte " +
                                                   std::to_string(m_size)};
    return Done{};
}

Result<std::string> readWholeFile(const std::string &path, std::int64_t limit)
{
    Result<InputFile> file = InputFile::open(path, limit);
    if (!file)
        return file.error();
    std::string bytes(static_cast<std::size_t>(file.value().size()), '\0');
    if (Status status = file.value().readAt(0, std::as_writable_bytes(std::span(bytes))); !status)
        return status.error();
    return bytes;
}

} // namespace deltapad
