// SPDX-License-Identifier: MIT
#include "app/cli/page_cache.h"

#include "app/cli/statistics.h"

#include <filesystem>
#include <vector>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace deltapad::cli {
namespace {

struct Pages
{
    double all = 0;
    double kept = 0;
};

void drop(const char *path, Pages &pages)
{
    const int file = ::open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return;
    struct stat about = {};
    if (::fstat(file, &about) == 0 && about.st_size > 0) {
        static_cast<void>(::posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED));
        const auto size = static_cast<std::size_t>(about.st_size);
        const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
        void *mapped = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file, 0);
        if (mapped != MAP_FAILED) {
            std::vector<unsigned char> held((size + page - 1) / page, 1);
            const bool told = ::mincore(mapped, size, held.data()) == 0;
            pages.all += static_cast<double>(held.size());
            for (const unsigned char one : held)
                pages.kept += !told || (one & 1U) != 0 ? 1 : 0;
            ::munmap(mapped, size);
        }
    }
    ::close(file);
}

} // namespace

double dropFromPageCache(const std::string &folder)
{
    Pages pages;
    std::error_code failed;
    for (std::filesystem::recursive_directory_iterator at(folder, failed), end; !failed && at != end;
         at.increment(failed))
        if (at->is_regular_file(failed))
            drop(at->path().c_str(), pages);
    return quotient(pages.all - pages.kept, pages.all);
}

} // namespace deltapad::cli
