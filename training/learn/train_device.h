#pragma once

#include <functional>
#include <string>

#include <ATen/ATen.h>

namespace rtrack {

/// The device that "auto", "cpu", "cuda" or "cuda:N" names; auto is the first GPU where Torch sees one.
/// @throws Error(Argument) if the text is none of these or the device is not there.
[[nodiscard]] at::Device compute_device(const std::string& text);

/// Resident memory of this process on the CPU, memory in use by Torch on a GPU; 0 where it cannot be told.
[[nodiscard]] double used_memory_mb(at::Device device);

/// with_named_errors of the kernels, with what to do in training.
void with_named_errors(const std::function<void()>& action);

}  // namespace rtrack
