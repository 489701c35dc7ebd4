#pragma once

#include <cstdint>

#include "tracking/kernels/crop_resize_math.h"
#include "tracking/kernels/deform_conv_math.h"

namespace rtrack {

/// A cudaStream_t, for those who know no CUDA headers.
using CudaStream = void*;

/// The type of tensors that a kernel reads and writes; it computes in float.
enum class Element : int32_t { Float32, BFloat16 };

/// Raised with every change of CudaOperators.
inline constexpr int kCudaOperatorsVersion = 1;

/// What the plug-in library `rtrack_cuda` does, as plain functions: the whole boundary between code that
/// knows Torch and code that knows CUDA.
///
/// Pointers are device memory, contiguous, of the current device; the work is queued on `stream` and nothing
/// waits for it. Every function returns null, or what CUDA said is wrong. Empty inputs launch nothing.
struct CudaOperators {
    int version;

    /// Crops of one frame: cut out, resized, converted to RGB and normalised by one kernel.
    /// @param places  [count] in host memory, read before the function returns
    /// @param output  [count, size, size, 3]
    const char* (*crop_resize)(const FramePixels& frame, const Normalization& normalization,
                               const CropPlace* places, int count, int size, Element type, void* output,
                               CudaStream stream);

    /// Crops that are already cut. @param pixels  [count, 3] RGB; output  [count, 3]
    const char* (*normalize)(const uint8_t* pixels, const Normalization& normalization, int64_t count,
                             Element type, void* output, CudaStream stream);

    /// @param features  [batch, height, width, channels]; points  [batch, per_image, 2] float, in cells
    /// @param output    [batch, per_image, channels]
    const char* (*sample_points)(Element type, const void* features, const float* points,
                                 const SampleShape& shape, void* output, CudaStream stream);
    /// @param grad_features  [batch, height, width, channels] float, zeros: gradients are added to it, in no
    /// fixed order
    /// @param grad_points    [batch, per_image, 2] float, written
    const char* (*sample_points_backward)(Element type, const void* features, const float* points,
                                          const void* grad_output, const SampleShape& shape,
                                          float* grad_features, float* grad_points, CudaStream stream);

    /// @param points  [sets, count, 2]; boxes  [sets, 4]
    const char* (*extreme_box)(Element type, const void* points, int64_t sets, int count, void* boxes,
                               CudaStream stream);
    const char* (*extreme_box_backward)(Element type, const void* points, const void* grad_boxes,
                                        int64_t sets, int count, void* grad_points, CudaStream stream);
    /// @param log_scale  [2] float
    const char* (*moment_box)(Element type, const void* points, const float* log_scale, int64_t sets,
                              int count, void* boxes, CudaStream stream);
    /// @param grad_log_scale  [sets, 2] float, written: each set's part
    const char* (*moment_box_backward)(Element type, const void* points, const float* log_scale,
                                       const void* grad_boxes, int64_t sets, int count, void* grad_points,
                                       float* grad_log_scale, CudaStream stream);

    /// IoU, or GIoU if `generalised`. @param a, b  [count, 4]; output  [count]
    const char* (*overlap)(Element type, const void* a, const void* b, int64_t count, bool generalised,
                           void* output, CudaStream stream);
    const char* (*overlap_backward)(Element type, const void* a, const void* b, const void* grad_output,
                                    int64_t count, bool generalised, void* grad_a, void* grad_b,
                                    CudaStream stream);
};

/// The one symbol of the plug-in.
extern "C" __attribute__((visibility("default"))) const CudaOperators* rtrack_cuda_operators();

}  // namespace rtrack
