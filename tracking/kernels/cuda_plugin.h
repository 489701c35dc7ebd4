#pragma once

#include <string>

#include <ATen/ATen.h>
#include <c10/core/DeviceGuard.h>

#include "tracking/kernels/cuda/operators.h"

namespace rtrack {

/// Loads the plug-in library `rtrack_cuda`, which lies beside the program, and keeps it.
/// @throws Error(Internal) saying why it cannot be used: every time, without trying again.
[[nodiscard]] const CudaOperators& cuda_operators();

/// Why cuda_operators would throw; empty where it would not. Loads the library.
[[nodiscard]] const std::string& cuda_operators_failure();

/// What a kernel on a tensor's device needs; that device is the current one while it lives.
struct CudaCall {
    /// @param tensor  on a CUDA device, float or bfloat16
    /// @throws Error(Contract) for other types; Error(Internal) as cuda_operators
    explicit CudaCall(const at::Tensor& tensor);

    const CudaOperators& operators;
    Element element;
    c10::DeviceGuard guard;
    CudaStream stream;  ///< Torch's current one

    /// @throws Error(Internal) with the operator's message unless it is null
    static void check(const char* failure);
};

}  // namespace rtrack
