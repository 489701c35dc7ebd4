#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tracking/base/tracker.h"

namespace rtrack {

/// The classic trackers of OpenCV behind our interface: baselines and second opinions. They give no score of
/// their own: 1 while they follow, 0 when they report the target lost; the last box is then kept.
/// CSRT and KCF repeat themselves exactly; MIL samples by the clock, inside OpenCV, and does not.
[[nodiscard]] const std::vector<std::string>& opencv_tracker_names();  ///< "csrt", "kcf", "mil"

/// @throws Error(Argument) naming the nearest one if there is no tracker of this name.
[[nodiscard]] std::unique_ptr<Tracker> make_opencv_tracker(const std::string& name);

/// How many threads OpenCV may use, in the whole process.
/// @throws Error(Contract) unless positive.
void set_opencv_threads(int threads);

[[nodiscard]] std::string opencv_version();

}  // namespace rtrack
