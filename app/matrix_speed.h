#pragma once

#include <string>

namespace rtrack {

/// The fastest of several 2048 x 2048 matrix products on the CPU, in GFLOP/s (2 n^3 a product): what a
/// network's speed is measured against. Takes about a second.
/// @param precision  "fp32" or "bf16"
[[nodiscard]] double matrix_gflops(const std::string& precision, int threads);

/// "2.11.0"
[[nodiscard]] std::string torch_version();

}  // namespace rtrack
