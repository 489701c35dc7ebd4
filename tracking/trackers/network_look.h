#pragma once

#include <array>
#include <vector>

#include <ATen/ATen.h>

#include "tracking/base/crop.h"
#include "tracking/base/tracker.h"
#include "tracking/trackers/track_network.h"

namespace rtrack {

/// What the network sees of a frame for one target.
struct View {
    TemplateFeatures features;  ///< of the target; mirrored where the view is
    Crop crop;
    at::Tensor window;  ///< [bins of the crop]: by how much a bin's score counts when the best one is chosen
    bool mirrored = false;  ///< left and right exchanged
};

/// The network's answer about a view: the bin with the highest score under the window, in frame pixels.
struct Look {
    Crop crop;
    double score = 0;
    double weighted_score = 0;  ///< under the window
    Box init_box;
    Box refined_box;
    std::vector<Point> points;
    std::vector<float> score_map;  ///< if it was asked for; of the view's bins, unmirrored
    bool usable = false;           ///< everything about it is finite
};

/// Runs the network once on views of one size.
///
/// @param frame    [H, W, 3] on the network's device
/// @param padding  what a crop shows beyond the frame
/// @param times    what the stages took is added here
[[nodiscard]] std::vector<Look> look(const TrackNetwork& network, const at::Tensor& frame,
                                     const std::vector<View>& views, const std::array<float, 3>& padding,
                                     bool sparse, bool with_map, StageTimes& times);

/// Two looks at the same target as one. Where they agree the box is their mean, which errs less than either,
/// and the first one's points move with it. Where they do not, the target is in doubt: the better one stands,
/// with half the mean of both scores.
[[nodiscard]] Look joined(Look first, const Look& second);

}  // namespace rtrack
