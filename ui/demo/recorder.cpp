// SPDX-License-Identifier: MIT
#include "ui/demo/recorder.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace deltapad {

Recorder::Recorder(Clock clock, QObject *parent) : QObject(parent), m_clock(std::move(clock))
{
    setObjectName(QStringLiteral("recorder"));
}

bool Recorder::start(const QString &path, const std::u16string &text)
{
    stop();
    m_problem.clear();
    m_edits = 0;
    m_file.setFileName(path);
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Truncate)) {
        m_problem = tr("%1: %2").arg(path, m_file.errorString());
        Q_EMIT changed();
        return false;
    }
    m_file.setPermissions(QFile::ReadOwner | QFile::WriteOwner); // it holds what was typed
    m_text.assign(text);
    m_begin = m_clock();
    const QJsonObject header{{QStringLiteral("name"), QStringLiteral("recorded")},
                             {QStringLiteral("source"), QStringLiteral("recorded with Deltapad")},
                             {QStringLiteral("license"), QString()},
                             {QStringLiteral("start"), QString::fromStdU16String(text)}};
    if (!write(QJsonDocument(header).toJson(QJsonDocument::Compact)))
        return false;
    Q_EMIT changed();
    return true;
}

void Recorder::add(const TextSplice &splice)
{
    if (!isRecording())
        return;
    const std::int64_t at = m_text.toCodePoint(splice.begin).value;
    const std::int64_t end = m_text.toCodePoint(splice.begin + splice.removed).value;
    if (!m_text.apply(splice).ok())
        return;
    const QJsonArray edit{qint64(at), qint64(end - at), QString::fromStdU16String(splice.inserted),
                          m_clock() - m_begin};
    if (write(QJsonDocument(edit).toJson(QJsonDocument::Compact)))
        ++m_edits;
}

void Recorder::stop()
{
    if (!isRecording())
        return;
    m_file.close();
    Q_EMIT changed();
}

bool Recorder::write(const QByteArray &line)
{
    if (m_file.write(line + '\n') == line.size() + 1 && m_file.flush())
        return true;
    m_problem = tr("%1: %2").arg(m_file.fileName(), m_file.errorString());
    m_file.close();
    Q_EMIT changed();
    return false;
}

} // namespace deltapad
