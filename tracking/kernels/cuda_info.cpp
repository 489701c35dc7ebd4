#include "tracking/kernels/cuda_info.h"

#include <ATen/ATen.h>
#include <dlfcn.h>

#include "tracking/kernels/cuda_plugin.h"

namespace rtrack {
namespace {

CudaInfo find_cuda() {
    // The driver's library rather than its entry under /proc, which some containers with a GPU do not show.
    if (dlopen("libcuda.so.1", RTLD_LAZY | RTLD_LOCAL) == nullptr) return {0, "no NVIDIA driver found"};
    if (dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_GLOBAL) == nullptr) {
        return {0, std::string("Torch's CUDA library cannot be loaded: ") + dlerror()};
    }
    const int devices = static_cast<int>(at::detail::getCUDAHooks().deviceCount());
    if (devices == 0) return {0, "the NVIDIA driver is there, but shows no GPU"};
    if (!cuda_operators_failure().empty()) return {0, cuda_operators_failure()};
    return {devices, ""};
}

}  // namespace

const CudaInfo& cuda_info() {
    static const CudaInfo info = find_cuda();
    return info;
}

}  // namespace rtrack
