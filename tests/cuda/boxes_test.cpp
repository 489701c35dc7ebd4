#include "tests/cuda/guarded.h"
#include "tracking/kernels/box_losses.h"
#include "tracking/kernels/points_to_box.h"

namespace rtrack {
namespace {

class BoxesOnGpu : public OnGpu {};

constexpr float kHuge = 1e15F;

/// Boxes that overlap, lie apart, touch, are equal, inside out, empty and huge.
at::Tensor boxes_of_all_kinds() {
    at::manual_seed(6);
    const at::Tensor corners = at::rand({500, 2}) * 256;
    const at::Tensor random = at::cat({corners, corners + at::rand({500, 2}) * 128}, 1);
    const at::Tensor special = at::tensor({10.F, 10.F, 30.F, 30.F, 30.F, 10.F, 50.F,  30.F,  //
                                           10.F, 10.F, 30.F, 20.F, 30.F, 30.F, 10.F,  10.F,  //
                                           20.F, 20.F, 20.F, 20.F, 0.F,  0.F,  kHuge, kHuge})
                                   .view({6, 4});
    return at::cat({random, special});
}

/// Differences as shares of 1 + the size of the value.
double relative_difference(const at::Tensor& actual, const at::Tensor& expected) {
    const at::Tensor scale = 1 + expected.detach().to(at::kCPU, at::kDouble).abs();
    return difference(actual.detach().to(at::kCPU, at::kDouble) / scale,
                      expected.detach().to(at::kCPU, at::kDouble) / scale);
}

TEST_F(BoxesOnGpu, OverlapsEqualTheCpuForwardAndBackward) {
    const at::Tensor boxes = boxes_of_all_kinds();
    for (const at::ScalarType type : both_types()) {
        for (const bool generalised : {false, true}) {
            const auto overlap = [&](const at::Tensor& a, const at::Tensor& b) {
                return generalised ? box_giou(a, b) : box_iou(a, b);
            };
            const at::Tensor a = boxes.to(type).unsqueeze(1).contiguous().set_requires_grad(true);
            const at::Tensor b = boxes.narrow(0, 0, 40).to(type).clone().set_requires_grad(true);
            const at::Tensor gpu_a = to_gpu(a).set_requires_grad(true);
            const at::Tensor gpu_b = to_gpu(b).set_requires_grad(true);
            const at::Tensor expected = overlap(a, b);
            const at::Tensor actual = overlap(gpu_a, gpu_b);
            EXPECT_LT(relative_difference(actual, expected), tolerance(type, 1));
            const at::Tensor grad = at::rand({506, 40}).to(type);
            expected.backward(grad);
            actual.backward(to_gpu(grad));
            // Torch sums the gradients of repeated boxes, in bfloat16 step by step on the CPU.
            const double allowed = type == at::kFloat ? 1e-4 : 5e-2;
            EXPECT_LT(relative_difference(gpu_a.grad(), a.grad()), allowed);
            EXPECT_LT(relative_difference(gpu_b.grad(), b.grad()), allowed);
        }
    }
}

TEST_F(BoxesOnGpu, WhatIsNotANumberStaysThere) {
    at::Tensor bad = at::tensor({0.F, 0.F, 5.F, 5.F}).repeat({4, 1});
    for (int k = 0; k < 4; ++k) bad[k][k] = std::nanf("");
    const at::Tensor good = at::tensor({1.F, 1.F, 3.F, 3.F});
    EXPECT_TRUE(box_giou(to_gpu(bad), to_gpu(good)).isnan().all().item<bool>());
    EXPECT_TRUE(box_iou(to_gpu(good), to_gpu(bad)).isnan().all().item<bool>());
}

TEST_F(BoxesOnGpu, PointsToBoxEqualTheCpuForwardAndBackward) {
    at::manual_seed(7);
    at::Tensor sets = at::randint(-8, 8, {700, 9, 2}).to(at::kFloat);  // whole numbers: many ties
    sets[0].fill_(3);                                                  // all points in one place
    sets[1][4][1] = std::nanf("");
    sets[2][0][0] = kHuge;
    for (const at::ScalarType type : both_types()) {
        const at::Tensor points = sets.to(type).set_requires_grad(true);
        const at::Tensor gpu_points = to_gpu(points).set_requires_grad(true);
        const at::Tensor expected = box_from_points_min_max(points);
        const at::Tensor actual = box_from_points_min_max(gpu_points);
        EXPECT_EQ(difference(actual, expected), 0);
        const at::Tensor grad = at::rand({700, 4}).to(type);
        expected.backward(grad);
        actual.backward(to_gpu(grad));
        EXPECT_LT(difference(gpu_points.grad(), points.grad()), tolerance(type, 1));
    }
}

TEST_F(BoxesOnGpu, MomentsEqualTheCpuForwardAndBackward) {
    at::manual_seed(8);
    const at::Tensor sets = at::randn({700, 9, 2}) * 40;
    sets[0].fill_(3);
    for (const at::ScalarType type : both_types()) {
        const at::Tensor points = sets.to(type).set_requires_grad(true);
        const at::Tensor gpu_points = to_gpu(points).set_requires_grad(true);
        const at::Tensor scale = at::tensor({0.3F, -0.2F}).set_requires_grad(true);
        const at::Tensor gpu_scale = to_gpu(scale).set_requires_grad(true);
        const at::Tensor expected = box_from_points_moment(points, scale);
        const at::Tensor actual = box_from_points_moment(gpu_points, gpu_scale);
        EXPECT_LT(difference(actual, expected), tolerance(type, 256));
        const at::Tensor grad = at::randn({700, 4}).to(type);
        expected.backward(grad);
        actual.backward(to_gpu(grad));
        EXPECT_LT(relative_difference(gpu_points.grad(), points.grad()), tolerance(type, 4));
        EXPECT_LT(relative_difference(gpu_scale.grad(), scale.grad()), 1e-3);
    }
}

TEST_F(BoxesOnGpu, EmptyInputs) {
    const auto on_gpu = at::TensorOptions(at::kCUDA);
    EXPECT_EQ(box_giou(at::zeros({0, 4}, on_gpu), at::zeros({1, 4}, on_gpu)).numel(), 0);
    EXPECT_EQ(box_from_points_min_max(at::zeros({0, 9, 2}, on_gpu)).numel(), 0);
    EXPECT_EQ(box_from_points_moment(at::zeros({0, 9, 2}, on_gpu), at::zeros({2}, on_gpu)).numel(), 0);
}

TEST_F(BoxesOnGpu, KernelsTouchNothingBesideTheirOutputs) {
    constexpr int64_t kSets = 301;
    at::manual_seed(10);
    for (const at::ScalarType type : both_types()) {
        const at::Tensor points = to_gpu(at::randn({kSets, 9, 2}).to(type));
        const at::Tensor boxes = to_gpu(at::rand({kSets, 4}).to(type));
        const at::Tensor values = to_gpu(at::rand({kSets}).to(type));
        const at::Tensor scale = to_gpu(at::zeros({2}));
        Guarded by_points({kSets, 9, 2}, type);
        Guarded moment_by_points({kSets, 9, 2}, type);
        Guarded by_scale({kSets, 2}, at::kFloat);
        Guarded extreme({kSets, 4}, type);
        Guarded moment({kSets, 4}, type);
        Guarded overlap({kSets}, type);
        Guarded by_a({kSets, 4}, type);
        Guarded by_b({kSets, 4}, type);
        const CudaCall call(points);
        const CudaOperators& run = call.operators;
        const void* in = points.const_data_ptr();
        const void* box = boxes.const_data_ptr();
        const auto* log_scale = scale.const_data_ptr<float>();
        call.check(run.extreme_box(call.element, in, kSets, 9, extreme.data(), call.stream));
        call.check(run.extreme_box_backward(call.element, in, box, kSets, 9, by_points.data(), call.stream));
        call.check(run.moment_box(call.element, in, log_scale, kSets, 9, moment.data(), call.stream));
        call.check(run.moment_box_backward(call.element, in, log_scale, box, kSets, 9,
                                           moment_by_points.data(), static_cast<float*>(by_scale.data()),
                                           call.stream));
        call.check(run.overlap(call.element, box, box, kSets, true, overlap.data(), call.stream));
        call.check(run.overlap_backward(call.element, box, box, values.const_data_ptr(), kSets, true,
                                        by_a.data(), by_b.data(), call.stream));
        for (const Guarded* output :
             {&by_points, &moment_by_points, &by_scale, &extreme, &moment, &overlap, &by_a, &by_b}) {
            EXPECT_TRUE(output->guards_untouched());
            EXPECT_TRUE(output->tensor().isfinite().all().item<bool>());
        }
    }
}

}  // namespace
}  // namespace rtrack
