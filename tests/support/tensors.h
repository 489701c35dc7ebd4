#pragma once

#include <cmath>
#include <limits>

#include <ATen/ATen.h>

namespace rtrack {

/// The largest difference; a value that is not a number gives infinity, in whichever of the two.
[[nodiscard]] inline double difference(const at::Tensor& a, const at::Tensor& b) {
    const double largest = a.numel() == 0 ? 0 : (a - b).abs().max().item<double>();
    return std::isnan(largest) ? std::numeric_limits<double>::infinity() : largest;
}

}  // namespace rtrack
