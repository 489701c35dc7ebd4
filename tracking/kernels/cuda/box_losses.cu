#include "tracking/kernels/box_losses_math.h"
#include "tracking/kernels/cuda/kernels.h"
#include "tracking/kernels/cuda/launch.h"

// One thread a pair of boxes.
namespace rtrack::cuda {
namespace {

template <typename Scalar>
__device__ void read_box(const Scalar* boxes, int64_t i, float* box) {
    for (int k = 0; k < 4; ++k) box[k] = static_cast<float>(boxes[4 * i + k]);
}

template <typename Scalar>
__global__ void overlap_kernel(const Scalar* a, const Scalar* b, int64_t count, bool generalised,
                               Scalar* output) {
    for (int64_t i = first_item(); i < count; i += item_step()) {
        float box_a[4];
        float box_b[4];
        read_box(a, i, box_a);
        read_box(b, i, box_b);
        const OverlapParts<float> parts = overlap_parts(box_a, box_b);
        output[i] = static_cast<Scalar>(generalised ? giou_of(parts) : iou_of(parts));
    }
}

template <typename Scalar>
__global__ void overlap_backward_kernel(const Scalar* a, const Scalar* b, const Scalar* grad_output,
                                        int64_t count, bool generalised, Scalar* grad_a, Scalar* grad_b) {
    for (int64_t i = first_item(); i < count; i += item_step()) {
        float box_a[4];
        float box_b[4];
        float by_a[4];
        float by_b[4];
        read_box(a, i, box_a);
        read_box(b, i, box_b);
        overlap_gradient(box_a, box_b, static_cast<float>(grad_output[i]), generalised, by_a, by_b);
        for (int k = 0; k < 4; ++k) {
            grad_a[4 * i + k] = static_cast<Scalar>(by_a[k]);
            grad_b[4 * i + k] = static_cast<Scalar>(by_b[k]);
        }
    }
}

}  // namespace

const char* overlap(Element type, const void* a, const void* b, int64_t count, bool generalised, void* output,
                    CudaStream stream) {
    if (count == 0) return nullptr;
    with_element(type, [&](auto element) {
        using Scalar = decltype(element);
        overlap_kernel<<<blocks_for(count), kThreads, 0, native(stream)>>>(
            static_cast<const Scalar*>(a), static_cast<const Scalar*>(b), count, generalised,
            static_cast<Scalar*>(output));
    });
    return launch_failure();
}

const char* overlap_backward(Element type, const void* a, const void* b, const void* grad_output,
                             int64_t count, bool generalised, void* grad_a, void* grad_b, CudaStream stream) {
    if (count == 0) return nullptr;
    with_element(type, [&](auto element) {
        using Scalar = decltype(element);
        overlap_backward_kernel<<<blocks_for(count), kThreads, 0, native(stream)>>>(
            static_cast<const Scalar*>(a), static_cast<const Scalar*>(b),
            static_cast<const Scalar*>(grad_output), count, generalised, static_cast<Scalar*>(grad_a),
            static_cast<Scalar*>(grad_b));
    });
    return launch_failure();
}

}  // namespace rtrack::cuda
