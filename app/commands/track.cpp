#include <cstdio>
#include <functional>
#include <optional>
#include <set>

#include <nlohmann/json.hpp>

#include "app/commands/command.h"
#include "app/commands/progress.h"
#include "app/commands/support.h"
#include "app/engine/input.h"
#include "app/engine/overlay_drawing.h"
#include "app/engine/overlay_video.h"
#include "app/engine/track_frames.h"
#include "app/engine/tracker_factory.h"
#include "tracking/base/error.h"
#include "tracking/base/log.h"
#include "tracking/base/stop_signals.h"
#include "tracking/media/video_writer.h"
#include "tracking/trackers/doubt.h"

namespace rtrack {
namespace {

struct TrackArguments {
    std::string input;
    std::string box;
    int64_t frame = 0;
    std::optional<int64_t> until;
    bool backward = false;
    TrackerRequest tracker;
    std::string output;
    std::string render;
    std::string json;
    bool points = false;
    bool score_maps = false;
    bool stops_in_doubt = false;
};

struct TrackOutcome {
    TrackReport report;
    std::optional<Error> render_failure;  ///< a video that could not be written costs no boxes
    std::optional<Doubt> doubt;
};

int64_t checked_frame(const FrameSource& source, int64_t frame_index, const std::string& option) {
    if (frame_index >= 0 && frame_index < source.frame_count()) return frame_index;
    throw Error(ErrorCode::Argument, option + " " + std::to_string(frame_index) + ": " + source.name() +
                                         " has frames 0 to " + std::to_string(source.frame_count() - 1));
}

Box checked_box(const FrameSource& source, const TrackArguments& arguments) {
    if (arguments.box.empty()) {
        if (const std::optional<Box> box = known_box(source, arguments.frame)) return *box;
        throw Error(ErrorCode::Argument, "which object? give its box on frame " +
                                             std::to_string(arguments.frame) + " as --box X,Y,W,H in pixels");
    }
    const Box box = box_from_string(arguments.box);
    if (clipped(box, source.width(), source.height()).area() > 0) return box;
    throw Error(ErrorCode::Argument, "--box " + arguments.box + " lies outside the frame of " +
                                         std::to_string(source.width()) + " x " +
                                         std::to_string(source.height()) + " pixels");
}

TrackJob job_from(const FrameSource& source, const TrackArguments& arguments) {
    TrackJob job;
    job.first = checked_frame(source, arguments.frame, "--frame");
    job.last = arguments.backward ? 0 : source.frame_count() - 1;
    if (arguments.until) job.last = checked_frame(source, *arguments.until, "--until");
    if (arguments.backward ? job.last > job.first : job.last < job.first) {
        throw Error(ErrorCode::Argument,
                    "--until " + std::to_string(job.last) + " lies " +
                        (arguments.backward ? "after" : "before") + " --frame " + std::to_string(job.first) +
                        (arguments.backward ? "" : "; --backward tracks towards the start"));
    }
    job.box = checked_box(source, arguments);
    return job;
}

nlohmann::json box_json(const Box& box) {
    return {box.x, box.y, box.width, box.height};
}

nlohmann::json frame_json(const TrackedFrame& tracked) {
    nlohmann::json points = nlohmann::json::array();
    for (const Point& point : tracked.result.points) points.push_back({point.x, point.y});
    nlohmann::json json = {{"frame", tracked.frame_index},
                           {"box", box_json(tracked.result.box)},
                           {"init_box", box_json(tracked.result.init_box)},
                           {"points", points},
                           {"score", tracked.result.score}};
    if (!tracked.result.score_map.empty()) {
        json["score_map"] = tracked.result.score_map;
        json["search_region"] = box_json(tracked.result.search_region);
    }
    return json;
}

nlohmann::json report_json(const FrameSource& source, const TrackArguments& arguments, const TrackJob& job,
                           const TrackerIdentity& identity, const TrackReport& report) {
    const double updates = std::max<double>(1, static_cast<double>(report.updates()));
    nlohmann::json json = {{"version", 1},
                           {"input", source.name()},
                           {"width", source.width()},
                           {"height", source.height()},
                           {"first_frame", job.first},
                           {"last_frame", report.frames.back().frame_index},
                           {"backward", arguments.backward},
                           {"frames", report.frames.size()},
                           {"fps", report.frames_per_second()},
                           {"seconds", report.seconds},
                           {"milliseconds",
                            {{"decode", report.decode_milliseconds / updates},
                             {"crop", report.milliseconds.crop / updates},
                             {"network", report.milliseconds.network / updates},
                             {"post", report.milliseconds.post / updates}}},
                           {"tracker", identity.tracker},
                           {"device", identity.device},
                           {"precision", identity.precision},
                           {"model", identity.model},
                           {"model_hash", identity.model_hash},
                           {"damage", damage_of(source)}};
    if (arguments.points || arguments.score_maps) {
        nlohmann::json& results = json["results"] = nlohmann::json::array();
        for (const TrackedFrame& tracked : report.frames) results.push_back(frame_json(tracked));
    }
    return json;
}

std::string box_lines(const TrackReport& report) {
    std::string lines;
    for (const TrackedFrame& tracked : report.frames) lines += to_string(tracked.result.box) + "\n";
    return lines;
}

TrackOutcome run_job(FrameSource& source, Tracker& tracker, const TrackJob& job,
                     const TrackArguments& arguments) {
    TrackOutcome outcome;
    std::unique_ptr<OverlayVideo> video;
    if (!arguments.render.empty()) {
        video = std::make_unique<OverlayVideo>(arguments.render, source);
    }
    const auto attempt_render = [&](const std::function<void()>& step) {
        try {
            step();
        } catch (const Error& failure) {
            outcome.render_failure = failure;
            video.reset();
        }
    };
    std::optional<DoubtWatch> watch;
    if (arguments.stops_in_doubt) watch.emplace(DoubtOptions{});
    Progress progress("tracking", std::abs(job.last - job.first) + 1, "frames");
    int64_t done = 0;
    outcome.report = track(source, tracker, job, [&](const ImagePtr& image, const TrackedFrame& tracked) {
        progress.update(++done);
        if (video) {
            attempt_render([&] {
                video->add(tracked.frame_index, image, [tracked](Image& picture) {
                    draw_result(picture, tracked.frame_index, tracked.result);
                });
            });
        }
        if (watch && done == 1) {
            watch->start(tracked.frame_index, image, tracked.result.box);
        } else if (watch) {
            outcome.doubt = watch->look(tracked.frame_index, image, tracked.result);
        }
        return !stop_signal_came() && !outcome.doubt;
    });
    if (video) attempt_render([&] { video->finish(); });
    return outcome;
}

std::string json_text(const FrameSource& source, const TrackArguments& arguments, const TrackJob& job,
                      const TrackerIdentity& identity, const TrackOutcome& outcome) {
    nlohmann::json json = report_json(source, arguments, job, identity, outcome.report);
    if (outcome.doubt) {
        json["doubt"] = {{"frame", outcome.doubt->frame_index},
                         {"reason", to_string(outcome.doubt->reason)},
                         {"text", outcome.doubt->text()}};
    }
    return json.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

/// Writes what was asked for. An output that cannot be written costs none of the others.
/// @return why the first of those could not be written; the others are logged
std::optional<Error> write_results(const FrameSource& source, const TrackArguments& arguments,
                                   const TrackJob& job, const TrackerIdentity& identity,
                                   const TrackOutcome& outcome) {
    std::optional<Error> first = outcome.render_failure;
    const auto attempt = [&first](const std::string& path, const std::string& text) {
        try {
            write_output(path, text);
        } catch (const Error& failure) {
            if (first) log_error(failure.what());
            if (!first) first = failure;
        }
    };
    const bool to_stdout = arguments.output.empty() && arguments.json.empty() && arguments.render.empty();
    if (to_stdout || !arguments.output.empty()) {
        attempt(to_stdout ? "-" : arguments.output, box_lines(outcome.report));
    }
    if (!arguments.json.empty())
        attempt(arguments.json, json_text(source, arguments, job, identity, outcome));
    return first;
}

int run_track(const TrackArguments& arguments) {
    if ((arguments.points || arguments.score_maps) && arguments.json.empty())
        throw Error(ErrorCode::Argument,
                    "--points and --score-maps are written into the JSON; name it: --json FILE");
    check_output_files({arguments.output, arguments.render, arguments.json}, {arguments.input});
    if (!arguments.render.empty()) check_video_name(arguments.render);
    catch_stop_signals();
    const std::unique_ptr<FrameSource> source = open_input(arguments.input, stop_signal_came);
    check_spares_pictures(*source, {arguments.output, arguments.render, arguments.json});
    std::set<std::string> said;
    warn_about_damage(*source, said);
    const TrackJob job = job_from(*source, arguments);
    const std::unique_ptr<Tracker> tracker = make_tracker(arguments.tracker);
    const TrackerIdentity identity = tracker_identity(arguments.tracker);  // before its file can change
    tracker->set_score_map_wanted(arguments.score_maps);
    if (stop_signal_came()) throw Error(ErrorCode::Stopped, "stopped on request before the first frame");
    const TrackOutcome outcome = run_job(*source, *tracker, job, arguments);
    const TrackReport& report = outcome.report;
    if (report.failure) said.insert(report.failure->what());  // is told at the end
    warn_about_damage(*source, said);
    char speed[64];
    std::snprintf(speed, sizeof speed, "%.1f frames/s", report.frames_per_second());
    log_info(tracker->description() + ": " + std::to_string(report.frames.size()) + " frames, " + speed);
    if (const auto failure = write_results(*source, arguments, job, identity, outcome)) throw Error(*failure);
    if (report.failure) {
        throw Error(report.failure->code(), std::string(report.failure->what()) + "; the boxes of the " +
                                                std::to_string(report.frames.size()) +
                                                " frames before it are kept");
    }
    if (outcome.doubt) {
        log_warning("in doubt on frame " + std::to_string(outcome.doubt->frame_index) + ": " +
                    outcome.doubt->text());
    } else if (report.stopped) {
        throw Error(ErrorCode::Stopped, "stopped on request after frame " +
                                            std::to_string(report.frames.back().frame_index) +
                                            "; what was tracked until then is kept");
    }
    return 0;
}

}  // namespace

Command track_command() {
    return {"track", "Track one object through a video, a folder of pictures or a benchmark sequence",
            [](CLI::App& parser) -> std::function<int()> {
                auto arguments = std::make_shared<TrackArguments>();
                TrackArguments& a = *arguments;
                parser.add_option("INPUT", a.input, "Video, picture folder, glob, sequence folder, or demo:")
                    ->required();
                parser.add_option("--box", a.box, "The object's box X,Y,W,H in pixels on --frame");
                parser.add_option("--frame", a.frame, "Frame index that the box is on (default 0)");
                parser.add_option("--until", a.until, "Last frame to track, included (default: the end)");
                parser.add_flag("--backward", a.backward, "Track towards the start");
                declare_tracker_arguments(parser, a.tracker);
                parser.add_option("--output", a.output,
                                  "Boxes, one x,y,w,h line a frame in the order of tracking; - is stdout");
                parser.add_option("--render", a.render, "Video with box, points and score drawn in");
                parser.add_option("--json", a.json, "Frames, speed, stage times, device, model; - is stdout");
                parser.add_flag("--stop-in-doubt", a.stops_in_doubt,
                                "Stop on the first frame that a person should look at, and say why");
                parser.add_flag("--points", a.points, "Also the points and score of every frame in the JSON");
                parser.add_flag(
                    "--score-maps", a.score_maps,
                    "Also the scores of the search region's bins, row by row, and where in the frame "
                    "that region is");
                return [arguments] { return run_track(*arguments); };
            },
            true};
}

}  // namespace rtrack
