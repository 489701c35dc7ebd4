#include "tests/cuda/guarded.h"
#include "tracking/kernels/deform_conv.h"

namespace rtrack {
namespace {

class SampleOnGpu : public OnGpu {};

/// Places in the map, on its border, far outside, and no numbers.
at::Tensor places_everywhere(int64_t batch, int64_t bins, float side) {
    at::manual_seed(4);
    const at::Tensor points = at::rand({batch, bins, 9, 2}) * (side + 4) - 2;
    const float infinity = std::numeric_limits<float>::infinity();
    const float extremes[] = {std::nanf(""), infinity, -infinity, 1e30F, -1e30F, -1,
                              side,          side - 1, -0.999F,   0};
    for (int i = 0; i < 10; ++i) points.view(-1)[7 * i] = extremes[i];
    return points;
}

struct Case {
    int64_t batch, bins, channels;
    int side;
};

TEST_F(SampleOnGpu, EqualsTheCpuForwardAndBackward) {
    for (const Case& c : {Case{1, 256, 256, 16}, Case{3, 64, 33, 8}, Case{2, 20, 1, 1}}) {
        const at::Tensor places = places_everywhere(c.batch, c.bins, static_cast<float>(c.side));
        const at::Tensor maps = at::randn({c.batch, c.side, c.side, c.channels});
        const at::Tensor grad = at::randn({c.batch, c.bins, 9, c.channels});
        for (const at::ScalarType type : both_types()) {
            const at::Tensor features = maps.to(type).set_requires_grad(true);
            const at::Tensor points = places.clone().set_requires_grad(true);
            const at::Tensor gpu_features = to_gpu(features).set_requires_grad(true);
            const at::Tensor gpu_points = to_gpu(points).set_requires_grad(true);
            const at::Tensor expected = sample_points(features, points);
            const at::Tensor actual = sample_points(gpu_features, gpu_points);
            EXPECT_LT(difference(actual, expected), tolerance(type, 8)) << c.channels;
            expected.backward(grad.to(type));
            actual.backward(to_gpu(grad.to(type)));
            // Up to hundreds of points add to a cell, and as many channels to a point, in any order.
            const double sum = features.grad().abs().max().item<double>();
            EXPECT_LT(difference(gpu_features.grad(), features.grad()), tolerance(type, sum));
            const double slope = points.grad().nan_to_num(0).abs().max().item<double>();
            EXPECT_LT(difference(gpu_points.grad(), points.grad()), 1e-4 * (1 + slope));
        }
    }
}

TEST_F(SampleOnGpu, EmptyBatchesAndNoPoints) {
    const auto on_gpu = at::TensorOptions(at::kCUDA);
    EXPECT_EQ(sample_points(at::zeros({0, 2, 2, 3}, on_gpu), at::zeros({0, 4, 9, 2}, on_gpu)).numel(), 0);
    const at::Tensor features = at::zeros({1, 2, 2, 3}, on_gpu).set_requires_grad(true);
    const at::Tensor read = sample_points(features, at::zeros({1, 0, 9, 2}, on_gpu));
    EXPECT_EQ(read.numel(), 0);
    read.sum().backward();
    EXPECT_EQ(features.grad().abs().sum().item<float>(), 0);
}

TEST_F(SampleOnGpu, TouchesNothingBesideItsOutputs) {
    const SampleShape shape = {2, 45, 37, 5, 5};
    const at::Tensor points = to_gpu(places_everywhere(2, 5, 5));
    for (const at::ScalarType type : both_types()) {
        const at::Tensor features = to_gpu(at::randn({2, 5, 5, 37}).to(type));
        const at::Tensor grad = to_gpu(at::randn({2, 45, 37}).to(type));
        Guarded output({2, 45, 37}, type);
        Guarded by_features({2, 5, 5, 37}, at::kFloat);
        Guarded by_points({2, 45, 2}, at::kFloat);
        by_features.tensor().zero_();
        const CudaCall call(features);
        const float* places = points.const_data_ptr<float>();
        call.check(call.operators.sample_points(call.element, features.const_data_ptr(), places, shape,
                                                output.data(), call.stream));
        call.check(call.operators.sample_points_backward(
            call.element, features.const_data_ptr(), places, grad.const_data_ptr(), shape,
            static_cast<float*>(by_features.data()), static_cast<float*>(by_points.data()), call.stream));
        EXPECT_TRUE(output.guards_untouched());
        EXPECT_TRUE(by_features.guards_untouched());
        EXPECT_TRUE(by_points.guards_untouched());
    }
}

TEST_F(SampleOnGpu, DeformConvIsTheSameProduct) {
    const at::Tensor features = at::randn({2, 8, 8, 16});
    const at::Tensor points = places_everywhere(2, 64, 8);
    const at::Tensor weight = at::randn({24, 9 * 16}) * 0.1;
    const at::Tensor bias = at::randn({24});
    const at::Tensor expected = deform_conv(features, points, weight, bias);
    const at::Tensor actual = deform_conv(to_gpu(features), to_gpu(points), to_gpu(weight), to_gpu(bias));
    // Products may run in TF32's 10 bits where somebody allowed that; Torch does not by itself.
    EXPECT_LT(difference(actual, expected), 1e-4);
}

}  // namespace
}  // namespace rtrack
