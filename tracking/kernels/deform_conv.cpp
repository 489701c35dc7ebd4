#include "tracking/kernels/deform_conv.h"

#include <sstream>
#include <type_traits>
#include <vector>

#include <ATen/Dispatch.h>
#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>

#include "tracking/base/error.h"
#include "tracking/kernels/cuda_plugin.h"
#include "tracking/kernels/deform_conv_math.h"
#include "tracking/kernels/vectorized.h"

namespace rtrack {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

void check_shapes(const at::Tensor& features, const at::Tensor& points) {
    if (features.dim() == 4 && points.dim() == 4 && points.size(3) == 2 && features.size(0) == points.size(0))
        return;
    std::ostringstream message;
    message << "sample_points takes features [B, H, W, C] and points [B, N, n, 2], got " << features.sizes()
            << " and " << points.sizes();
    throw Error(ErrorCode::Contract, message.str());
}

/// Sums are taken in double for double features, in float for all others.
template <typename Scalar>
using Accumulated = std::conditional_t<std::is_same_v<Scalar, double>, double, float>;

SampleShape shape_of(const at::Tensor& features, const at::Tensor& points) {
    return {features.size(0), points.size(1) * points.size(2), features.size(3),
            static_cast<int>(features.size(1)), static_cast<int>(features.size(2))};
}

/// output[c] = sum over the four corners of weight * cell[c].
template <typename Real, typename Scalar>
RTRACK_VECTORIZED void blend(const Scalar* const (&cells)[4], const Corner<Real> (&corners)[4],
                             int64_t channels, Scalar* __restrict output) {
    const Scalar* const first = cells[0];
    const Scalar* const second = cells[1];
    const Scalar* const third = cells[2];
    const Scalar* const fourth = cells[3];
    const Real weights[4] = {corners[0].weight, corners[1].weight, corners[2].weight, corners[3].weight};
    for (int64_t c = 0; c < channels; ++c) {
        output[c] = static_cast<Scalar>(
            weights[0] * static_cast<Real>(first[c]) + weights[1] * static_cast<Real>(second[c]) +
            weights[2] * static_cast<Real>(third[c]) + weights[3] * static_cast<Real>(fourth[c]));
    }
}

/// Summed in as many parts as a few vectors hold: a single sum would have to wait for each addition.
template <typename Real, typename Scalar>
RTRACK_VECTORIZED Real dot_product(const Scalar* a, const Scalar* b, int64_t channels) {
    constexpr int64_t kParts = 16;
    Real parts[kParts] = {};
    int64_t c = 0;
    for (; c + kParts <= channels; c += kParts) {
        for (int64_t k = 0; k < kParts; ++k) {
            parts[k] += static_cast<Real>(a[c + k]) * static_cast<Real>(b[c + k]);
        }
    }
    for (; c < channels; ++c) parts[0] += static_cast<Real>(a[c]) * static_cast<Real>(b[c]);
    Real sum = 0;
    for (const Real part : parts) sum += part;
    return sum;
}

template <typename Scalar>
void sample_cpu(const at::Tensor& features, const at::Tensor& points, at::Tensor& output) {
    using Real = Accumulated<Scalar>;
    const SampleShape shape = shape_of(features, points);
    const Scalar* maps = features.const_data_ptr<Scalar>();
    const Real* places = points.const_data_ptr<Real>();
    Scalar* out = output.mutable_data_ptr<Scalar>();
    const int64_t map_size = shape.map_size();
    const std::vector<Scalar> outside(shape.channels, Scalar(0));
    at::parallel_for(0, shape.batch * shape.per_image, 256, [&](int64_t begin, int64_t end) {
        for (int64_t i = begin; i < end; ++i) {
            const Scalar* map = maps + i / shape.per_image * map_size;
            Corner<Real> corners[4];
            corners_at(places[2 * i], places[2 * i + 1], shape, corners);
            const Scalar* cells[4];
            for (int k = 0; k < 4; ++k) {
                const bool inside = corners[k].offset >= 0;
                cells[k] = inside ? map + corners[k].offset : outside.data();
                if (!inside) corners[k].weight = 0;  // a place far outside may have any
            }
            blend(cells, corners, shape.channels, out + i * shape.channels);
        }
    });
}

/// Gradients by features (float, summed) and by points. One thread an image: two points may share a cell.
template <typename Scalar>
void sample_backward_cpu(const at::Tensor& features, const at::Tensor& points, const at::Tensor& grad_output,
                         at::Tensor& grad_features, at::Tensor& grad_points) {
    using Real = Accumulated<Scalar>;
    const SampleShape shape = shape_of(features, points);
    const Scalar* maps = features.const_data_ptr<Scalar>();
    const Real* places = points.const_data_ptr<Real>();
    const Scalar* grads = grad_output.const_data_ptr<Scalar>();
    Real* map_grads = grad_features.mutable_data_ptr<Real>();
    Real* point_grads = grad_points.mutable_data_ptr<Real>();
    const int64_t map_size = shape.map_size();
    at::parallel_for(0, shape.batch, 1, [&](int64_t begin, int64_t end) {
        for (int64_t i = begin * shape.per_image; i < end * shape.per_image; ++i) {
            const int64_t image = i / shape.per_image;
            const Scalar* map = maps + image * map_size;
            Real* map_grad = map_grads + image * map_size;
            const Scalar* grad = grads + i * shape.channels;
            Corner<Real> corners[4];
            corners_at(places[2 * i], places[2 * i + 1], shape, corners);
            Real by_x = 0;
            Real by_y = 0;
            for (const Corner<Real>& corner : corners) {
                if (corner.offset < 0) continue;
                add_weighted(corner.weight, grad, shape.channels, map_grad + corner.offset);
                const Real dot = dot_product<Real>(map + corner.offset, grad, shape.channels);
                by_x += corner.weight_by_x * dot;
                by_y += corner.weight_by_y * dot;
            }
            point_grads[2 * i] = by_x;
            point_grads[2 * i + 1] = by_y;
        }
    });
}

void sample_cuda(const at::Tensor& features, const at::Tensor& points, at::Tensor& output) {
    const CudaCall call(features);
    call.check(call.operators.sample_points(call.element, features.const_data_ptr(),
                                            points.const_data_ptr<float>(), shape_of(features, points),
                                            output.mutable_data_ptr(), call.stream));
}

void sample_backward_cuda(const at::Tensor& features, const at::Tensor& points, const at::Tensor& grad_output,
                          at::Tensor& grad_features, at::Tensor& grad_points) {
    const CudaCall call(features);
    call.check(call.operators.sample_points_backward(
        call.element, features.const_data_ptr(), points.const_data_ptr<float>(), grad_output.const_data_ptr(),
        shape_of(features, points), grad_features.mutable_data_ptr<float>(),
        grad_points.mutable_data_ptr<float>(), call.stream));
}

struct SamplePoints : torch::autograd::Function<SamplePoints> {
    static at::Tensor forward(AutogradContext* context, const at::Tensor& features_in,
                              const at::Tensor& points_in) {
        const at::Tensor features = features_in.contiguous();
        const auto real = features.scalar_type() == at::kDouble ? at::kDouble : at::kFloat;
        const at::Tensor points = points_in.to(real).contiguous();
        context->save_for_backward({features, points});
        at::Tensor output =
            at::empty({points.size(0), points.size(1), points.size(2), features.size(3)}, features.options());
        if (features.is_cuda()) {
            sample_cuda(features, points, output);
        } else {
            AT_DISPATCH_FLOATING_TYPES_AND(at::kBFloat16, features.scalar_type(), "sample_points",
                                           [&] { sample_cpu<scalar_t>(features, points, output); });
        }
        return output;
    }

