#include "tracking/kernels/crop_resize_math.h"
#include "tracking/kernels/cuda/kernels.h"
#include "tracking/kernels/cuda/launch.h"

namespace rtrack::cuda {
namespace {

// Places travel as an argument of the kernel, which may have 4 KiB: no copy to the device of their own.
constexpr int kPlacesAtOnce = 64;

struct Places {
    CropPlace place[kPlacesAtOnce];
};

constexpr int kBlockWidth = 32;
constexpr int kBlockHeight = 8;

/// One thread a pixel of a crop: x, y its column and row, blockIdx.z the crop.
template <typename Scalar>
__global__ void crop_resize_kernel(FramePixels frame, Normalization normalization, Places places, int size,
                                   Scalar* output) {
    const int x = static_cast<int>(blockIdx.x * kBlockWidth + threadIdx.x);
    const int y = static_cast<int>(blockIdx.y * kBlockHeight + threadIdx.y);
    if (x >= size || y >= size) return;
    float rgb[3];
    crop_pixel(frame, places.place[blockIdx.z], size, normalization, x, y, rgb);
    Scalar* pixel = output + ((static_cast<int64_t>(blockIdx.z) * size + y) * size + x) * 3;
    for (int c = 0; c < 3; ++c) pixel[c] = static_cast<Scalar>(rgb[c]);
}

/// One thread a value.
template <typename Scalar>
__global__ void normalize_kernel(const uint8_t* pixels, Normalization normalization, int64_t values,
                                 Scalar* output) {
    for (int64_t i = first_item(); i < values; i += item_step()) {
        output[i] = static_cast<Scalar>(normalized(pixels[i], normalization, static_cast<int>(i % 3)));
    }
}

}  // namespace

const char* crop_resize(const FramePixels& frame, const Normalization& normalization, const CropPlace* places,
                        int count, int size, Element type, void* output, CudaStream stream) {
    if (size <= 0) return nullptr;
    const char* failure = nullptr;
    const auto columns = static_cast<unsigned>((size + kBlockWidth - 1) / kBlockWidth);
    const auto rows = static_cast<unsigned>((size + kBlockHeight - 1) / kBlockHeight);
    with_element(type, [&](auto element) {
        using Scalar = decltype(element);
        for (int first = 0; first < count && failure == nullptr; first += kPlacesAtOnce) {
            const int now = count - first < kPlacesAtOnce ? count - first : kPlacesAtOnce;
            Places some{};
            for (int i = 0; i < now; ++i) some.place[i] = places[first + i];
            Scalar* crops = static_cast<Scalar*>(output) + static_cast<int64_t>(first) * size * size * 3;
            crop_resize_kernel<<<dim3(columns, rows, static_cast<unsigned>(now)),
                                 dim3(kBlockWidth, kBlockHeight), 0, native(stream)>>>(frame, normalization,
                                                                                       some, size, crops);
            failure = launch_failure();
        }
    });
    return failure;
}

const char* normalize(const uint8_t* pixels, const Normalization& normalization, int64_t count, Element type,
                      void* output, CudaStream stream) {
    if (count == 0) return nullptr;
    with_element(type, [&](auto element) {
        using Scalar = decltype(element);
        normalize_kernel<<<blocks_for(3 * count), kThreads, 0, native(stream)>>>(
            pixels, normalization, 3 * count, static_cast<Scalar*>(output));
    });
    return launch_failure();
}

}  // namespace rtrack::cuda
