#pragma once

#include <ATen/ATen.h>

#include "training/learn/process_group.h"

namespace rtrack {

/// The sum of every process's tensor of this shape. Its gradient is the sum of the processes' gradients,
/// since the loss of each depends on the tensors of all. Every process calls it, and runs backwards through
/// it.
[[nodiscard]] at::Tensor sum_over(ProcessGroup& processes, const at::Tensor& own);

}  // namespace rtrack
