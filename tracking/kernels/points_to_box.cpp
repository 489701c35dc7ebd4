#include "tracking/kernels/points_to_box.h"

#include <string>
#include <type_traits>

#include <ATen/Dispatch.h>
#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>

#include "tracking/base/error.h"
#include "tracking/kernels/cuda_plugin.h"
#include "tracking/kernels/points_to_box_math.h"

namespace rtrack {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

constexpr int64_t kSetsPerThread = 1024;

/// Computed in double for doubles, in float for all others.
template <typename Scalar>
using Real = std::conditional_t<std::is_same_v<Scalar, double>, double, float>;

void check_points(const at::Tensor& points, int64_t fewest) {
    if (points.dim() < 2 || points.size(-1) != 2 || points.size(-2) < fewest) {
        throw Error(ErrorCode::Contract,
                    "points must be [..., N, 2] with N >= " + std::to_string(fewest) + ", got " +
                        std::to_string(points.dim()) + " dimensions, the last two " +
                        (points.dim() < 2
                             ? "missing"
                             : std::to_string(points.size(-2)) + " x " + std::to_string(points.size(-1))));
    }
}

/// How many sets of how many points [..., N, 2] are.
struct PointSets {
    int64_t sets;
    int count;
    explicit PointSets(const at::Tensor& points)
        : sets(points.numel() / (2 * points.size(-2))), count(static_cast<int>(points.size(-2))) {}
};

at::Tensor empty_boxes(const at::Tensor& points) {
    std::vector<int64_t> shape = points.sizes().slice(0, points.dim() - 2).vec();
    shape.push_back(4);
    return at::empty(shape, points.options());
}

/// Calls `each(i)` for every set, on several threads.
template <typename Each>
void for_each_set(const PointSets& size, Each each) {
    at::parallel_for(0, size.sets, kSetsPerThread, [&](int64_t begin, int64_t end) {
        for (int64_t i = begin; i < end; ++i) each(i);
    });
}

template <typename Scalar>
void write_box(const Real<Scalar>* box, Scalar* output) {
    for (int k = 0; k < 4; ++k) output[k] = static_cast<Scalar>(box[k]);
}

struct ExtremeBox : torch::autograd::Function<ExtremeBox> {
    static at::Tensor forward(AutogradContext* context, const at::Tensor& points) {
        context->save_for_backward({points});
        const PointSets size(points);
        at::Tensor boxes = empty_boxes(points);
        if (points.is_cuda()) {
            const CudaCall call(points);
            call.check(call.operators.extreme_box(call.element, points.const_data_ptr(), size.sets,
                                                  size.count, boxes.mutable_data_ptr(), call.stream));
            return boxes;
        }
        AT_DISPATCH_FLOATING_TYPES_AND(at::kBFloat16, points.scalar_type(), "extreme_box", [&] {
            const scalar_t* in = points.const_data_ptr<scalar_t>();
            scalar_t* out = boxes.mutable_data_ptr<scalar_t>();
            for_each_set(size, [&](int64_t i) {
                Real<scalar_t> box[4];
                extreme_box(in + 2 * i * size.count, size.count, box);
                write_box(box, out + 4 * i);
            });
        });
        return boxes;
    }

