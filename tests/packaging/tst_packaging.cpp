// SPDX-License-Identifier: MIT
// The installed tree: complete, valid for desktops, and a program that works from there. Checks by tools that
// are not installed are skipped with a reason.
#include <QDir>
#include <QFile>
#include <QImage>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

namespace {

struct Run
{
    int status = -1;
    QByteArray output; ///< both channels
};

Run run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    if (!process.waitForFinished(120000))
        return {-1, process.errorString().toUtf8()};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAll()};
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool has(const QString &tool)
{
    return !QStandardPaths::findExecutable(tool).isEmpty();
}

} // namespace

class TestPackaging : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void tree_isComplete();
    void program_findsItsModel();
    void desktopFile_isValid();
    void metainfo_isValid();
    void manual_isValidAndTrue();
    void icons_haveTheirSizes();
    void program_callsNoNetworkFunction();

private:
    QString installed(const QString &path) const { return m_root.filePath(path); }
    QTemporaryDir m_root;
};

void TestPackaging::initTestCase()
{
    QVERIFY(m_root.isValid());
    const Run installing =
        run(QStringLiteral(DELTAPAD_CMAKE), {QStringLiteral("--install"), QStringLiteral(DELTAPAD_BUILD_DIR),
                                             QStringLiteral("--prefix"), m_root.path()});
    QVERIFY2(installing.status == 0, installing.output);
}

void TestPackaging::tree_isComplete()
{
    for (const char *path :
         {"bin/deltapad", "share/applications/org.deltapad.Deltapad.desktop",
          "share/metainfo/org.deltapad.Deltapad.metainfo.xml", "share/man/man1/deltapad.1.gz",
          "share/icons/hicolor/scalable/apps/org.deltapad.Deltapad.svg",
          "share/icons/hicolor/48x48/apps/org.deltapad.Deltapad.png", "share/doc/deltapad/copyright",
          "share/deltapad/models/default/config.json", "share/deltapad/models/default/tokenizer.json",
          "share/deltapad/models/default/MODEL_CARD.md"})
        QVERIFY2(QFile::exists(installed(QLatin1String(path))), path);
    QVERIFY(QFileInfo(installed(QStringLiteral("bin/deltapad"))).isExecutable());
}

void TestPackaging::program_findsItsModel()
{
    const Run model = run(installed(QStringLiteral("bin/deltapad")), {QStringLiteral("model")});
    QVERIFY2(model.status == 0, model.output);
    QVERIFY2(model.output.contains(installed(QStringLiteral("share/deltapad/models/default")).toUtf8()),
             model.output);
    const Run version = run(installed(QStringLiteral("bin/deltapad")), {QStringLiteral("--version")});
    QVERIFY(version.output.contains(DELTAPAD_VERSION));
}

void TestPackaging::desktopFile_isValid()
{
    const QString path = installed(QStringLiteral("share/applications/org.deltapad.Deltapad.desktop"));
    const QByteArray text = contents(path);
    QVERIFY(text.contains("\nExec=deltapad %F\n"));
    QVERIFY(text.contains("\nIcon=org.deltapad.Deltapad\n"));
    if (!has(QStringLiteral("desktop-file-validate")))
        QSKIP("desktop-file-validate is not installed (package desktop-file-utils)");
    const Run validated = run(QStringLiteral("desktop-file-validate"), {path});
    QVERIFY2(validated.status == 0 && validated.output.isEmpty(), validated.output);
}

void TestPackaging::metainfo_isValid()
{
    const QString path = installed(QStringLiteral("share/metainfo/org.deltapad.Deltapad.metainfo.xml"));
    QVERIFY(contents(path).contains("<release version=\"" DELTAPAD_VERSION "\""));
    if (!has(QStringLiteral("appstreamcli")))
        QSKIP("appstreamcli is not installed (package appstream)");
    const Run validated =
        run(QStringLiteral("appstreamcli"), {QStringLiteral("validate"), QStringLiteral("--no-net"), path});
    QVERIFY2(validated.status == 0, validated.output);
}

