// SPDX-License-Identifier: MIT
#include "engine/model/safetensors.h"

#include "engine/model/bounded_json.h"

#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <optional>

namespace deltapad {
namespace {

static_assert(std::endian::native == std::endian::little, "safetensors files are little-endian");

using nlohmann::json;

std::int64_t bytesOf(TensorType type)
{
    return type == TensorType::F32 ? 4 : type == TensorType::I8 ? 1 : 2;
}

std::optional<TensorType> typeOf(const std::string &name)
{
    if (name == "F32")
        return TensorType::F32;
    if (name == "F16")
        return TensorType::F16;
    if (name == "BF16")
        return TensorType::BF16;
    if (name == "I8")
        return TensorType::I8;
    return std::nullopt;
}

/// A whole number in 0..limit, or -1.
std::int64_t wholeNumber(const json &value, std::int64_t limit)
{
    if (!value.is_number_unsigned())
        return -1;
    const auto number = value.get<std::uint64_t>();
    return number <= static_cast<std::uint64_t>(limit) ? static_cast<std::int64_t>(number) : -1;
}

struct HeaderEntry
{
    TensorInfo info;
    std::int64_t end = 0; ///< byte offset in the file
};

Result<HeaderEntry> parseEntry(const json &value, const std::string &place, std::int64_t dataBegin,
                               std::int64_t dataBytes)
{
    const auto bad = [&](const std::string &problem) {
        return Error{ErrorCode::BadTensor, place + ": " + problem};
    };
    if (!value.is_object())
        return bad("expected an object with dtype, shape and data_offsets");
    const auto dtype = value.find("dtype");
    const auto shape = value.find("shape");
    const auto offsets = value.find("data_offsets");
    if (dtype == value.end() || !dtype->is_string())
        return bad("dtype is missing or not a string");
    if (shape == value.end() || !shape->is_array() || std::ssize(*shape) > TensorFile::kMaxDimensions)
        return bad("shape is missing or not an array of at most 8 sizes");
    if (offsets == value.end() || !offsets->is_array() || offsets->size() != 2)
        return bad("data_offsets is missing or not an array of two offsets");

    HeaderEntry entry;
    const auto typeName = dtype->get<std::string>();
    const std::optional<TensorType> type = typeOf(typeName);
    if (!type)
        return bad("dtype " + typeName + ", expected F32, F16, BF16 or I8");
    entry.info.type = *type;
    entry.info.elements = 1;
    for (const json &item : *shape) {
        const std::int64_t size = wholeNumber(item, dataBytes);
        if (size < 0)
            return bad("a size in shape is not a whole number that fits the file");
        // Both factors are at most the file's size; a product beyond it is refused before the next one is
        // taken.
        if (size > 0 && entry.info.elements > dataBytes / size)
            return bad("shape has more numbers than the file has bytes");
        entry.info.elements *= size;
        entry.info.shape.push_back(size);
    }
    const std::int64_t begin = wholeNumber((*offsets)[0], dataBytes);
    const std::int64_t end = wholeNumber((*offsets)[1], dataBytes);
    if (begin < 0 || end < begin) {
        if ((*offsets)[1].is_number_unsigned() &&
            (*offsets)[1].get<std::uint64_t>() > static_cast<std::uint64_t>(dataBytes))
            return Error{ErrorCode::FileTruncated,
                         place + ": data ends at " + std::to_string((*offsets)[1].get<std::uint64_t>()) +
                             ", the file holds " + std::to_string(dataBytes) + " bytes of data"};
        return bad("data_offsets are not two ascending whole numbers");
    }
    if (entry.info.elements != (end - begin) / bytesOf(*type) || (end - begin) % bytesOf(*type) != 0)
        return bad("data_offsets span " + std::to_string(end - begin) + " bytes, expected " +
                   std::to_string(entry.info.elements) + " numbers of " + std::to_string(bytesOf(*type)) +
                   " bytes");
    entry.info.begin = dataBegin + begin;
    entry.end = dataBegin + end;
    return entry;
}

} // namespace

std::string shapeText(const TensorShape &shape)
{
    std::string text = "[";
    for (const std::int64_t size : shape)
        text += (text.size() > 1 ? ", " : "") + std::to_string(size);
    return text + "]";
}

Result<TensorFile> TensorFile::open(const std::string &path, std::int64_t limit)
{
    Result<InputFile> opened = InputFile::open(path, limit);
    if (!opened)
        return opened.error();
    TensorFile file(std::move(opened).value());
    constexpr std::int64_t kLengthBytes = 8;
    if (file.fileBytes() < kLengthBytes)
        return Error{ErrorCode::FileTruncated,
                     path + ": " + std::to_string(file.fileBytes()) +
                         " bytes, expected at least the 8 bytes of the header's length"};
    std::uint64_t declared = 0;
    if (Status status = file.m_file.readAt(0, std::as_writable_bytes(std::span(&declared, 1))); !status)
        return status.error();
    if (declared > static_cast<std::uint64_t>(kMaxHeaderBytes))
        return Error{ErrorCode::BadSyntax, path + ": header of " + std::to_string(declared) +
                                               " bytes, at most " + std::to_string(kMaxHeaderBytes) +
                                               " are allowed"};
    const auto headerBytes = static_cast<std::int64_t>(declared);
    if (headerBytes > file.fileBytes() - kLengthBytes)
        return Error{ErrorCode::FileTruncated, path + ": header of " + std::to_string(headerBytes) +
                                                   " bytes in a file of " + std::to_string(file.fileBytes())};
    std::string header(static_cast<std::size_t>(headerBytes), '\0');
    if (Status status = file.m_file.readAt(kLengthBytes, std::as_writable_bytes(std::span(header))); !status)
        return status.error();
    Result<json> parsed =
        parseBoundedJson(header, path + ": header", {.depth = 4, .values = 16 * kMaxTensors});
    if (!parsed)
        return parsed.error();
    const json &root = parsed.value();
    if (!root.is_object())
        return Error{ErrorCode::BadSyntax, path + ": header is not a JSON object"};
    if (std::ssize(root) > kMaxTensors + 1)
        return Error{ErrorCode::BadSyntax, path + ": more than " + std::to_string(kMaxTensors) + " tensors"};

    const std::int64_t dataBegin = kLengthBytes + headerBytes;
    const std::int64_t dataBytes = file.fileBytes() - dataBegin;
    struct Range
    {
        std::int64_t begin;
        std::int64_t end;
        std::string name;
    };
    std::vector<Range> ranges;
    for (const auto &[name, value] : root.items()) {
        if (name == "__metadata__") {
            if (!value.is_object())
                return Error{ErrorCode::BadSyntax, path + ": __metadata__ is not an object"};
            for (const auto &[key, text] : value.items()) {
                if (!text.is_string())
                    return Error{ErrorCode::BadSyntax, path + ": metadata " + key + " is not a string"};
                file.m_metadata.emplace(key, text.get<std::string>());
            }
            continue;
        }
        Result<HeaderEntry> entry = parseEntry(value, path + ": tensor " + name, dataBegin, dataBytes);
        if (!entry)
            return entry.error();
        ranges.push_back({entry.value().info.begin, entry.value().end, name});
        file.m_tensors.emplace(name, std::move(entry).value().info);
    }
    std::sort(ranges.begin(), ranges.end(), [](const Range &a, const Range &b) {
        return std::tie(a.begin, a.end) < std::tie(b.begin, b.end);
    });
    std::int64_t covered = dataBegin;
    for (const Range &range : ranges) {
        if (range.begin != covered)
            return Error{ErrorCode::BadTensor, path + ": tensor " + range.name +
                                                   (range.begin < covered ? " overlaps the tensor before it"
                                                                          : " leaves a gap before its data")};
        covered = range.end;
    }
    if (covered != file.fileBytes())
        return Error{ErrorCode::BadTensor, path + ": " + std::to_string(file.fileBytes() - covered) +
                                               " bytes behind the last tensor belong to none"};
    Result<MappedBytes> mapped = file.m_file.map();
    if (!mapped)
        return mapped.error();
    file.m_mapped = std::move(mapped).value();
    return file;
}

Status TensorFile::read(const std::string &name, float magnitude, std::span<float> out) const
{
    const TensorInfo &info = m_tensors.at(name);
    if (Status status = m_file.checkSize(); !status)
        return status;
    if (out.empty()) // its address may be null, which memcpy does not take
        return Done{};
    // A tensor may begin anywhere: memcpy, which compilers turn into plain loads.
    const std::byte *const from = m_mapped.bytes().data() + info.begin;
    if (info.type == TensorType::F32) {
        std::memcpy(out.data(), from, out.size_bytes());
    } else if (info.type == TensorType::I8) {
        std::transform(from, from + out.size(), out.begin(),
                       [](std::byte value) { return static_cast<float>(static_cast<std::int8_t>(value)); });
    } else {
        for (std::size_t i = 0; i < out.size(); ++i) {
            std::uint16_t bits = 0;
            std::memcpy(&bits, from + sizeof(bits) * i, sizeof(bits));
            out[i] = info.type == TensorType::F16
                         ? Eigen::half_impl::half_to_float(Eigen::half_impl::raw_uint16_to_half(bits))
                         : Eigen::bfloat16_impl::bfloat16_to_float(
                               Eigen::bfloat16_impl::raw_uint16_to_bfloat16(bits));
        }
    }
    // The negated comparison also catches NaN.
    const auto bad =
        std::find_if(out.begin(), out.end(), [=](float x) { return !(std::fabs(x) <= magnitude); });
    if (bad == out.end())
        return Done{};
    const std::string what = std::isnan(*bad) ? "NaN" : std::isinf(*bad) ? "infinity" : std::to_string(*bad);
    return Error{ErrorCode::BadTensor, path() + ": tensor " + name + ": " + what + " at element " +
                                           std::to_string(bad - out.begin()) + ", expected numbers within ±" +
                                           std::to_string(static_cast<std::int64_t>(magnitude))};
}

} // namespace deltapad
