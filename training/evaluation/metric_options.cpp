#include "training/evaluation/metric_options.h"

#include <algorithm>

#include "tracking/base/error.h"

namespace rtrack {

namespace {
using Texts = std::vector<std::string>;
}

void MetricOptions::describe(OptionTable& table) {
    table.add("first_frame", &first_frame)
        .choices(Texts{"excluded", "truth"})
        .help("Leave the first frame out, or replace it by the truth and count it.");
    table.add("clip_to_image", &clip_to_image)
        .help(
            "Clip boxes to the picture before the IoU, as GOT-10k does (a negative corner shifts the box).");
    table.add("round_boxes", &round_boxes).help("Round all boxes to whole pixels, as TrackingNet does.");
    table.add("counted_frames", &counted_frames)
        .choices(Texts{"all", "annotated", "covered", "positive", "visible"})
        .help(
            "Frames that count: all, with numbers, with cover above 0, with a positive size, or also not "
            "absent.");
    table.add("divide_by", &divide_by)
        .choices(Texts{"counted", "all"})
        .help("Divide hits by the counted frames or by all frames.");
    table.add("skipped_center", &skipped_center)
        .choices(Texts{"miss", "hit"})
        .help("What a frame that does not count is in the precision curve.");
    table.add("skipped_norm_center", &skipped_norm_center)
        .choices(Texts{"miss", "hit", "hit_where_present"})
        .help(
            "What a frame that does not count is in the normalised precision curve; hit_where_present: a "
            "miss where the target is absent, else a hit.");
    table.add("average", &average)
        .choices(Texts{"frames", "sequences", "classes"})
        .help("Weight: every frame, every sequence or every object class the same.");
    table.add("invalid_prediction", &invalid_prediction)
        .choices(Texts{"miss", "spread", "previous", "error"})
        .help(
            "A box that is NaN or, for 'previous', has no size: a miss, NaN in all scores, the box before, "
            "an error.");
    table.add("length_mismatch", &length_mismatch)
        .choices(Texts{"error", "cut", "shorter", "zeros"})
        .help(
            "Results of another length than the truth: an error; a longer one cut, a shorter one an error; "
            "both cut; or cut and filled with empty boxes.");
    table.add("missing_result", &missing_result)
        .choices(Texts{"error", "zeros"})
        .help("A sequence without a result: an error, or scored as empty boxes.");
    table.add("success_thresholds", &success_thresholds)
        .range(2, 1001)
        .help("Points of the success curve, 0 to 1.");
    table.add("success_at_least", &success_at_least).help("Count IoU equal to the threshold too.");
    table.add("precision_thresholds", &precision_thresholds)
        .range(6, 1001)
        .help("Points of the precision curve, 0 to 50 px.");
    table.add("norm_precision_thresholds", &norm_precision_thresholds)
        .range(6, 1001)
        .help("Points of the normalised precision curve, 0 to 0.5.");
    table.add("norm_size_at_least_one", &norm_size_at_least_one)
        .help("Normalise the centre error by max(1, size) instead of the size.");
    table.add("auc_score", &auc_score).choices(Texts{"mean", "area"}).help("Score of the success curve.");
    table.add("precision_score", &precision_score)
        .choices(Texts{"at_20_px", "area"})
        .help("Score of the precision curve.");
    table.add("norm_precision_score", &norm_precision_score)
        .choices(Texts{"at_0.2", "mean", "area"})
        .help("Score of the normalised precision curve.");
}

void MetricOptions::validate_together() const {
    const auto check = [](const std::string& score, const std::string& name, int thresholds) {
        if (!score.starts_with("at_") || (thresholds - 1) % 5 == 0) return;
        throw Error(ErrorCode::Argument, name + "=" + std::to_string(thresholds) + " has no point " + score +
                                             ": give a multiple of 5, and 1 more, such as 51");
    };
    check(precision_score, "precision_thresholds", precision_thresholds);
    check(norm_precision_score, "norm_precision_thresholds", norm_precision_thresholds);
}

namespace {

MetricOptions got10k_options() {
    return {};
}

MetricOptions otb_options() {
    MetricOptions options;
    options.first_frame = "truth";
    options.clip_to_image = false;
    options.counted_frames = "all";
    options.average = "sequences";
    options.success_thresholds = 21;
    options.norm_size_at_least_one = true;
    options.norm_precision_score = "mean";
    return options;
}

MetricOptions uav123_options() {
    MetricOptions options = otb_options();
    options.counted_frames = "annotated";
    return options;
}

MetricOptions lasot_options() {
    MetricOptions options = uav123_options();
    options.length_mismatch = "shorter";
    return options;
}

MetricOptions trackingnet_options() {
    MetricOptions options = otb_options();
    options.round_boxes = true;
    options.length_mismatch = "zeros";
    options.missing_result = "zeros";
    options.precision_thresholds = 21;
    options.norm_precision_thresholds = 21;
    options.norm_size_at_least_one = false;
    options.auc_score = options.precision_score = options.norm_precision_score = "area";
    return options;
}

/// The analysis of pytracking; a skipped frame is a hit in places, which only shows where not divided by
/// `counted`.
MetricOptions pytracking_options(const std::string& kind) {
    MetricOptions options = otb_options();
    options.counted_frames = kind == "lasot" ? "visible" : "positive";
    options.divide_by = kind == "lasot" || kind == "uav123" ? "all" : "counted";
    options.skipped_center = kind == "uav123" ? "hit" : "miss";
    options.skipped_norm_center = kind == "lasot" ? "hit_where_present" : "hit";
    options.invalid_prediction = "previous";
    options.length_mismatch = kind == "lasot" ? "cut" : "zeros";
    options.norm_size_at_least_one = false;
    options.norm_precision_score = "at_0.2";
    return options;
}

MetricOptions ostrack_options(const std::string& kind) {
    MetricOptions options = pytracking_options(kind);
    options.divide_by = "all";
    return options;
}

std::string sentence_of_frames(const MetricOptions& options) {
    const std::string first = options.first_frame == "excluded" ? "the first frame is left out"
                                                                : "the first frame is the truth and counts";
    std::string counted = "all frames count";
    if (options.counted_frames == "annotated") counted = "frames with a truth box count";
    if (options.counted_frames == "covered") counted = "frames with a truth box and cover above 0 count";
    if (options.counted_frames == "positive") counted = "frames with a truth box of positive size count";
    if (options.counted_frames == "visible") counted = "frames where the target is visible count";
    const std::string divided = options.divide_by == "all" ? ", divided by all frames" : "";
    return "Frames: " + first + "; " + counted + divided + ".";
}

std::string sentence_of_average(const MetricOptions& options) {
    if (options.average == "frames") return "Total: all frames of all sequences in one pool.";
    if (options.average == "classes") return "Total: the mean of the classes, each the pool of its frames.";
    return "Total: the mean of the sequences, each with the same weight.";
}

std::string sentence_of_norm_precision(const MetricOptions& options) {
    const std::string by = options.norm_size_at_least_one ? "max(1, the truth's size)" : "the truth's size";
    std::string score = "share of frames at or below 0.2";
    if (options.norm_precision_score == "mean") {
        score = "mean of its curve over " + std::to_string(options.norm_precision_thresholds) +
                " thresholds from 0 to 0.5";
    }
    if (options.norm_precision_score == "area") score = "area under its curve from 0 to 0.5";
    return "Normalised precision: centre error divided by " + by + ", per axis; " + score + ".";
}

}  // namespace

const std::vector<std::string>& metric_toolkits() {
    static const std::vector<std::string> names = {"got10k",      "otb",        "uav123", "lasot",
                                                   "trackingnet", "pytracking", "ostrack"};
    return names;
}

MetricOptions metric_options_of(const std::string& toolkit, const std::string& kind) {
    MetricOptions options;
    if (toolkit == "got10k") {
        options = got10k_options();
    } else if (toolkit == "otb") {
        options = otb_options();
    } else if (toolkit == "uav123") {
        options = uav123_options();
    } else if (toolkit == "lasot") {
        options = lasot_options();
    } else if (toolkit == "trackingnet") {
        options = trackingnet_options();
    } else if (toolkit == "pytracking") {
        options = pytracking_options(kind);
    } else if (toolkit == "ostrack") {
        options = ostrack_options(kind);
    } else {
        throw Error(ErrorCode::Argument, "There is no toolkit '" + toolkit + "'; did you mean '" +
                                             nearest_name(toolkit, metric_toolkits()) + "'?");
    }
    options.toolkit = toolkit;
    return options;
}

std::string default_toolkit(const std::string& kind) {
    const auto& names = metric_toolkits();
    if (kind == "project") return "got10k";
    return std::find(names.begin(), names.end(), kind) != names.end() ? kind : "uav123";
}

std::vector<std::string> definitions(const MetricOptions& options) {
    const std::string above = options.success_at_least ? "at or above" : "above";
    const std::string area = options.auc_score == "area" ? "area under" : "mean of";
    return {
        "Definitions of the toolkit '" + options.toolkit + "'.",
        sentence_of_frames(options),
        sentence_of_average(options),
        "AO: mean IoU of the counted frames" +
            std::string(options.clip_to_image ? ", boxes clipped to the picture" : "") +
            ". SR0.5, SR0.75: share of IoU " + above + " 0.5, 0.75.",
        "AUC: " + area + " the success curve, the share of IoU " + above + " " +
            std::to_string(options.success_thresholds) + " thresholds from 0 to 1.",
        options.precision_score == "area"
            ? "Precision: area under the curve of the centre error, 0 to 50 px."
            : "Precision: share of frames with a centre error of at most 20 px.",
        sentence_of_norm_precision(options),
        "FPS: mean of 1 / time, the tracker's update alone, without decoding.",
    };
}

}  // namespace rtrack
