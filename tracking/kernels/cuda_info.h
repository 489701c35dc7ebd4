#pragma once

#include <string>

namespace rtrack {

/// Which NVIDIA GPUs Torch and our operators can use from here, and if none, why. The first call loads
/// Torch's CUDA library and our plug-in where there is a driver; the programs are not linked with them. Any
/// thread.
struct CudaInfo {
    int devices = 0;
    std::string reason;     ///< "no NVIDIA driver found", or what failed; empty if there is a device
    std::string libraries;  ///< that Torch computes with: "CUDA 12.8, cuDNN 9.10"; empty without a device
};

[[nodiscard]] const CudaInfo& cuda_info();

}  // namespace rtrack
