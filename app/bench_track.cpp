#include "app/bench_track.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <map>
#include <vector>

#include "app/matrix_speed.h"
#include "app/network_cost.h"
#include "tracking/base/log.h"
#include "tracking/base/synthetic_scene.h"
#include "tracking/model/model_library.h"
#include "tracking/model/weights.h"
#include "tracking/trackers/compute_device.h"
#include "tracking/trackers/opencv_trackers.h"
#include "tracking/trackers/rtrack_tracker.h"
#include "tracking/trackers/track_network.h"

namespace rtrack {
namespace {

constexpr int64_t kFrames = 40;
constexpr double kSecondsEach = 6;
constexpr int64_t kRestartEvery = 10;  // from the truth: with random weights a box soon means nothing

/// Pictures in memory with their truth, so that only tracking is timed.
struct Footage {
    std::vector<ImagePtr> images;
    std::vector<Box> truth;
};

Footage make_footage() {
    SyntheticScene scene;
    Footage footage;
    for (int64_t i = 0; i < kFrames; ++i) {
        footage.images.push_back(scene.read(i));
        footage.truth.push_back(scene.truth(i).box);
    }
    return footage;
}

struct Timing {
    std::vector<double> milliseconds;  // of each update
    StageTimes sums;
};

Timing time_updates(Tracker& tracker, const Footage& footage) {
    using Clock = std::chrono::steady_clock;
    Timing timing;
    const Clock::time_point begin = Clock::now();
    for (int64_t i = 0; timing.milliseconds.size() < 20 ||
                        std::chrono::duration<double>(Clock::now() - begin).count() < kSecondsEach;
         ++i) {
        const auto index = static_cast<size_t>(i % kFrames);
        if (i % kRestartEvery == 0) {
            tracker.init(*footage.images[index], footage.truth[index]);
            continue;
        }
        const Clock::time_point start = Clock::now();
        (void)tracker.update(*footage.images[index]);
        if (i < kRestartEvery) continue;  // the first round warms up
        timing.milliseconds.push_back(
            std::chrono::duration<double, std::milli>(Clock::now() - start).count());
        const StageTimes times = tracker.stage_times();
        timing.sums.crop += times.crop;
        timing.sums.network += times.network;
        timing.sums.post += times.post;
    }
    return timing;
}

nlohmann::json timing_json(const std::string& name, Timing timing) {
    const auto count = static_cast<double>(timing.milliseconds.size());
    double sum = 0;
    for (const double value : timing.milliseconds) sum += value;
    std::sort(timing.milliseconds.begin(), timing.milliseconds.end());
    const double median = timing.milliseconds[timing.milliseconds.size() / 2];
    log_info(name + ": " + std::to_string(1000 * count / sum) + " frames/s");
    return {{"tracker", name},
            {"fps", 1000 * count / sum},
            {"median_fps", 1000 / median},
            {"updates", timing.milliseconds.size()},
            {"milliseconds",
             {{"crop", timing.sums.crop / count},
              {"network", timing.sums.network / count},
              {"post", timing.sums.post / count}}}};
}

/// A network to be timed: from a model file, or a preset with random weights.
struct Candidate {
    std::string name;
    ModelOptions options;
    std::filesystem::path file;  ///< empty: random weights
};

RTrackNet network_of(const Candidate& candidate) {
    if (candidate.file.empty()) return RTrackNet(candidate.options, 1);
    return std::move(load_model(candidate.file).net);
}

nlohmann::json bench_network(const Candidate& candidate, const std::string& precision, bool fast,
                             const Footage& footage, double peak_gflops) {
    const ComputeChoice compute{"cpu", precision, ""};
    const auto network = fast ? make_fast_network(network_of(candidate), compute)
                              : make_eager_network(network_of(candidate), compute);
    const std::string name = candidate.name + ", " + precision + (fast ? "" : ", eager");
    RTrackTracker tracker(network, {}, name);
    nlohmann::json entry = timing_json(name, time_updates(tracker, footage));
    const double gflop = operations_per_frame(network->options(), false) * 1e-9;
    entry["gflop_per_frame"] = gflop;
    entry["gflops"] = gflop * entry["median_fps"].get<double>();
    entry["share_of_peak"] = entry["gflops"].get<double>() / peak_gflops;
    entry["network_share_of_peak"] =
        gflop / (entry["milliseconds"]["network"].get<double>() * 1e-3) / peak_gflops;
    entry["weights"] = candidate.file.empty() ? "random" : "trained";
    return entry;
}

std::vector<Candidate> candidates() {
    std::vector<Candidate> list;
    const std::vector<std::string> names = model_names();
    if (std::find(names.begin(), names.end(), "shipped") != names.end()) {
        list.push_back({"RTrack shipped", {}, find_model_file("shipped")});
    } else {
        log_warning("there is no shipped model: its network runs with random weights");
        list.push_back({"RTrack shipped", model_preset("shipped"), {}});
    }
    for (const char* preset : {"rtrack-256", "small-256", "tiny-256"}) {
        list.push_back({std::string("RTrack ") + preset, model_preset(preset), {}});
    }
    return list;
}

}  // namespace

nlohmann::json bench_track(int threads) {
    if (threads <= 0) threads = processor_info().threads;
    set_opencv_threads(threads);
    set_torch_threads(threads);
    const Footage footage = make_footage();
    std::map<std::string, double> peaks;
    for (const char* precision : {"fp32", "bf16"}) peaks[precision] = matrix_gflops(precision, threads);

    nlohmann::json entries = nlohmann::json::array();
    for (const Candidate& candidate : candidates()) {
        for (const auto& [precision, peak] : peaks) {
            for (const bool fast : {true, false}) {
                entries.push_back(bench_network(candidate, precision, fast, footage, peak));
            }
        }
    }
    for (const std::string& name : opencv_tracker_names()) {
        const auto tracker = make_opencv_tracker(name);
        entries.push_back(timing_json(tracker->description(), time_updates(*tracker, footage)));
    }
    return {{"track", entries},
            {"machine",
             {{"processor", processor_info().name},
              {"threads", threads},
              {"matrix_gflops", {{"fp32", peaks["fp32"]}, {"bf16", peaks["bf16"]}}}}},
            {"frame", {{"width", footage.images[0]->width()}, {"height", footage.images[0]->height()}}}};
}

}  // namespace rtrack
