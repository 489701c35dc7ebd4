#include "app/commands/matrix_speed.h"

#include <algorithm>
#include <chrono>

#include <ATen/ATen.h>
#include <ATen/DeviceAccelerator.h>
#include <torch/headeronly/version.h>

#include "tracking/trackers/compute_device.h"

namespace rtrack {
namespace {

constexpr int64_t kSideOnCpu = 2048;
constexpr int64_t kSideOnGpu = 8192;
constexpr double kMeasureSeconds = 0.7;

void finish(const at::Tensor& result) {
    if (!result.is_cpu()) at::accelerator::synchronizeDevice(result.device().index());
}

double best_seconds(const at::Tensor& a, const at::Tensor& b) {
    using Clock = std::chrono::steady_clock;
    at::Tensor product = at::mm(a, b);
    finish(product);
    double best = 1e9;
    const Clock::time_point begin = Clock::now();
    for (int run = 0;
         run < 3 || std::chrono::duration<double>(Clock::now() - begin).count() < kMeasureSeconds; ++run) {
        const Clock::time_point start = Clock::now();
        at::mm_out(product, a, b);
        finish(product);
        best = std::min(best, std::chrono::duration<double>(Clock::now() - start).count());
    }
    return best;
}

}  // namespace

double matrix_gflops(const std::string& precision, int threads, const std::string& device) {
    const c10::InferenceMode guard;
    set_torch_threads(threads);
    const at::ScalarType type = precision == "bf16" ? at::kBFloat16 : at::kFloat;
    const at::Device where(device);
    const int64_t side = where.is_cpu() ? kSideOnCpu : kSideOnGpu;
    const at::Tensor a = at::rand({side, side}, where).to(type);
    const at::Tensor b = at::rand({side, side}, where).to(type);
    const auto n = static_cast<double>(side);
    return 2 * n * n * n / best_seconds(a, b) * 1e-9;
}

std::string torch_version() {
    return TORCH_VERSION;
}

}  // namespace rtrack
