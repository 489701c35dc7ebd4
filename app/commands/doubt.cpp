#include "tracking/trackers/doubt.h"

#include <algorithm>
#include <cstdio>
#include <functional>
#include <memory>

#include <nlohmann/json.hpp>

#include "app/commands/command.h"
#include "app/commands/evaluation_support.h"
#include "app/commands/progress.h"
#include "app/commands/support.h"
#include "app/engine/tracker_factory.h"
#include "training/evaluation/doubt_report.h"

namespace rtrack {
namespace {

struct DoubtArguments {
    EvaluationArguments data;
    TrackerRequest tracker;
    std::vector<std::string> doubt_options;  ///< NAME=VALUE
    std::string plot;                        ///< SVG file; empty: none
};

// A person who watches lets a wrong box pass for about this long before stopping it.
constexpr int kPatienceFrames = 10;

/// Tracks one sequence as a person would: stopping where the watch says so, going on from the truth.
std::vector<WatchedFrame> watch_sequence(const Sequence& sequence, Tracker& tracker, DoubtWatch& watch,
                                         const std::function<void()>& on_frame) {
    std::vector<WatchedFrame> watched;
    bool following = false;
    int wrong_in_a_row = 0;
    const auto count = static_cast<int64_t>(std::min(sequence.frames.size(), sequence.boxes.size()));
    for (int64_t i = 0; i < count; ++i) {
        const auto image = std::make_shared<Image>(load_frame(sequence.frames[i]));
        on_frame();
        const bool has_truth = sequence.visible(i);
        if (following) {
            const TrackResult result = tracker.update(*image);
            const std::optional<Doubt> doubt = watch.look(i, image, result);
            WatchedFrame frame{result.score, has_truth ? iou(result.box, sequence.boxes[i]) : 0,
                               doubt ? to_string(doubt->reason) : "", false};
            wrong_in_a_row = frame.iou < kRightIou ? wrong_in_a_row + 1 : 0;
            frame.given_up = !doubt && wrong_in_a_row >= kPatienceFrames;
            following = !doubt && !frame.given_up;
            watched.push_back(std::move(frame));
        }
        // A frame on which tracking stopped is corrected, and starts the next stretch.
        if (!following && has_truth) {
            tracker.init(*image, sequence.boxes[i]);
            watch.start(i, image, sequence.boxes[i]);
            following = true;
            wrong_in_a_row = 0;
        }
    }
    return watched;
}

nlohmann::json reasons_json(const std::vector<WatchedFrame>& frames) {
    nlohmann::json reasons = nlohmann::json::object();
    for (const WatchedFrame& frame : frames) {
        if (frame.doubt.empty()) continue;
        nlohmann::json& entry = reasons[frame.doubt];
        if (entry.is_null()) entry = {{"stops", 0}, {"right", 0}};
        entry["stops"] = entry["stops"].get<int>() + 1;
        if (frame.iou < kRightIou) entry["right"] = entry["right"].get<int>() + 1;
    }
    return reasons;
}

void say(const std::string& name, const DoubtReport& report) {
    std::fprintf(stderr,
                 "%-24s %6lld frames, %4lld wrong; %3lld stops, %3lld of them right; %3lld losses missed; "
                 "%5.1f %% wrong in silence\n",
                 name.c_str(), static_cast<long long>(report.frames),
                 static_cast<long long>(report.wrong_frames), static_cast<long long>(report.stops),
                 static_cast<long long>(report.right_stops), static_cast<long long>(report.missed_losses),
                 100 * report.silent_wrong_share());
}

int run_doubt(const DoubtArguments& arguments) {
    check_output_files({arguments.data.json, arguments.plot}, {});
    const std::vector<Dataset> datasets = chosen_sequences(open_datasets(arguments.data), arguments.data);
    DoubtOptions options;
    OptionTable table;
    options.describe(table);
    for (const std::string& setting : arguments.doubt_options) table.set_assignment(setting);
    const std::unique_ptr<Tracker> tracker = make_tracker(arguments.tracker);
    int64_t total = 0;
    for (const Dataset& dataset : datasets) {
        for (const Sequence& sequence : dataset.sequences)
            total += static_cast<int64_t>(sequence.frames.size());
    }
    Progress progress("watching", total, "frames");
    int64_t done = 0;
    std::vector<WatchedFrame> all;
    nlohmann::json sequences = nlohmann::json::object();
    for (const Dataset& dataset : datasets) {
        for (const Sequence& sequence : dataset.sequences) {
            DoubtWatch watch(options, options.check_every > 0 ? make_tracker(arguments.tracker) : nullptr);
            const std::vector<WatchedFrame> frames =
                watch_sequence(sequence, *tracker, watch, [&] { progress.update(++done); });
            const DoubtReport report = doubt_report(frames);
            say(sequence.name, report);
            sequences[sequence.name] = to_json(report);
            all.insert(all.end(), frames.begin(), frames.end());
        }
    }
    const DoubtReport report = doubt_report(all);
    say("all", report);
    nlohmann::json json = to_json(report);
    json["reasons"] = reasons_json(all);
    json["sequences"] = std::move(sequences);
    json["tracker"] = tracker->description();
    json["options"] = table.to_map();
    // Names of sequences need not be UTF-8.
    write_output(arguments.data.json,
                 json.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
    if (!arguments.plot.empty())
        write_output(arguments.plot, reliability_svg(report, tracker->description()));
    return 0;
}

}  // namespace

Command doubt_command() {
    return {"doubt", "Measure how well the stop in doubt finds lost objects, on sequences with truth",
            [](CLI::App& parser) -> std::function<int()> {
                auto arguments = std::make_shared<DoubtArguments>();
                DoubtArguments& a = *arguments;
                a.data.json = "-";
                parser
                    .add_option("--dataset", a.data.datasets, "KIND:PATH with truth, more than once for more")
                    ->required();
                parser.add_option("--sequences", a.data.sequences, "Only these, separated by commas")
                    ->delimiter(',');
                parser.add_option("--json", a.data.json, "File for the figures (default, and -: stdout)");
                declare_tracker_arguments(parser, a.tracker);
                parser.add_option("--doubt", a.doubt_options,
                                  "Doubt option NAME=VALUE, such as lowest_score=0.3");
                parser.add_option("--plot", a.plot, "File for the reliability diagram (SVG)");
                return [arguments] { return run_doubt(*arguments); };
            },
            true};
}

}  // namespace rtrack
