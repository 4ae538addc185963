// SPDX-License-Identifier: MIT
#include "ui/editor/file_io.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStringConverter>

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>
#include <utility>

namespace deltapad {

namespace {

constexpr char kMarkUtf8[] = "\xEF\xBB\xBF";
constexpr char kMarkUtf16Le[] = "\xFF\xFE";
constexpr char kMarkUtf16Be[] = "\xFE\xFF";

/// The context of what is said about files.
struct FileIo
{
    Q_DECLARE_TR_FUNCTIONS(FileIo)
};

QStringConverter::Encoding converterEncoding(TextEncoding encoding)
{
    switch (encoding) {
    case TextEncoding::Utf8:
        return QStringConverter::Utf8;
    case TextEncoding::Utf16LittleEndian:
        return QStringConverter::Utf16LE;
    case TextEncoding::Utf16BigEndian:
        return QStringConverter::Utf16BE;
    case TextEncoding::Latin1:
    case TextEncoding::Windows1252: // only ever asked for the others
        break;
    }
    return QStringConverter::Latin1;
}

QByteArray markOf(TextEncoding encoding)
{
    switch (encoding) {
    case TextEncoding::Utf8:
        return kMarkUtf8;
    case TextEncoding::Utf16LittleEndian:
        return kMarkUtf16Le;
    case TextEncoding::Utf16BigEndian:
        return kMarkUtf16Be;
    case TextEncoding::Latin1:
    case TextEncoding::Windows1252:
        break;
    }
    return {};
}

/// The character of each byte in Windows-1252, by ICU; bytes without one are control characters, so that
/// every byte comes back as it was.
const std::array<char16_t, 256> &windows1252()
{
    static const std::array<char16_t, 256> table = [] {
        std::array<char16_t, 256> units{};
        std::array<char, 256> bytes{};
        for (std::size_t i = 0; i < bytes.size(); ++i)
            bytes[i] = char(i);
        UErrorCode status = U_ZERO_ERROR;
        UConverter *converter = ucnv_open("windows-1252", &status);
        const int32_t count = ucnv_toUChars(converter, units.data(), int32_t(units.size()), bytes.data(),
                                            int32_t(bytes.size()), &status);
        ucnv_close(converter);
        if (U_FAILURE(status) || count != int32_t(units.size()))
            std::generate(units.begin(), units.end(), [unit = char16_t(0)]() mutable { return unit++; });
        return units;
    }();
    return table;
}

QString decodeWindows1252(QByteArrayView bytes)
{
    QString text(bytes.size(), Qt::Uninitialized);
    std::transform(bytes.begin(), bytes.end(), text.begin(),
                   [](char byte) { return QChar(windows1252()[static_cast<unsigned char>(byte)]); });
    return text;
}

/// The byte of a character in a one-byte encoding.
std::optional<char> byteOf(QChar unit, TextEncoding encoding)
{
    if (encoding == TextEncoding::Latin1)
        return unit.unicode() <= 0xFF ? std::optional(char(unit.unicode())) : std::nullopt;
    const auto &table = windows1252();
    const auto found = std::find(table.begin(), table.end(), unit.unicode());
    return found == table.end() ? std::nullopt : std::optional(char(found - table.begin()));
}

bool hasOneByteUnits(TextEncoding encoding)
{
    return encoding == TextEncoding::Latin1 || encoding == TextEncoding::Windows1252;
}

/// UTF-16 without a mark shows by its zero bytes: every other one of Western text, none on the other side.
std::optional<TextEncoding> unmarkedUtf16(const QByteArray &bytes)
{
    constexpr qsizetype kLooked = 4096;
    if (bytes.isEmpty() || bytes.size() % 2 != 0)
        return std::nullopt;
    std::array<qsizetype, 2> zeros{};
    const qsizetype looked = std::min(bytes.size(), kLooked);
    for (qsizetype i = 0; i < looked; ++i)
        zeros[std::size_t(i % 2)] += bytes[i] == '\0' ? 1 : 0;
    for (const int high : {0, 1}) {
        if (zeros[std::size_t(high)] * 5 > looked && zeros[std::size_t(1 - high)] == 0)
            return high == 0 ? TextEncoding::Utf16BigEndian : TextEncoding::Utf16LittleEndian;
    }
    return std::nullopt;
}

FileFormat detectFormat(const QByteArray &bytes, std::optional<TextEncoding> as)
{
    FileFormat format;
    if (as) {
        format.encoding = *as;
    } else if (bytes.startsWith(kMarkUtf16Le)) {
        format.encoding = TextEncoding::Utf16LittleEndian;
    } else if (bytes.startsWith(kMarkUtf16Be)) {
        format.encoding = TextEncoding::Utf16BigEndian;
    } else if (const auto unmarked = unmarkedUtf16(bytes)) {
        format.encoding = *unmarked;
    }
    const QByteArray mark = markOf(format.encoding);
    format.byteOrderMark = !mark.isEmpty() && bytes.startsWith(mark);
    return format;
}

/// Counts the three kinds of line end, turns all into '\n'.
void normaliseLineEnds(LoadedFile &file)
{
    qsizetype windows = 0;
    qsizetype unixEnds = 0;
    qsizetype oldMac = 0;
    const QString &text = file.text;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'\r') {
            const bool pair = i + 1 < text.size() && text[i + 1] == u'\n';
            ++(pair ? windows : oldMac);
            i += pair ? 1 : 0;
        } else if (text[i] == u'\n') {
            ++unixEnds;
        }
    }
    file.mixedLineEnds = (windows > 0) + (unixEnds > 0) + (oldMac > 0) > 1;
    if (windows > unixEnds && windows >= oldMac)
        file.format.lineEnd = LineEnd::Windows;
    else if (oldMac > unixEnds)
        file.format.lineEnd = LineEnd::OldMac;
    if (windows + oldMac > 0) {
        file.text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
        file.text.replace(u'\r', u'\n');
    }
}

