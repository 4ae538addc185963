// SPDX-License-Identifier: MIT
#pragma once
// SettingsDialog: every option with its explanation and standard value, a search over all of it, and resets.
//
// Changes take effect at once; there is nothing to apply. The dialog knows no option: its owner hands it a
// list. Threading: user interface. Ownership: child of its window, which outlives the options' functions.
#include <QDialog>
#include <QStringList>

#include <functional>
#include <vector>

class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace deltapad {

class Notification;

struct SettingOption
{
    QString name{};  ///< object name of its control
    QString group{}; ///< heading
    QString title{};
    QString description{};
    /// Choices: an index. Without choices, and with minimum < maximum: a number. Else a switch, 0 or 1.
    QStringList choices{};
    int minimum = 0;
    int maximum = 0;
    QString unit{}; ///< behind a number
    int standard = 0;
    std::function<int()> value{};
    std::function<void(int)> set{};

    QString describe(int shown) const;
};

class SettingsDialog : public QDialog
{
    Q_OBJECT

public:
    SettingsDialog(std::vector<SettingOption> options, QWidget *parent);

    void resetAll();
    /// Number of options that the search leaves visible.
    int visibleOptions() const;

private:
    struct Row
    {
        SettingOption option;
        QWidget *whole = nullptr;
        QWidget *reset = nullptr;
        std::function<void()> show; ///< brings the control to the option's present value
    };

    void addHeading(QVBoxLayout *column, const QString &group);
    void addRow(QVBoxLayout *column, const SettingOption &option);
    QWidget *makeControl(std::size_t index);
    void changed(std::size_t index, int value);
    void refresh(std::size_t index);
    void filter(const QString &text);

    QLineEdit *m_search = nullptr;
    QLabel *m_nothing = nullptr;
    Notification *m_spoken = nullptr; ///< never visible
    std::vector<Row> m_rows;
    std::vector<std::pair<QString, QWidget *>> m_headings;
};

} // namespace deltapad
