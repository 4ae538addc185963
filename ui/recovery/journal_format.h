// SPDX-License-Identifier: MIT
#pragma once
// The bytes of a recovery journal: a base text and the splices typed since, each record with its checksum.
//
//   file    = "DPJOURNL" version:u32 record*
//   record  = length:u32 type:u8 payload[length] crc:u32     (little-endian; CRC-32 of type and payload)
//   base    = type 1, exactly one, first: when:i64 encoding:u8 mark:u8 lineEnd:u8 bytesOnDisk:i64
//             digest[32] pathLength:u32 path(UTF-8) text(UTF-16)
//   splice  = type 2: begin:i64 removed:i64 inserted(UTF-16)
//
// A journal is untrusted input: decoding checks the name, the version, every length, checksum and offset, and
// reads up to the last whole record; what follows is reported, not guessed at. Not for sending between
// machines. Threading: pure functions. Ownership: plain values. Cost: decoding is linear in the file plus the
// replay of the splices.
#include "engine/base/edits.h"
#include "engine/base/result.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace deltapad {

/// What the splices start from.
struct JournalBase
{
    std::int64_t when = 0;          ///< milliseconds since 1970
    std::uint8_t encoding = 0;      ///< as the writer of the journal numbers them
    std::uint8_t byteOrderMark = 0; ///< 0 or 1
    std::uint8_t lineEnd = 0;
    std::int64_t bytesOnDisk = -1;         ///< of the file as last read or written; -1: there is none
    std::array<std::uint8_t, 32> digest{}; ///< SHA-256 of those bytes
    std::string path;                      ///< UTF-8; empty: untitled
    std::u16string text;
};

enum class JournalTail {
    Whole,  ///< every byte belongs to a good record
    Cut,    ///< the last record is not all there: the program ended while it was being written
    Damaged ///< a record has a wrong checksum, type or place
};

struct JournalContents
{
    JournalBase base;
    std::u16string text;    ///< the base after all good splices
    std::int64_t caret = 0; ///< behind the last change
    std::int64_t splices = 0;
    std::int64_t goodBytes = 0;
    JournalTail tail = JournalTail::Whole;
};

/// Larger files are refused before anything is read.
inline constexpr std::int64_t kMaxJournalBytes = std::int64_t(2) << 30;

/// Name, version and base record.
std::string encodeJournalStart(const JournalBase &base);

/// The same bytes piece by piece, for texts that are too long to be copied: head(), then text() for each
/// piece in turn, then end().
class JournalStart
{
public:
    /// `units`: of the whole text. base.text is not looked at.
    JournalStart(const JournalBase &base, std::size_t units);
    const std::string &head() const { return m_head; }
    std::string text(std::u16string_view piece);
    std::string end() const;

private:
    std::string m_head;
    std::uint32_t m_checksum = 0;
};

std::string encodeJournalSplice(const TextSplice &splice);

/// `name` is only for messages. An error if there is no whole base; damage behind it is no error.
Result<JournalContents> decodeJournal(std::string_view bytes, const std::string &name);

} // namespace deltapad
