// SPDX-License-Identifier: MIT
// Any bytes as a safetensors file: open() and read() must answer, and what open() accepts must be readable.
#include "engine/model/safetensors.h"
#include "memory_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const deltapad::test::MemoryFile input(data, size);
    const deltapad::Result<deltapad::TensorFile> file = deltapad::TensorFile::open(input.path(), 1 << 20);
    if (!file)
        return 0;
    for (const auto &[name, info] : file.value().tensors()) {
        std::vector<float> numbers(static_cast<std::size_t>(info.elements));
        const deltapad::Status status = file.value().read(name, 65504.0F, numbers);
        if (!status && status.error().code != deltapad::ErrorCode::BadTensor)
            std::abort();
    }
    return 0;
}
