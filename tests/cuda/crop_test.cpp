#include <algorithm>

#include "tests/cuda/guarded.h"
#include "tracking/kernels/crop_resize.h"

namespace rtrack {
namespace {

class CropOnGpu : public OnGpu {};

Image noise(int width, int height) {
    at::manual_seed(3);
    const at::Tensor pixels = at::randint(0, 256, {height, width, 3}, at::kByte);
    Image image(width, height);
    std::copy_n(pixels.const_data_ptr<uint8_t>(), image.bytes(), image.data());
    return image;
}

const std::array<float, 3> kPadding = {10, 200, 90};

TEST_F(CropOnGpu, EqualsTheCpuAtEveryScaleAndBeyondTheFrame) {
    const Image image = noise(641, 363);
    const std::vector<Crop> crops = {
        {{320, 180}, 256, 256},  {{320.3, 179.9}, 363, 256}, {{2, 3}, 50, 256},
        {{-10, 370}, 33.5, 256}, {{640, 362}, 5000, 256},    {{320, 30}, 1e-3, 256},
        {{1e9, 30}, 64, 256},    {{0, -1e300}, 64, 256},     {{320, 180}, 1e12, 256}};
    const at::Tensor expected = crop_resize(frame_tensor(image, at::kCPU), crops, kPadding);
    const at::Tensor frame = frame_tensor(image, at::kCUDA);
    for (const at::ScalarType type : both_types()) {
        const at::Tensor actual = crop_resize(frame, crops, kPadding, type);
        EXPECT_EQ(actual.scalar_type(), type);
        EXPECT_TRUE(actual.is_contiguous(at::MemoryFormat::ChannelsLast));
        EXPECT_LT(difference(actual, expected), tolerance(type, 3));
    }
}

TEST_F(CropOnGpu, NormalisesCropsThatAreCut) {
    for (const int64_t batch : {0, 1, 5}) {
        const at::Tensor crops = at::randint(0, 256, {batch, 33, 31, 3}, at::kByte);
        const at::Tensor actual = normalize_crops(to_gpu(crops));
        EXPECT_TRUE(actual.is_contiguous(at::MemoryFormat::ChannelsLast) || batch == 0);
        EXPECT_LT(difference(actual, normalize_crops(crops)), 1e-6);
    }
}

TEST_F(CropOnGpu, MoreCropsThanOneLaunchTakes) {
    const Image image = noise(200, 100);
    std::vector<Crop> crops;
    for (int i = 0; i < 150; ++i) crops.push_back({{i + 0.5, i / 2.0}, 10.0 + i, 24});
    const at::Tensor expected = crop_resize(frame_tensor(image, at::kCPU), crops, kPadding);
    EXPECT_LT(difference(crop_resize(frame_tensor(image, at::kCUDA), crops, kPadding), expected), 3e-5);
}

TEST_F(CropOnGpu, NoCropsAndTheSmallestFrame) {
    const Image image = noise(1, 1);
    EXPECT_EQ(crop_resize(frame_tensor(image, at::kCUDA), {}, kPadding).numel(), 0);
    const std::vector<Crop> crop = {{{0.5, 0.5}, 3, 5}};
    EXPECT_LT(difference(crop_resize(frame_tensor(image, at::kCUDA), crop, kPadding),
                         crop_resize(frame_tensor(image, at::kCPU), crop, kPadding)),
              3e-5);
}

/// Luma and chroma planes with padding at the end of their rows.
struct Nv12 {
    at::Tensor luma = at::randint(0, 256, {50, 96}, at::kByte);
    at::Tensor chroma = at::randint(0, 256, {25, 96}, at::kByte);
    [[nodiscard]] FramePixels pixels(const at::Tensor& y, const at::Tensor& uv) const {
        return {y.const_data_ptr<uint8_t>(),
                uv.const_data_ptr<uint8_t>(),
                80,
                50,
                96,
                96,
                {16, 255.0F / 219, 1.596027F, -0.391762F, -0.812968F, 2.017232F}};
    }
};

TEST_F(CropOnGpu, ConvertsNv12AndTouchesNothingBesideItsOutput) {
    at::manual_seed(9);
    const Nv12 video;
    const at::Tensor luma = to_gpu(video.luma);
    const at::Tensor chroma = to_gpu(video.chroma);
    const Normalization plain = {{1, 1, 1}, {0, 0, 0}};
    const CropPlace place = {40, 20, 70, {1, 2, 3}};
    constexpr int kSize = 37;
    at::Tensor expected = at::empty({kSize, kSize, 3});
    for (int y = 0; y < kSize; ++y) {
        for (int x = 0; x < kSize; ++x) {
            crop_pixel(video.pixels(video.luma, video.chroma), place, kSize, plain, x, y,
                       expected.mutable_data_ptr<float>() + 3 * (y * kSize + x));
        }
    }
    for (const at::ScalarType type : both_types()) {
        Guarded output({kSize, kSize, 3}, type);
        const CudaCall call(output.tensor());
        call.check(call.operators.crop_resize(video.pixels(luma, chroma), plain, &place, 1, kSize,
                                              call.element, output.data(), call.stream));
        EXPECT_TRUE(output.guards_untouched());
        EXPECT_LT(difference(output.tensor(), expected), tolerance(type, 255));
    }
}

}  // namespace
}  // namespace rtrack
