#pragma once

#include <cstdint>

#include <cuda_bf16.h>
#include <cuda_runtime.h>

#include "tracking/kernels/cuda/operators.h"

namespace rtrack::cuda {

/// Threads of a block where a kernel does not say otherwise.
inline constexpr int kThreads = 256;

/// Blocks for `items` threads in all; kernels step over what is beyond the most that a grid may have.
inline unsigned blocks_for(int64_t items, int threads = kThreads) {
    const int64_t blocks = (items + threads - 1) / threads;
    constexpr int64_t kMost = 1 << 30;
    return static_cast<unsigned>(blocks < kMost ? blocks : kMost);
}

/// The first item of this thread, and how far apart its items are.
__device__ inline int64_t first_item() {
    return static_cast<int64_t>(blockIdx.x) * blockDim.x + threadIdx.x;
}
__device__ inline int64_t item_step() {
    return static_cast<int64_t>(gridDim.x) * blockDim.x;
}

/// What the last launch in this thread said: null if it was accepted.
inline const char* launch_failure() {
    const cudaError_t status = cudaGetLastError();
    return status == cudaSuccess ? nullptr : cudaGetErrorString(status);
}

inline cudaStream_t native(CudaStream stream) {
    return static_cast<cudaStream_t>(stream);
}

/// Calls `function` with a value of the element's type.
template <typename Function>
void with_element(Element type, Function function) {
    if (type == Element::BFloat16) {
        function(__nv_bfloat16{});
    } else {
        function(float{});
    }
}

}  // namespace rtrack::cuda
