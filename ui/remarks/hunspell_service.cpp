// SPDX-License-Identifier: MIT
#include "ui/remarks/proof_service.h"

#include "engine/proofread/text_check.h"

#include <QThread>

namespace deltapad {

namespace {

/// Lives in the thread; loads its dictionary with the first request.
class Worker : public QObject
{
public:
    explicit Worker(QString language) : m_language(std::move(language)) {}

    Dictionary *dictionary(const std::function<void(QString)> &failed)
    {
        if (!m_tried) {
            m_tried = true;
            Result<std::unique_ptr<Dictionary>> found = Dictionary::find(m_language.toStdString());
            if (found.ok())
                m_dictionary = std::move(found).value();
            else
                failed(QString::fromStdString(found.error().message));
        }
        return m_dictionary.get();
    }

private:
    QString m_language;
    bool m_tried = false;
    std::unique_ptr<Dictionary> m_dictionary;
};

class HunspellService : public QObject, public ProofService
{
public:
    explicit HunspellService(const QString &language) : m_worker(new Worker(language))
    {
        m_thread.setObjectName(QStringLiteral("proofreading"));
        m_worker->moveToThread(&m_thread);
        connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
        m_thread.start(QThread::LowPriority);
    }
    ~HunspellService() override
    {
        m_thread.quit();
        m_thread.wait(); // at most one paragraph or one word
    }

    void setListeners(Checked checked, Suggested suggested, Failed failed) override
    {
        m_checked = std::move(checked);
        m_suggested = std::move(suggested);
        m_failed = std::move(failed);
    }

    void check(quint64 ticket, std::u16string text) override
    {
        inThread([this, ticket, text = std::move(text)](Dictionary &dictionary) {
            std::vector<Remark> remarks = checkText(text, dictionary);
            back([this, ticket, remarks = std::move(remarks)]() mutable {
                m_checked(ticket, std::move(remarks));
            });
        });
    }

    void suggest(std::u16string word) override
    {
        inThread([this, word = std::move(word)](Dictionary &dictionary) {
            std::vector<std::u16string> found = dictionary.suggest(word, kMostReplacements);
            back([this, word, found = std::move(found)]() mutable { m_suggested(word, std::move(found)); });
        });
    }

private:
    /// Posts of a destroyed receiver are dropped, so nothing arrives after the destructor.
    template <typename Work> void inThread(Work work)
    {
        QMetaObject::invokeMethod(
            m_worker,
            [this, worker = m_worker, work = std::move(work)] {
                Dictionary *dictionary = worker->dictionary(
                    [this](const QString &problem) { back([this, problem] { m_failed(problem); }); });
                if (dictionary)
                    work(*dictionary);
            },
            Qt::QueuedConnection);
    }
    template <typename Call> void back(Call call)
    {
        QMetaObject::invokeMethod(this, std::move(call), Qt::QueuedConnection);
    }

    QThread m_thread;
    Worker *m_worker;
    Checked m_checked;
    Suggested m_suggested;
    Failed m_failed;
};

} // namespace

std::unique_ptr<ProofService> makeHunspellService(const QString &language)
{
    return std::make_unique<HunspellService>(language);
}

} // namespace deltapad
