// SPDX-License-Identifier: MIT
// The row kernel's product beside Eigen's and oneDNN's, for the bundled model's shapes and the numbers of
// rows that updates have:
//     bm_row_kernel [--benchmark_filter=REGEX]
// Names are product/rows/shape/weights; own8 and own12 are the product with weights of 8 and of 12 bits (in
// 16); weights "cache" stay the same from call to call, weights "model" are 4 million (oneDNN's and Eigen's:
// 8 MB) of matrices in turn, as in an update. Counters: multiply-adds a second (GMAC), weights
// read a second (GB), and the share of what the machine's arithmetic and memory allow (roof.h). One thread;
// set nothing.
#include "engine/kernel/row_kernel.h"
#include "tests/benchmarks/eigen_product.h"
#include "tests/benchmarks/one_dnn_product.h"
#include "tests/benchmarks/roof.h"

#include <benchmark/benchmark.h>

#include <memory>
#include <string>
#include <vector>

using namespace deltapad;
using namespace deltapad::benchmarks;

namespace {

enum class Weights { Cache, Model };

struct Shape
{
    const char *name;
    std::int32_t outputs;
    std::int32_t inputs;
};
constexpr Shape kShapes[] = {
    {"projections", 384, 256}, {"up", 1024, 256}, {"down", 256, 1024}, {"vocabulary", 4096, 256}};
constexpr std::int32_t kRowCounts[] = {1, 2, 4, 8, 16, 32};

std::size_t copiesOf(Weights weights, const Shape &shape, double bytesOfWeight)
{
    const double bytes = double(shape.outputs) * shape.inputs * bytesOfWeight;
    return weights == Weights::Cache ? 1 : static_cast<std::size_t>(8e6 / bytes) + 1;
}

void count(benchmark::State &state, std::int32_t rows, const Shape &shape, double bytesOfWeight)
{
    const double work = double(rows) * shape.outputs * shape.inputs;
    const double bytes = double(shape.outputs) * shape.inputs * bytesOfWeight;
    const auto times = static_cast<double>(state.iterations());
    state.counters["GMAC"] = benchmark::Counter(work * times * 1e-9, benchmark::Counter::kIsRate);
    state.counters["GB"] = benchmark::Counter(bytes * times * 1e-9, benchmark::Counter::kIsRate);
}

void ownProduct(benchmark::State &state, std::int32_t rows, const Shape &shape, Weights weights,
                WeightBits bits)
{
    std::vector<PackedMatrix> matrices;
    for (std::size_t n = copiesOf(weights, shape, 2); n > 0; --n)
        matrices.push_back(packMatrix(RowMajorMatrix::Random(shape.outputs, shape.inputs), bits));
    const double bytes = bits == WeightBits::Eight ? 1 : 2;
    const auto count64 = static_cast<std::size_t>(rows);
    AlignedVector<std::int16_t> x(count64 * static_cast<std::size_t>(shape.inputs), 5);
    AlignedVector<float> y(count64 * static_cast<std::size_t>(shape.outputs));
    std::vector<kernel::WholeRow> in;
    std::vector<float *> out;
    for (std::size_t r = 0; r < count64; ++r) {
        in.push_back({x.data() + r * static_cast<std::size_t>(shape.inputs), 1.0F});
        out.push_back(y.data() + r * static_cast<std::size_t>(shape.outputs));
    }
    std::size_t next = 0;
    for (auto _ : state) {
        kernel::matmulRows(matrices[next], in.data(), out.data(), rows);
        benchmark::ClobberMemory();
        next = next + 1 < matrices.size() ? next + 1 : 0;
    }
    count(state, rows, shape, bytes);
    const double work = double(rows) * shape.outputs * shape.inputs;
    const double least = machineRoof().seconds(
        work, weights == Weights::Model ? double(shape.outputs) * shape.inputs * bytes : 0);
    state.counters["share"] =
        benchmark::Counter(least * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

void eigenOnShape(benchmark::State &state, std::int32_t rows, const Shape &shape, Weights weights)
{
    const auto inputs = static_cast<std::size_t>(shape.inputs);
    const auto outputs = static_cast<std::size_t>(shape.outputs);
    const std::vector<std::vector<float>> matrices(copiesOf(weights, shape, 4),
                                                   std::vector<float>(outputs * inputs, 0.5F));
    const std::vector<float> x(static_cast<std::size_t>(rows) * inputs, 0.25F);
    std::vector<float> y(static_cast<std::size_t>(rows) * outputs);
    std::size_t next = 0;
    for (auto _ : state) {
        eigenProduct(x.data(), matrices[next].data(), y.data(), rows, shape.outputs, shape.inputs);
        benchmark::ClobberMemory();
        next = next + 1 < matrices.size() ? next + 1 : 0;
    }
    count(state, rows, shape, 4);
}

void oneDnnProduct(benchmark::State &state, std::int32_t rows, const Shape &shape, Weights weights,
                   NumberFormat format)
{
    const double bytes = format == NumberFormat::Float32 ? 4 : format == NumberFormat::BFloat16 ? 2 : 1;
    std::vector<std::unique_ptr<OneDnnProduct>> products;
    for (std::size_t n = copiesOf(weights, shape, bytes); n > 0; --n)
        products.push_back(std::make_unique<OneDnnProduct>(rows, shape.outputs, shape.inputs, format));
    std::size_t next = 0;
    for (auto _ : state) {
        products[next]->run();
        next = next + 1 < products.size() ? next + 1 : 0;
    }
    count(state, rows, shape, bytes);
    state.SetLabel(products[0]->implementation());
}

} // namespace

int main(int argc, char **argv)
{
    benchmark::Initialize(&argc, argv);
    const Roof &roof = machineRoof();
    benchmark::AddCustomContext("variant", kernel::variantName());
    benchmark::AddCustomContext("best GMAC a second", std::to_string(roof.multiplyAdds * 1e-9));
    benchmark::AddCustomContext("best GB a second over 8 MB", std::to_string(roof.bytes * 1e-9));
    for (const Shape &shape : kShapes)
        for (const std::int32_t rows : kRowCounts)
            for (const Weights weights : {Weights::Cache, Weights::Model}) {
                const std::string name = "/" + std::to_string(rows) + "/" + shape.name +
                                         (weights == Weights::Cache ? "/cache" : "/model");
                benchmark::RegisterBenchmark(("own8" + name).c_str(), ownProduct, rows, shape, weights,
                                             WeightBits::Eight);
                benchmark::RegisterBenchmark(("own12" + name).c_str(), ownProduct, rows, shape, weights,
                                             WeightBits::Twelve);
                benchmark::RegisterBenchmark(("Eigen_fp32" + name).c_str(), eigenOnShape, rows, shape,
                                             weights);
                for (const NumberFormat format :
                     {NumberFormat::Float32, NumberFormat::BFloat16, NumberFormat::Int8})
                    if (OneDnnProduct::available(format))
                        benchmark::RegisterBenchmark(
                            ((std::string("oneDNN_") + formatName(format)) + name).c_str(), oneDnnProduct,
                            rows, shape, weights, format);
            }
    benchmark::RunSpecifiedBenchmarks();
}