std::optional<FileError> appendOneByteUnits(const QString &path, const QString &ended,
                                            const FileFormat &format, QByteArray &bytes)
{
    for (qsizetype i = 0; i < ended.size(); ++i) {
        const std::optional<char> byte = byteOf(ended[i], format.encoding);
        if (!byte)
            return FileError{FileProblem::Unencodable,
                             FileIo::tr("%1: the character %2 is not in %3; save as UTF-8 to keep it")
                                 .arg(QFileInfo(path).fileName(),
                                      QString(ended[i].isHighSurrogate() ? ended.mid(i, 2) : ended.mid(i, 1)),
                                      encodingName(format))};
        bytes.append(*byte);
    }
    return std::nullopt;
}

std::variant<QByteArray, FileError> encode(const QString &path, const TextPieces &pieces,
                                           const FileFormat &format)
{
    QStringEncoder encoder(converterEncoding(format.encoding)); // knows the half of a pair at a piece's end
    QByteArray bytes;
    if (format.byteOrderMark)
        bytes = markOf(format.encoding);
    while (std::optional<QString> piece = pieces()) {
        if (format.lineEnd != LineEnd::Unix)
            piece->replace(u'\n', format.lineEnd == LineEnd::Windows ? QStringLiteral("\r\n")
                                                                     : QStringLiteral("\r"));
        if (hasOneByteUnits(format.encoding)) {
            if (const auto error = appendOneByteUnits(path, *piece, format, bytes))
                return *error;
            continue;
        }
        bytes += QByteArray(encoder.encode(*piece));
    }
    return bytes;
}

FileError writeError(const QString &path, int number, const QString &fallback)
{
    const bool full = number == ENOSPC || number == EDQUOT || number == EFBIG;
    const QString reason = number != 0 ? QString::fromLocal8Bit(strerror(number)) : fallback;
    return {
        full ? FileProblem::NoSpace : FileProblem::Unwritable,
        FileIo::tr("%1 was not saved: %2. The text is still here.").arg(QFileInfo(path).fileName(), reason)};
}

std::optional<FileError> saveAtomically(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    errno = 0;
    if (!file.open(QIODevice::WriteOnly))
        return writeError(path, errno, file.errorString());
    errno = 0;
    const bool written = file.write(bytes) == bytes.size() && file.flush();
    const int number = errno;
    if (!written) {
        file.cancelWriting();
        return writeError(path, number, file.errorString());
    }
    errno = 0;
    if (!file.commit())
        return writeError(path, errno, file.errorString());
    return std::nullopt;
}

