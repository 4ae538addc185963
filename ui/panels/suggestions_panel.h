// SPDX-License-Identifier: MIT
#pragma once
// SuggestionsPanel: up to five ranked continuations with the confidence in each; a click or Alt+1..5 inserts
// one, pointing at one shows it in the text. While the mouse is over the list, rows that stay keep their
// place. Threading: user interface. Ownership: child of its dock. Cost: repaints five rows per result.
#include "engine/live/engine_client.h"

#include <QAbstractButton>
#include <QWidget>

class QLabel;

namespace deltapad {

/// One row: number, text, confidence (Suggestion) as bar and figure.
class SuggestionButton : public QAbstractButton
{
    Q_OBJECT

public:
    SuggestionButton(int number, QWidget *parent);
    /// The bar is relative to `best`, the largest confidence of the list; the figure is absolute. `begun` is
    /// what of a word `text` completes: it is shown before it, dimmed.
    void setSuggestion(const QString &text, const QString &begun, double confidence, double best);
    const QString &suggestion() const { return m_suggestion; }
    const QString &begun() const { return m_begun; }
    QSize sizeHint() const override;

Q_SIGNALS:
    void pointedAt(const QString &text);
    void pointedAway();

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    int m_number;
    QString m_suggestion;
    QString m_begun;
    double m_confidence = 0;
    double m_share = 0;
};

class SuggestionsPanel : public QWidget
{
    Q_OBJECT

public:
    static constexpr int kRows = 5;

    explicit SuggestionsPanel(QWidget *parent = nullptr);

    /// `before`: the text in front of the caret, at least to the beginning of its word.
    void setSuggestions(const std::vector<Suggestion> &suggestions, const QString &before = {});
    /// Whether the best is in the text as well, where Tab takes it: the line below says which keys work.
    enum class Place { InText, ListOnly };
    void setPlace(Place place);
    /// Newer ones are being computed: what is shown no longer fits the text and cannot be inserted.
    void setPending();
    /// Nothing will come; `why` is shown instead.
    void setNothing(const QString &why);
    /// As if row `number` (1..5) had been clicked.
    void choose(int number);

Q_SIGNALS:
    void chosen(const QString &text);
    void pointedAt(const QString &text);
    void pointedAway();

protected:
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    std::vector<Suggestion> inPlace(std::vector<Suggestion> suggestions) const;
    void writeKeys();

    std::vector<Suggestion> m_shown;
    bool m_pointed = false;
    QList<SuggestionButton *> m_buttons;
    QLabel *m_hint = nullptr;
    bool m_current = false;
    Place m_place = Place::ListOnly;
};

} // namespace deltapad
