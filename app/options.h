// SPDX-License-Identifier: MIT
#pragma once
// SubcommandOptions: QCommandLineParser for one subcommand, with checked numbers and one-line errors.
// Threading: one thread. Ownership: a value that lives as long as its subcommand runs.
#include <QCommandLineParser>
#include <QStringList>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace deltapad {

class SubcommandOptions
{
public:
    /// Adds --json, --model, --threads and --help.
    SubcommandOptions(const QString &name, const QString &description);

    void addFlag(const QString &name, const QString &description);
    void addValue(const QString &name, const QString &valueName, const QString &description);
    /// `syntax` as the help shows it.
    void addFiles(const QString &name, const QString &description, const QString &syntax);

    enum class Parsed { Run, HelpShown, Failed };
    /// `arguments` as QCoreApplication gives them: program, subcommand, the rest.
    Parsed parse(const QStringList &arguments);

    bool has(const QString &name) const { return m_parser.isSet(name); }
    std::string text(const QString &name) const { return m_parser.value(name).toLocal8Bit().toStdString(); }
    QStringList texts(const QString &name) const { return m_parser.values(name); }
    /// A whole number; outside the range or not a number is a failure, and `otherwise` is answered.
    std::int64_t number(const QString &name, std::int64_t otherwise, std::int64_t low = 0,
                        std::int64_t high = std::numeric_limits<std::int64_t>::max());
    std::int32_t smallNumber(const QString &name, std::int32_t otherwise, std::int32_t low,
                             std::int32_t high);
    /// Whole numbers between commas; empty if the option is not given. Each is checked like smallNumber().
    std::vector<std::int32_t> smallNumbers(const QString &name, std::int32_t low, std::int32_t high);
    /// The file names; fewer or more than asked for is a failure.
    std::vector<std::string> files(std::int64_t least,
                                   std::int64_t most = std::numeric_limits<std::int64_t>::max());

    /// Keeps the first failure.
    void fail(const QString &problem);
    /// Prints the failure, if any, as one line to standard error.
    bool reportFailure() const;

private:
    std::int64_t checked(const QString &name, const QString &text, std::int64_t otherwise, std::int64_t low,
                         std::int64_t high);

    QString m_name;
    QCommandLineParser m_parser;
    std::optional<QString> m_failure;
};

} // namespace deltapad