std::optional<FileError> writeBytes(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    errno = 0;
    // ReadWrite does not truncate: the old content stays until the new one is in place.
    if (!file.open(QFileInfo(path).isFile() ? QIODevice::ReadWrite : QIODevice::WriteOnly))
        return writeError(path, errno, file.errorString());
    errno = 0;
    if (file.write(bytes) != bytes.size() || !file.flush())
        return writeError(path, errno, file.errorString());
    if (QFileInfo(path).isFile()) {
        errno = 0;
        if (!file.resize(bytes.size()) || ::fsync(file.handle()) != 0)
            return writeError(path, errno, file.errorString());
    }
    return std::nullopt;
}

std::optional<FileError> saveInPlace(const QString &path, const QByteArray &bytes,
                                     const QString &backupFolder)
{
    if (!QFileInfo(path).isFile())
        return writeBytes(path, bytes); // a device or pipe: nothing to put aside
    QFile old(path);
    if (!old.open(QIODevice::ReadOnly))
        return writeError(path, 0, old.errorString());
    const QByteArray before = old.readAll();
    old.close();
    const QByteArray key = QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha1).toHex().left(12);
    const QString backup =
        QDir(backupFolder)
            .filePath(QFileInfo(path).fileName() + u'.' + QString::fromLatin1(key) + QStringLiteral(".bak"));
    QDir().mkpath(backupFolder);
    if (const auto error = saveAtomically(backup, before))
        return error;
    if (auto error = writeBytes(path, bytes)) {
        if (writeBytes(path, before))
            error->message += FileIo::tr(" The old content is kept in %1.").arg(backup);
        else
            QFile::remove(backup);
        return error;
    }
    QFile::remove(backup);
    return std::nullopt;
}

} // namespace

QString encodingName(const FileFormat &format)
{
    switch (format.encoding) {
    case TextEncoding::Utf8:
        return format.byteOrderMark ? FileIo::tr("UTF-8 with BOM") : FileIo::tr("UTF-8");
    case TextEncoding::Utf16LittleEndian:
        return FileIo::tr("UTF-16 LE");
    case TextEncoding::Utf16BigEndian:
        return FileIo::tr("UTF-16 BE");
    case TextEncoding::Windows1252:
        return FileIo::tr("Windows-1252");
    case TextEncoding::Latin1:
        break;
    }
    return FileIo::tr("Latin-1");
}

QString lineEndName(LineEnd lineEnd)
{
    switch (lineEnd) {
    case LineEnd::Unix:
        return QStringLiteral("LF");
    case LineEnd::Windows:
        return QStringLiteral("CRLF");
    case LineEnd::OldMac:
        break;
    }
    return QStringLiteral("CR");
}

QByteArray fileDigest(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

QByteArray fileDigest(const QString &path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file))
        return {};
    return hash.result();
}

namespace {

/// A piece at a time, so that it can be watched and ended. Pipes and devices have no size: all in one.
std::optional<FileError> readAll(QFile &file, const LoadProgress &progress, QByteArray &bytes)
{
    constexpr qint64 kPiece = 1 << 20;
    const QString name = QFileInfo(file).fileName();
    bytes.reserve(std::min(file.size() + 1, kLargestFile));
    while (bytes.size() <= kLargestFile) {
        const QByteArray piece = file.read(kPiece);
        if (file.error() != QFileDevice::NoError)
            return FileError{FileProblem::Unreadable,
                             FileIo::tr("%1 cannot be read: %2").arg(name, file.errorString())};
        if (piece.isEmpty())
            return std::nullopt;
        bytes.append(piece);
        if (progress &&
            !progress(int(std::min<qint64>(100, 100 * bytes.size() / std::max<qint64>(1, file.size())))))
            return FileError{FileProblem::Cancelled, FileIo::tr("%1 was not opened").arg(name)};
    }
    return FileError{FileProblem::TooLarge,
                     FileIo::tr("%1 is larger than %2 MB").arg(name).arg(kLargestFile >> 20)};
}

} // namespace

