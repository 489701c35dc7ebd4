#pragma once

#include <functional>
#include <string>

#include <ATen/ATen.h>

namespace rtrack {

/// Whether an optimiser moves a tensor, or it only travels with the model (running statistics).
enum class TensorRole { Parameter, Buffer };

/// Called with every tensor of a network and its name in the model file ("encoder.blocks.0.attn.qkv.weight").
/// May replace the tensor.
using TensorVisitor = std::function<void(const std::string& name, at::Tensor& tensor, TensorRole role)>;

}  // namespace rtrack
