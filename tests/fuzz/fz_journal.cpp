// SPDX-License-Identifier: MIT
// Any bytes as a recovery journal: what is read must be what its good part says, and every cut of a journal
// that was read must be readable up to its last whole record or be refused.
#include "ui/recovery/journal_format.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace deltapad;
    const std::string_view bytes(reinterpret_cast<const char *>(data), size);
    const Result<JournalContents> contents = decodeJournal(bytes, "journal");
    if (!contents)
        return 0;
    const JournalContents &read = contents.value();
    if (read.goodBytes < 0 || read.goodBytes > std::int64_t(size) || read.caret < 0 ||
        read.caret > std::int64_t(read.text.size()) ||
        (read.tail == JournalTail::Whole) != (read.goodBytes == std::int64_t(size)))
        std::abort();
    // The good part alone is a whole journal of the same text.
    const Result<JournalContents> good =
        decodeJournal(bytes.substr(0, std::size_t(read.goodBytes)), "journal");
    if (!good || good.value().tail != JournalTail::Whole || good.value().text != read.text ||
        good.value().splices != read.splices)
        std::abort();
    // Written anew it says the same.
    JournalBase base = read.base;
    base.text = read.text;
    const std::string start = encodeJournalStart(base);
    const Result<JournalContents> again = decodeJournal(start, "journal");
    if (!again || again.value().text != read.text || again.value().base.path != base.path)
        std::abort();
    if (decodeJournal(std::string_view(start).substr(0, start.size() - 1), "journal"))
        std::abort();
    return 0;
}
