#pragma once

#include <string>

#include "tracking/base/options.h"

namespace rtrack {

/// How a pair is cropped and changed. The defaults are OSTrack's at 256 pixels; everything beyond them is
/// off.
struct AugmentOptions {
    double center_jitter = 3.0;
    double scale_jitter = 0.25;
    double grayscale = 0.05;
    double flip = 0.5;
    double view_flip = 0.5;
    double brightness = 0.2;
    std::string pad = "model";
    double min_visible = 0;

    double template_jitter = 0;
    double warp_video = 0;
    double warp_still = 0;
    double rotation_degrees = 9;
    double stretch = 0.1;
    double fill_outside = 0;

    double color = 0;
    double search_color = 0;
    double color_strength = 1;
    double exposure = 0;
    double blur = 0;
    double motion_blur = 0;
    double noise = 0;
    double low_resolution = 0;
    double joint_degradation = 0;
    double template_degradation = 0.3;

    double erase = 0;
    double occluder = 0;
    double distractor = 0;
    int paste_distractors = 3;
    double same_ground = 0.4;
    double generated_ground = 0.25;

    void describe(OptionTable& table);
};

}  // namespace rtrack
