// SPDX-License-Identifier: MIT
#pragma once
// Recorder: writes what is typed, with its times, as an edit trace (interfaces.md), while it is typed. Only
// on request; one document; it ends when another one is opened. Threading: user interface. Ownership: owns
// its file. Cost: one short line an edit.
#include "engine/base/edits.h"
#include "engine/text/text_buffer.h"

#include <QFile>
#include <QObject>

#include <functional>

namespace deltapad {

class Recorder : public QObject
{
    Q_OBJECT

public:
    /// Milliseconds from any fixed start.
    using Clock = std::function<qint64()>;

    explicit Recorder(Clock clock, QObject *parent = nullptr);

    /// Begins with this text. False, and a reason, if the file cannot be written.
    bool start(const QString &path, const std::u16string &text);
    void add(const TextSplice &splice);
    void stop();
    bool isRecording() const { return m_file.isOpen(); }
    QString path() const { return m_file.fileName(); }
    QString problem() const { return m_problem; }
    int edits() const { return m_edits; }

Q_SIGNALS:
    /// Started, stopped, or failed (problem() says why).
    void changed();

private:
    bool write(const QByteArray &line);

    Clock m_clock;
    qint64 m_begin = 0;
    QFile m_file;
    TextBuffer m_text; ///< places are counted in code points of it
    QString m_problem;
    int m_edits = 0;
};

} // namespace deltapad
