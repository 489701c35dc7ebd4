#include "app/engine/tracker_factory.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <mutex>

#include "tracking/base/error.h"
#include "tracking/base/options.h"
#include "tracking/model/model_library.h"
#include "tracking/model/weights.h"
#include "tracking/trackers/compute_device.h"
#include "tracking/trackers/rtrack_tracker.h"
#include "tracking/trackers/track_network.h"
#ifdef RTRACK_OPENCV
#include "tracking/trackers/opencv_trackers.h"
#endif

namespace rtrack {
namespace {

/// A network ready to run, with where it came from.
struct ReadyModel {
    std::shared_ptr<const TrackNetwork> network;
    std::string hash;
};

/// Loads each (file, device, precision) once while anybody uses it. Any thread.
ReadyModel ready_model(const std::filesystem::path& file, const ComputeChoice& compute) {
    struct Known {
        std::weak_ptr<const TrackNetwork> network;
        std::string hash;
        std::filesystem::file_time_type written;
    };
    static std::mutex mutex;
    static std::map<std::string, Known> known;
    const std::lock_guard lock(mutex);
    Known& entry = known[file.string() + "|" + compute.device + "|" + compute.precision];
    const auto written = std::filesystem::last_write_time(file);
    if (auto network = entry.network.lock(); network && entry.written == written)
        return {network, entry.hash};
    LoadedModel loaded = load_model(file);
    const auto network = make_fast_network(std::move(loaded.net), compute);
    entry = {network, loaded.hash, written};
    return {network, loaded.hash};
}

void start_threads_once() {
    static std::once_flag once;
    std::call_once(once, [] { set_torch_threads(processor_info().threads); });
}

RTrackTrackerOptions options_of(const TrackerRequest& request) {
    RTrackTrackerOptions options;
    OptionTable table;
    options.describe(table);
    for (const std::string& assignment : request.options) table.set_assignment(assignment);
    return options;
}

std::string text_of(RTrackTrackerOptions options) {
    OptionTable table;
    options.describe(table);
    std::string text;
    for (const auto& [name, value] : table.to_map()) text += (text.empty() ? "" : " ") + name + "=" + value;
    return text;
}

std::unique_ptr<Tracker> make_rtrack(const TrackerRequest& request) {
    start_threads_once();
    const RTrackTrackerOptions options = options_of(request);
    const ComputeChoice compute = choose_compute(request.device, request.precision);
    const std::filesystem::path file = find_model_file(request.model);
    const std::string description = "RTrack " + file.stem().string() + ", " +
                                    (compute.device == "cpu" ? "CPU" : compute.device) + ", " +
                                    compute.precision;
    return std::make_unique<RTrackTracker>(ready_model(file, compute).network, options, description);
}

void check_tracker_name(const TrackerRequest& request) {
    const std::vector<std::string> names = tracker_names();
    if (std::find(names.begin(), names.end(), request.tracker) != names.end()) return;
    throw Error(ErrorCode::Argument, "there is no tracker '" + request.tracker +
                                         "' in this build; did you mean '" +
                                         nearest_name(request.tracker, names) + "'?");
}

/// The classic trackers know no device and no options.
void check_classic_request(const TrackerRequest& request) {
    if (request.device.rfind("cuda", 0) == 0 || request.precision == "bf16") {
        throw Error(ErrorCode::Argument, request.tracker + " runs on the CPU in fp32 only");
    }
    (void)choose_compute("cpu", request.precision);
    if (request.device != "auto" && request.device != "cpu") (void)choose_compute(request.device, "auto");
    if (!request.options.empty()) {
        throw Error(ErrorCode::Argument,
                    request.tracker + " has no option '" + request.options.front() + "'");
    }
}

}  // namespace

std::unique_ptr<Tracker> make_tracker(const TrackerRequest& request) {
    check_tracker_name(request);
    if (request.tracker == "rtrack") return make_rtrack(request);
    check_classic_request(request);
#ifdef RTRACK_OPENCV
    start_threads_once();
    return make_opencv_tracker(request.tracker);
#else
    throw Error(ErrorCode::Argument, "this build has no OpenCV");
#endif
}

TrackerIdentity tracker_identity(const TrackerRequest& request) {
    check_tracker_name(request);
    if (request.tracker != "rtrack") {
        check_classic_request(request);
        return {request.tracker, "cpu", "fp32", make_tracker(request)->description(), "", ""};
    }
    const ComputeChoice compute = choose_compute(request.device, request.precision);
    const std::filesystem::path file = find_model_file(request.model);
    return {"rtrack",
            compute.device,
            compute.precision,
            file.stem().string(),
            ready_model(file, compute).hash,
            text_of(options_of(request))};
}

std::vector<std::string> tracker_names() {
    std::vector<std::string> names = {"rtrack"};
#ifdef RTRACK_OPENCV
    names.insert(names.end(), opencv_tracker_names().begin(), opencv_tracker_names().end());
#endif
    return names;
}

DeviceStatus device_status(const TrackerRequest& request) {
    const ComputeChoice compute = choose_compute(request.device, request.precision);
    return {compute.description(), compute.device != "cpu"};
}

std::filesystem::path published_results_file() {
    for (const std::filesystem::path& models : model_folders()) {
        const std::filesystem::path file = models.parent_path() / "published_results.json";
        if (std::filesystem::exists(file)) return file;
    }
    return {};
}

}  // namespace rtrack
