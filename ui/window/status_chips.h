// SPDX-License-Identifier: MIT
#pragma once
// StatusChips: what the status bar says: hint at the left; position, words, encoding, line end, speed, the
// offline promise and the engine's state at the right. Each is a small button or label with a name.
// Threading: user interface. Ownership: its widgets belong to the status bar.
#include "engine/live/engine_client.h"

#include <QObject>
#include <QToolButton>

class QLabel;
class QStatusBar;

namespace deltapad {

struct FileFormat;

class StatusChips : public QObject
{
    Q_OBJECT

public:
    explicit StatusChips(QStatusBar *bar);

    void setPosition(int line, int column, int selected);
    void setWords(qint64 words);
    void setFormat(const FileFormat &format);
    void setWork(const UpdateReport &report);
    void clearWork();
    enum class Engine { Loading, Computing, Current, NoModel, Off };
    void setEngine(Engine engine, const QString &model);
    /// What the engine sees of the text; said beside the model's name.
    enum class Scope { WholeText, NearCaret };
    void setScope(Scope scope) { m_scope = scope; }
    /// "Tab accepts …"; spoken by screen readers when it appears.
    void setHint(const QString &hint);
    QString hint() const;

    QToolButton *work() { return m_work; }
    QToolButton *suggestions() { return m_suggestions; }
    QToolButton *encoding() { return m_encoding; }
    QToolButton *lineEnd() { return m_lineEnd; }

private:
    QToolButton *chip(QStatusBar *bar, const QString &name, const QString &accessibleName);
    void write(QToolButton *chip, const QString &text);

    Scope m_scope = Scope::WholeText;
    QLabel *m_hint = nullptr;
    QToolButton *m_position = nullptr;
    QToolButton *m_words = nullptr;
    QToolButton *m_encoding = nullptr;
    QToolButton *m_lineEnd = nullptr;
    QToolButton *m_suggestions = nullptr;
    QToolButton *m_work = nullptr;
    QToolButton *m_offline = nullptr;
    QToolButton *m_engine = nullptr;
};

} // namespace deltapad
