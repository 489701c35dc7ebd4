#include <cmath>
#include <filesystem>
#include <limits>

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "tests/support/tensors.h"
#include "tracking/base/error.h"
#include "tracking/kernels/box_losses.h"
#include "tracking/kernels/crop_resize.h"
#include "tracking/kernels/deform_conv.h"
#include "tracking/kernels/points_to_box.h"
#include "tracking/model/safetensors.h"

namespace rtrack {
namespace {

/// Made by tests/golden/make_kernels_golden.py from torchvision.
const TensorFile& golden() {
    static const TensorFile file = read_safetensors("tests/golden/kernels.safetensors");
    return file;
}

const at::Tensor& golden(const std::string& name) {
    return golden().tensors.at(name);
}

TEST(DeformConv, EqualsTorchvisionForwardAndBackward) {
    const at::Tensor features = golden("deform.features").clone().set_requires_grad(true);
    const at::Tensor points = golden("deform.points").clone().set_requires_grad(true);
    const at::Tensor result = deform_conv(features, points, golden("deform.weight"), {});
    EXPECT_LT(difference(result, golden("deform.result")), 1e-5);
    result.backward(golden("deform.grad"));
    EXPECT_LT(difference(features.grad(), golden("deform.grad_features")), 1e-5);
    EXPECT_LT(difference(points.grad(), golden("deform.grad_points")), 1e-4);
}

TEST(DeformConv, Bfloat16IsTheRoundedResult) {
    const at::Tensor exact = sample_points(golden("deform.features"), golden("deform.points"));
    const at::Tensor rounded =
        sample_points(golden("deform.features").to(at::kBFloat16), golden("deform.points"));
    // Features up to 4, rounded on the way in and out: 2 x 2^-9 x 4.
    EXPECT_LT(difference(rounded.to(at::kFloat), exact), 2e-2);
}

TEST(DeformConv, PlacesFarOutsideReadZeroAndGiveNoGradient) {
    const at::Tensor features = at::ones({1, 3, 3, 2}).set_requires_grad(true);
    const float infinity = std::numeric_limits<float>::infinity();
    const at::Tensor points =
        at::tensor({-1e30F, 0.F, 1e30F, 1e30F, infinity, 0.F, std::nanf(""), 1.F}).reshape({1, 4, 1, 2});
    const at::Tensor read = sample_points(features, points);
    EXPECT_EQ(read.abs().sum().item<float>(), 0.0F);
    read.sum().backward();
    EXPECT_EQ(features.grad().abs().sum().item<float>(), 0.0F);
}

TEST(DeformConv, EmptyBatchAndWrongShapes) {
    EXPECT_EQ(sample_points(at::zeros({0, 2, 2, 3}), at::zeros({0, 4, 9, 2})).numel(), 0);
    EXPECT_THROW((void)sample_points(at::zeros({1, 2, 2, 3}), at::zeros({2, 4, 9, 2})), Error);
    EXPECT_THROW((void)deform_conv(at::zeros({1, 2, 2, 3}), at::zeros({1, 4, 9, 2}), at::zeros({5, 26}), {}),
                 Error);
}

TEST(BoxLosses, EqualTorchvision) {
    EXPECT_LT(difference(box_iou(golden("boxes.a"), golden("boxes.b")), golden("boxes.iou")), 1e-6);
    EXPECT_LT(difference(box_giou(golden("boxes.a"), golden("boxes.b")), golden("boxes.giou")), 1e-6);
}

TEST(BoxLosses, EmptyBoxesGiveNumbers) {
    const at::Tensor empty = at::zeros({1, 4}).set_requires_grad(true);
    const at::Tensor value = box_giou(empty, at::zeros({1, 4}));
    EXPECT_TRUE(std::isfinite(value.item<float>()));
    value.sum().backward();
    EXPECT_TRUE(empty.grad().isfinite().all().item<bool>());
}

TEST(PointsToBox, HandWorkedCases) {
    // Five points; the first four span less than all of them.
    const at::Tensor points = at::tensor({1., 2., 3., 8., 5., 4., 2., 6., 9., 0.}).reshape({1, 5, 2});
    EXPECT_TRUE(box_from_points_min_max(points).equal(at::tensor({1., 0., 9., 8.}).reshape({1, 4})));
    EXPECT_TRUE(box_from_points_partial_min_max(points).equal(at::tensor({1., 2., 5., 8.}).reshape({1, 4})));
    // x: 1 3 5 2 9, mean 4, variance (9 + 1 + 1 + 4 + 25) / 4 = 10; y: 2 8 4 6 0, mean 4, variance 40 / 4
    // = 10.
    const double half = std::sqrt(10.0);
    const at::Tensor scale = at::tensor({0.0, std::log(2.0)});
    const at::Tensor moment = box_from_points_moment(points, scale);
    EXPECT_LT(
        difference(moment, at::tensor({4 - half, 4 - 2 * half, 4 + half, 4 + 2 * half}).reshape({1, 4})),
        1e-9);
    EXPECT_THROW((void)box_from_points_partial_min_max(points.narrow(1, 0, 3)), Error);
}

/// Central differences of sum(weights * f(x)) in double against autograd.
template <typename Function>
double gradient_error(const at::Tensor& start, Function function) {
    const at::Tensor x = start.to(at::kDouble).clone().set_requires_grad(true);
    const at::Tensor weights = at::rand_like(function(x)).detach();
    (function(x) * weights).sum().backward();
    const at::Tensor analytic = x.grad().flatten();
    const at::Tensor flat = x.detach().clone().flatten();
    double worst = 0;
    const double step = 1e-6;
    for (int64_t i = 0; i < flat.numel(); ++i) {
        const auto value_at = [&](double shift) {
            at::Tensor moved = flat.clone();
            moved[i] += shift;
            return (function(moved.view(start.sizes())) * weights).sum().template item<double>();
        };
        const double numeric = (value_at(step) - value_at(-step)) / (2 * step);
        worst = std::max(worst, std::abs(numeric - analytic[i].item<double>()));
    }
    return worst;
}

TEST(Gradients, AgreeWithFiniteDifferencesInDouble) {
    at::manual_seed(5);
    const at::Tensor points = at::randn({3, 9, 2});
    EXPECT_LT(gradient_error(points, [](const at::Tensor& p) { return box_from_points_min_max(p); }), 1e-7);
    EXPECT_LT(gradient_error(points, [](const at::Tensor& p) { return box_from_points_partial_min_max(p); }),
              1e-7);
    const at::Tensor scale = at::tensor({0.3, -0.2});
    EXPECT_LT(gradient_error(points, [&](const at::Tensor& p) { return box_from_points_moment(p, scale); }),
              1e-7);
    EXPECT_LT(
        gradient_error(
            scale, [&](const at::Tensor& s) { return box_from_points_moment(points.to(at::kDouble), s); }),
        1e-7);
    const at::Tensor truth = golden("boxes.b").to(at::kDouble);
    EXPECT_LT(gradient_error(golden("boxes.a"), [&](const at::Tensor& a) { return box_iou(a, truth); }),
              1e-7);
    EXPECT_LT(gradient_error(golden("boxes.a"), [&](const at::Tensor& a) { return box_giou(a, truth); }),
              1e-7);
    const at::Tensor places = golden("deform.points").narrow(0, 0, 1).to(at::kDouble);
    const at::Tensor features = golden("deform.features").narrow(0, 0, 1).to(at::kDouble);
    EXPECT_LT(gradient_error(features, [&](const at::Tensor& f) { return sample_points(f, places); }), 1e-7);
    EXPECT_LT(gradient_error(places, [&](const at::Tensor& p) { return sample_points(features, p); }), 1e-7);
}

Image picture_from(const at::Tensor& pixels) {
    Image picture(static_cast<int>(pixels.size(1)), static_cast<int>(pixels.size(0)));
    std::copy_n(pixels.const_data_ptr<uint8_t>(), picture.bytes(), picture.data());
    return picture;
}

TEST(CropResize, EqualsTorchsAntialiasedInterpolation) {
    const Image picture = picture_from(golden("resize.picture"));
    // Inside, where no tap reaches beyond the picture (there torch renormalises and we see padding).
    for (int size : {20, 96}) {
        const int margin = size == 20 ? 2 : 2;
        const at::Tensor crop = crop_resize(picture, {{24, 24}, 48, size}, {0, 0, 0});
        const auto inner = [&](const at::Tensor& t) {
            return t.narrow(2, margin, size - 2 * margin).narrow(3, margin, size - 2 * margin);
        };
        EXPECT_LT(difference(inner(crop), inner(golden("resize." + std::to_string(size)))), 1e-4) << size;
    }
}

TEST(CropResize, SeesPaddingBeyondTheFrame) {
    Image white(10, 10);
    std::fill_n(white.data(), white.bytes(), uint8_t{255});
    const at::Tensor outside = crop_resize(white, {{100, 100}, 8, 4}, {0, 0, 0});
    EXPECT_NEAR(outside[0][0][1][1].item<float>(), -kImageMean[0] / kImageStd[0], 1e-5);
    const at::Tensor padded = crop_resize(white, {{100, 100}, 8, 4}, {255, 255, 255});
    EXPECT_NEAR(padded[0][2][1][1].item<float>(), (1 - kImageMean[2]) / kImageStd[2], 1e-5);
    const at::Tensor half = crop_resize(white, {{0, 5}, 8, 8}, {0, 0, 0});
    EXPECT_LT(half[0][0][4][2].item<float>(), half[0][0][4][6].item<float>());
    EXPECT_THROW((void)crop_resize(white, {{0, 0}, 0, 8}, {0, 0, 0}), Error);
    EXPECT_THROW((void)crop_resize(white, {{std::nan(""), 0}, 8, 8}, {0, 0, 0}), Error);
    EXPECT_THROW((void)crop_resize(Image(), {{0, 0}, 8, 8}, {0, 0, 0}), Error);
}

TEST(CropResize, AgreesWithTheBatchNormalisation) {
    const at::Tensor pixels = golden("resize.picture");
    const at::Tensor crop = crop_resize(picture_from(pixels), {{24, 24}, 48, 48}, {0, 0, 0});
    EXPECT_LT(difference(crop, normalize_crops(pixels.unsqueeze(0))), 1e-5);
}

}  // namespace
}  // namespace rtrack
