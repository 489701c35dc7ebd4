#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tracking/base/options.h"

namespace rtrack {

/// Which frames make a pair. The defaults are OSTrack's (and the paper's).
struct SamplerOptions {
    std::string mode = "causal";
    int max_gap = 200;
    int gap_growth = 5;
    int min_frames = 20;
    int min_visible_frames = 5;
    double source_balance = 1.0;
    std::vector<std::string> source_weights;
    double min_target_side = 1;
    double max_target_share = 1;
    double max_target_aspect = 1000;
    double crowd_share = 0;
    double paste_share = 0;
    double procedural_share = 0;
    double region_share = 0;
    double absent_share = 0;

    void describe(OptionTable& table);
};

}  // namespace rtrack
