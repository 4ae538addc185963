// SPDX-License-Identifier: MIT
#pragma once
// StatusChips: what the status bar says: hint at the left; position, words, encoding, line end, speed, the
// offline promise and the engine's state at the right. Each is a small button or label with a name. In a
// narrow window the longer ones are shortened, then left out, the least needed first; nothing is cut off.
// Threading: user interface. Ownership: its widgets belong to the status bar.
#include "engine/live/engine_client.h"
#include "ui/editor/text_statistics.h"

#include <QObject>
#include <QToolButton>

#include <optional>

class QLabel;
class QProgressBar;
class QStatusBar;

namespace deltapad {

struct FileFormat;

class Notification;

class StatusChips : public QObject
{
    Q_OBJECT

public:
    explicit StatusChips(QStatusBar *bar);

    void setPosition(int line, int column, int selected);
    /// `session`: words written since the document was opened, may be negative.
    void setStatistics(const TextStatistics &total, const std::optional<TextStatistics> &selection,
                       qint64 session);
    void setFormat(const FileFormat &format);
    void setWork(const UpdateReport &report);
    void clearWork();
    enum class Engine { Loading, Computing, Current, NoModel, Off };
    void setEngine(Engine engine, const QString &model);
    /// What the engine sees of the text; said beside the model's name.
    enum class Scope { WholeText, NearCaret };
    void setScope(Scope scope) { m_scope = scope; }
    /// "Tab accepts …"; spoken by screen readers when it appears.
    /// Brief: what there is to read must not push chips away; InFull: the writer has asked for it.
    enum class HintRoom { Brief, InFull };
    void setHint(const QString &hint, HintRoom room = HintRoom::Brief);
    QString hint() const { return m_hintText; }

    QToolButton *words() { return m_words; }
    QToolButton *offline() { return m_offline; }
    QToolButton *work() { return m_work; }
    QToolButton *suggestions() { return m_suggestions; }
    QToolButton *encoding() { return m_encoding; }
    QToolButton *lineEnd() { return m_lineEnd; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// Leaves out what matters least until the rest has room.
    void fit();
    void elideHint();
    /// Texts may need another width now.
    void restyled();
    QToolButton *chip(QStatusBar *bar, const QString &name, const QString &accessibleName);
    void write(QToolButton *chip, const QString &text);
    /// Gives it a fixed width: a text that fits, and leaves no more than `slack`, costs no layout of the
    /// window. True if the width changed.
    static bool settleWidth(QToolButton *chip, int slack);
    QString offlineText() const;

    QStatusBar *m_bar;
    QString m_hintText;
    HintRoom m_hintRoom = HintRoom::Brief;
    QString m_workText; ///< in full
    bool m_hasWork = false;
    bool m_fitting = false;
    Scope m_scope = Scope::WholeText;
    QLabel *m_hint = nullptr;
    Notification *m_spoken = nullptr; ///< never visible
    QProgressBar *m_progress = nullptr;
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
