// SPDX-License-Identifier: MIT
#include "ui/panels/class_words.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace deltapad {

namespace {

constexpr std::array kWords{
    QT_TRANSLATE_NOOP("ClassWords", "sentiment"),    QT_TRANSLATE_NOOP("ClassWords", "positive"),
    QT_TRANSLATE_NOOP("ClassWords", "negative"),     QT_TRANSLATE_NOOP("ClassWords", "tone"),
    QT_TRANSLATE_NOOP("ClassWords", "objective"),    QT_TRANSLATE_NOOP("ClassWords", "subjective"),
    QT_TRANSLATE_NOOP("ClassWords", "emotion"),      QT_TRANSLATE_NOOP("ClassWords", "ambiguous"),
    QT_TRANSLATE_NOOP("ClassWords", "neutral"),      QT_TRANSLATE_NOOP("ClassWords", "topic"),
    QT_TRANSLATE_NOOP("ClassWords", "computing"),    QT_TRANSLATE_NOOP("ClassWords", "vehicles"),
    QT_TRANSLATE_NOOP("ClassWords", "sport"),        QT_TRANSLATE_NOOP("ClassWords", "science"),
    QT_TRANSLATE_NOOP("ClassWords", "politics"),     QT_TRANSLATE_NOOP("ClassWords", "religion"),
    QT_TRANSLATE_NOOP("ClassWords", "for sale"),     QT_TRANSLATE_NOOP("ClassWords", "politeness"),
    QT_TRANSLATE_NOOP("ClassWords", "impolite"),     QT_TRANSLATE_NOOP("ClassWords", "polite"),
    QT_TRANSLATE_NOOP("ClassWords", "level"),        QT_TRANSLATE_NOOP("ClassWords", "elementary"),
    QT_TRANSLATE_NOOP("ClassWords", "intermediate"), QT_TRANSLATE_NOOP("ClassWords", "advanced"),
};

constexpr std::array kDescriptions{
    QT_TRANSLATE_NOOP("ClassWords", "Sentiment of a text (trained on film reviews)"),
    QT_TRANSLATE_NOOP("ClassWords",
                      "Objective or subjective (trained on plot summaries and review sentences)"),
    QT_TRANSLATE_NOOP("ClassWords", "Emotion of a short text (trained on forum comments)"),
    QT_TRANSLATE_NOOP("ClassWords", "Topic (trained on newsgroup posts)"),
    QT_TRANSLATE_NOOP("ClassWords",
                      "Polite or impolite (trained on requests between editors of an encyclopedia)"),
    QT_TRANSLATE_NOOP("ClassWords", "Reading level (trained on news articles rewritten for learners)"),
};

template <std::size_t count>
QString known(const std::array<const char *, count> &words, const std::string &wanted)
{
    const auto found =
        std::find_if(words.begin(), words.end(), [&](const char *word) { return wanted == word; });
    return found == words.end() ? QString::fromStdString(wanted)
                                : QCoreApplication::translate("ClassWords", *found);
}

} // namespace

QString classWord(const std::string &word)
{
    return known(kWords, word);
}

QString classDescription(const std::string &description)
{
    return known(kDescriptions, description);
}

} // namespace deltapad
