// SPDX-License-Identifier: MIT
#pragma once
// KillScript: what a writer does, from a seed, and the text that it must give. The process that types and the
// one that kills it and counts what was lost both run it. Threading: plain values.
#include <QString>

#include <algorithm>
#include <random>

namespace deltapad {

class KillScript
{
public:
    enum class Kind { Type, Return, Backspace, Left, Paste, Save, LineEnd };
    struct Step
    {
        Kind kind = Kind::Type;
        QString text;  ///< Type and Paste
        int pause = 1; ///< milliseconds before it
        int characters() const { return kind == Kind::Return ? 1 : int(text.size()); }
    };

    explicit KillScript(quint32 seed) : m_random(seed), m_hasFile(seed % 2 == 0) {}

    /// Even seeds write into a file that they also save.
    bool hasFile() const { return m_hasFile; }

    Step next()
    {
        static const QString letters = QStringLiteral("etaoin shrdlu ETA, é你.");
        Step step;
        step.pause = 1 + int(m_random() % 16);
        const auto die = m_random() % 1000;
        if (die < 5) {
            step.kind = Kind::Paste;
            step.text = QString(int(100 + m_random() % 3000), letters[int(m_random() % 20)]);
        } else if (die < 15) {
            step.kind = Kind::LineEnd;
        } else if (die < 30 && m_hasFile) {
            step.kind = Kind::Save;
        } else if (die < 80) {
            step.kind = Kind::Backspace;
        } else if (die < 110) {
            step.kind = Kind::Left;
        } else if (die < 130) {
            step.kind = Kind::Return;
        } else if (die < 140) {
            step.text = QStringLiteral("😀");
        } else {
            step.text = letters[int(m_random() % unsigned(letters.size()))];
        }
        return step;
    }

    /// The same step on a text.
    static void apply(const Step &step, QString &text, int &caret)
    {
        switch (step.kind) {
        case Kind::Type:
        case Kind::Paste:
            text.insert(caret, step.text);
            caret += int(step.text.size());
            break;
        case Kind::Return:
            text.insert(caret++, u'\n');
            break;
        case Kind::Backspace:
            if (caret > 0) {
                const int units = widthBefore(text, caret);
                text.remove(caret - units, units);
                caret -= units;
            }
            break;
        case Kind::Left:
            caret -= caret > 0 ? widthBefore(text, caret) : 0;
            break;
        case Kind::Save:
        case Kind::LineEnd:
            break;
        }
    }

private:
    static int widthBefore(const QString &text, int caret)
    {
        return text[caret - 1].isLowSurrogate() ? 2 : 1;
    }

    std::mt19937 m_random;
    bool m_hasFile;
};

} // namespace deltapad
