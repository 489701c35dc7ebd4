#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tracking/base/tracker.h"

namespace rtrack {

/// Which tracker a person asked for.
struct TrackerRequest {
    std::string tracker = "rtrack";   ///< rtrack, csrt, kcf or mil
    std::string model = "shipped";    ///< a name under resources/models or a .safetensors file
    std::string device = "auto";      ///< auto, cpu, cuda or cuda:N
    std::string precision = "auto";   ///< auto, fp32 or bf16
};

/// @throws Error(Argument) for an unknown tracker, device or precision; Error(Data) for an unreadable model.
[[nodiscard]] std::unique_ptr<Tracker> make_tracker(const TrackerRequest& request);

/// The trackers of this build: "rtrack", and with OpenCV "csrt", "kcf", "mil".
[[nodiscard]] std::vector<std::string> tracker_names();

/// One line for people: device, precision, and why: "CPU, bf16 (AVX-512 BF16); no NVIDIA driver".
[[nodiscard]] std::string device_status(const TrackerRequest& request);

}  // namespace rtrack