void TestPackaging::manual_isValidAndTrue()
{
    const QByteArray manual = contents(QStringLiteral(DELTAPAD_SOURCE_DIR "/resources/man/deltapad.1"));
    const Run help = run(installed(QStringLiteral("bin/deltapad")), {QStringLiteral("--help")});
    QCOMPARE(help.status, 0);
    // What it calls a subcommand is one, and its long options exist.
    const qsizetype section = manual.indexOf(".SH SUBCOMMANDS");
    static const QRegularExpression bold(QStringLiteral("^\\.TP\\n\\.B ([a-z]+)$"),
                                         QRegularExpression::MultilineOption);
    int found = 0;
    auto names =
        bold.globalMatch(QString::fromUtf8(manual.mid(section, manual.indexOf(".SH KEYS") - section)));
    while (names.hasNext()) {
        const QByteArray name = names.next().captured(1).toUtf8();
        ++found;
        QVERIFY2(help.output.contains("  deltapad " + name + " "), name);
    }
    QVERIFY(found >= 5);
    static const QRegularExpression option(QStringLiteral("\\\\-\\\\-([a-z]+(?:\\\\-[a-z]+)*)"));
    auto options = option.globalMatch(QString::fromUtf8(manual.left(section)));
    while (options.hasNext()) {
        const QByteArray name = "--" + options.next().captured(1).remove(u'\\').toUtf8();
        QVERIFY2(help.output.contains(name), name);
    }
    if (!has(QStringLiteral("man")))
        QSKIP("man is not installed (package man-db)");
    const Run formatted =
        run(QStringLiteral("man"), {QStringLiteral("--warnings"), QStringLiteral("-l"),
                                    installed(QStringLiteral("share/man/man1/deltapad.1.gz"))});
    QVERIFY2(formatted.status == 0 && !formatted.output.contains("warning"), formatted.output);
    QVERIFY(formatted.output.contains("DELTAPAD(1)"));
}

void TestPackaging::icons_haveTheirSizes()
{
    for (const int size : {16, 32, 48, 64, 128, 256, 512}) {
        const QImage icon(
            installed(QStringLiteral("share/icons/hicolor/%1x%1/apps/org.deltapad.Deltapad.png").arg(size)));
        QCOMPARE(icon.size(), QSize(size, size));
    }
}

void TestPackaging::program_callsNoNetworkFunction()
{
    const QString program = installed(QStringLiteral("bin/deltapad"));
    if (!has(QStringLiteral("nm")))
        QSKIP("nm is not installed (package binutils)");
    const Run symbols =
        run(QStringLiteral("nm"), {QStringLiteral("-D"), QStringLiteral("--undefined-only"), program});
    QVERIFY2(symbols.status == 0, symbols.output);
    QVERIFY(symbols.output.contains(" U ")); // there is something to look at
    // Of Qt's network library only the local sockets of the single instance may be in use.
    static const QRegularExpression network(
        QStringLiteral(
            " U "
            "(socket|connect|bind|listen|accept4?|getaddrinfo|gethostby\\w+|send(to|msg)|recv(from|msg))(@|$)"
            "|"
            "QTcpSocket|QTcpServer|QUdpSocket|QSslSocket|QNetworkAccessManager|QHostInfo|QDnsLookup"),
        QRegularExpression::MultilineOption);
    const auto match = network.match(QString::fromUtf8(symbols.output));
    QVERIFY2(!match.hasMatch(), qPrintable(match.captured(0)));
    const Run libraries = run(QStringLiteral("ldd"), {program});
    QVERIFY(libraries.output.contains("Qt6Core"));
    QVERIFY2(!libraries.output.contains("libcurl"), libraries.output);
}

QTEST_GUILESS_MAIN(TestPackaging)
#include "tst_packaging.moc"
