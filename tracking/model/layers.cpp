#include "tracking/model/layers.h"

#include <cmath>

#include <ATen/ops/_softmax.h>
#include <ATen/ops/scaled_dot_product_attention.h>

namespace rtrack {

at::Tensor truncated_normal(at::IntArrayRef size, double std, at::Generator& generator) {
    return at::normal(0.0, std, size, generator).clamp_(-2 * std, 2 * std);
}

at::Tensor attention(const at::Tensor& query, const at::Tensor& key, const at::Tensor& value) {
    if (!query.is_cpu()) return at::scaled_dot_product_attention(query, key, value);
    const double scale = 1 / std::sqrt(static_cast<double>(query.size(3)));
    const at::Tensor scores = at::matmul(query * scale, key.transpose(2, 3));
    // Not at::softmax, which autocast would run in float; sums are float inside either way.
    return at::matmul(at::_softmax(scores, 3, /*half_to_float=*/false), value);
}

Linear::Linear(int64_t in, int64_t out, double std, at::Generator& generator)
    : weight(truncated_normal({out, in}, std, generator)), bias(at::zeros({out})) {}

void Linear::visit(const TensorVisitor& visitor, const std::string& name) {
    visitor(name + ".weight", weight, TensorRole::Parameter);
    visitor(name + ".bias", bias, TensorRole::Parameter);
}

void LayerNorm::visit(const TensorVisitor& visitor, const std::string& name) {
    visitor(name + ".weight", weight, TensorRole::Parameter);
    visitor(name + ".bias", bias, TensorRole::Parameter);
}

Conv::Conv(int64_t in, int64_t out, int kernel, int stride, bool with_bias, double std,
           at::Generator& generator)
    : weight(truncated_normal({out, in, kernel, kernel}, std, generator)
                 .contiguous(at::MemoryFormat::ChannelsLast)),
      stride(stride) {
    if (with_bias) bias = at::zeros({out});
}

at::Tensor Conv::operator()(const at::Tensor& x) const {
    const int64_t kernel = weight.size(2);
    // A patch embedding's kernel is as wide as its stride: no padding there.
    const int64_t padding = kernel == stride ? 0 : kernel / 2;
    return at::conv2d(x, weight, bias, at::IntArrayRef{stride, stride}, at::IntArrayRef{padding, padding});
}

void Conv::visit(const TensorVisitor& visitor, const std::string& name) {
    visitor(name + ".weight", weight, TensorRole::Parameter);
    if (bias.defined()) visitor(name + ".bias", bias, TensorRole::Parameter);
}

ConvNorm::ConvNorm(int64_t in, int64_t out, int kernel, int stride, bool batch_norm, bool relu,
                   at::Generator& generator)
    // He et al. 2015: keeps the variance through ReLU.
    : conv(in, out, kernel, stride, false, std::sqrt(2.0 / (in * kernel * kernel)), generator),
      weight(at::ones({out})),
      bias(at::zeros({out})),
      groups(batch_norm ? 0 : 32),
      relu(relu) {
    if (batch_norm) {
        running_mean = at::zeros({out});
        running_var = at::ones({out});
    }
}

namespace {

constexpr double kMomentum = 0.05;
constexpr double kEpsilon = 1e-5;

}  // namespace

/// Batch normalisation with mean and variance of every process's values, as one process with the whole batch
/// would have them.
at::Tensor ConvNorm::normalized_together(const at::Tensor& y) const {
    const at::Tensor wide = y.to(at::kFloat);
    const int64_t channels = wide.size(1);
    const auto per_channel = [&](const at::Tensor& values) { return values.view({1, channels, 1, 1}); };
    const auto own_count = static_cast<double>(wide.numel() / channels);
    const at::Tensor sums =
        sum_over_processes(at::cat({wide.sum({0, 2, 3}), at::full({1}, own_count, wide.options())}));
    const at::Tensor count = sums[channels].detach();
    const at::Tensor mean = sums.narrow(0, 0, channels) / count;
    const at::Tensor centered = wide - per_channel(mean);
    const at::Tensor variance = sum_over_processes(centered.square().sum({0, 2, 3})) / count;
    running_mean.lerp_(mean.detach(), kMomentum);
    running_var.lerp_(variance.detach() * count / (count - 1), kMomentum);
    const at::Tensor scale = (variance + kEpsilon).rsqrt() * weight;
    return (centered * per_channel(scale) + per_channel(bias)).to(y.scalar_type());
}

at::Tensor ConvNorm::operator()(const at::Tensor& x, bool training) const {
    at::Tensor y = conv(x);
    const bool learns = training && (weight.requires_grad() || bias.requires_grad());
    if (groups > 0) {
        y = at::group_norm(y, groups, weight, bias, kEpsilon);
    } else if (learns && sum_over_processes) {
        y = normalized_together(y);
    } else {
        y = at::batch_norm(y, weight, bias, running_mean, running_var, learns, kMomentum, kEpsilon,
                           /*cudnn_enabled=*/true);
    }
    return relu ? at::relu(y) : y;
}

void ConvNorm::visit(const TensorVisitor& visitor, const std::string& name) {
    conv.visit(visitor, name + ".conv");
    visitor(name + ".norm.weight", weight, TensorRole::Parameter);
    visitor(name + ".norm.bias", bias, TensorRole::Parameter);
    if (groups == 0) {
        visitor(name + ".norm.running_mean", running_mean, TensorRole::Buffer);
        visitor(name + ".norm.running_var", running_var, TensorRole::Buffer);
    }
}

}  // namespace rtrack
