// SPDX-License-Identifier: MIT
#pragma once
// A matrix product Y = X W^T as oneDNN computes it, with weights in the layout that oneDNN likes best: the
// yardstick beside our own. Built without oneDNN, available() is false. One thread. Not for anything but
// benchmarks: its numbers are not those of FORMAT.md.
#include <cstdint>
#include <memory>

namespace deltapad::benchmarks {

enum class NumberFormat { Float32, BFloat16, Int8 };
const char *formatName(NumberFormat format);

class OneDnnProduct
{
public:
    /// False if oneDNN is not built in, or has nothing but reference code for the format here.
    static bool available(NumberFormat format);

    OneDnnProduct(std::int32_t rows, std::int32_t outputs, std::int32_t inputs, NumberFormat format);
    ~OneDnnProduct();
    void run();
    /// The implementation that oneDNN chose.
    const char *implementation() const;

private:
    struct Data;
    std::unique_ptr<Data> m_data;
};

} // namespace deltapad::benchmarks