std::variant<LoadedFile, FileError> loadTextFile(const QString &path, std::optional<TextEncoding> as,
                                                 const LoadProgress &progress)
{
    const QFileInfo info(path);
    const QString name = info.fileName();
    if (!info.exists())
        return FileError{FileProblem::NotFound, FileIo::tr("%1 does not exist").arg(name)};
    if (info.isDir())
        return FileError{FileProblem::Unreadable, FileIo::tr("%1 is a folder").arg(name)};
    if (info.size() > kLargestFile)
        return FileError{FileProblem::TooLarge,
                         FileIo::tr("%1 is larger than %2 MB").arg(name).arg(kLargestFile >> 20)};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return FileError{FileProblem::Unreadable,
                         FileIo::tr("%1 cannot be read: %2").arg(name, file.errorString())};
    QByteArray bytes;
    if (const auto error = readAll(file, progress, bytes))
        return *error;

    LoadedFile loaded;
    loaded.bytes = bytes.size();
    loaded.digest = fileDigest(bytes);
    loaded.format = detectFormat(bytes, as);
    const QByteArrayView content =
        QByteArrayView(bytes).sliced(loaded.format.byteOrderMark ? markOf(loaded.format.encoding).size() : 0);
    if (loaded.format.encoding == TextEncoding::Windows1252) {
        loaded.text = decodeWindows1252(content);
        normaliseLineEnds(loaded);
        return loaded;
    }
    const bool halfUnit = loaded.format.encoding != TextEncoding::Utf8 &&
                          loaded.format.encoding != TextEncoding::Latin1 && content.size() % 2 != 0;
    QStringDecoder decoder(converterEncoding(loaded.format.encoding), QStringConverter::Flag::Stateless);
    loaded.text = decoder.decode(content);
    if (decoder.hasError() || halfUnit)
        return FileError{FileProblem::InvalidEncoding,
                         FileIo::tr("%1 is not valid %2").arg(name, encodingName(loaded.format))};
    normaliseLineEnds(loaded);
    return loaded;
}

SaveWay saveWayFor(const QString &path)
{
    struct stat status
    {
    };
    if (::stat(QFile::encodeName(path).constData(), &status) != 0)
        return SaveWay::Atomic; // a new file
    const bool folderWritable =
        ::access(QFile::encodeName(QFileInfo(QFileInfo(path).canonicalFilePath()).path()).constData(),
                 W_OK) == 0;
    // A file that replaces another is ours, with our group and without the other's access list.
    const bool sameRights =
        status.st_uid == ::geteuid() && status.st_gid == ::getegid() &&
        ::getxattr(QFile::encodeName(path).constData(), "system.posix_acl_access", nullptr, 0) <= 0;
    return S_ISREG(status.st_mode) && status.st_nlink == 1 && folderWritable && sameRights ? SaveWay::Atomic
                                                                                           : SaveWay::InPlace;
}

std::variant<SavedFile, FileError> saveTextFile(const QString &path, const QString &text,
                                                const FileFormat &format, const QString &backupFolder)
{
    std::optional<QString> piece = text;
    const TextPieces pieces = [&] { return std::exchange(piece, std::nullopt); };
    return saveTextFile(path, pieces, format, backupFolder);
}

std::variant<SavedFile, FileError> saveTextFile(const QString &path, const TextPieces &pieces,
                                                const FileFormat &format, const QString &backupFolder)
{
    const auto encoded = encode(path, pieces, format);
    if (const auto *error = std::get_if<FileError>(&encoded))
        return *error;
    const auto &bytes = std::get<QByteArray>(encoded);
    SavedFile saved{saveWayFor(path), fileDigest(bytes)};
    std::optional<FileError> error;
    if (saved.way == SaveWay::Atomic) {
        error = saveAtomically(path, bytes);
        // A file that is itself a mount point cannot be replaced, only written to.
        if (error && error->problem == FileProblem::Unwritable && QFileInfo(path).isFile())
            saved.way = SaveWay::InPlace;
    }
    if (saved.way == SaveWay::InPlace)
        error = saveInPlace(path, bytes, backupFolder);
    if (error)
        return *error;
    return saved;
}

} // namespace deltapad
