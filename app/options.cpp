// SPDX-License-Identifier: MIT
#include "app/options.h"

#include <cstdio>

namespace deltapad {

SubcommandOptions::SubcommandOptions(const QString &name, const QString &description) : m_name(name)
{
    m_parser.setApplicationDescription(description);
    m_parser.addOption({{"h", "help"}, "Show this help."});
    addValue("json", "FILE",
             "Write the facts as JSON to FILE (- for standard output, and nothing else there).");
    addValue("model", "DIR", "Model folder (default: the bundled model).");
    addValue("threads", "N", "Threads to compute with (default: all cores).");
}

void SubcommandOptions::addFlag(const QString &name, const QString &description)
{
    m_parser.addOption({name, description});
}

void SubcommandOptions::addValue(const QString &name, const QString &valueName, const QString &description)
{
    m_parser.addOption({name, description, valueName});
}

void SubcommandOptions::addFiles(const QString &name, const QString &description, const QString &syntax)
{
    m_parser.addPositionalArgument(name, description, syntax);
}

SubcommandOptions::Parsed SubcommandOptions::parse(const QStringList &arguments)
{
    if (!m_parser.parse(arguments)) {
        fail(m_parser.errorText());
        return Parsed::Failed;
    }
    if (!m_parser.isSet("help"))
        return Parsed::Run;
    QString help = m_parser.helpText();
    help.insert(help.indexOf(" [options]"), " " + m_name);
    std::fputs(help.toLocal8Bit().constData(), stdout);
    return Parsed::HelpShown;
}

std::int64_t SubcommandOptions::number(const QString &name, std::int64_t otherwise, std::int64_t low,
                                       std::int64_t high)
{
    return has(name) ? checked(name, m_parser.value(name), otherwise, low, high) : otherwise;
}
std::int64_t SubcommandOptions::checked(const QString &name, const QString &text, std::int64_t otherwise,
                                        std::int64_t low, std::int64_t high)
{
    bool valid = false;
    const qint64 value = text.toLongLong(&valid);
    if (valid && value >= low && value <= high)
        return value;
    const QString range = high == std::numeric_limits<std::int64_t>::max()
                              ? QString("from %1 on").arg(low)
                              : QString("in %1..%2").arg(low).arg(high);
    fail(QString("--%1 %2: expected a whole number %3").arg(name, text, range));
    return otherwise;
}

std::int32_t SubcommandOptions::smallNumber(const QString &name, std::int32_t otherwise, std::int32_t low,
                                            std::int32_t high)
{
    return static_cast<std::int32_t>(number(name, otherwise, low, high));
}
std::vector<std::int32_t> SubcommandOptions::smallNumbers(const QString &name, std::int32_t low,
                                                          std::int32_t high)
{
    std::vector<std::int32_t> numbers;
    if (has(name))
        for (const QString &text : m_parser.value(name).split(','))
            numbers.push_back(static_cast<std::int32_t>(checked(name, text, low, low, high)));
    return numbers;
}

std::vector<std::string> SubcommandOptions::files(std::int64_t least, std::int64_t most)
{
    // The first positional argument is the subcommand itself.
    const QStringList names = m_parser.positionalArguments().mid(1);
    if (names.size() < least)
        fail("expected a file name (- for standard input)");
    else if (names.size() > most)
        fail(QString("%1: expected at most %2 file").arg(names.at(static_cast<int>(most))).arg(most));
    else if (names.count("-") > 1)
        fail("standard input (-) can be read only once");
    std::vector<std::string> paths;
    for (const QString &name : names)
        paths.push_back(name.toLocal8Bit().toStdString());
    return paths;
}

void SubcommandOptions::fail(const QString &problem)
{
    if (!m_failure)
        m_failure = problem;
}

bool SubcommandOptions::reportFailure() const
{
    if (!m_failure)
        return false;
    QString line = *m_failure;
    line.replace('\n', ' ');
    std::fprintf(stderr, "deltapad %s: %s (deltapad %s --help lists the options)\n", qPrintable(m_name),
                 qPrintable(line), qPrintable(m_name));
    return true;
}

} // namespace deltapad