    static variable_list backward(AutogradContext* context, variable_list grads) {
        const at::Tensor points = context->get_saved_variables()[0];
        const PointSets size(points);
        const at::Tensor grad_boxes = grads[0].contiguous();
        at::Tensor grad_points = at::empty_like(points);
        if (points.is_cuda()) {
            const CudaCall call(points);
            call.check(call.operators.extreme_box_backward(call.element, points.const_data_ptr(),
                                                           grad_boxes.const_data_ptr(), size.sets, size.count,
                                                           grad_points.mutable_data_ptr(), call.stream));
            return {grad_points};
        }
        AT_DISPATCH_FLOATING_TYPES_AND(at::kBFloat16, points.scalar_type(), "extreme_box_backward", [&] {
            const scalar_t* in = points.const_data_ptr<scalar_t>();
            const scalar_t* grad = grad_boxes.const_data_ptr<scalar_t>();
            scalar_t* out = grad_points.mutable_data_ptr<scalar_t>();
            for_each_set(size, [&](int64_t i) {
                extreme_box_gradient<Real<scalar_t>>(in + 2 * i * size.count, size.count, grad + 4 * i,
                                                     out + 2 * i * size.count);
            });
        });
        return {grad_points};
    }
};

struct MomentBox : torch::autograd::Function<MomentBox> {
    /// @param log_scale  [2] float, double for double points
    static at::Tensor forward(AutogradContext* context, const at::Tensor& points,
                              const at::Tensor& log_scale) {
        context->save_for_backward({points, log_scale});
        const PointSets size(points);
        at::Tensor boxes = empty_boxes(points);
        if (points.is_cuda()) {
            const CudaCall call(points);
            call.check(call.operators.moment_box(call.element, points.const_data_ptr(),
                                                 log_scale.const_data_ptr<float>(), size.sets, size.count,
                                                 boxes.mutable_data_ptr(), call.stream));
            return boxes;
        }
        AT_DISPATCH_FLOATING_TYPES_AND(at::kBFloat16, points.scalar_type(), "moment_box", [&] {
            const scalar_t* in = points.const_data_ptr<scalar_t>();
            const auto* scale = log_scale.const_data_ptr<Real<scalar_t>>();
            scalar_t* out = boxes.mutable_data_ptr<scalar_t>();
            for_each_set(size, [&](int64_t i) {
                Real<scalar_t> box[4];
                moment_box(in + 2 * i * size.count, size.count, scale, box);
                write_box(box, out + 4 * i);
            });
        });
        return boxes;
    }

    static variable_list backward(AutogradContext* context, variable_list grads) {
        const auto saved = context->get_saved_variables();
        const at::Tensor& points = saved[0];
        const at::Tensor& log_scale = saved[1];
        const PointSets size(points);
        const at::Tensor grad_boxes = grads[0].contiguous();
        at::Tensor grad_points = at::empty_like(points);
        at::Tensor grad_scale = at::empty({size.sets, 2}, log_scale.options());
        if (points.is_cuda()) {
            const CudaCall call(points);
            call.check(call.operators.moment_box_backward(
                call.element, points.const_data_ptr(), log_scale.const_data_ptr<float>(),
                grad_boxes.const_data_ptr(), size.sets, size.count, grad_points.mutable_data_ptr(),
                grad_scale.mutable_data_ptr<float>(), call.stream));
            return {grad_points, grad_scale.sum(0)};
        }
        AT_DISPATCH_FLOATING_TYPES_AND(at::kBFloat16, points.scalar_type(), "moment_box_backward", [&] {
            const scalar_t* in = points.const_data_ptr<scalar_t>();
            const auto* scale = log_scale.const_data_ptr<Real<scalar_t>>();
            const scalar_t* grad = grad_boxes.const_data_ptr<scalar_t>();
            scalar_t* out = grad_points.mutable_data_ptr<scalar_t>();
            auto* out_scale = grad_scale.mutable_data_ptr<Real<scalar_t>>();
            for_each_set(size, [&](int64_t i) {
                moment_box_gradient(in + 2 * i * size.count, size.count, scale, grad + 4 * i,
                                    out + 2 * i * size.count, out_scale + 2 * i);
            });
        });
        return {grad_points, grad_scale.sum(0)};
    }
};

}  // namespace

at::Tensor box_from_points_min_max(const at::Tensor& points) {
    check_points(points, 1);
    return ExtremeBox::apply(points.contiguous());
}

at::Tensor box_from_points_partial_min_max(const at::Tensor& points) {
    check_points(points, 4);
    return box_from_points_min_max(points.narrow(-2, 0, 4));
}

at::Tensor box_from_points_moment(const at::Tensor& points, const at::Tensor& log_scale) {
    check_points(points, 2);
    const auto real = points.scalar_type() == at::kDouble ? at::kDouble : at::kFloat;
    return MomentBox::apply(points.contiguous(), log_scale.to(real).contiguous());
}

}  // namespace rtrack
