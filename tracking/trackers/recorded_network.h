#pragma once

#include <memory>

#include "tracking/trackers/recorded_work.h"
#include "tracking/trackers/track_network.h"

namespace rtrack {

/// A network whose forward pass is recorded once for each shape of its inputs and then repeated by one launch
/// instead of hundreds. Shapes beyond the first few run as the network does by itself, and so do all where
/// one could not be recorded. Any thread.
[[nodiscard]] std::shared_ptr<const TrackNetwork> make_recorded_network(
    std::shared_ptr<const TrackNetwork> network, WorkRecorder recorder);

}  // namespace rtrack
