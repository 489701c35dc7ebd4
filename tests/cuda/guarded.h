#pragma once

#include <cmath>
#include <limits>
#include <vector>

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "tracking/kernels/cuda_info.h"
#include "tracking/kernels/cuda_plugin.h"

namespace rtrack {

/// Skips its cases where no GPU can be used, and says why.
class OnGpu : public testing::Test {
protected:
    void SetUp() override {
        if (cuda_info().devices == 0) GTEST_SKIP() << "needs an NVIDIA GPU: " << cuda_info().reason;
    }
};

/// Device memory for a kernel's output between two regions that it must not touch.
class Guarded {
public:
    Guarded(at::IntArrayRef size, at::ScalarType type)
        : bytes_(c10::multiply_integers(size) * static_cast<int64_t>(c10::elementSize(type))),
          memory_(at::full({bytes_ + 2 * kGuard}, kPattern, at::TensorOptions(at::kCUDA).dtype(at::kByte))),
          tensor_(memory_.narrow(0, kGuard, bytes_).view(type).view(size)) {}

    [[nodiscard]] const at::Tensor& tensor() const { return tensor_; }
    void* data() { return tensor_.mutable_data_ptr(); }

    /// Waits for the device.
    [[nodiscard]] bool guards_untouched() const {
        return memory_.narrow(0, 0, kGuard).eq(kPattern).all().item<bool>() &&
               memory_.narrow(0, kGuard + bytes_, kGuard).eq(kPattern).all().item<bool>();
    }

private:
    static constexpr int64_t kGuard = 1024;
    static constexpr int kPattern = 0xA5;
    int64_t bytes_;
    at::Tensor memory_;
    at::Tensor tensor_;
};

inline at::Tensor to_gpu(const at::Tensor& tensor) {
    return tensor.detach().to(at::kCUDA).contiguous();
}

/// The largest difference; one that is not a number in one of the two only gives infinity.
inline double difference(const at::Tensor& a, const at::Tensor& b) {
    const at::Tensor x = a.detach().to(at::kCPU, at::kDouble);
    const at::Tensor y = b.detach().to(at::kCPU, at::kDouble);
    if (x.sizes() != y.sizes()) return std::numeric_limits<double>::infinity();
    if (x.numel() == 0) return 0;
    const at::Tensor same = x.eq(y).logical_or(x.isnan().logical_and(y.isnan()));
    const double largest = at::where(same, at::zeros_like(x), (x - y).abs()).max().item<double>();
    return std::isnan(largest) ? std::numeric_limits<double>::infinity() : largest;
}

inline const std::vector<at::ScalarType>& both_types() {
    static const std::vector<at::ScalarType> types = {at::kFloat, at::kBFloat16};
    return types;
}

/// What a result in this type may differ by: float sums in another order, or one step of a number of 8 bits.
inline double tolerance(at::ScalarType type, double magnitude) {
    return magnitude * (type == at::kFloat ? 1e-5 : std::ldexp(1.0, -7));
}

}  // namespace rtrack
