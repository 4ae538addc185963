// SPDX-License-Identifier: MIT
#include "engine/model/weight_reader.h"

#include "engine/model/bounded_json.h"

#include <numeric>

namespace deltapad {
namespace {

constexpr std::int64_t kMaxIndexBytes = std::int64_t(16) << 20;
constexpr std::int64_t kMaxShards = 256;

/// Shards lie beside their index: a name with a folder in it could point anywhere.
bool isPlainFileName(const std::string &name)
{
    return !name.empty() && name.size() <= 255 && name.front() != '.' &&
           name.find('/') == std::string::npos && name.find('\0') == std::string::npos;
}

} // namespace

Result<WeightReader> WeightReader::openFile(const std::string &path, std::int64_t limit)
{
    Result<TensorFile> file = TensorFile::open(path, limit);
    if (!file)
        return file.error();
    WeightReader reader;
    reader.m_name = path;
    reader.m_paths.push_back(path);
    for (const auto &[name, info] : file.value().tensors())
        reader.m_fileOfTensor.emplace(name, 0);
    reader.m_files.push_back(std::move(file).value());
    return reader;
}

Result<WeightReader> WeightReader::openModel(const std::string &folder, std::int64_t limitPerFile)
{
    const std::string single = folder + "/model.safetensors";
    Result<WeightReader> whole = openFile(single, limitPerFile);
    if (whole || whole.error().code != ErrorCode::FileNotFound)
        return whole;
    const std::string indexPath = folder + "/model.safetensors.index.json";
    Result<std::string> text = readWholeFile(indexPath, kMaxIndexBytes);
    if (!text)
        return text.error().code == ErrorCode::FileNotFound ? whole.error() : text.error();
    Result<nlohmann::json> index = parseBoundedJson(text.value(), indexPath);
    if (!index)
        return index.error();
    const auto bad = [&](const std::string &problem) {
        return Error{ErrorCode::BadSyntax, indexPath + ": " + problem};
    };
    if (!index.value().is_object() || !index.value().contains("weight_map") ||
        !index.value()["weight_map"].is_object())
        return bad("weight_map is missing or not an object");

    WeightReader reader;
    reader.m_name = indexPath;
    reader.m_paths.push_back(indexPath);
    std::map<std::string, std::size_t> numberOfShard;
    for (const auto &[tensor, shard] : index.value()["weight_map"].items()) {
        if (!shard.is_string() || !isPlainFileName(shard.get<std::string>()))
            return bad("weight_map of " + tensor + " is not the name of a file in this folder");
        numberOfShard.emplace(shard.get<std::string>(), 0);
    }
    if (numberOfShard.empty() || std::ssize(numberOfShard) > kMaxShards)
        return bad("weight_map names " + std::to_string(numberOfShard.size()) + " files, expected 1 to " +
                   std::to_string(kMaxShards));
    for (auto &[shard, number] : numberOfShard) {
        Result<TensorFile> file = TensorFile::open(folder + "/" + shard, limitPerFile);
        if (!file)
            return file.error();
        number = reader.m_files.size();
        reader.m_paths.push_back(file.value().path());
        reader.m_files.push_back(std::move(file).value());
    }
    for (const auto &[tensor, shard] : index.value()["weight_map"].items()) {
        const std::size_t number = numberOfShard.at(shard.get<std::string>());
        if (!reader.m_files[number].tensors().contains(tensor))
            return Error{ErrorCode::BadTensor, reader.m_files[number].path() + ": tensor " + tensor +
                                                   " is missing, the index names it"};
        reader.m_fileOfTensor.emplace(tensor, number);
    }
    return reader;
}

void WeightReader::fail(Error error)
{
    if (!m_error)
        m_error = std::move(error);
}

const TensorFile *WeightReader::find(const std::string &name, const TensorShape &shape)
{
    if (m_error)
        return nullptr;
    const auto number = m_fileOfTensor.find(name);
    if (number == m_fileOfTensor.end()) {
        fail({ErrorCode::BadTensor,
              m_name + ": tensor " + name + " is missing, expected " + shapeText(shape)});
        return nullptr;
    }
    const TensorFile &file = m_files[number->second];
    const TensorInfo &info = file.tensors().at(name);
    if (info.shape != shape) {
        fail({ErrorCode::BadTensor, file.path() + ": tensor " + name + ": shape " + shapeText(info.shape) +
                                        ", expected " + shapeText(shape)});
        return nullptr;
    }
    return &file;
}

RowMajorMatrix WeightReader::matrix(const std::string &name, const TensorShape &shape)
{
    return productWeights(name, shape).values;
}

ProductWeights WeightReader::productWeights(const std::string &name, const TensorShape &shape)
{
    ProductWeights out;
    const TensorFile *file = find(name, shape);
    if (!file)
        return out;
    const TensorInfo &info = file->tensors().at(name);
    const bool narrow = info.type == TensorType::I8;
    out.values.resize(info.elements / shape.back(), shape.back());
    if (Status status = file->read(name, narrow ? static_cast<float>(kNarrowLimit) : kMaxWeight,
                                   {out.values.data(), static_cast<std::size_t>(info.elements)});
        !status)
        fail(status.error());
    if (!narrow)
        return out;
    out.bits = WeightBits::Eight;
    const std::vector<float> scale =
        vector(name + "_scale", {out.values.rows()}, kMaxWeight / static_cast<float>(kNarrowLimit));
    for (Eigen::Index row = 0; row < out.values.rows() && !m_error; ++row)
        out.values.row(row) *= scale[static_cast<std::size_t>(row)];
    return out;
}

std::vector<float> WeightReader::vector(const std::string &name, const TensorShape &shape, float magnitude)
{
    std::vector<float> out;
    if (const TensorFile *file = find(name, shape)) {
        const TensorInfo &info = file->tensors().at(name);
        if (info.type == TensorType::I8) {
            fail({ErrorCode::BadTensor,
                  file->path() + ": tensor " + name + ": dtype I8, expected F32, F16 or BF16"});
            return out;
        }
        out.resize(static_cast<std::size_t>(info.elements));
        if (Status status = file->read(name, magnitude, out); !status)
            fail(status.error());
    }
    return out;
}

std::int64_t WeightReader::fileBytes() const
{
    return std::accumulate(m_files.begin(), m_files.end(), std::int64_t(0),
                           [](std::int64_t sum, const TensorFile &file) { return sum + file.fileBytes(); });
}

std::int64_t WeightReader::elements() const
{
    std::int64_t sum = 0;
    for (const auto &[name, number] : m_fileOfTensor)
        sum += m_files[number].tensors().at(name).elements;
    return sum;
}

} // namespace deltapad
