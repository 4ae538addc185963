// SPDX-License-Identifier: MIT
#include "model_files.h"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace deltapad::test {

RawTensor &RawTensorFile::operator[](const std::string &name)
{
    const auto place =
        std::find_if(tensors.begin(), tensors.end(), [&](const RawTensor &t) { return t.name == name; });
    if (place == tensors.end())
        throw std::runtime_error("no tensor " + name);
    return *place;
}

void RawTensorFile::erase(const std::string &name)
{
    std::erase_if(tensors, [&](const RawTensor &tensor) { return tensor.name == name; });
}

std::string RawTensorFile::header() const
{
    nlohmann::json root = nlohmann::json::object();
    std::size_t at = 0;
    for (const RawTensor &tensor : tensors) {
        root[tensor.name] = {{"dtype", tensor.type},
                             {"shape", tensor.shape},
                             {"data_offsets", {at, at + tensor.bytes.size()}}};
        at += tensor.bytes.size();
    }
    if (!metadata.empty())
        root["__metadata__"] = metadata;
    return root.dump();
}

std::string RawTensorFile::serialise() const
{
    std::string data;
    for (const RawTensor &tensor : tensors)
        data += tensor.bytes;
    return withLength(header(), data);
}

std::string withLength(const std::string &header, const std::string &data)
{
    const std::uint64_t length = header.size();
    return std::string(reinterpret_cast<const char *>(&length), sizeof length) + header + data;
}

RawTensorFile parseTensorFile(const std::string &bytes)
{
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), sizeof length);
    const nlohmann::json root = nlohmann::json::parse(bytes.substr(8, length));
    const std::string data = bytes.substr(8 + length);
    std::map<std::size_t, RawTensor> ordered;
    RawTensorFile file;
    for (const auto &[name, value] : root.items()) {
        if (name == "__metadata__") {
            file.metadata = value.get<std::map<std::string, std::string>>();
            continue;
        }
        const std::size_t begin = value["data_offsets"][0];
        const std::size_t end = value["data_offsets"][1];
        ordered[begin] = {name, value["dtype"], value["shape"], data.substr(begin, end - begin)};
    }
    for (auto &[begin, tensor] : ordered)
        file.tensors.push_back(std::move(tensor));
    return file;
}

std::string readBytes(const std::string &path)
{
    std::ifstream in(path, std::ios::binary);
    if (!in)
        throw std::runtime_error("cannot read " + path);
    return {std::istreambuf_iterator<char>(in), {}};
}

void writeBytes(const std::string &path, const std::string &bytes)
{
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    if (!out.write(bytes.data(), static_cast<std::streamsize>(bytes.size())).flush())
        throw std::runtime_error("cannot write " + path);
}

TinyModelCopy::TinyModelCopy(const std::string &name)
{
    std::filesystem::copy(DELTAPAD_TEST_DATA "/" + name, folder(),
                          std::filesystem::copy_options::recursive |
                              std::filesystem::copy_options::overwrite_existing);
}

void TinyModelCopy::remove(const std::string &name) const
{
    std::filesystem::remove_all(path(name));
}

} // namespace deltapad::test
