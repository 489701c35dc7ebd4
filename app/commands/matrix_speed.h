#pragma once

#include <string>

namespace rtrack {

/// The fastest of several products of n x n matrices, in GFLOP/s (2 n^3 a product): what a network's speed is
/// measured against. n is 2048 on the CPU and 8192 on a GPU, which smaller products do not fill. Takes about
/// a second.
/// @param precision  "fp32" or "bf16"
/// @param threads    on the CPU
/// @param device     "cpu" or "cuda:N"; bf16 only where multiplies_bf16(device)
[[nodiscard]] double matrix_gflops(const std::string& precision, int threads, const std::string& device);

/// "2.11.0"
[[nodiscard]] std::string torch_version();

}  // namespace rtrack
