#pragma once

#include "tracking/model/model_options.h"

namespace rtrack {

/// Floating-point operations (two a multiply-add) that one search frame costs, counted from the layers:
/// matrix products and convolutions; norms, activations and softmax are left out, as is customary. The
/// template's own features are computed once and not counted; its tokens are, as they go through every block
/// again.
[[nodiscard]] double operations_per_frame(const ModelOptions& options, bool sparse);

}  // namespace rtrack
