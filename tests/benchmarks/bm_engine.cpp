// SPDX-License-Identifier: MIT
// The bundled model over a text of ROWS random tokens: the dense pass beside the sum of the same matrix
// products by oneDNN, one replaced token, a replaced page, and the first pass of the incremental engine, with
// one and two threads:
//     bm_engine [--benchmark_filter=REGEX]
// DELTAPAD_MODEL names another model folder. The dense pass must not be slow for what it computes, or savings
// measured against it would flatter.
#include "engine/incremental/incremental_engine.h"
#include "tests/benchmarks/one_dnn_product.h"

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>
#include <vector>

using namespace deltapad;
using namespace deltapad::benchmarks;

namespace {

constexpr std::int64_t kRows = 2000;
constexpr std::int64_t kPage = 400;

std::shared_ptr<const Layout> layout;

std::vector<TokenId> tokensOf(std::int64_t count, std::uint32_t seed)
{
    std::mt19937 random(seed);
    std::uniform_int_distribution<TokenId> token(1, layout->model->config.vocabulary - 1);
    std::vector<TokenId> tokens;
    for (std::int64_t n = 0; n < count; ++n)
        tokens.push_back(token(random));
    return tokens;
}

void densePass(benchmark::State &state, std::int32_t threads)
{
    BatchForward forward(layout, threads);
    ForwardState result;
    std::vector<TokenId> tokens = tokensOf(kRows, 1);
    tokens[0] = layout->model->config.startToken;
    for (auto _ : state)
        forward.run(tokens, result);
    state.counters["GMAC"] = benchmark::Counter(static_cast<double>(forward.operations().total()) *
                                                    static_cast<double>(state.iterations()) * 1e-9,
                                                benchmark::Counter::kIsRate);
}

/// The matrix products of a dense pass and nothing else: no attention, norms, tables or log-sums.
void denseProducts(benchmark::State &state, NumberFormat format)
{
    const ModelConfig &config = layout->model->config;
    std::vector<std::unique_ptr<OneDnnProduct>> products;
    const auto rows = static_cast<std::int32_t>(kRows);
    const auto add = [&](const PackedMatrix &matrix) {
        products.push_back(std::make_unique<OneDnnProduct>(rows, matrix.outputs, matrix.inputs, format));
    };
    for (std::size_t l = 0; l < static_cast<std::size_t>(config.layers); ++l) {
        add(layout->model->layers[l].projections);
        add(layout->model->layers[l].up);
        add(layout->model->layers[l].down);
    }
    add(layout->model->unembedding);
    for (auto _ : state)
        for (const std::unique_ptr<OneDnnProduct> &product : products)
            product->run();
    state.SetLabel(products[0]->implementation());
}

void replacedRows(benchmark::State &state, std::int32_t threads, std::int64_t count)
{
    IncrementalEngine engine(layout, threads, kRows + 1);
    if (!engine.apply({RowIndex(1), 0, tokensOf(kRows, 1)}).ok())
        return state.SkipWithError("the text does not fit the model");
    const std::vector<TokenId> other = tokensOf(kRows, 2);
    std::mt19937 random(3);
    UpdateReport report;
    for (auto _ : state) {
        state.PauseTiming();
        const std::int64_t at = std::uniform_int_distribution<std::int64_t>(1, kRows - count)(random);
        const RowEdit edit{RowIndex(at), count, {other.begin() + at, other.begin() + at + count}};
        const RowEdit back{
            RowIndex(at), count, {engine.tokens().begin() + at, engine.tokens().begin() + at + count}};
        state.ResumeTiming();
        bool ok = engine.applyInto(edit, report).ok();
        ok = engine.applyInto(back, report).ok() && ok;
        if (!ok)
            return state.SkipWithError("refused");
    }
    state.SetLabel("two updates");
}

void firstPass(benchmark::State &state, std::int32_t threads)
{
    const std::vector<TokenId> tokens = tokensOf(kRows, 1);
    for (auto _ : state) {
        IncrementalEngine engine(layout, threads, kRows + 1);
        benchmark::DoNotOptimize(engine.apply({RowIndex(1), 0, tokens}).ok());
    }
}

} // namespace

int main(int argc, char **argv)
{
    benchmark::Initialize(&argc, argv);
    const char *folder = std::getenv("DELTAPAD_MODEL");
    auto model = Model::load(folder != nullptr ? folder : DELTAPAD_BENCHMARK_MODEL);
    if (!model.ok()) {
        std::fprintf(stderr, "%s\n", model.error().message.c_str());
        return 1;
    }
    layout = std::make_shared<const Layout>(std::move(model).value());
    benchmark::AddCustomContext("variant", kernel::variantName());
    benchmark::AddCustomContext("model", layout->model->config.name);
    const auto milliseconds = [](benchmark::internal::Benchmark *entry) {
        entry->Unit(benchmark::kMillisecond)->UseRealTime();
    };
    for (const NumberFormat format : {NumberFormat::Float32, NumberFormat::BFloat16, NumberFormat::Int8})
        if (OneDnnProduct::available(format))
            milliseconds(benchmark::RegisterBenchmark(
                (std::string("dense_products/oneDNN_") + formatName(format)).c_str(), denseProducts, format));
    for (const std::int32_t threads : {1, 2}) {
        const std::string suffix = "/threads:" + std::to_string(threads);
        milliseconds(benchmark::RegisterBenchmark(("dense_pass" + suffix).c_str(), densePass, threads));
        milliseconds(benchmark::RegisterBenchmark(("one_token" + suffix).c_str(), replacedRows, threads,
                                                  std::int64_t(1)));
        milliseconds(benchmark::RegisterBenchmark(("page" + suffix).c_str(), replacedRows, threads, kPage));
        milliseconds(benchmark::RegisterBenchmark(("first_pass" + suffix).c_str(), firstPass, threads));
    }
    benchmark::RunSpecifiedBenchmarks();
}
