#pragma once

#include <string>
#include <vector>

#include "tracking/kernels/cuda_info.h"

namespace rtrack {

/// What the processor can do that matters here.
struct ProcessorInfo {
    std::string name;
    int threads = 1;  ///< that the system gives this process
    bool avx2 = false;
    bool avx512 = false;
    bool avx512_bf16 = false;
    bool amx_bf16 = false;
};

[[nodiscard]] ProcessorInfo processor_info();

/// Where and how exactly the network computes.
struct ComputeChoice {
    std::string device;     ///< "cpu" or "cuda:N"
    std::string precision;  ///< "fp32" or "bf16"
    std::string reason;     ///< for people: "AVX-512 BF16; no NVIDIA driver found"

    /// "CPU, bf16 (AVX-512 BF16; no NVIDIA driver found)"
    [[nodiscard]] std::string description() const;
};

/// Whether the device has a unit that multiplies in bf16.
/// @param device  "cpu" or "cuda:N"
[[nodiscard]] bool multiplies_bf16(const std::string& device);

/// Whether the tensor cores of a GPU take bf16: from Ampere on.
/// @param architecture  compute capability, "8.0"; one that is not known does not
[[nodiscard]] bool gpu_multiplies_bf16(const std::string& architecture);

/// The precisions that choose_compute takes on the device. @param device  "cpu" or "cuda:N"
[[nodiscard]] std::vector<std::string> precisions_of(const std::string& device);

/// @param device     auto, cpu, cuda or cuda:N
/// @param precision  auto, fp32 or bf16; auto takes bf16 where the processor or GPU multiplies in it
/// @throws Error(Argument) for other words, for a GPU that is not there, with the reason, and for bf16 on a
///         processor without a unit for it
[[nodiscard]] ComputeChoice choose_compute(const std::string& device, const std::string& precision);

/// How many threads Torch may use for one operation. OpenMP may start with one: call it before the first
/// network runs.
/// @throws Error(Contract) unless positive.
void set_torch_threads(int threads);

}  // namespace rtrack
