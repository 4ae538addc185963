// SPDX-License-Identifier: MIT
#pragma once
// TextStatistics: counts of a text and the readability figures that follow from them.
//
// Words and sentences are those of ICU (UAX 29), so Chinese and Thai count too; a heading without a full stop
// is a sentence. LIX and ARI were made for European languages and say little elsewhere. Threading: pure
// functions. Cost: linear in the text.
#include <QString>

namespace deltapad {

struct TextStatistics
{
    qint64 characters = 0; ///< code points, line ends not counted
    qint64 words = 0;
    qint64 sentences = 0;
    qint64 longWords = 0; ///< of more than six letters
    qint64 letters = 0;   ///< letters and digits inside words

    TextStatistics &operator+=(const TextStatistics &other);
    TextStatistics &operator-=(const TextStatistics &other);
    bool operator==(const TextStatistics &) const = default;

    /// Words a sentence + percentage of long words; 20 very easy, 40 a newspaper, 60 heavy. 0 without words.
    double lix() const;
    /// Automated readability index: about the school year that a reader needs. 0 without words.
    double ari() const;
    /// Rounded up; 0 without words.
    int readingMinutes() const;
};

/// Of one paragraph.
TextStatistics statisticsOf(QStringView paragraph);

} // namespace deltapad
