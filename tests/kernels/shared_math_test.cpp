// The headers that the CPU operators and the CUDA kernels share, run as the kernels run them: a loop over the
// launch grid calls the very functions that a thread calls. What fails here fails on a GPU.
#include <cmath>
#include <limits>
#include <vector>

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "tests/support/tensors.h"
#include "tracking/base/error.h"
#include "tracking/kernels/box_losses.h"
#include "tracking/kernels/box_losses_math.h"
#include "tracking/kernels/crop_resize.h"
#include "tracking/kernels/crop_resize_math.h"
#include "tracking/kernels/deform_conv.h"
#include "tracking/kernels/deform_conv_math.h"
#include "tracking/kernels/points_to_box.h"
#include "tracking/kernels/points_to_box_math.h"

namespace rtrack {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

Image noise(int width, int height) {
    at::manual_seed(3);
    const at::Tensor pixels = at::randint(0, 256, {height, width, 3}, at::kByte);
    Image image(width, height);
    std::copy_n(pixels.const_data_ptr<uint8_t>(), image.bytes(), image.data());
    return image;
}

FramePixels rgb_pixels(const Image& image) {
    FramePixels pixels{};
    pixels.pixels = image.data();
    pixels.width = image.width();
    pixels.height = image.height();
    pixels.stride = static_cast<int64_t>(image.stride());
    return pixels;
}

Normalization image_normalization() {
    Normalization normalization{};
    for (int c = 0; c < 3; ++c) {
        normalization.scale[c] = 1 / (255 * kImageStd[c]);
        normalization.shift[c] = -kImageMean[c] / kImageStd[c];
    }
    return normalization;
}

/// crop_resize_kernel's grid.
at::Tensor crop_by_threads(const FramePixels& frame, const Crop& crop, const std::array<float, 3>& padding) {
    const CropPlace place = {crop.center.x, crop.center.y, crop.side, {padding[0], padding[1], padding[2]}};
    at::Tensor output = at::empty({crop.size, crop.size, 3});
    float* pixel = output.mutable_data_ptr<float>();
    for (int y = 0; y < crop.size; ++y) {
        for (int x = 0; x < crop.size; ++x, pixel += 3) {
            crop_pixel(frame, place, crop.size, image_normalization(), x, y, pixel);
        }
    }
    return output.permute({2, 0, 1}).unsqueeze(0);
}

TEST(CropPixel, EqualsTheOperatorAtEveryScaleAndBeyondTheFrame) {
    const Image image = noise(97, 61);
    const Crop crops[] = {{{48, 30}, 40, 64},    {{48.3, 29.9}, 61, 7}, {{2, 3}, 50, 32},
                          {{-10, 70}, 33.5, 16}, {{96, 60}, 500, 24},   {{48, 30}, 1e-3, 8},
                          {{1e9, 30}, 64, 8},    {{0, -1e300}, 64, 4},  {{48, 30}, 1e12, 4}};
    for (const Crop& crop : crops) {
        const at::Tensor expected = crop_resize(image, crop, {10, 200, 90});
        const at::Tensor actual = crop_by_threads(rgb_pixels(image), crop, {10, 200, 90});
        // Both sum up to 500 x 500 products in float, in different orders; the values reach 2.6.
        EXPECT_LT(difference(actual, expected), 2e-5) << crop.center.x << " " << crop.side;
    }
}

TEST(CropPixel, WeightsSumToOneAndStayInside) {
    for (const double center : {-40.0, -0.5, 0.0, 13.25, 31.9, 32.0, 90.0, 1e15}) {
        for (const double side : {0.5, 8.0, 31.0, 200.0, 1e7}) {
            for (int i = 0; i < 8; ++i) {
                const AxisTaps taps = axis_taps(center, side, 8, i, 32);
                float sum = taps.outside;
                for (int k = 0; k < taps.count; ++k) sum += taps.weight(k);
                EXPECT_NEAR(sum, 1, 2e-6) << center << " " << side << " " << i;
                EXPECT_GE(taps.first, 0);
                EXPECT_LE(taps.first + taps.count, 32);
            }
        }
    }
    EXPECT_EQ(axis_taps(std::nan(""), 8, 8, 0, 32).count, 0);
}

/// BT.601, limited range.
YuvConversion conversion_of_video() {
    return {16, 255.0F / 219, 1.596027F, -0.391762F, -0.812968F, 2.017232F};
}

TEST(CropPixel, ReadsNv12AsTheStandardSays) {
    // Two columns of 2 x 2 blocks: limited-range white and BT.601's red (Y 81, U 90, V 240).
    const std::vector<uint8_t> luma = {235, 235, 81, 81, 235, 235, 81, 81};
    const std::vector<uint8_t> chroma = {128, 128, 90, 240};
    FramePixels frame{};
    frame.pixels = luma.data();
    frame.chroma = chroma.data();
    frame.width = 4;
    frame.height = 2;
    frame.stride = frame.chroma_stride = 4;
    frame.conversion = conversion_of_video();
    float rgb[3];
    read_rgb(frame, 1, 1, rgb);
    for (const float value : rgb) EXPECT_NEAR(value, 255, 0.1);
    read_rgb(frame, 2, 0, rgb);
    EXPECT_NEAR(rgb[0], 254.4, 0.5);
    EXPECT_NEAR(rgb[1], 0, 0.5);
    EXPECT_NEAR(rgb[2], 0, 0.5);
}

/// sample_points_kernel's grid.
template <typename Scalar>
at::Tensor sample_by_threads(const at::Tensor& features, const at::Tensor& points) {
    const SampleShape shape = {features.size(0), points.size(1) * points.size(2), features.size(3),
                               static_cast<int>(features.size(1)), static_cast<int>(features.size(2))};
    at::Tensor output =
        at::empty({points.size(0), points.size(1), points.size(2), features.size(3)}, features.options());
    const float* places = points.const_data_ptr<float>();
    for (int64_t item = 0; item < output.numel(); ++item) {
        const int64_t point = item / shape.channels;
        Corner<float> corners[4];
        corners_at(places[2 * point], places[2 * point + 1], shape, corners);
        const Scalar* map = features.const_data_ptr<Scalar>() + point / shape.per_image * shape.map_size();
        output.mutable_data_ptr<Scalar>()[item] =
            static_cast<Scalar>(sampled(map, corners, item % shape.channels));
    }
    return output;
}

at::Tensor places_everywhere() {
    at::manual_seed(4);
    at::Tensor points = at::randn({2, 6, 9, 2}) * 4 + 2;
    const float extremes[] = {kNan, kInfinity, -kInfinity, 1e30F, -1e30F, -1, 5, 4, -0.999F, 4.999F, 0, 3};
    for (int i = 0; i < 12; ++i) points.view(-1)[7 * i] = extremes[i];
    return points;
}

TEST(SamplePoints, ThreadsComputeWhatTheOperatorDoes) {
    const at::Tensor points = places_everywhere();
    const at::Tensor features = at::randn({2, 4, 5, 7});
    EXPECT_EQ(difference(sample_by_threads<float>(features, points), sample_points(features, points)), 0);
    const at::Tensor rounded = features.to(at::kBFloat16);
    EXPECT_EQ(difference(sample_by_threads<at::BFloat16>(rounded, points), sample_points(rounded, points)),
              0);
}

TEST(SamplePoints, AFeatureThatIsNotANumberStaysInItsCells) {
    const at::Tensor features = at::zeros({1, 3, 3, 1});
    features[0][0][0][0] = kNan;
    const at::Tensor points = at::tensor({2.F, 2.F, 5.F, 5.F, 0.5F, 0.5F}).view({1, 3, 1, 2});
    const at::Tensor read = sample_points(features, points).flatten();
    EXPECT_EQ(read[0].item<float>(), 0);
    EXPECT_EQ(read[1].item<float>(), 0);
    EXPECT_TRUE(std::isnan(read[2].item<float>()));
}

/// sample_points_backward_kernel's grid, a lane a channel.
TEST(SamplePoints, ThreadsComputeTheOperatorsGradient) {
    const at::Tensor points = places_everywhere().set_requires_grad(true);
    const at::Tensor features = at::randn({2, 4, 5, 7}).set_requires_grad(true);
    const at::Tensor grad = at::randn({2, 6, 9, 7});
    sample_points(features, points).backward(grad);

    const SampleShape shape = {2, 54, 7, 4, 5};
    const at::Tensor by_features = at::zeros({2, 4, 5, 7});
    const at::Tensor by_points = at::zeros({2, 6, 9, 2});
    const auto* places = points.const_data_ptr<float>();
    for (int64_t point = 0; point < shape.batch * shape.per_image; ++point) {
        Corner<float> corners[4];
        corners_at(places[2 * point], places[2 * point + 1], shape, corners);
        const int64_t start = point / shape.per_image * shape.map_size();
        float sums[2] = {};
        for (int64_t channel = 0; channel < shape.channels; ++channel) {
            const float value = grad.const_data_ptr<float>()[point * shape.channels + channel];
            add_place_gradient(features.const_data_ptr<float>() + start, corners, channel, value, sums[0],
                               sums[1]);
            for (const Corner<float>& corner : corners) {
                if (corner.offset < 0) continue;
                by_features.mutable_data_ptr<float>()[start + corner.offset + channel] +=
                    corner.weight * value;
            }
        }
        for (int k = 0; k < 2; ++k) by_points.view(-1)[2 * point + k] = sums[k];
    }
    EXPECT_LT(difference(by_features, features.grad()), 1e-6);
    // Sums over channels and corners in another order; the largest value is about 10.
    EXPECT_LT(difference(by_points, points.grad()), 1e-5);
}

/// IoU or GIoU out of Torch's own operators, whose gradients Torch derives.
at::Tensor composed_overlap(const at::Tensor& a, const at::Tensor& b, bool generalised) {
    const auto low = [](const at::Tensor& t) { return t.narrow(-1, 0, 2); };
    const auto high = [](const at::Tensor& t) { return t.narrow(-1, 2, 2); };
    const auto area = [&](const at::Tensor& t) { return (high(t) - low(t)).clamp_min(0).prod(-1); };
    const at::Tensor common =
        (at::minimum(high(a), high(b)) - at::maximum(low(a), low(b))).clamp_min(0).prod(-1);
    const at::Tensor united = area(a) + area(b) - common;
    const at::Tensor iou = common / (united + kTinyArea);
    if (!generalised) return iou;
    const at::Tensor hull = (at::maximum(high(a), high(b)) - at::minimum(low(a), low(b))).prod(-1);
    return iou - (hull - united) / (hull + kTinyArea);
}

/// Boxes that overlap, lie apart, touch, share sides, are equal, inside out and empty.
at::Tensor boxes_of_all_kinds() {
    at::manual_seed(6);
    const at::Tensor corners = at::rand({40, 2}, at::kDouble) * 60;
    at::Tensor boxes = at::cat({corners, corners + at::rand({40, 2}, at::kDouble) * 50}, 1);
    boxes = at::cat({boxes, at::tensor({10., 10., 30., 30., 30., 10., 50., 30., 10., 10., 30., 20.,
                                        30., 30., 10., 10., 20., 20., 20., 20., 0.,  0.,  1e5, 1e5},
                                       at::kDouble)
                                .view({6, 4})});
    return boxes;
}

TEST(BoxOverlap, EqualsTorchsOperatorsAndTheirGradients) {
    const at::Tensor boxes = boxes_of_all_kinds();
    for (const bool generalised : {false, true}) {
        const at::Tensor a = boxes.unsqueeze(1).clone().set_requires_grad(true);
        const at::Tensor b = boxes.unsqueeze(0).clone().set_requires_grad(true);
        const at::Tensor reference_a = a.detach().clone().set_requires_grad(true);
        const at::Tensor reference_b = b.detach().clone().set_requires_grad(true);
        const at::Tensor actual = generalised ? box_giou(a, b) : box_iou(a, b);
        const at::Tensor expected = composed_overlap(reference_a, reference_b, generalised);
        EXPECT_LT(difference(actual, expected), 1e-12);
        // Two empty boxes in one place divide a gradient by the smallest number: 1e8, exactly in both.
        const at::Tensor weights = at::rand_like(expected).detach();
        (actual * weights).sum().backward();
        (expected * weights).sum().backward();
        const auto relative = [](const at::Tensor& x, const at::Tensor& y) {
            return difference(x / (1 + y.abs()), y / (1 + y.abs()));
        };
        EXPECT_LT(relative(a.grad(), reference_a.grad()), 1e-9);
        EXPECT_LT(relative(b.grad(), reference_b.grad()), 1e-9);
    }
}

TEST(BoxOverlap, NotANumberStaysOneInEveryPlace) {
    for (int k = 0; k < 4; ++k) {
        float bad[4] = {0, 0, 10, 10};
        bad[k] = kNan;
        const float good[4] = {2, 2, 8, 8};
        EXPECT_TRUE(std::isnan(giou_of(overlap_parts(bad, good)))) << k;
        EXPECT_TRUE(std::isnan(giou_of(overlap_parts(good, bad)))) << k;
        EXPECT_TRUE(std::isnan(iou_of(overlap_parts(bad, good)))) << k;
    }
}

TEST(BoxOverlap, WrongShapesAreNamed) {
    EXPECT_THROW((void)box_iou(at::zeros({2, 3}), at::zeros({2, 4})), Error);
    EXPECT_EQ(box_giou(at::zeros({0, 4}), at::zeros({1, 4})).numel(), 0);
}

TEST(PointsToBox, EqualTorchsOperatorsAndTheirGradientsAlsoWithTies) {
    at::manual_seed(7);
    // Whole numbers: many ties.
    const at::Tensor start = at::randint(0, 4, {3, 11, 9, 2}).to(at::kDouble);
    const at::Tensor points = start.clone().set_requires_grad(true);
    const at::Tensor reference = start.clone().set_requires_grad(true);
    const at::Tensor actual = box_from_points_min_max(points);
    const at::Tensor expected = at::cat({reference.amin(-2), reference.amax(-2)}, -1);
    EXPECT_TRUE(actual.equal(expected));
    const at::Tensor weights = at::rand_like(expected).detach();
    (actual * weights).sum().backward();
    (expected * weights).sum().backward();
    EXPECT_LT(difference(points.grad(), reference.grad()), 1e-12);
}

TEST(PointsToBox, Bfloat16IsTheRoundedResult) {
    at::manual_seed(8);
    const at::Tensor points = (at::randn({5, 9, 2}) * 100).to(at::kBFloat16);
    const at::Tensor wide = points.to(at::kFloat);
    const at::Tensor scale = at::tensor({0.1F, -0.3F});
    EXPECT_TRUE(box_from_points_min_max(points).equal(box_from_points_min_max(wide).to(at::kBFloat16)));
    EXPECT_TRUE(
        box_from_points_moment(points, scale).equal(box_from_points_moment(wide, scale).to(at::kBFloat16)));
}

TEST(PointsToBox, PointsThatCoincideAndThatAreNoNumbers) {
    const at::Tensor same = at::full({1, 9, 2}, 5.F).set_requires_grad(true);
    box_from_points_moment(same, at::zeros({2})).sum().backward();
    EXPECT_TRUE(same.grad().isfinite().all().item<bool>());
    at::Tensor bad = at::zeros({1, 9, 2});
    bad[0][4][1] = kNan;
    const at::Tensor box = box_from_points_min_max(bad)[0];
    EXPECT_EQ(box[0].item<float>(), 0);
    EXPECT_TRUE(std::isnan(box[1].item<float>()));
    EXPECT_TRUE(std::isnan(box[3].item<float>()));
    EXPECT_EQ(box_from_points_min_max(at::zeros({0, 9, 2})).numel(), 0);
}

TEST(CropResize, ABatchIsItsCropsOneByOne) {
    const Image image = noise(64, 48);
    const std::vector<Crop> crops = {{{20, 20}, 30, 16}, {{60, 40}, 90, 16}, {{-5, 0}, 10, 16}};
    const at::Tensor batch = crop_resize(frame_tensor(image, at::kCPU), crops, {1, 2, 3});
    ASSERT_EQ(batch.sizes(), (at::IntArrayRef{3, 3, 16, 16}));
    for (size_t i = 0; i < crops.size(); ++i) {
        EXPECT_TRUE(
            batch[static_cast<int64_t>(i)].unsqueeze(0).equal(crop_resize(image, crops[i], {1, 2, 3})));
    }
    EXPECT_EQ(crop_resize(frame_tensor(image, at::kCPU), {}, {}).size(0), 0);
    EXPECT_THROW((void)crop_resize(frame_tensor(image, at::kCPU), {crops[0], {{20, 20}, 30, 8}}, {}), Error);
}

}  // namespace
}  // namespace rtrack
