// SPDX-License-Identifier: MIT
#include "ui/describe_model.h"

#include "engine/model/model.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QLocale>

namespace deltapad {

namespace {
constexpr qint64 kMostCardBytes = 1 << 20;
} // namespace

ModelFacts describeModel(const QString &folder)
{
    const auto loaded = Model::load(QFile::encodeName(folder).toStdString());
    ModelFacts facts;
    if (!loaded.ok()) {
        facts.problem = QString::fromStdString(loaded.error().message);
        return facts;
    }
    const Model &model = *loaded.value();
    facts.name = QString::fromStdString(model.config.name);
    facts.size = QCoreApplication::translate("AboutDialog", "%1 million parameters, %2")
                     .arg(QLocale().toString(double(model.parameters) / 1e6, 'f', 1),
                          QLocale().formattedDataSize(model.fileBytes));
    facts.sha256 = QString::fromStdString(model.sha256);
    QFile card(QDir(folder).filePath(QStringLiteral("MODEL_CARD.md")));
    if (card.open(QIODevice::ReadOnly))
        facts.card = QString::fromUtf8(card.read(kMostCardBytes));
    return facts;
}

} // namespace deltapad
