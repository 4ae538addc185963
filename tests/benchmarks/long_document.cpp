// SPDX-License-Identifier: MIT
// What a document of any length costs: opening, a key at its start, middle and end, covering all of it, memory.
//
//     long_document MODEL FILE [threads [keys]]
//
// Prints one line of figures per measurement. A key is one typed character with the outputs that an editor
// refreshes: classes, coverage, live and visible surprises, next words. Keys are typed before anything is
// computed in the background, and the document is covered afterwards.
#include "engine/session/document_session.h"
#include "engine/text/unicode.h"
#include "engine/token/token_document.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

using namespace deltapad;

namespace {

using Clock = std::chrono::steady_clock;

double millisecondsSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// A line of /proc/self/status, in mebibytes.
double memory(const std::string &name)
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with(name))
            return std::atof(line.c_str() + name.size() + 1) / 1024;
    return 0;
}

double percentile(std::vector<double> sorted, double share)
{
    std::sort(sorted.begin(), sorted.end());
    const auto rank = static_cast<std::size_t>(share * static_cast<double>(sorted.size()));
    return sorted[std::min(rank, sorted.size() - 1)];
}

std::size_t readOutputs(DocumentSession &session, Utf16Offset caret)
{
    return session.classes().size() + session.surprises().size() + session.visibleSurprises().size() +
           session.nextTokens(caret, 5).size() + static_cast<std::size_t>(session.coverage().covered);
}

int run(int argc, char **argv)
{
    if (argc < 3) {
        std::fprintf(stderr, "usage: long_document MODEL FILE [threads [keys]]\n");
        return 2;
    }
    Result<std::shared_ptr<const Model>> model = Model::load(argv[1]);
    if (!model.ok()) {
        std::fprintf(stderr, "%s\n", model.error().message.c_str());
        return 2;
    }
    std::ifstream file(argv[2], std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    const Result<std::u16string> read8 = utf8ToUtf16(bytes);
    if (!file || !read8.ok() || read8.value().empty()) {
        std::fprintf(stderr, "%s: expected UTF-8 text\n", argv[2]);
        return 2;
    }
    const std::u16string &text = read8.value();
    const int threads = argc > 3 ? std::atoi(argv[3]) : 0;
    const int keys = argc > 4 ? std::atoi(argv[4]) : 200;
    const double before = memory("VmRSS");
    DocumentSession session(model.value(), {.threads = threads});

    auto start = Clock::now();
    std::size_t read = 0;
    if (!session.open(text, Utf16Offset(0)).ok())
        return 1;
    read += readOutputs(session, Utf16Offset(0));
    std::printf("%zu bytes, %lld tokens, %zu contexts\n", bytes.size(),
                static_cast<long long>(session.tokens().size()), session.contexts().size());
    std::printf("open to first outputs %.0f ms\n", millisecondsSince(start));

    const std::u16string typed = u"He had not seen the lamp on the table before, and he said so. ";
    const auto length = static_cast<std::int64_t>(text.size());
    for (const auto &[name, place] :
         {std::pair("start", std::int64_t(0)), {"middle", length / 2}, {"end", session.tokens().text().length().value}}) {
        std::int64_t at = place > 0 ? session.tokens().text().length().value - (length - place) : 0;
        start = Clock::now();
        if (!session.moveCaret(Utf16Offset(at)).ok())
            return 1;
        const double jump = millisecondsSince(start);
        std::vector<double> times;
        const SessionWork work = session.work();
        const std::int64_t walked = session.tokens().chunksVisited();
        for (int key = 0; key < keys; ++key) {
            start = Clock::now();
            if (!session.apply({Utf16Offset(at), 0, std::u16string(1, typed[static_cast<std::size_t>(key) % typed.size()])}).ok())
                return 1;
            read += readOutputs(session, Utf16Offset(++at));
            times.push_back(millisecondsSince(start));
        }
        std::printf("%s: caret there %.1f ms; key p50 %.2f p99 %.2f most %.2f ms; a key reads %.0f tokens for cuts and walks "
                    "%.2f table entries; %lld cuts changed\n",
                    name, jump, percentile(times, 0.5), percentile(times, 0.99), percentile(times, 1),
                    static_cast<double>(session.work().cutTokensRead - work.cutTokensRead) / keys,
                    static_cast<double>(session.tokens().chunksVisited() - walked) / keys,
                    static_cast<long long>(session.work().cutsChanged - work.cutsChanged));
        std::fflush(stdout);
    }

    start = Clock::now();
    double longest = 0;
    for (bool left = true; left;) {
        const auto one = Clock::now();
        const Result<Coverage> now = session.advanceBackground();
        if (!now.ok())
            return 1;
        left = now.value().workLeft;
        longest = std::max(longest, millisecondsSince(one));
    }
    std::printf("covered after %.1f s (%lld of %lld tokens), longest context %.0f ms\n", millisecondsSince(start) / 1000,
                static_cast<long long>(session.coverage().covered), static_cast<long long>(session.coverage().total),
                longest);
    std::printf("memory %.0f MiB at most, %.0f MiB before the document (text of the file included); %zu outputs read\n",
                memory("VmHWM"), before, read);
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    return run(argc, argv);
}
