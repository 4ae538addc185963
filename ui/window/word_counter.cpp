// SPDX-License-Identifier: MIT
#include "ui/window/word_counter.h"

#include "ui/editor/words.h"

#include <QTextBlock>

namespace deltapad {

namespace {

struct BlockWords : QTextBlockUserData
{
    size_t hash = 0;
    qint64 words = 0;
};

} // namespace

qint64 documentWords(QTextDocument &document)
{
    qint64 total = 0;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        // Block revisions are not reset by undo, so the text itself says whether the count still holds.
        const QString text = block.text();
        const size_t hash = qHash(text, size_t(text.size()) + 1);
        auto *known = static_cast<BlockWords *>(block.userData());
        if (!known) {
            known = new BlockWords;
            block.setUserData(known);
            known->hash = hash + 1;
        }
        if (known->hash != hash) {
            known->hash = hash;
            known->words = countWords(text);
        }
        total += known->words;
    }
    return total;
}

} // namespace deltapad
