// SPDX-License-Identifier: MIT
#pragma once
// RemarksController: the remarks of the window's document: has it read (paragraphs on the screen first, and
// again only where it was edited), joins the model's remarks, leaves out what the writer does not want to
// hear, and offers what can be done about each.
//
// Changing dictionaries or ignore lists only filters anew: nothing is read again. The word that is being
// typed is not remarked until the caret leaves it. Threading: user interface; reading happens in the
// ProofService's thread. Ownership: child of the window; uses the editor and the controller of the document.
// Cost: per key linear in the remarks, per pause one paragraph.
#include "engine/live/engine_client.h"
#include "ui/editor/delays.h"
#include "ui/editor/text_kind.h"
#include "ui/remarks/dirty_ranges.h"
#include "ui/remarks/proof_service.h"
#include "ui/remarks/remark_list.h"
#include "ui/remarks/remark_store.h"
#include "ui/remarks/severity.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace deltapad {

class DocumentController;
class MarkdownHighlighter;
class TextEdit;

class RemarksController : public QObject
{
    Q_OBJECT

public:
    RemarksController(TextEdit *edit, DocumentController *document, const QString &profileFolder,
                      const Delays &delays, QObject *parent);
    ~RemarksController() override;

    /// Null: no spelling.
    void setService(std::unique_ptr<ProofService> service);
    /// Knows which places are code and addresses, which have no remarks. Must outlive the remarks.
    void setMarkdown(const MarkdownHighlighter *markdown);
    /// The document in the editor may be another one, or have another path or kind.
    void documentChanged(const QString &path, TextKind kind);
    /// The model's remarks on the present text.
    void feed(const Snapshot &snapshot);

    void setSeverity(Severity severity);
    Severity severity() const { return m_severity; }
    void setNames(Names names);
    /// What is marked, sorted by place.
    const std::vector<Remark> &shown() const { return m_shown; }
    const RemarkFilter &filter() const { return m_filter; }
    /// True while parts of the text have not been read.
    bool isReading() const { return m_pending.has_value() || !m_dirty.isEmpty(); }

    /// The remark at a place, if one is shown.
    std::optional<Remark> at(int position) const;
    /// Selects the next remark behind the caret (1) or the one before (-1), going round.
    void walk(int step);
    /// The same among remarks of this kind about this text.
    void walkTo(RemarkKind kind, const std::u16string &text);
    /// Asks for the replacements of a misspelt word; replacementsFound() brings them.
    void lookUp(const std::u16string &word);

    void replace(const Remark &remark, const std::u16string &text);
    void ignore(const Remark &remark);
    void ignoreInDocument(const Remark &remark);
    void addWord(WordLayer layer, const std::u16string &word);

Q_SIGNALS:
    void changed();
    /// A line for the status bar.
    void told(const QString &line);
    void failed(const QString &problem);
    void replacementsFound(const QString &word, const std::vector<std::u16string> &replacements);

private:
    void absorb(const TextSplice &splice);
    void caretMoved();
    void readNext();
    void take(quint64 ticket, std::vector<Remark> remarks);
    void takeReplacements(const std::u16string &word, const std::vector<std::u16string> &replacements);
    void refresh();
    ListedRemark listed(Remark remark) const;
    bool isSpared(const Remark &remark) const;
    bool passes(RemarkKind kind) const;
    void select(const Remark &remark);
    enum class Kept { Written, NotWritten };
    void keep(Kept kept);
    void keepDocument();

    struct Pending
    {
        quint64 ticket = 0;
        int begin = 0;
        int end = 0;
        bool touched = false; ///< edited meanwhile: the answer is of no use
    };

    TextEdit *m_edit;
    DocumentController *m_document;
    const MarkdownHighlighter *m_markdown = nullptr;
    RemarkStore m_store;
    RemarkFilter m_filter;
    std::unique_ptr<ProofService> m_service;
    RemarkList m_list;
    DirtyRanges m_dirty;
    std::optional<Pending> m_pending;
    quint64 m_ticket = 0;
    QTimer m_timer;
    std::vector<Remark> m_shown;
    Severity m_severity = Severity::Everything;
    QString m_path;
    TextKind m_kind = TextKind::Prose; ///< source code has no remarks
    DocumentId m_known = 0;
    int m_caretAfterEdit = -1; ///< while typing; -1 once the caret went elsewhere
    bool m_broken = false;     ///< the dictionary could not be loaded
};

/// What a remark says, for lists and the status bar.
QString remarkTitle(const Remark &remark);
QString remarkKindTitle(RemarkKind kind);

} // namespace deltapad
