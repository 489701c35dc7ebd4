#pragma once

#include <array>

#include <ATen/ATen.h>

#include "tracking/model/layers.h"

namespace rtrack {

/// What follows a product at once, while its result is still in the cache.
enum class Fused { Nothing, Relu, Gelu };

/// A linear layer whose weight oneDNN has packed once.
class PackedLinear {
public:
    PackedLinear() = default;
    PackedLinear(const at::Tensor& weight, const at::Tensor& bias, at::ScalarType precision);
    [[nodiscard]] at::Tensor operator()(const at::Tensor& x, Fused fused = Fused::Nothing) const;
    /// x W^T + b + residual
    [[nodiscard]] at::Tensor plus(const at::Tensor& x, const at::Tensor& residual) const;

private:
    at::Tensor weight_;
    at::Tensor bias_;
};

/// A convolution that oneDNN has packed once, its batch normalisation folded in. Group normalisation cannot
/// be folded: it stays a step.
class PackedConv {
public:
    PackedConv() = default;
    /// @param side  width and height of the maps it will see: other sizes work too, but slower
    PackedConv(const Conv& conv, bool relu, int side, at::ScalarType precision);
    PackedConv(const ConvNorm& layer, int side, at::ScalarType precision);
    [[nodiscard]] at::Tensor operator()(const at::Tensor& x) const;
    /// relu(this(x) + residual), for a layer without ReLU and group normalisation of its own
    [[nodiscard]] at::Tensor plus_relu(const at::Tensor& x, const at::Tensor& residual) const;

private:
    void set(const at::Tensor& weight, const at::Tensor& bias, int stride, int side,
             at::ScalarType precision);

    at::Tensor weight_;
    at::Tensor bias_;
    std::array<int64_t, 2> stride_ = {1, 1};
    std::array<int64_t, 2> padding_ = {0, 0};
    bool relu_ = false;
    int groups_ = 0;  ///< of the group normalisation; 0: none
    at::Tensor norm_weight_;
    at::Tensor norm_bias_;
};

}  // namespace rtrack
