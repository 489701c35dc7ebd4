#pragma once

#include <ATen/ATen.h>

namespace rtrack {

/// While it lives, this thread's convolutions, products and attention run in bfloat16 and their weights are
/// cast once; what needs range (losses, normalisation) stays in float32. Does nothing unless `enabled`. What
/// Python's torch.autocast does.
class AutocastScope {
public:
    AutocastScope(at::DeviceType device, bool enabled);
    ~AutocastScope();
    AutocastScope(const AutocastScope&) = delete;
    AutocastScope& operator=(const AutocastScope&) = delete;

private:
    at::DeviceType device_;
    bool enabled_;
};

}  // namespace rtrack
