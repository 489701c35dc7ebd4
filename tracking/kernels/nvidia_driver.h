#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace rtrack {

/// One GPU as the NVIDIA driver describes it.
struct GpuDescription {
    std::string name;          ///< "NVIDIA H100 80GB HBM3"
    int64_t memory_bytes = 0;  ///< all of it, also what other programs use
    std::string architecture;  ///< compute capability: "9.0"
};

/// What the NVIDIA driver says of itself, asked through libcuda.so.1, which a driver brings; without Torch,
/// so that it answers also where Torch's CUDA library cannot be loaded.
struct NvidiaDriver {
    bool found = false;
    std::string cuda_version;  ///< the newest CUDA that the driver runs: "13.0"
    std::vector<GpuDescription> gpus;
};

/// Any thread.
[[nodiscard]] NvidiaDriver nvidia_driver();

}  // namespace rtrack
