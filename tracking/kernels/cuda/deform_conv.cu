#include "tracking/kernels/cuda/kernels.h"
#include "tracking/kernels/cuda/launch.h"
#include "tracking/kernels/deform_conv_math.h"

namespace rtrack::cuda {
namespace {

constexpr int kWarp = 32;

/// One thread a point and channel; neighbours read neighbouring channels.
template <typename Scalar>
__global__ void sample_points_kernel(const Scalar* features, const float* points, SampleShape shape,
                                     Scalar* output) {
    const int64_t items = shape.batch * shape.per_image * shape.channels;
    for (int64_t item = first_item(); item < items; item += item_step()) {
        const int64_t point = item / shape.channels;
        const int64_t channel = item % shape.channels;
        Corner<float> corners[4];
        corners_at(points[2 * point], points[2 * point + 1], shape, corners);
        const Scalar* map = features + point / shape.per_image * shape.map_size();
        output[item] = static_cast<Scalar>(sampled(map, corners, channel));
    }
}

/// One warp a point: its lanes share the channels, and sum up the point's gradient.
template <typename Scalar>
__global__ void sample_points_backward_kernel(const Scalar* features, const float* points,
                                              const Scalar* grad_output, SampleShape shape,
                                              float* grad_features, float* grad_points) {
    const int64_t all = shape.batch * shape.per_image;
    const int lane = static_cast<int>(threadIdx.x) % kWarp;
    for (int64_t point = first_item() / kWarp; point < all; point += item_step() / kWarp) {
        Corner<float> corners[4];
        corners_at(points[2 * point], points[2 * point + 1], shape, corners);
        const int64_t map_start = point / shape.per_image * shape.map_size();
        const Scalar* map = features + map_start;
        float* grad_map = grad_features + map_start;
        float by_x = 0;
        float by_y = 0;
        for (int64_t channel = lane; channel < shape.channels; channel += kWarp) {
            const float grad = static_cast<float>(grad_output[point * shape.channels + channel]);
            add_place_gradient(map, corners, channel, grad, by_x, by_y);
            for (const Corner<float>& corner : corners) {
                if (corner.offset >= 0) atomicAdd(grad_map + corner.offset + channel, corner.weight * grad);
            }
        }
        for (int other = kWarp / 2; other > 0; other /= 2) {
            by_x += __shfl_down_sync(0xffffffffU, by_x, other);
            by_y += __shfl_down_sync(0xffffffffU, by_y, other);
        }
        if (lane == 0) {
            grad_points[2 * point] = by_x;
            grad_points[2 * point + 1] = by_y;
        }
    }
}

}  // namespace

const char* sample_points(Element type, const void* features, const float* points, const SampleShape& shape,
                          void* output, CudaStream stream) {
    const int64_t items = shape.batch * shape.per_image * shape.channels;
    if (items == 0) return nullptr;
    with_element(type, [&](auto element) {
        using Scalar = decltype(element);
        sample_points_kernel<<<blocks_for(items), kThreads, 0, native(stream)>>>(
            static_cast<const Scalar*>(features), points, shape, static_cast<Scalar*>(output));
    });
    return launch_failure();
}

const char* sample_points_backward(Element type, const void* features, const float* points,
                                   const void* grad_output, const SampleShape& shape, float* grad_features,
                                   float* grad_points, CudaStream stream) {
    const int64_t all = shape.batch * shape.per_image;
    if (all == 0) return nullptr;
    with_element(type, [&](auto element) {
        using Scalar = decltype(element);
        sample_points_backward_kernel<<<blocks_for(all * kWarp), kThreads, 0, native(stream)>>>(
            static_cast<const Scalar*>(features), points, static_cast<const Scalar*>(grad_output), shape,
            grad_features, grad_points);
    });
    return launch_failure();
}

}  // namespace rtrack::cuda
