#pragma once

#include <functional>
#include <string>

#include <ATen/ATen.h>

#include "tracking/model/tensor_visitor.h"

namespace rtrack {

// The few layers our networks are made of: plain tensors with a forward call. torch::nn would do the same, at
// ten seconds of compile time for every file that sees it.

struct Linear {
    at::Tensor weight;  ///< [out, in]
    at::Tensor bias;    ///< [out]

    Linear() = default;
    /// Weights from a normal distribution cut at two standard deviations, zero bias.
    Linear(int64_t in, int64_t out, double std, at::Generator& generator);
    at::Tensor operator()(const at::Tensor& x) const { return at::linear(x, weight, bias); }
    void visit(const TensorVisitor& visitor, const std::string& name);
};

struct LayerNorm {
    at::Tensor weight;
    at::Tensor bias;

    LayerNorm() = default;
    explicit LayerNorm(int64_t width) : weight(at::ones({width})), bias(at::zeros({width})) {}
    at::Tensor operator()(const at::Tensor& x) const {
        return at::layer_norm(x, {weight.size(0)}, weight, bias, /*eps=*/1e-6);
    }
    void visit(const TensorVisitor& visitor, const std::string& name);
};

struct Conv {
    at::Tensor weight;  ///< [out, in, k, k], channels last in memory
    at::Tensor bias;    ///< [out] or undefined
    int stride = 1;

    Conv() = default;
    Conv(int64_t in, int64_t out, int kernel, int stride, bool with_bias, double std,
         at::Generator& generator);
    at::Tensor operator()(const at::Tensor& x) const;
    void visit(const TensorVisitor& visitor, const std::string& name);
};

/// The sum of a tensor over all processes that train together, with the gradients summed in the same way.
using SumOverProcesses = std::function<at::Tensor(const at::Tensor&)>;

/// Convolution without bias, then batch or group normalisation, then ReLU if asked for.
struct ConvNorm {
    Conv conv;
    at::Tensor weight;
    at::Tensor bias;
    at::Tensor running_mean;  ///< batch normalisation only
    at::Tensor running_var;
    int groups = 0;  ///< 0: batch normalisation
    bool relu = true;
    /// Batch normalisation, training: its batch is that of all; empty: alone.
    SumOverProcesses sum_over_processes;

    ConvNorm() = default;
    ConvNorm(int64_t in, int64_t out, int kernel, int stride, bool batch_norm, bool relu,
             at::Generator& generator);
    /// @param training  batch normalisation uses the batch's statistics and moves the running ones, unless
    ///                  its parameters are frozen (require no gradient): then it stays as it is
    at::Tensor operator()(const at::Tensor& x, bool training) const;
    void visit(const TensorVisitor& visitor, const std::string& name);

private:
    [[nodiscard]] at::Tensor normalized_together(const at::Tensor& y) const;
};

/// Softmax(Q K^T / sqrt(d)) V (Vaswani et al. 2017, eq. 1) for [B, heads, N, d].
/// On the CPU as two batched products: at some hundred tokens they are twice as fast, three times backwards,
/// as Torch's fused kernel, whose blocks are too small for oneDNN.
[[nodiscard]] at::Tensor attention(const at::Tensor& query, const at::Tensor& key, const at::Tensor& value);

/// Normal numbers cut at two standard deviations.
[[nodiscard]] at::Tensor truncated_normal(at::IntArrayRef size, double std, at::Generator& generator);

}  // namespace rtrack
