// SPDX-License-Identifier: MIT
#include "engine/model/heads.h"

#include "engine/model/bounded_json.h"
#include "engine/model/weight_reader.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <string_view>
#include <system_error>

namespace deltapad {
namespace {

Result<std::vector<std::string>> parseLabels(const TensorFile &file)
{
    const std::string place = file.path() + ": metadata labels";
    const auto text = file.metadata().find("labels");
    if (text == file.metadata().end())
        return Error{ErrorCode::BadSyntax, place + ": is missing, expected a JSON array of names"};
    Result<nlohmann::json> parsed =
        parseBoundedJson(text->second, place, {.depth = 1, .values = kMaxHeadLabels + 1});
    if (!parsed)
        return parsed.error();
    std::vector<std::string> labels;
    if (parsed.value().is_array())
        for (const nlohmann::json &item : parsed.value())
            if (item.is_string())
                labels.push_back(item.get<std::string>());
    if (labels.empty() || labels.size() != parsed.value().size())
        return Error{ErrorCode::BadSyntax, place + ": expected a JSON array of names"};
    if (std::set<std::string>(labels.begin(), labels.end()).size() != labels.size())
        return Error{ErrorCode::BadSyntax, place + ": a name occurs twice"};
    return labels;
}

} // namespace

Result<std::vector<std::string>> listHeads(const std::string &folder)
{
    namespace fs = std::filesystem;
    std::error_code problem;
    std::vector<std::string> paths;
    const fs::path place = fs::path(folder) / "heads";
    fs::directory_iterator item(place, problem);
    if (problem == std::errc::no_such_file_or_directory)
        return paths;
    for (; !problem && item != fs::directory_iterator(); item.increment(problem))
        if (item->path().extension() == ".safetensors")
            paths.push_back(item->path().string());
    if (problem)
        return Error{ErrorCode::FileUnreadable, place.string() + ": " + problem.message()};
    if (std::ssize(paths) > kMaxHeads)
        return Error{ErrorCode::Unsupported, place.string() + ": " + std::to_string(paths.size()) +
                                                 " heads, at most " + std::to_string(kMaxHeads) +
                                                 " are loaded"};
    std::sort(paths.begin(), paths.end());
    return paths;
}

void orderForReading(std::vector<Head> &heads)
{
    static constexpr std::array<std::string_view, 6> kFirst = {"sentiment", "tone",       "emotion",
                                                               "topic",     "politeness", "level"};
    const auto rank = [](const Head &head) { return std::find(kFirst.begin(), kFirst.end(), head.name); };
    std::stable_sort(heads.begin(), heads.end(),
                     [&](const Head &a, const Head &b) { return rank(a) < rank(b); });
}

Result<Head> loadHead(const std::string &path, std::int32_t width, std::int64_t limit)
{
    Result<WeightReader> opened = WeightReader::openFile(path, limit);
    if (!opened)
        return opened.error();
    WeightReader &reader = opened.value();
    const TensorFile &file = reader.firstFile();
    Result<std::vector<std::string>> labels = parseLabels(file);
    if (!labels)
        return labels.error();

    // The number of features is the head's own; every other shape follows from it, the labels and the model.
    const auto bias = file.tensors().find("hidden.bias");
    if (bias == file.tensors().end())
        return Error{ErrorCode::BadTensor, path + ": tensor hidden.bias is missing"};
    const std::int64_t features = bias->second.elements;
    if (features < 1 || features > kMaxHeadFeatures)
        return Error{ErrorCode::BadTensor, path + ": tensor hidden.bias: shape " +
                                               shapeText(bias->second.shape) + ", expected 1 to " +
                                               std::to_string(kMaxHeadFeatures) + " numbers"};
    Head head;
    head.name = std::filesystem::path(path).stem().string();
    head.labels = std::move(labels).value();
    if (const auto text = file.metadata().find("description"); text != file.metadata().end())
        head.description = text->second;
    const std::int64_t classes = std::ssize(head.labels);
    head.hidden = reader.productWeights("hidden.weight", {features, width}).packed();
    head.hiddenBias = reader.vector("hidden.bias", {features});
    head.out = reader.matrix("out.weight", {classes, features});
    head.outBias = reader.vector("out.bias", {classes});
    if (reader.error())
        return *reader.error();
    return head;
}

} // namespace deltapad
