// SPDX-License-Identifier: MIT
#pragma once
// What this machine can do at best, measured with the row kernel: products whose weights lie in the
// first-level cache, and the reading of as many bytes as the bundled model's weights have (they lie in the
// last-level cache or in memory while an update runs). A product can be no faster than either bound allows.

namespace deltapad::benchmarks {

struct Roof
{
    double multiplyAdds = 0; ///< a second
    double bytes = 0;        ///< a second
    /// Least seconds for a product of so many multiply-adds that reads so many bytes of weights.
    double seconds(double work, double weightBytes) const
    {
        const double compute = work / multiplyAdds;
        const double memory = weightBytes / bytes;
        return compute > memory ? compute : memory;
    }
};

/// Measured once.
const Roof &machineRoof();

} // namespace deltapad::benchmarks
