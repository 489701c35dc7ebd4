#include "tracking/kernels/cuda_info.h"

#include <ATen/ATen.h>
#include <dlfcn.h>

#include "tracking/kernels/cuda_plugin.h"
#include "tracking/kernels/nvidia_driver.h"

namespace rtrack {
namespace {

constexpr const char* kNoGpu = "the NVIDIA driver is there, but shows no GPU";

std::string torch_libraries() {
    const long runtime = at::detail::getCUDAHooks().versionCUDART();  // 12080 is 12.8
    const long cudnn = at::detail::getCUDAHooks().versionCuDNN();     // 91002 is 9.10.2
    return "CUDA " + std::to_string(runtime / 1000) + "." + std::to_string(runtime % 1000 / 10) + ", cuDNN " +
           std::to_string(cudnn / 10000) + "." + std::to_string(cudnn % 10000 / 100);
}

CudaInfo find_cuda() {
    const NvidiaDriver driver = nvidia_driver();
    if (!driver.found) return {0, "no NVIDIA driver found", ""};
    if (driver.gpus.empty()) return {0, kNoGpu, ""};
    if (dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_GLOBAL) == nullptr) {
        return {0, std::string("Torch's CUDA library cannot be loaded: ") + dlerror(), ""};
    }
    const int devices = static_cast<int>(at::detail::getCUDAHooks().deviceCount());
    if (devices == 0) return {0, kNoGpu, ""};
    if (!cuda_operators_failure().empty()) return {0, cuda_operators_failure(), ""};
    return {devices, "", torch_libraries()};
}

}  // namespace

const CudaInfo& cuda_info() {
    static const CudaInfo info = find_cuda();
    return info;
}

}  // namespace rtrack
