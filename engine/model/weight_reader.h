// SPDX-License-Identifier: MIT
#pragma once
// WeightReader: tensors by name out of one or several safetensors files, with the shape that the model asks
// for.
//
// The first failure is kept and every later read answers empty weights, so a loader may read a whole layer
// and ask once. Memory is bounded: a tensor's shape was checked against the file's size before its numbers
// are allocated. Threading: one thread at a time. Ownership: owns the open files.
#include "engine/base/result.h"
#include "engine/kernel/packed_matrix.h"
#include "engine/model/safetensors.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace deltapad {

/// Largest weight that is accepted (the range of F16). With the ranges of ModelConfig no sum or square of the
/// forward pass can then overflow to an infinity that turns into a NaN.
inline constexpr float kMaxWeight = 65504.0F;
/// vote_scale multiplies before a clamp, so it may be larger.
inline constexpr float kMaxVoteScale = 1e12F;

/// A matrix of products as it was read.
struct ProductWeights
{
    RowMajorMatrix values;
    WeightBits bits = WeightBits::Twelve;

    PackedMatrix packed() const { return packMatrix(values, bits); }
};

class WeightReader
{
public:
    /// `folder`/model.safetensors, or the shards that `folder`/model.safetensors.index.json names.
    static Result<WeightReader> openModel(const std::string &folder, std::int64_t limitPerFile);
    static Result<WeightReader> openFile(const std::string &path, std::int64_t limit);

    /// Tensor of exactly `shape` as a matrix with the last size as columns. One of type I8 is worth its whole
    /// numbers times the tensor `name`_scale, which holds a number for each row.
    RowMajorMatrix matrix(const std::string &name, const TensorShape &shape);
    /// The same for a matrix of products, with the bits in which it is to be packed: as many as the file has.
    ProductWeights productWeights(const std::string &name, const TensorShape &shape);
    std::vector<float> vector(const std::string &name, const TensorShape &shape,
                              float magnitude = kMaxWeight);
    const std::optional<Error> &error() const { return m_error; }

    const TensorFile &firstFile() const { return m_files.front(); }
    /// Paths in the order of hashing: the index, if any, then the files.
    const std::vector<std::string> &paths() const { return m_paths; }
    std::int64_t fileBytes() const;
    std::int64_t elements() const;

private:
    /// Keeps `error` unless there is an earlier one.
    void fail(Error error);
    const TensorFile *find(const std::string &name, const TensorShape &shape);

    std::vector<TensorFile> m_files;
    std::map<std::string, std::size_t> m_fileOfTensor;
    std::vector<std::string> m_paths;
    std::string m_name; ///< names the whole in messages
    std::optional<Error> m_error;
};

} // namespace deltapad
