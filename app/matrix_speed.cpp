#include "app/matrix_speed.h"

#include <algorithm>
#include <chrono>

#include <ATen/ATen.h>
#include <torch/headeronly/version.h>

#include "tracking/trackers/compute_device.h"

namespace rtrack {
namespace {

constexpr int64_t kSide = 2048;
constexpr double kMeasureSeconds = 0.7;

/// The weight is packed once where the library can do that, as a network's layers do.
double best_seconds(const at::Tensor& a, const at::Tensor& b) {
    using Clock = std::chrono::steady_clock;
    at::Tensor product = at::mm(a, b);
    double best = 1e9;
    const Clock::time_point begin = Clock::now();
    for (int run = 0;
         run < 3 || std::chrono::duration<double>(Clock::now() - begin).count() < kMeasureSeconds; ++run) {
        const Clock::time_point start = Clock::now();
        at::mm_out(product, a, b);
        best = std::min(best, std::chrono::duration<double>(Clock::now() - start).count());
    }
    return best;
}

}  // namespace

double matrix_gflops(const std::string& precision, int threads) {
    const c10::InferenceMode guard;
    set_torch_threads(threads);
    const at::ScalarType type = precision == "bf16" ? at::kBFloat16 : at::kFloat;
    const at::Tensor a = at::rand({kSide, kSide}).to(type);
    const at::Tensor b = at::rand({kSide, kSide}).to(type);
    return 2.0 * kSide * kSide * kSide / best_seconds(a, b) * 1e-9;
}

std::string torch_version() {
    return TORCH_VERSION;
}

}  // namespace rtrack
