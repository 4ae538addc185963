// SPDX-License-Identifier: MIT
#pragma once
// AboutDialog: the program, its licence and promise, and what the model is: name, size, hash, and its whole
// card. The facts are gathered on another thread, because hashing reads every weight. Threading: user
// interface. Ownership: child of its window.
#include <QDialog>

#include <functional>

class QLabel;
class QTextBrowser;

namespace deltapad {

/// What a model folder says about itself; empty fields are not known.
struct ModelFacts
{
    QString name{};
    QString size{}; ///< "2.5 million parameters, 9.8 MB"
    QString sha256{};
    QString card{};    ///< MODEL_CARD.md
    QString problem{}; ///< why there are no facts
};

class AboutDialog : public QDialog
{
    Q_OBJECT

public:
    AboutDialog(const QString &modelFolder, const std::function<ModelFacts(const QString &)> &describe,
                QWidget *parent);

private:
    void showFacts(const ModelFacts &facts);
    QLabel *addLabel(const QString &name, const QString &text);

    QLabel *m_model = nullptr;
    QLabel *m_hash = nullptr;
    QTextBrowser *m_card = nullptr;
};

} // namespace deltapad
