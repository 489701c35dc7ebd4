#define USE_C10D_NCCL
#include <chrono>
#include <cstdio>

#include <ATen/cuda/CUDAContext.h>
#include <c10/cuda/CUDAGuard.h>
#include <torch/csrc/cuda/nccl.h>
#include <torch/csrc/distributed/c10d/ProcessGroupNCCL.hpp>

#include "training/learn/nccl_plugin.h"

namespace rtrack {
namespace {

std::string name_of_gpu(int index) {
    const auto& id = at::cuda::getDeviceProperties(static_cast<c10::DeviceIndex>(index))->uuid.bytes;
    std::string name;
    for (const char byte : id) {
        char digits[3];
        std::snprintf(digits, sizeof digits, "%02x", static_cast<unsigned char>(byte));
        name += digits;
    }
    return name;
}

c10::intrusive_ptr<c10d::Backend> join(const c10::intrusive_ptr<c10d::Store>& store, int rank, int size,
                                       int gpu) {
    const c10::cuda::CUDAGuard guard(static_cast<c10::DeviceIndex>(gpu));
    auto options = c10d::ProcessGroupNCCL::Options::create();
    // Waits of hours, as for a validation of the first process, are Gloo's: what takes NCCL longer than this
    // waits for a process that has gone, and Torch's watchdog then ends this one.
    options->timeout = std::chrono::minutes(10);
    return c10::make_intrusive<c10d::ProcessGroupNCCL>(store, rank, size, options);
}

}  // namespace

extern "C" void rtrack_nccl_plugin(NcclPlugin& plugin) {
    // NCCL's structures, which Torch's header shows, grow from version to version.
    const std::uint64_t here = torch::cuda::nccl::version();
    const auto major = here >> 32, minor = here >> 16 & 0xFFFF;
    if (major != NCCL_MAJOR || minor != NCCL_MINOR) {
        plugin.failure = "librtrack_nccl.so was built for NCCL " + std::to_string(NCCL_MAJOR) + "." +
                         std::to_string(NCCL_MINOR) + ", and Torch has " + std::to_string(major) + "." +
                         std::to_string(minor);
        return;
    }
    plugin.name_of_gpu = name_of_gpu;
    plugin.join = join;
}

}  // namespace rtrack
