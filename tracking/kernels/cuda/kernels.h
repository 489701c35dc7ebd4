#pragma once

#include "tracking/kernels/cuda/operators.h"

// The operators, one file each; cuda/plugin.cpp makes the table of them. Signatures: CudaOperators.
namespace rtrack::cuda {

const char* crop_resize(const FramePixels& frame, const Normalization& normalization, const CropPlace* places,
                        int count, int size, Element type, void* output, CudaStream stream);

const char* normalize(const uint8_t* pixels, const Normalization& normalization, int64_t count, Element type,
                      void* output, CudaStream stream);

const char* sample_points(Element type, const void* features, const float* points, const SampleShape& shape,
                          void* output, CudaStream stream);
const char* sample_points_backward(Element type, const void* features, const float* points,
                                   const void* grad_output, const SampleShape& shape, float* grad_features,
                                   float* grad_points, CudaStream stream);

const char* extreme_box(Element type, const void* points, int64_t sets, int count, void* boxes,
                        CudaStream stream);
const char* extreme_box_backward(Element type, const void* points, const void* grad_boxes, int64_t sets,
                                 int count, void* grad_points, CudaStream stream);
const char* moment_box(Element type, const void* points, const float* log_scale, int64_t sets, int count,
                       void* boxes, CudaStream stream);
const char* moment_box_backward(Element type, const void* points, const float* log_scale,
                                const void* grad_boxes, int64_t sets, int count, void* grad_points,
                                float* grad_log_scale, CudaStream stream);

const char* overlap(Element type, const void* a, const void* b, int64_t count, bool generalised, void* output,
                    CudaStream stream);
const char* overlap_backward(Element type, const void* a, const void* b, const void* grad_output,
                             int64_t count, bool generalised, void* grad_a, void* grad_b, CudaStream stream);

}  // namespace rtrack::cuda
