#include "tracking/kernels/box_losses.h"

#include <sstream>
#include <type_traits>

#include <ATen/Dispatch.h>
#include <ATen/ExpandUtils.h>
#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>

#include "tracking/base/error.h"
#include "tracking/kernels/box_losses_math.h"
#include "tracking/kernels/cuda_plugin.h"

namespace rtrack {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

constexpr int64_t kBoxesPerThread = 2048;

/// Computed in double for doubles, in float for all others.
template <typename Scalar>
using Real = std::conditional_t<std::is_same_v<Scalar, double>, double, float>;

template <typename Scalar>
void read_box(const Scalar* boxes, int64_t i, Real<Scalar>* box) {
    for (int k = 0; k < 4; ++k) box[k] = static_cast<Real<Scalar>>(boxes[4 * i + k]);
}

template <typename Scalar>
void overlap_cpu(const at::Tensor& a, const at::Tensor& b, bool generalised, at::Tensor& output) {
    const Scalar* boxes_a = a.const_data_ptr<Scalar>();
    const Scalar* boxes_b = b.const_data_ptr<Scalar>();
    Scalar* out = output.mutable_data_ptr<Scalar>();
    at::parallel_for(0, output.numel(), kBoxesPerThread, [&](int64_t begin, int64_t end) {
        for (int64_t i = begin; i < end; ++i) {
            Real<Scalar> box_a[4];
            Real<Scalar> box_b[4];
            read_box(boxes_a, i, box_a);
            read_box(boxes_b, i, box_b);
            const auto parts = overlap_parts(box_a, box_b);
            out[i] = static_cast<Scalar>(generalised ? giou_of(parts) : iou_of(parts));
        }
    });
}

template <typename Scalar>
void overlap_backward_cpu(const at::Tensor& a, const at::Tensor& b, const at::Tensor& grad_output,
                          bool generalised, at::Tensor& grad_a, at::Tensor& grad_b) {
    const Scalar* boxes_a = a.const_data_ptr<Scalar>();
    const Scalar* boxes_b = b.const_data_ptr<Scalar>();
    const Scalar* grads = grad_output.const_data_ptr<Scalar>();
    Scalar* out_a = grad_a.mutable_data_ptr<Scalar>();
    Scalar* out_b = grad_b.mutable_data_ptr<Scalar>();
    at::parallel_for(0, grad_output.numel(), kBoxesPerThread, [&](int64_t begin, int64_t end) {
        for (int64_t i = begin; i < end; ++i) {
            Real<Scalar> box_a[4];
            Real<Scalar> box_b[4];
            Real<Scalar> by_a[4];
            Real<Scalar> by_b[4];
            read_box(boxes_a, i, box_a);
            read_box(boxes_b, i, box_b);
            overlap_gradient(box_a, box_b, static_cast<Real<Scalar>>(grads[i]), generalised, by_a, by_b);
            for (int k = 0; k < 4; ++k) {
                out_a[4 * i + k] = static_cast<Scalar>(by_a[k]);
                out_b[4 * i + k] = static_cast<Scalar>(by_b[k]);
            }
        }
    });
}

void overlap_cuda(const at::Tensor& a, const at::Tensor& b, bool generalised, at::Tensor& output) {
    const CudaCall call(a);
    call.check(call.operators.overlap(call.element, a.const_data_ptr(), b.const_data_ptr(), output.numel(),
                                      generalised, output.mutable_data_ptr(), call.stream));
}

void overlap_backward_cuda(const at::Tensor& a, const at::Tensor& b, const at::Tensor& grad_output,
                           bool generalised, at::Tensor& grad_a, at::Tensor& grad_b) {
    const CudaCall call(a);
    call.check(call.operators.overlap_backward(
        call.element, a.const_data_ptr(), b.const_data_ptr(), grad_output.const_data_ptr(),
        grad_output.numel(), generalised, grad_a.mutable_data_ptr(), grad_b.mutable_data_ptr(), call.stream));
}

struct BoxOverlap : torch::autograd::Function<BoxOverlap> {
    /// @param a, b  of the same shape [..., 4] and type, contiguous
    static at::Tensor forward(AutogradContext* context, const at::Tensor& a, const at::Tensor& b,
                              bool generalised) {
        context->save_for_backward({a, b});
        context->saved_data["generalised"] = generalised;
        at::Tensor output = at::empty(a.sizes().slice(0, a.dim() - 1), a.options());
        if (a.is_cuda()) {
            overlap_cuda(a, b, generalised, output);
        } else {
            AT_DISPATCH_FLOATING_TYPES_AND(at::kBFloat16, a.scalar_type(), "box_overlap",
                                           [&] { overlap_cpu<scalar_t>(a, b, generalised, output); });
        }
        return output;
    }

    static variable_list backward(AutogradContext* context, variable_list grads) {
        const auto saved = context->get_saved_variables();
        const bool generalised = context->saved_data["generalised"].toBool();
        const at::Tensor grad_output = grads[0].contiguous();
        at::Tensor grad_a = at::empty_like(saved[0]);
        at::Tensor grad_b = at::empty_like(saved[1]);
        if (grad_a.is_cuda()) {
            overlap_backward_cuda(saved[0], saved[1], grad_output, generalised, grad_a, grad_b);
        } else {
            AT_DISPATCH_FLOATING_TYPES_AND(at::kBFloat16, grad_a.scalar_type(), "box_overlap_backward", [&] {
                overlap_backward_cpu<scalar_t>(saved[0], saved[1], grad_output, generalised, grad_a, grad_b);
            });
        }
        return {grad_a, grad_b, at::Tensor()};
    }
};

at::Tensor overlap(const at::Tensor& a, const at::Tensor& b, bool generalised) {
    if (a.dim() < 1 || b.dim() < 1 || a.size(-1) != 4 || b.size(-1) != 4) {
        std::ostringstream message;
        message << "boxes must be [..., 4], got " << a.sizes() << " and " << b.sizes();
        throw Error(ErrorCode::Contract, message.str());
    }
    const at::ScalarType type = at::result_type(a, b);
    const std::vector<int64_t> shape = at::infer_size(a.sizes(), b.sizes());
    // Expanding is Torch's: its gradient sums over what was repeated.
    return BoxOverlap::apply(a.to(type).expand(shape).contiguous(), b.to(type).expand(shape).contiguous(),
                             generalised);
}

}  // namespace

at::Tensor box_iou(const at::Tensor& a, const at::Tensor& b) {
    return overlap(a, b, /*generalised=*/false);
}

at::Tensor box_giou(const at::Tensor& a, const at::Tensor& b) {
    return overlap(a, b, /*generalised=*/true);
}

}  // namespace rtrack
