#include "tracking/model/packed_layers.h"

#include <array>

#include <ATen/core/dispatch/Dispatcher.h>

namespace rtrack {

namespace {

// These operators of Torch have no C++ header: torch.compile reaches them, as we do, through the dispatcher.
using Scalars = c10::List<std::optional<at::Scalar>>;
using OptionalTensor = std::optional<at::Tensor>;
using LinearPointwise = at::Tensor(const at::Tensor&, const at::Tensor&, const OptionalTensor&,
                                   std::string_view, Scalars, std::optional<std::string_view>);
using LinearBinary = at::Tensor(const at::Tensor&, const at::Tensor&, const at::Tensor&,
                                const OptionalTensor&, std::string_view);
using ConvPointwise = at::Tensor(const at::Tensor&, const at::Tensor&, const OptionalTensor&, at::IntArrayRef,
                                 at::IntArrayRef, at::IntArrayRef, int64_t, std::string_view, Scalars,
                                 std::optional<std::string_view>);
using ConvBinary = at::Tensor(const at::Tensor&, const at::Tensor&, const at::Tensor&, const OptionalTensor&,
                              at::IntArrayRef, at::IntArrayRef, at::IntArrayRef, int64_t, std::string_view,
                              std::optional<at::Scalar>, std::optional<std::string_view>, Scalars,
                              std::optional<std::string_view>);
using ReorderConv = at::Tensor(const at::Tensor&, at::IntArrayRef, at::IntArrayRef, at::IntArrayRef, int64_t,
                               at::OptionalIntArrayRef);
using ReorderLinear = at::Tensor(const at::Tensor&, std::optional<c10::SymInt>);

template <typename Signature>
const auto& torch_operator(const char* name, const char* overload) {
    static const auto handle =
        c10::Dispatcher::singleton().findSchemaOrThrow(name, overload).template typed<Signature>();
    return handle;
}

constexpr std::array<int64_t, 2> kNoDilation = {1, 1};

const Scalars& no_scalars() {
    static const Scalars none;
    return none;
}

std::string_view attribute(Fused fused) {
    switch (fused) {
        case Fused::Relu:
            return "relu";
        case Fused::Gelu:
            return "gelu";
        case Fused::Nothing:
            break;
    }
    return "none";
}

}  // namespace

PackedLinear::PackedLinear(const at::Tensor& weight, const at::Tensor& bias, at::ScalarType precision)
    : weight_(torch_operator<ReorderLinear>("mkldnn::_reorder_linear_weight", "")
                  .call(weight.detach().to(precision).contiguous(), std::nullopt)),
      bias_(bias.detach().to(precision)) {}

at::Tensor PackedLinear::operator()(const at::Tensor& x, Fused fused) const {
    const std::optional<std::string_view> exact =
        fused == Fused::Gelu ? std::optional<std::string_view>("none") : std::nullopt;
    return torch_operator<LinearPointwise>("mkldnn::_linear_pointwise", "")
        .call(x, weight_, bias_, attribute(fused), no_scalars(), exact);
}

at::Tensor PackedLinear::plus(const at::Tensor& x, const at::Tensor& residual) const {
    return torch_operator<LinearBinary>("mkldnn::_linear_pointwise", "binary")
        .call(x, residual, weight_, bias_, "add");
}

PackedConv::PackedConv(const Conv& conv, bool relu, int side, at::ScalarType precision) : relu_(relu) {
    const at::Tensor bias = conv.bias.defined() ? conv.bias : at::zeros({conv.weight.size(0)});
    set(conv.weight.detach(), bias.detach(), conv.stride, side, precision);
}

PackedConv::PackedConv(const ConvNorm& layer, int side, at::ScalarType precision)
    : relu_(layer.relu), groups_(layer.groups) {
    const at::Tensor weight = layer.conv.weight.detach();
    if (groups_ > 0) {
        set(weight, at::zeros({weight.size(0)}), layer.conv.stride, side, precision);
        norm_weight_ = layer.weight.detach().to(precision);
        norm_bias_ = layer.bias.detach().to(precision);
        return;
    }
    const at::Tensor scale = layer.weight.detach() / (layer.running_var + 1e-5).sqrt();
    set(weight * scale.reshape({-1, 1, 1, 1}), layer.bias.detach() - layer.running_mean * scale,
        layer.conv.stride, side, precision);
}

void PackedConv::set(const at::Tensor& weight, const at::Tensor& bias, int stride, int side,
                     at::ScalarType precision) {
    const int64_t padding = weight.size(2) == stride ? 0 : weight.size(2) / 2;
    padding_ = {padding, padding};
    stride_ = {stride, stride};
    weight_ = torch_operator<ReorderConv>("mkldnn::_reorder_convolution_weight", "")
                  .call(weight.to(precision).contiguous(at::MemoryFormat::ChannelsLast), padding_, stride_,
                        kNoDilation, 1, at::IntArrayRef{1, weight.size(1), side, side});
    bias_ = bias.to(precision);
}

at::Tensor PackedConv::operator()(const at::Tensor& x) const {
    const bool fused_relu = relu_ && groups_ == 0;
    at::Tensor y =
        torch_operator<ConvPointwise>("mkldnn::_convolution_pointwise", "")
            .call(x, weight_, bias_, padding_, stride_, kNoDilation, 1,
                  attribute(fused_relu ? Fused::Relu : Fused::Nothing), no_scalars(), std::nullopt);
    if (groups_ == 0) return y;
    y = at::group_norm(y, groups_, norm_weight_, norm_bias_, 1e-5);
    return relu_ ? y.relu_() : y;
}

at::Tensor PackedConv::plus_relu(const at::Tensor& x, const at::Tensor& residual) const {
    return torch_operator<ConvBinary>("mkldnn::_convolution_pointwise", "binary")
        .call(x, residual, weight_, bias_, padding_, stride_, kNoDilation, 1, "add", std::nullopt, "relu",
              no_scalars(), std::nullopt);
}

}  // namespace rtrack
