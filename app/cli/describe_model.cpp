// SPDX-License-Identifier: MIT
#include "app/cli/describe_model.h"

#include "engine/kernel/row_kernel.h"
#include "engine/model/bounded_json.h"
#include "engine/session/document_session.h"

namespace deltapad::cli {
namespace {

constexpr std::u16string_view kSelfTestText = u"The ferry left the harbour late, because the fog had not "
                                              u"lifted. Two people stood on deck and waited.\n\n"
                                              u"\"It will clear,\" said the older one. She had made the "
                                              u"crossing a hundred times, in every kind of weather.";

/// First difference after each of a few edits of a short text.
Result<std::optional<Mismatch>> selfTest(const std::shared_ptr<const Model> &model)
{
    DocumentSession session(model, {});
    if (const Result<UpdateReport> opened = session.open(kSelfTestText, Utf16Offset(0)); !opened)
        return opened.error();
    if (const std::optional<Mismatch> mismatch = session.verify())
        return mismatch;
    const TextSplice edits[] = {{Utf16Offset(4), 5, u"old boat"},
                                {Utf16Offset(0), 0, u"Early. "},
                                {Utf16Offset(60), 12, u""},
                                {Utf16Offset(90), 1, u"\u00E9\u4E16\u754C"}};
    for (const TextSplice &edit : edits) {
        if (const Result<UpdateReport> report = session.apply(edit); !report)
            return report.error();
        if (const std::optional<Mismatch> mismatch = session.verify())
            return mismatch;
    }
    return std::optional<Mismatch>();
}

Facts classifierFacts(const Model &model)
{
    Facts classifiers = Facts::array();
    for (const Head &head : model.heads)
        classifiers.push_back({{"name", head.name},
                               {"labels", head.labels},
                               {"features", head.features()},
                               {"description", head.description}});
    return classifiers;
}

} // namespace

Result<Outcome> runDescribeModel(const std::shared_ptr<const Model> &model, ModelCheck check)
{
    const ModelConfig &config = model->config;
    Outcome outcome;
    outcome.facts = {{"name", config.name},
                     {"parameters", model->parameters},
                     {"layers", config.layers},
                     {"width", config.width},
                     {"heads", config.heads},
                     {"codes", config.codes},
                     {"vocabulary", config.vocabulary},
                     {"context", config.context},
                     {"sha256", model->sha256},
                     {"key_width", config.keyWidth},
                     {"mlp_width", config.mlpWidth},
                     {"window", config.window},
                     {"local_mix", config.localMix},
                     {"bigram_buckets", config.bigramBuckets},
                     {"file_bytes", model->fileBytes},
                     {"folder", model->folder},
                     {"kernel", kernel::variantName()},
                     {"classifiers", classifierFacts(*model)}};
    if (config.anySegments())
        outcome.facts["segment"] = {{"width", config.segment.width},
                                    {"groups", config.segment.groups},
                                    {"codes", config.segment.codes},
                                    {"max_length", config.segment.maxLength}};
    if (const Result<nlohmann::json> training = parseBoundedJson(model->trainingJson, "training"))
        outcome.facts["training"] = training.value();

    outcome.report =
        format("%s: %.2f million parameters, %d layers, width %d, %d heads of %d codes, vocabulary %d, "
               "context %d\nfolder   %s\nsha256   %s\nkernel   %s\ntraining %s\n",
               config.name.c_str(), static_cast<double>(model->parameters) / 1e6, config.layers, config.width,
               config.heads, config.codes, config.vocabulary, config.context, model->folder.c_str(),
               model->sha256.c_str(), kernel::variantName(), model->trainingJson.c_str());
    for (const Head &head : model->heads)
        outcome.report += format("classes  %s: %zu labels (%s)\n", head.name.c_str(), head.labels.size(),
                                 head.description.c_str());
    if (check == ModelCheck::SelfTest) {
        const Result<std::optional<Mismatch>> mismatch = selfTest(model);
        if (!mismatch)
            return mismatch.error();
        const std::optional<Mismatch> &found = mismatch.value();
        outcome.facts["check"] = {{"tensors", "valid"}, {"self_test", found ? "differs" : "equal"}};
        outcome.report +=
            found ? format("check    %s differ in layer %d, row %lld, head %d\n", found->what.c_str(),
                           found->layer, static_cast<long long>(found->row), found->head)
                  : std::string("check    every tensor is valid; edited = from scratch, bit for bit\n");
        outcome.status = found ? ExitStatus::CheckFailed : ExitStatus::Done;
    }
    return outcome;
}

} // namespace deltapad::cli
