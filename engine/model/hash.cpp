// SPDX-License-Identifier: MIT
#include "engine/model/hash.h"

#include "engine/model/input_file.h"

#include <algorithm>
#include <array>
#include <memory>
#include <openssl/evp.h>

namespace deltapad {

Result<std::string> sha256OfFiles(const std::vector<std::string> &paths, std::int64_t limitPerFile)
{
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    const Error unavailable{ErrorCode::Unsupported, "SHA-256 is not available in this system's libcrypto"};
    if (!context || EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) != 1)
        return unavailable;

    std::vector<std::byte> block(std::size_t(1) << 20);
    for (const std::string &path : paths) {
        Result<InputFile> file = InputFile::open(path, limitPerFile);
        if (!file)
            return file.error();
        const std::int64_t size = file.value().size();
        for (std::int64_t at = 0; at < size; at += static_cast<std::int64_t>(block.size())) {
            const auto count = static_cast<std::size_t>(std::min<std::int64_t>(size - at, std::ssize(block)));
            if (Status status = file.value().readAt(at, std::span(block).first(count)); !status)
                return status.error();
            if (EVP_DigestUpdate(context.get(), block.data(), count) != 1)
                return unavailable;
        }
    }
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest = {};
    unsigned int length = 0;
    if (EVP_DigestFinal_ex(context.get(), digest.data(), &length) != 1)
        return unavailable;
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (unsigned int i = 0; i < length; ++i) {
        text += kDigits[digest[i] >> 4];
        text += kDigits[digest[i] & 15];
    }
    return text;
}

} // namespace deltapad
