// SPDX-License-Identifier: MIT
#include "engine/recording/input.h"

#include "engine/text/unicode.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <lzma.h>
#include <memory>
#include <system_error>
#include <unistd.h>

namespace deltapad {
namespace {

constexpr std::string_view kXzMagic("\xFD"
                                    "7zXZ\0",
                                    6);
/// xz -9 needs 65 MB to unpack.
constexpr std::uint64_t kUnpackMemory = 256U << 20;

Error tooLarge(const std::string &name, std::int64_t limit)
{
    return {ErrorCode::FileTooLarge, name + ": more than " + std::to_string(limit) + " bytes"};
}

Error systemError(const std::string &name, int number)
{
    const bool missing = number == ENOENT || number == ENOTDIR;
    return {missing ? ErrorCode::FileNotFound : ErrorCode::FileUnreadable,
            name + ": " + std::generic_category().message(number)};
}

class Descriptor
{
public:
    explicit Descriptor(const std::string &path)
        : m_number(path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC))
    {
    }
    ~Descriptor()
    {
        if (m_number > STDERR_FILENO)
            ::close(m_number);
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    int number() const { return m_number; }

private:
    int m_number;
};

Result<std::string> readRaw(const std::string &path, std::int64_t limit)
{
    const std::string name = inputName(path);
    const Descriptor file(path);
    if (file.number() < 0)
        return systemError(name, errno);
    std::string bytes;
    std::array<char, 1 << 16> block;
    for (;;) {
        const ssize_t got = ::read(file.number(), block.data(), block.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return systemError(name, errno);
        if (got == 0)
            return bytes;
        if (std::ssize(bytes) + got > limit)
            return tooLarge(name, limit);
        bytes.append(block.data(), static_cast<std::size_t>(got));
    }
}

Result<std::string> unpackXz(const std::string &packed, const std::string &name, std::int64_t limit)
{
    lzma_stream stream = LZMA_STREAM_INIT;
    const std::unique_ptr<lzma_stream, decltype(&lzma_end)> guard(&stream, &lzma_end);
    if (lzma_stream_decoder(&stream, kUnpackMemory, LZMA_CONCATENATED) != LZMA_OK)
        return Error{ErrorCode::Unsupported, name + ": the xz unpacker could not be started"};
    std::string bytes;
    std::array<std::uint8_t, 1 << 16> block;
    stream.next_in = reinterpret_cast<const std::uint8_t *>(packed.data());
    stream.avail_in = packed.size();
    lzma_ret state = LZMA_OK;
    while (state == LZMA_OK) {
        stream.next_out = block.data();
        stream.avail_out = block.size();
        state = lzma_code(&stream, LZMA_FINISH);
        const std::size_t got = block.size() - stream.avail_out;
        if (std::ssize(bytes) + static_cast<std::int64_t>(got) > limit)
            return tooLarge(name, limit);
        bytes.append(reinterpret_cast<const char *>(block.data()), got);
    }
    if (state == LZMA_STREAM_END)
        return bytes;
    if (state == LZMA_BUF_ERROR)
        return Error{ErrorCode::FileTruncated, name + ": the xz data ends too early"};
    if (state == LZMA_MEMLIMIT_ERROR)
        return Error{ErrorCode::FileTooLarge, name + ": the xz data needs more than 256 MB to unpack"};
    return Error{ErrorCode::BadSyntax, name + ": damaged xz data at byte " + std::to_string(stream.total_in)};
}

} // namespace

std::string inputName(const std::string &path)
{
    return path == "-" ? "standard input" : path;
}

Result<std::string> readInput(const std::string &path, std::int64_t limit)
{
    Result<std::string> raw = readRaw(path, limit);
    if (!raw || !raw.value().starts_with(kXzMagic))
        return raw;
    return unpackXz(raw.value(), inputName(path), limit);
}

Result<std::u16string> readTextInput(const std::string &path, std::int64_t limit)
{
    const Result<std::string> bytes = readInput(path, limit);
    if (!bytes)
        return bytes.error();
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    std::string_view text = bytes.value();
    if (text.starts_with(kByteOrderMark))
        text.remove_prefix(kByteOrderMark.size());
    if (const std::size_t zero = text.find('\0'); zero != std::string_view::npos)
        return Error{ErrorCode::BadEncoding,
                     inputName(path) + ": zero byte at offset " + std::to_string(zero) + ", expected text"};
    Result<std::u16string> converted = utf8ToUtf16(text);
    if (!converted)
        return Error{converted.error().code, inputName(path) + ": " + converted.error().message};
    return converted;
}

Result<std::u16string> readSomeTextInput(const std::string &path, std::int64_t limit)
{
    Result<std::u16string> text = readTextInput(path, limit);
    if (text && text.value().empty())
        return Error{ErrorCode::BadSyntax, inputName(path) + ": is empty, expected text"};
    return text;
}

std::vector<std::string_view> splitLines(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        lines.push_back(line);
    }
    return lines;
}

Error lineError(ErrorCode code, const std::string &name, std::size_t index, const std::string &problem)
{
    return {code, name + ":" + std::to_string(index + 1) + ": " + problem};
}

} // namespace deltapad
