// SPDX-License-Identifier: MIT
#include "ui/recovery/journal_format.h"

#include <zlib.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>

namespace deltapad {

namespace {

constexpr std::string_view kName = "DPJOURNL";
constexpr std::uint32_t kVersion = 1;
constexpr char kBaseType = 1;
constexpr char kSpliceType = 2;
constexpr std::size_t kOverhead = 4 + 1 + 4; // length, type, checksum
constexpr std::size_t kBaseFixed = 8 + 3 + 8 + 32 + 4;
constexpr std::size_t kSpliceFixed = 8 + 8;
constexpr std::int64_t kMaxUnits = kMaxJournalBytes / 2;

template <typename Number> void put(std::string &out, Number number)
{
    auto bits = static_cast<std::make_unsigned_t<Number>>(number);
    for (std::size_t i = 0; i < sizeof(Number); ++i) {
        out.push_back(static_cast<char>(bits & 0xFF));
        bits = static_cast<decltype(bits)>(sizeof(Number) > 1 ? bits >> 8 : 0);
    }
}

void putText(std::string &out, std::u16string_view text)
{
    if constexpr (std::endian::native == std::endian::little) {
        out.append(reinterpret_cast<const char *>(text.data()), 2 * text.size());
        return;
    }
    out.reserve(out.size() + 2 * text.size());
    for (const char16_t unit : text) {
        out.push_back(static_cast<char>(unit & 0xFF));
        out.push_back(static_cast<char>(unit >> 8));
    }
}

/// Reads what put() wrote; the caller has checked that it is there.
class Reader
{
public:
    explicit Reader(std::string_view bytes) : m_bytes(bytes) {}
    std::string_view take(std::size_t count)
    {
        const std::string_view taken = m_bytes.substr(0, count);
        m_bytes.remove_prefix(count);
        return taken;
    }
    template <typename Number> Number number()
    {
        std::uint64_t bits = 0;
        const std::string_view taken = take(sizeof(Number));
        for (std::size_t i = 0; i < sizeof(Number); ++i)
            bits |= std::uint64_t(static_cast<unsigned char>(taken[i])) << (8 * i);
        return static_cast<Number>(bits);
    }
    std::size_t left() const { return m_bytes.size(); }
    std::u16string restAsText()
    {
        std::u16string text(m_bytes.size() / 2, u'\0');
        for (char16_t &unit : text)
            unit = number<std::uint16_t>();
        return text;
    }

private:
    std::string_view m_bytes;
};

std::uint32_t continued(std::uint32_t checksum, std::string_view bytes)
{
    return static_cast<std::uint32_t>(
        crc32_z(checksum, reinterpret_cast<const Bytef *>(bytes.data()), bytes.size()));
}

std::uint32_t checksum(char type, std::string_view payload)
{
    return continued(continued(0, {&type, 1}), payload);
}

void putRecord(std::string &out, char type, std::string_view payload)
{
    put(out, static_cast<std::uint32_t>(payload.size()));
    out.push_back(type);
    out.append(payload);
    put(out, checksum(type, payload));
}

enum class Step { Good, Cut, Damaged };

/// Takes one record from the front of `bytes`.
Step takeRecord(std::string_view &bytes, char &type, std::string_view &payload)
{
    if (bytes.size() < kOverhead)
        return Step::Cut;
    Reader head(bytes);
    const auto length = std::size_t(head.number<std::uint32_t>());
    if (bytes.size() - kOverhead < length)
        return Step::Cut;
    type = head.take(1).front();
    payload = head.take(length);
    if (head.number<std::uint32_t>() != checksum(type, payload))
        return Step::Damaged;
    bytes.remove_prefix(kOverhead + length);
    return Step::Good;
}

bool readBase(std::string_view payload, JournalBase &base)
{
    if (payload.size() < kBaseFixed)
        return false;
    Reader reader(payload);
    base.when = reader.number<std::int64_t>();
    base.encoding = reader.number<std::uint8_t>();
    base.byteOrderMark = reader.number<std::uint8_t>();
    base.lineEnd = reader.number<std::uint8_t>();
    base.bytesOnDisk = reader.number<std::int64_t>();
    const std::string_view digest = reader.take(base.digest.size());
    std::memcpy(base.digest.data(), digest.data(), digest.size());
    const auto pathLength = std::size_t(reader.number<std::uint32_t>());
    if (pathLength > reader.left() || (reader.left() - pathLength) % 2 != 0 || base.byteOrderMark > 1)
        return false;
    base.path = reader.take(pathLength);
    base.text = reader.restAsText();
    return true;
}

/// Text under replay: a splice near the one before costs its own length, as typing does.
class ReplayText
{
public:
    explicit ReplayText(const std::u16string &base) : m_after(base.rbegin(), base.rend()) {}
    std::int64_t size() const { return std::int64_t(m_before.size() + m_after.size()); }
    void apply(std::int64_t begin, std::int64_t removed, std::u16string_view inserted)
    {
        const auto at = std::size_t(begin);
        if (m_before.size() < at) {
            const std::size_t count = at - m_before.size();
            m_before.append(m_after.rbegin(), m_after.rbegin() + std::ptrdiff_t(count));
            m_after.resize(m_after.size() - count);
        } else if (m_before.size() > at) {
            m_after.append(m_before.rbegin(), m_before.rend() - std::ptrdiff_t(at));
            m_before.resize(at);
        }
        m_after.resize(m_after.size() - std::size_t(removed));
        m_before.append(inserted);
    }
    std::u16string text() const
    {
        std::u16string whole = m_before;
        whole.append(m_after.rbegin(), m_after.rend());
        return whole;
    }

private:
    std::u16string m_before;
    std::u16string m_after; ///< reversed
};

bool applySplice(std::string_view payload, ReplayText &text, std::int64_t &caret)
{
    if (payload.size() < kSpliceFixed || (payload.size() - kSpliceFixed) % 2 != 0)
        return false;
    Reader reader(payload);
    const auto begin = reader.number<std::int64_t>();
    const auto removed = reader.number<std::int64_t>();
    if (begin < 0 || begin > text.size() || removed < 0 || removed > text.size() - begin)
        return false;
    const std::u16string inserted = reader.restAsText();
    text.apply(begin, removed, inserted);
    caret = begin + std::int64_t(inserted.size());
    return true;
}

Error problem(ErrorCode code, const std::string &name, const char *what)
{
    return {code, name + ": " + what};
}

} // namespace

std::string encodeJournalStart(const JournalBase &base)
{
    JournalStart start(base, base.text.size());
    std::string bytes = start.head();
    bytes += start.text(base.text);
    bytes += start.end();
    return bytes;
}

JournalStart::JournalStart(const JournalBase &base, std::size_t units)
{
    std::string payload;
    put(payload, base.when);
    put(payload, base.encoding);
    put(payload, base.byteOrderMark);
    put(payload, base.lineEnd);
    put(payload, base.bytesOnDisk);
    payload.append(reinterpret_cast<const char *>(base.digest.data()), base.digest.size());
    put(payload, static_cast<std::uint32_t>(base.path.size()));
    payload.append(base.path);
    m_checksum = checksum(kBaseType, payload);
    m_head = kName;
    put(m_head, kVersion);
    put(m_head, static_cast<std::uint32_t>(payload.size() + 2 * units));
    m_head.push_back(kBaseType);
    m_head.append(payload);
}

std::string JournalStart::text(std::u16string_view piece)
{
    std::string bytes;
    putText(bytes, piece);
    m_checksum = continued(m_checksum, bytes);
    return bytes;
}

std::string JournalStart::end() const
{
    std::string bytes;
    put(bytes, m_checksum);
    return bytes;
}

std::string encodeJournalSplice(const TextSplice &splice)
{
    std::string payload;
    put(payload, splice.begin.value);
    put(payload, splice.removed);
    putText(payload, splice.inserted);
    std::string out;
    putRecord(out, kSpliceType, payload);
    return out;
}

Result<JournalContents> decodeJournal(std::string_view bytes, const std::string &name)
{
    const auto total = std::int64_t(bytes.size());
    if (total > kMaxJournalBytes)
        return problem(ErrorCode::FileTooLarge, name, "larger than a recovery journal may be");
    if (bytes.substr(0, kName.size()) != kName.substr(0, bytes.size()))
        return problem(ErrorCode::BadSyntax, name, "not a recovery journal");
    if (bytes.size() < kName.size() + 4)
        return problem(ErrorCode::FileTruncated, name, "ends before its version");
    Reader head(bytes.substr(kName.size()));
    if (head.number<std::uint32_t>() != kVersion)
        return problem(ErrorCode::Unsupported, name, "a recovery journal of another version");
    bytes.remove_prefix(kName.size() + 4);

    char type = 0;
    std::string_view payload;
    const Step first = takeRecord(bytes, type, payload);
    if (first == Step::Cut)
        return problem(ErrorCode::FileTruncated, name, "ends within its base text");
    JournalContents contents;
    if (first == Step::Damaged || type != kBaseType || !readBase(payload, contents.base))
        return problem(ErrorCode::BadSyntax, name, "its base text is damaged");

    ReplayText text(contents.base.text);
    contents.caret = text.size();
    contents.goodBytes = total - std::int64_t(bytes.size());
    while (!bytes.empty()) {
        const Step step = takeRecord(bytes, type, payload);
        if (step == Step::Good && type == kSpliceType && text.size() < kMaxUnits &&
            applySplice(payload, text, contents.caret)) {
            ++contents.splices;
            contents.goodBytes = total - std::int64_t(bytes.size());
            continue;
        }
        contents.tail = step == Step::Cut ? JournalTail::Cut : JournalTail::Damaged;
        break;
    }
    contents.text = text.text();
    return contents;
}

} // namespace deltapad
