#pragma once

// Marks the arithmetic that the CPU operators and the CUDA kernels share: what the CPU's tests cover is then
// what the kernels compute. Such headers include nothing of ours but each other, and are C++17.
#ifdef __CUDACC__
#define RTRACK_HOST_DEVICE __host__ __device__
#else
#define RTRACK_HOST_DEVICE
#endif
