#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tracking/base/options.h"
#include "training/data/augment_options.h"
#include "training/data/sampler_options.h"

namespace rtrack {

/// What to train on and how it is loaded.
struct DataOptions {
    std::vector<std::string> train;  ///< "KIND:PATH" or "KIND:PATH*WEIGHT"
    double holdout = 0;              ///< share of the videos that are validated on instead
    int64_t holdout_seed = 1;
    std::string pictures;  ///< a folder of JPEG pictures without boxes; empty: none
    int64_t pairs_per_epoch = 60000;
    int loader_threads = 1;
    int64_t cache_megabytes = 2048;
    bool scaled_decoding = true;
    AugmentOptions augment;
    SamplerOptions sampler;

    void describe(OptionTable& table);
};

}  // namespace rtrack
