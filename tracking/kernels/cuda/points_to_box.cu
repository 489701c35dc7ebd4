#include "tracking/kernels/cuda/kernels.h"
#include "tracking/kernels/cuda/launch.h"
#include "tracking/kernels/points_to_box_math.h"

// One thread a point set: sets have nine points, and there are as many sets as bins in all crops.
namespace rtrack::cuda {
namespace {

template <typename Scalar>
__global__ void extreme_box_kernel(const Scalar* points, int64_t sets, int count, Scalar* boxes) {
    for (int64_t i = first_item(); i < sets; i += item_step()) {
        float box[4];
        rtrack::extreme_box(points + 2 * i * count, count, box);
        for (int k = 0; k < 4; ++k) boxes[4 * i + k] = static_cast<Scalar>(box[k]);
    }
}

template <typename Scalar>
__global__ void extreme_box_backward_kernel(const Scalar* points, const Scalar* grad_boxes, int64_t sets,
                                            int count, Scalar* grad_points) {
    for (int64_t i = first_item(); i < sets; i += item_step()) {
        rtrack::extreme_box_gradient<float>(points + 2 * i * count, count, grad_boxes + 4 * i,
                                            grad_points + 2 * i * count);
    }
}

template <typename Scalar>
__global__ void moment_box_kernel(const Scalar* points, const float* log_scale, int64_t sets, int count,
                                  Scalar* boxes) {
    for (int64_t i = first_item(); i < sets; i += item_step()) {
        float box[4];
        rtrack::moment_box(points + 2 * i * count, count, log_scale, box);
        for (int k = 0; k < 4; ++k) boxes[4 * i + k] = static_cast<Scalar>(box[k]);
    }
}

template <typename Scalar>
__global__ void moment_box_backward_kernel(const Scalar* points, const float* log_scale,
                                           const Scalar* grad_boxes, int64_t sets, int count,
                                           Scalar* grad_points, float* grad_log_scale) {
    for (int64_t i = first_item(); i < sets; i += item_step()) {
        rtrack::moment_box_gradient(points + 2 * i * count, count, log_scale, grad_boxes + 4 * i,
                                    grad_points + 2 * i * count, grad_log_scale + 2 * i);
    }
}

}  // namespace

const char* extreme_box(Element type, const void* points, int64_t sets, int count, void* boxes,
                        CudaStream stream) {
    if (sets == 0) return nullptr;
    with_element(type, [&](auto element) {
        using Scalar = decltype(element);
        extreme_box_kernel<<<blocks_for(sets), kThreads, 0, native(stream)>>>(
            static_cast<const Scalar*>(points), sets, count, static_cast<Scalar*>(boxes));
    });
    return launch_failure();
}

const char* extreme_box_backward(Element type, const void* points, const void* grad_boxes, int64_t sets,
                                 int count, void* grad_points, CudaStream stream) {
    if (sets == 0) return nullptr;
    with_element(type, [&](auto element) {
        using Scalar = decltype(element);
        extreme_box_backward_kernel<<<blocks_for(sets), kThreads, 0, native(stream)>>>(
            static_cast<const Scalar*>(points), static_cast<const Scalar*>(grad_boxes), sets, count,
            static_cast<Scalar*>(grad_points));
    });
    return launch_failure();
}

const char* moment_box(Element type, const void* points, const float* log_scale, int64_t sets, int count,
                       void* boxes, CudaStream stream) {
    if (sets == 0) return nullptr;
    with_element(type, [&](auto element) {
        using Scalar = decltype(element);
        moment_box_kernel<<<blocks_for(sets), kThreads, 0, native(stream)>>>(
            static_cast<const Scalar*>(points), log_scale, sets, count, static_cast<Scalar*>(boxes));
    });
    return launch_failure();
}

const char* moment_box_backward(Element type, const void* points, const float* log_scale,
                                const void* grad_boxes, int64_t sets, int count, void* grad_points,
                                float* grad_log_scale, CudaStream stream) {
    if (sets == 0) return nullptr;
    with_element(type, [&](auto element) {
        using Scalar = decltype(element);
        moment_box_backward_kernel<<<blocks_for(sets), kThreads, 0, native(stream)>>>(
            static_cast<const Scalar*>(points), log_scale, static_cast<const Scalar*>(grad_boxes), sets,
            count, static_cast<Scalar*>(grad_points), grad_log_scale);
    });
    return launch_failure();
}

}  // namespace rtrack::cuda
