#pragma once

#include <cstdint>

#include "training/learn/train_options.h"

namespace rtrack {

/// What a run will take, from the sizes of its network alone: for a form, before anything is computed. The
/// probe measures.
struct MemoryEstimate {
    int64_t parameters = 0;
    double weights_mb = 0;      ///< with gradients, the optimiser's moments and the averaged weights
    double activations_mb = 0;  ///< what the backward pass needs of one batch
    double program_mb = 0;      ///< libraries, kernels and their work space

    [[nodiscard]] double total_mb() const { return weights_mb + activations_mb + program_mb; }
};

/// Without the decoded pictures, which lie in main memory: up to data.cache_megabytes.
/// @param parameters  of the network
[[nodiscard]] MemoryEstimate estimate_memory(const TrainOptions& options, int64_t parameters);

}  // namespace rtrack
