#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tracking/base/tracker.h"

namespace rtrack {

/// Which tracker a person asked for.
struct TrackerRequest {
    std::string tracker = "rtrack";    ///< rtrack, csrt, kcf or mil
    std::string model = "shipped";     ///< a name under resources/models or a .safetensors file
    std::string device = "auto";       ///< auto, cpu, cuda or cuda:N
    std::string precision = "auto";    ///< auto, fp32 or bf16
    std::vector<std::string> options;  ///< "name=value" of RTrackTrackerOptions, such as "window=0.8"

    bool operator==(const TrackerRequest&) const = default;
};

/// Trackers of the same model, device and precision share the network's weights.
/// @throws Error(Argument) for an unknown tracker, device, precision or option; Error(Data) for an unreadable
/// model.
[[nodiscard]] std::unique_ptr<Tracker> make_tracker(const TrackerRequest& request);

/// What exactly answers, for result files: filled without running anything.
struct TrackerIdentity {
    std::string tracker;     ///< "rtrack", "csrt", ...
    std::string device;      ///< "cpu" or "cuda:N"
    std::string precision;   ///< "fp32" or "bf16"
    std::string model;       ///< the model's name; "CSRT (OpenCV)" for trackers without a model file
    std::string model_hash;  ///< SHA-256 of the model file; empty without one
    std::string options;     ///< all of them, "name=value name=value"; empty for trackers without options
};

/// @throws as make_tracker.
[[nodiscard]] TrackerIdentity tracker_identity(const TrackerRequest& request);

/// The trackers of this build: "rtrack", and with OpenCV "csrt", "kcf", "mil".
[[nodiscard]] std::vector<std::string> tracker_names();

/// What a tracker computes on.
struct DeviceStatus {
    /// One line for people: device, precision, and why: "CPU, bf16 (AVX-512 BF16; no NVIDIA driver found)".
    std::string text;
    bool is_gpu = false;
};

/// @throws Error(Argument) for an unknown device or precision, or one that is not there.
[[nodiscard]] DeviceStatus device_status(const TrackerRequest& request);

/// resources/published_results.json, the paper's numbers; empty if it is not there.
[[nodiscard]] std::filesystem::path published_results_file();

}  // namespace rtrack