    static variable_list backward(AutogradContext* context, variable_list grads) {
        const auto saved = context->get_saved_variables();
        const at::Tensor& features = saved[0];
        const at::Tensor& points = saved[1];
        const at::Tensor grad_output = grads[0].contiguous();
        at::Tensor grad_features =
            at::zeros(features.sizes(), features.options().dtype(points.scalar_type()));
        at::Tensor grad_points = at::empty_like(points);
        if (features.is_cuda()) {
            sample_backward_cuda(features, points, grad_output, grad_features, grad_points);
        } else {
            AT_DISPATCH_FLOATING_TYPES_AND(
                at::kBFloat16, features.scalar_type(), "sample_points_backward", [&] {
                    sample_backward_cpu<scalar_t>(features, points, grad_output, grad_features, grad_points);
                });
        }
        return {grad_features.to(features.scalar_type()), grad_points};
    }
};

}  // namespace

at::Tensor sample_points(const at::Tensor& features, const at::Tensor& points) {
    check_shapes(features, points);
    return SamplePoints::apply(features, points);
}

at::Tensor deform_conv(const at::Tensor& features, const at::Tensor& points, const at::Tensor& weight,
                       const at::Tensor& bias) {
    const at::Tensor taps = sample_points(features, points).flatten(2);
    if (weight.dim() != 2 || weight.size(1) != taps.size(2)) {
        std::ostringstream message;
        message << "deform_conv takes a weight [C_out, " << taps.size(2) << "], got " << weight.sizes();
        throw Error(ErrorCode::Contract, message.str());
    }
    return at::linear(taps, weight, bias);
}

}  // namespace rtrack
