#include "app/commands/bench_track.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <functional>
#include <map>
#include <vector>

#include "app/commands/matrix_speed.h"
#include "app/engine/network_cost.h"
#include "tracking/base/log.h"
#include "tracking/base/stop_signals.h"
#include "tracking/base/synthetic_scene.h"
#include "tracking/model/model_library.h"
#include "tracking/model/weights.h"
#include "tracking/trackers/compute_device.h"
#include "tracking/trackers/rtrack_tracker.h"
#include "tracking/trackers/track_network.h"
#ifndef RTRACK_HEADLESS
#include "tracking/trackers/opencv_trackers.h"
#endif

namespace rtrack {
namespace {

constexpr int64_t kFrames = 40;
constexpr double kSecondsEach = 6;
constexpr int kObjectsOnCpu = 8;
constexpr int kObjectsOnGpu = 32;
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

/// What is timed: one tracker, or many together.
struct Subject {
    std::function<void(const Image& frame, const Box& box)> init;
    std::function<StageTimes(const Image& frame)> update;
};

Subject one_object(Tracker& tracker) {
    return {[&](const Image& frame, const Box& box) { tracker.init(frame, box); },
            [&](const Image& frame) {
                (void)tracker.update(frame);
                return tracker.stage_times();
            }};
}

/// Objects beside each other, all of the truth's size.
Subject many_objects(std::vector<RTrackTracker>& trackers) {
    return {[&](const Image& frame, const Box& box) {
                double shift = 0;
                for (RTrackTracker& tracker : trackers) {
                    tracker.init(frame, {box.x + shift, box.y, box.width, box.height});
                    shift += 4;
                }
            },
            [&](const Image& frame) {
                std::vector<RTrackTracker*> all;
                for (RTrackTracker& tracker : trackers) all.push_back(&tracker);
                (void)RTrackTracker::update_together(all, frame);
                StageTimes sum;
                for (const RTrackTracker& tracker : trackers) {
                    sum.crop += tracker.stage_times().crop;
                    sum.network += tracker.stage_times().network;
                    sum.post += tracker.stage_times().post;
                }
                return sum;
            }};
}

/// @param restart_every  frames after which the tracker begins again at the truth
Timing time_updates(const Subject& subject, const Footage& footage, int64_t restart_every = kRestartEvery) {
    using Clock = std::chrono::steady_clock;
    Timing timing;
    const Clock::time_point begin = Clock::now();
    for (int64_t i = 0; timing.milliseconds.size() < 20 ||
                        std::chrono::duration<double>(Clock::now() - begin).count() < kSecondsEach;
         ++i) {
        throw_if_stop_signal_came();
        const auto index = static_cast<size_t>(i % kFrames);
        if (i % restart_every == 0) {
            subject.init(*footage.images[index], footage.truth[index]);
            continue;
        }
        const Clock::time_point start = Clock::now();
        const StageTimes times = subject.update(*footage.images[index]);
        if (i < restart_every) continue;  // the first round warms up
        timing.milliseconds.push_back(
            std::chrono::duration<double, std::milli>(Clock::now() - start).count());
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

/// Where a network runs, and the matrix-product peak there by precision.
struct Place {
    std::string device;
    std::map<std::string, double> peak_gflops;
};

/// Figures of the network's share of the peak. @param objects  followed in every frame
void add_cost(nlohmann::json& entry, const ModelOptions& model, int objects, double peak_gflops) {
    const double gflop = objects * operations_per_frame(model, false) * 1e-9;
    entry["objects"] = objects;
    entry["object_fps"] = objects * entry["fps"].get<double>();
    entry["gflop_per_frame"] = gflop;
    entry["gflops"] = gflop * entry["median_fps"].get<double>();
    entry["share_of_peak"] = entry["gflops"].get<double>() / peak_gflops;
    entry["network_share_of_peak"] =
        gflop / (entry["milliseconds"]["network"].get<double>() * 1e-3) / peak_gflops;
}

/// One look at a frame: with random weights every target counts as lost, and would be looked for.
RTrackTrackerOptions one_look() {
    RTrackTrackerOptions options;
    options.lost_score = 0;
    options.second_look = false;
    return options;
}

/// One object with the network made ready and layer by layer, then many objects with the former; trained
/// weights also through the whole clip as they are used.
nlohmann::json bench_network(const Candidate& candidate, const std::string& precision, const Place& place,
                             const Footage& footage) {
    const ComputeChoice compute{place.device, precision, ""};
    const double peak = place.peak_gflops.at(precision);
    const std::string name = candidate.name + ", " + precision;
    nlohmann::json entries = nlohmann::json::array();
    for (const bool fast : {false, true}) {
        const auto network = fast ? make_fast_network(network_of(candidate), compute)
                                  : make_eager_network(network_of(candidate), compute);
        RTrackTracker tracker(network, one_look(), name);
        const std::string kind = fast ? "" : ", eager";
        entries.push_back(timing_json(name + kind, time_updates(one_object(tracker), footage)));
        add_cost(entries.back(), network->options(), 1, peak);
        if (!fast) continue;
        if (!candidate.file.empty()) {
            RTrackTracker used(network, {}, name);
            entries.push_back(
                timing_json(name + ", as used", time_updates(one_object(used), footage, kFrames)));
            entries.back()["objects"] = 1;
        }
        const int objects = place.device == "cpu" ? kObjectsOnCpu : kObjectsOnGpu;
        std::vector<RTrackTracker> trackers;
        for (int i = 0; i < objects; ++i) trackers.emplace_back(network, one_look(), name);
        entries.push_back(timing_json(name + ", " + std::to_string(objects) + " objects",
                                      time_updates(many_objects(trackers), footage)));
        add_cost(entries.back(), network->options(), objects, peak);
    }
    for (nlohmann::json& entry : entries) entry["weights"] = candidate.file.empty() ? "random" : "trained";
    return entries;
}

std::vector<Candidate> candidates() {
    const std::vector<std::string> names = model_names();
    const bool trained = std::find(names.begin(), names.end(), "shipped") != names.end();
    if (!trained) log_warning("there is no shipped model: its network runs with random weights");
    std::vector<Candidate> list(1);
    list[0].name = "RTrack shipped";
    if (trained) {
        list[0].file = find_model_file("shipped");
    } else {
        list[0].options = model_preset("shipped");
    }
    for (const char* preset : {"rtrack-256", "small-256", "tiny-256"}) {
        list.push_back({std::string("RTrack ") + preset, model_preset(preset), {}});
    }
    return list;
}

}  // namespace

nlohmann::json bench_track(int threads, const std::string& device, const std::vector<std::string>& networks) {
    if (threads <= 0) threads = processor_info().threads;
    set_torch_threads(threads);
    const Footage footage = make_footage();
    Place place{choose_compute(device, "auto").device, {}};
    for (const std::string& precision : precisions_of(place.device)) {
        place.peak_gflops[precision] = matrix_gflops(precision, threads, place.device);
    }

    nlohmann::json entries = nlohmann::json::array();
    for (const Candidate& candidate : candidates()) {
        if (!networks.empty() && std::none_of(networks.begin(), networks.end(), [&](const std::string& name) {
                return candidate.name.find(name) != std::string::npos;
            }))
            continue;
        for (const auto& [precision, peak] : place.peak_gflops) {
            for (nlohmann::json& entry : bench_network(candidate, precision, place, footage)) {
                entries.push_back(std::move(entry));
            }
        }
    }
#ifndef RTRACK_HEADLESS
    set_opencv_threads(threads);
    for (const std::string& name : networks.empty() ? opencv_tracker_names() : std::vector<std::string>{}) {
        const auto tracker = make_opencv_tracker(name);
        entries.push_back(timing_json(tracker->description(), time_updates(one_object(*tracker), footage)));
    }
#endif
    return {{"track", entries},
            {"machine",
             {{"processor", processor_info().name},
              {"threads", threads},
              {"device", place.device},
              {"matrix_gflops", place.peak_gflops}}},
            {"frame", {{"width", footage.images[0]->width()}, {"height", footage.images[0]->height()}}}};
}

}  // namespace rtrack
