// SPDX-License-Identifier: MIT
#pragma once
// Test support: safetensors files taken apart and put together again, and private copies of the tiny model.
#include <QTemporaryDir>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace deltapad::test {

struct RawTensor
{
    std::string name;
    std::string type; ///< "F32", "F16", "BF16" or something wrong
    std::vector<std::int64_t> shape;
    std::string bytes;
};

struct RawTensorFile
{
    std::vector<RawTensor> tensors; ///< in file order
    std::map<std::string, std::string> metadata;

    RawTensor &operator[](const std::string &name);
    void erase(const std::string &name);
    std::string header() const;
    std::string serialise() const;
};

/// u64 length, header, data.
std::string withLength(const std::string &header, const std::string &data);
RawTensorFile parseTensorFile(const std::string &bytes);

std::string readBytes(const std::string &path);
void writeBytes(const std::string &path, const std::string &bytes);

/// A writable copy of tests/data/tiny_model, or of another model there.
class TinyModelCopy
{
public:
    explicit TinyModelCopy(const std::string &name = "tiny_model");
    std::string folder() const { return m_dir.path().toStdString(); }
    std::string path(const std::string &name) const { return folder() + "/" + name; }
    std::string read(const std::string &name) const { return readBytes(path(name)); }
    void write(const std::string &name, const std::string &bytes) const { writeBytes(path(name), bytes); }
    void remove(const std::string &name) const;

private:
    QTemporaryDir m_dir;
};

} // namespace deltapad::test
