// SPDX-License-Identifier: MIT
#pragma once
// Reading of safetensors files: u64 length of a JSON header, the header, then the tensors' bytes.
//
// open() checks the whole header: sizes against the file, shapes against byte ranges, no overlap and no gap
// between tensors; only then the file is mapped. Numbers are checked when they are read, out of the mapping.
// Not for writing. Threading: const members from any thread. Ownership: owns its file and the mapping. Cost:
// open reads the header only; read() touches the pages of one tensor and converts it into the caller's
// memory.
#include "engine/base/result.h"
#include "engine/model/input_file.h"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace deltapad {

enum class TensorType { F32, F16, BF16, I8 };

using TensorShape = std::vector<std::int64_t>;
std::string shapeText(const TensorShape &shape);

struct TensorInfo
{
    TensorType type = TensorType::F32;
    TensorShape shape;
    std::int64_t elements = 0; ///< product of the shape
    std::int64_t begin = 0;    ///< byte offset in the file
};

class TensorFile
{
public:
    static constexpr std::int64_t kMaxHeaderBytes = 100'000'000;
    static constexpr std::int64_t kMaxTensors = 65'536;
    static constexpr std::int64_t kMaxDimensions = 8;

    static Result<TensorFile> open(const std::string &path, std::int64_t limit);

    const std::string &path() const { return m_file.path(); }
    std::int64_t fileBytes() const { return m_file.size(); }
    const std::map<std::string, TensorInfo> &tensors() const { return m_tensors; }
    const std::map<std::string, std::string> &metadata() const { return m_metadata; }

    /// Converts a tensor of this file to float32 (I8: to the whole numbers as they are). BadTensor at a NaN,
    /// an infinity or a number beyond ±`magnitude`. Requires out.size() == info.elements.
    Status read(const std::string &name, float magnitude, std::span<float> out) const;

private:
    explicit TensorFile(InputFile file) : m_file(std::move(file)) {}
    InputFile m_file;
    MappedBytes m_mapped;
    std::map<std::string, TensorInfo> m_tensors;
    std::map<std::string, std::string> m_metadata;
};

} // namespace deltapad
