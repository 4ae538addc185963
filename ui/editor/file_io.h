// SPDX-License-Identifier: MIT
#pragma once
// Reading and writing text files without losing anything: encoding, byte-order mark, line ends, hard links.
//
// Saving is atomic (QSaveFile) where that is safe. A file with several names, one in a folder that cannot be
// written to, and anything that is not a regular file are written in place after a copy of the old content
// was put aside. "Saved" is only said once the operating system has confirmed it. Not for huge files:
// everything passes through memory. Threading: any thread, no state. Cost: linear in the file.
#include <QByteArray>
#include <QString>

#include <functional>
#include <optional>
#include <variant>

namespace deltapad {

enum class TextEncoding { Utf8, Utf16LittleEndian, Utf16BigEndian, Latin1, Windows1252 };
enum class LineEnd { Unix, Windows, OldMac };

/// What has to be kept so that saving an unchanged file gives the same bytes.
struct FileFormat
{
    TextEncoding encoding = TextEncoding::Utf8;
    bool byteOrderMark = false;
    LineEnd lineEnd = LineEnd::Unix;
    bool operator==(const FileFormat &) const = default;
};

QString encodingName(const FileFormat &format);
QString lineEndName(LineEnd lineEnd);

enum class FileProblem {
    NotFound,
    Unreadable,
    TooLarge,
    InvalidEncoding, ///< bytes that are not UTF-8 (or UTF-16 after a byte-order mark)
    Unencodable,     ///< the text holds characters that its encoding has not
    Unwritable,
    NoSpace,
    Cancelled ///< the caller asked for it
};

struct FileError
{
    FileProblem problem = FileProblem::Unreadable;
    QString message; ///< one line for people
};

struct LoadedFile
{
    QString text; ///< '\n' between lines
    FileFormat format;
    bool mixedLineEnds = false; ///< saving will write one kind
    qint64 bytes = 0;           ///< in the file
    QByteArray digest;          ///< of those bytes: fileDigest()
};

/// SHA-256: tells whether a file still holds what was read or written.
QByteArray fileDigest(const QByteArray &bytes);
/// Of the file as it is now; empty if it cannot be read. Reads all of it.
QByteArray fileDigest(const QString &path);

inline constexpr qint64 kLargestFile = 256LL << 20;

/// Called now and then with per cent read; false ends the reading.
using LoadProgress = std::function<bool(int percent)>;

/// `as` forces an encoding. Without it a byte-order mark, the zero bytes of unmarked UTF-16, and validity as
/// UTF-8 decide; bytes that are none of these are an error, for somebody else to choose.
std::variant<LoadedFile, FileError> loadTextFile(const QString &path, std::optional<TextEncoding> as = {},
                                                 const LoadProgress &progress = {});

enum class SaveWay { Atomic, InPlace };

/// The way that keeps hard links, owners, access lists, folders without permission and special files safe.
SaveWay saveWayFor(const QString &path);

struct SavedFile
{
    SaveWay way = SaveWay::Atomic;
    QByteArray digest; ///< of the bytes written
};

/// `backupFolder` holds the old content while a file is written in place.
std::variant<SavedFile, FileError> saveTextFile(const QString &path, const QString &text,
                                                const FileFormat &format, const QString &backupFolder);
/// Each call gives the next piece of a text; nothing: that was all.
using TextPieces = std::function<std::optional<QString>()>;
/// The same for a long text: at no time is all of it in memory but as bytes.
std::variant<SavedFile, FileError> saveTextFile(const QString &path, const TextPieces &pieces,
                                                const FileFormat &format, const QString &backupFolder);

} // namespace deltapad
