#include "tracking/model/packed_layers.h"

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
using ReorderLinear = at::Tensor(const at::Tensor&, std::optional<c10::SymInt>);

template <typename Signature>
const auto& torch_operator(const char* name, const char* overload) {
    static const auto handle =
        c10::Dispatcher::singleton().findSchemaOrThrow(name, overload).template typed<Signature>();
    return handle;
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
    static const Scalars no_scalars;
    const std::optional<std::string_view> exact =
        fused == Fused::Gelu ? std::optional<std::string_view>("none") : std::nullopt;
    return torch_operator<LinearPointwise>("mkldnn::_linear_pointwise", "")
        .call(x, weight_, bias_, attribute(fused), no_scalars, exact);
}

at::Tensor PackedLinear::plus(const at::Tensor& x, const at::Tensor& residual) const {
    return torch_operator<LinearBinary>("mkldnn::_linear_pointwise", "binary")
        .call(x, residual, weight_, bias_, "add");
}

PackedConv::PackedConv(const Conv& conv, bool relu, at::ScalarType precision) : relu_(relu) {
    const at::Tensor bias = conv.bias.defined() ? conv.bias : at::zeros({conv.weight.size(0)});
    set(conv.weight.detach(), bias.detach(), conv.stride, precision);
}

PackedConv::PackedConv(const ConvNorm& layer, at::ScalarType precision)
    : relu_(layer.relu), groups_(layer.groups) {
    const at::Tensor weight = layer.conv.weight.detach();
    if (groups_ > 0) {
        set(weight, at::zeros({weight.size(0)}), layer.conv.stride, precision);
        norm_weight_ = layer.weight.detach().to(precision);
        norm_bias_ = layer.bias.detach().to(precision);
        return;
    }
    const at::Tensor scale = layer.weight.detach() / (layer.running_var + 1e-5).sqrt();
    set(weight * scale.reshape({-1, 1, 1, 1}), layer.bias.detach() - layer.running_mean * scale,
        layer.conv.stride, precision);
}

void PackedConv::set(const at::Tensor& weight, const at::Tensor& bias, int stride, at::ScalarType precision) {
    weight_ = weight.to(precision).contiguous(at::MemoryFormat::ChannelsLast);
    bias_ = bias.to(precision);
    stride_ = stride;
    padding_ = weight.size(2) == stride ? 0 : static_cast<int>(weight.size(2) / 2);
}

at::Tensor PackedConv::operator()(const at::Tensor& x) const {
    at::Tensor y =
        at::conv2d(x, weight_, bias_, at::IntArrayRef{stride_, stride_}, at::IntArrayRef{padding_, padding_});
    if (groups_ > 0) y = at::group_norm(y, groups_, norm_weight_, norm_bias_, 1e-5);
    return relu_ ? y.relu_() : y;
}

}  // namespace rtrack
