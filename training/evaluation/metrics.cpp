#include "training/evaluation/metrics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "tracking/base/error.h"

namespace rtrack {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// numpy's maximum, minimum and clip hand NaN on; the ones of C++ depend on the order.
double nan_max(double a, double b) {
    return std::isnan(a) || std::isnan(b) ? kNaN : std::max(a, b);
}
double nan_min(double a, double b) {
    return std::isnan(a) || std::isnan(b) ? kNaN : std::min(a, b);
}
double nan_clip(double value, double low, double high) {
    return nan_min(nan_max(value, low), high);
}

bool has_nan(const Box& box) {
    return std::isnan(box.x) || std::isnan(box.y) || std::isnan(box.width) || std::isnan(box.height);
}

double mean(const std::vector<double>& values) {
    double sum = 0;
    for (double value : values) sum += value;
    return values.empty() ? kNaN : sum / static_cast<double>(values.size());
}

bool is_counted(const Sequence& sequence, size_t index, const MetricOptions& options) {
    const Box& truth = sequence.boxes[index];
    if (options.counted_frames == "all") return true;
    if (has_nan(truth)) return false;
    if (options.counted_frames == "covered")
        return index >= sequence.cover.size() || sequence.cover[index] > 0;
    if (options.counted_frames == "positive") return truth.width > 0 && truth.height > 0;
    if (options.counted_frames == "visible") return sequence.visible(static_cast<int64_t>(index));
    return true;
}

Box rounded(const Box& box) {
    return {std::nearbyint(box.x), std::nearbyint(box.y), std::nearbyint(box.width),
            std::nearbyint(box.height)};
}

[[noreturn]] void fail(const Sequence& sequence, const std::string& what) {
    throw Error(ErrorCode::Data,
                "The results of sequence " + sequence.name + " cannot be scored: " + what + ".");
}

/// The predictions as long as the truth, as far as the options allow it.
std::vector<Box> fitted(const Sequence& sequence, std::vector<Box> boxes, const MetricOptions& options) {
    const size_t wanted = sequence.boxes.size();
    const bool strict = options.length_mismatch == "error";
    if ((strict && boxes.size() > wanted) ||
        ((strict || options.length_mismatch == "cut") && boxes.size() < wanted)) {
        fail(sequence, std::to_string(boxes.size()) + " boxes for " + std::to_string(wanted) +
                           " frames; track the sequence again, or give --metric length_mismatch=shorter");
    }
    if (boxes.size() > wanted || options.length_mismatch == "zeros") boxes.resize(wanted);
    if (boxes.empty()) fail(sequence, "there are no boxes");
    return boxes;
}

void fill_from_previous(const Sequence& sequence, std::vector<Box>& boxes) {
    for (const Box& box : boxes) {
        if (has_nan(box) || box.width < 0 || box.height < 0)
            fail(sequence, "a box is NaN or has a negative side");
    }
    for (size_t i = 1; i < boxes.size(); ++i) {
        const bool empty = boxes[i].width == 0 || boxes[i].height == 0;
        if (empty && i < sequence.boxes.size() && !has_nan(sequence.boxes[i])) boxes[i] = boxes[i - 1];
    }
}

/// Applies all rules on single predictions; the result has at most one box a truth frame.
std::vector<Box> prepared_predictions(const Sequence& sequence, std::vector<Box> boxes,
                                      const MetricOptions& options) {
    if (options.invalid_prediction == "previous") fill_from_previous(sequence, boxes);  // before padding
    boxes = fitted(sequence, std::move(boxes), options);
    if (options.round_boxes) std::transform(boxes.begin(), boxes.end(), boxes.begin(), rounded);
    if (options.first_frame == "truth") boxes[0] = sequence.boxes[0];
    if (options.first_frame == "truth" && options.round_boxes) boxes[0] = rounded(boxes[0]);
    if (options.invalid_prediction == "error") {
        for (size_t i = 0; i < boxes.size(); ++i) {
            if (!boxes[i].valid()) fail(sequence, "the box of frame " + std::to_string(i) + " is not a box");
        }
    }
    return boxes;
}

void append_frame(Box prediction, Box truth, const Sequence& sequence, const MetricOptions& options,
                  FrameErrors& errors) {
    if (options.round_boxes) truth = rounded(truth);
    errors.invalid_predictions += prediction.valid() ? 0 : 1;
    if (has_nan(prediction) && options.invalid_prediction != "spread") {
        errors.overlap.push_back(0);
        errors.center.push_back(kNaN);
        errors.normalized_center.push_back(kNaN);
        return;
    }
    errors.center.push_back(center_error(prediction, truth));
    errors.normalized_center.push_back(
        normalized_center_error(prediction, truth, options.norm_size_at_least_one));
    if (options.clip_to_image && sequence.width > 0 && sequence.height > 0) {
        prediction = clipped_as_toolkit(prediction, sequence.width, sequence.height);
        truth = clipped_as_toolkit(truth, sequence.width, sequence.height);
    }
    errors.overlap.push_back(toolkit_iou(prediction, truth));
}

void append_repetition(const Sequence& sequence, const std::vector<Box>& boxes, const MetricOptions& options,
                       FrameErrors& errors) {
    const std::vector<Box> predictions = prepared_predictions(sequence, boxes, options);
    for (size_t i = options.first_frame == "excluded" ? 1 : 0; i < predictions.size(); ++i) {
        if (is_counted(sequence, i, options)) {
            errors.frames.push_back(static_cast<int64_t>(i));
            append_frame(predictions[i], sequence.boxes[i], sequence, options, errors);
        } else {
            ++errors.skipped;
            errors.skipped_present += i >= sequence.absent.size() || !sequence.absent[i];
        }
    }
}

}  // namespace

double toolkit_iou(const Box& a, const Box& b) {
    const double width = nan_max(nan_min(a.right(), b.right()) - nan_max(a.x, b.x), 0.0);
    const double height = nan_max(nan_min(a.bottom(), b.bottom()) - nan_max(a.y, b.y), 0.0);
    const double intersection = width * height;
    const double united = a.area() + b.area() - intersection;
    return nan_clip(intersection / (united + std::numeric_limits<double>::epsilon()), 0.0, 1.0);
}

Box clipped_as_toolkit(const Box& box, int width, int height) {
    Box result;
    result.x = nan_clip(box.x, 0, width);
    result.y = nan_clip(box.y, 0, height);
    result.width = nan_clip(box.width, 0, width - result.x);
    result.height = nan_clip(box.height, 0, height - result.y);
    return result;
}

double center_error(const Box& prediction, const Box& truth) {
    const double x = prediction.x + (prediction.width - 1) / 2 - (truth.x + (truth.width - 1) / 2);
    const double y = prediction.y + (prediction.height - 1) / 2 - (truth.y + (truth.height - 1) / 2);
    return std::sqrt(x * x + y * y);
}

double normalized_center_error(const Box& prediction, const Box& truth, bool size_at_least_one) {
    const double x = prediction.x + (prediction.width - 1) / 2 - (truth.x + (truth.width - 1) / 2);
    const double y = prediction.y + (prediction.height - 1) / 2 - (truth.y + (truth.height - 1) / 2);
    const double width = size_at_least_one ? nan_max(1.0, truth.width) : truth.width;
    const double height = size_at_least_one ? nan_max(1.0, truth.height) : truth.height;
    return std::sqrt(x / width * (x / width) + y / height * (y / height));
}

FrameErrors frame_errors(const Sequence& sequence, const SequenceResult& result,
                         const MetricOptions& options) {
    FrameErrors errors;
    errors.class_name = sequence.class_name;
    if (sequence.boxes.size() < 2 && sequence.frames.size() > 1) {
        fail(sequence, "the data set gives no truth beyond the first frame");
    }
    if (result.repetitions.empty()) append_repetition(sequence, {}, options, errors);
    for (const std::vector<Box>& boxes : result.repetitions)
        append_repetition(sequence, boxes, options, errors);
    for (double seconds : result.seconds) {
        if (seconds > 0) errors.seconds.push_back(seconds);
    }
    return errors;
}

namespace {

/// numpy's linspace(0, last, count), rounding included, so that ties fall as they do there.
double threshold(double last, int count, int index) {
    return index == count - 1 ? last : static_cast<double>(index) * (last / (count - 1));
}

/// The share of frames that `hits(error, threshold)` at each threshold.
template <typename Hits>
std::vector<double> curve_of(const std::vector<double>& errors, double last, int count, double divisor,
                             double hits_everywhere, Hits hits) {
    std::vector<double> curve;
    for (int i = 0; i < count; ++i) {
        const double limit = threshold(last, count, i);
        const auto hit =
            std::count_if(errors.begin(), errors.end(), [&](double error) { return hits(error, limit); });
        curve.push_back(divisor > 0 ? (static_cast<double>(hit) + hits_everywhere) / divisor : kNaN);
    }
    return curve;
}

double success_rate(const FrameErrors& errors, double limit, double divisor, bool at_least) {
    const auto hit = std::count_if(errors.overlap.begin(), errors.overlap.end(), [&](double overlap) {
        return at_least ? overlap >= limit : overlap > limit;
    });
    return divisor > 0 ? static_cast<double>(hit) / divisor : kNaN;
}

/// Frames that do not count and still are hits in the normalised precision curve.
double norm_center_hits(const FrameErrors& errors, const MetricOptions& options) {
    if (options.skipped_norm_center == "hit") return static_cast<double>(errors.skipped);
    if (options.skipped_norm_center == "hit_where_present")
        return static_cast<double>(errors.skipped_present);
    return 0;
}

double area(const std::vector<double>& curve) {
    double sum = 0;
    for (size_t i = 1; i < curve.size(); ++i) sum += (curve[i - 1] + curve[i]) / 2;
    return sum / static_cast<double>(curve.size() - 1);
}

double curve_score(const std::vector<double>& curve, const std::string& how) {
    if (how == "mean") return mean(curve);
    if (how == "area") return area(curve);
    // at_20_px of 50 px and at_0.2 of 0.5: both two fifths of the way (MetricOptions::validate_together)
    return curve[static_cast<size_t>(std::lround(0.4 * static_cast<double>(curve.size() - 1)))];
}

void score_curves(Scores& scores, const MetricOptions& options) {
    scores.auc = curve_score(scores.success_curve, options.auc_score);
    scores.precision = curve_score(scores.precision_curve, options.precision_score);
    scores.norm_precision = curve_score(scores.norm_precision_curve, options.norm_precision_score);
}

double fps_of(const std::vector<double>& seconds) {
    double sum = 0;
    for (double second : seconds) sum += 1 / second;
    return seconds.empty() ? 0 : sum / static_cast<double>(seconds.size());
}

FrameErrors pooled(const std::vector<const FrameErrors*>& parts) {
    FrameErrors all;
    for (const FrameErrors* part : parts) {
        all.overlap.insert(all.overlap.end(), part->overlap.begin(), part->overlap.end());
        all.center.insert(all.center.end(), part->center.begin(), part->center.end());
        all.normalized_center.insert(all.normalized_center.end(), part->normalized_center.begin(),
                                     part->normalized_center.end());
        all.seconds.insert(all.seconds.end(), part->seconds.begin(), part->seconds.end());
        all.skipped += part->skipped;
        all.skipped_present += part->skipped_present;
        all.invalid_predictions += part->invalid_predictions;
    }
    return all;
}

void add_to(std::vector<double>& sum, const std::vector<double>& values) {
    sum.resize(values.size(), 0.0);
    for (size_t i = 0; i < values.size(); ++i) sum[i] += values[i];
}

void divide(std::vector<double>& values, double divisor) {
    for (double& value : values) value /= divisor;
}

/// Curves first, then their scores, as the OTB family does; fps over those where it was measured.
Scores mean_of(const std::vector<Scores>& parts, const MetricOptions& options) {
    Scores total;
    double timed = 0;
    double scored = 0;
    for (const Scores& part : parts) {
        total.frames += part.frames;
        total.invalid_predictions += part.invalid_predictions;
        total.fps += part.fps;
        timed += part.fps > 0 ? 1 : 0;
        if (part.frames == 0) continue;  // nothing to follow in it: no weight
        scored += 1;
        total.ao += part.ao;
        total.sr_50 += part.sr_50;
        total.sr_75 += part.sr_75;
        add_to(total.success_curve, part.success_curve);
        add_to(total.precision_curve, part.precision_curve);
        add_to(total.norm_precision_curve, part.norm_precision_curve);
    }
    if (scored == 0) return score_frames({}, options);
    for (double* value : {&total.ao, &total.sr_50, &total.sr_75}) *value /= scored;
    for (auto* curve : {&total.success_curve, &total.precision_curve, &total.norm_precision_curve}) {
        divide(*curve, scored);
    }
    if (timed > 0) total.fps /= timed;
    score_curves(total, options);
    return total;
}

}  // namespace

Scores score_frames(const FrameErrors& errors, const MetricOptions& options) {
    Scores scores;
    scores.frames = static_cast<int64_t>(errors.overlap.size());
    const auto counted = static_cast<double>(scores.frames);
    const auto skipped = static_cast<double>(errors.skipped);
    const double divisor = options.divide_by == "all" ? counted + skipped : counted;
    const bool at_least = options.success_at_least;
    const auto is_success = [&](double overlap, double limit) {
        return at_least ? overlap >= limit : overlap > limit;
    };
    const auto is_near = [](double error, double limit) { return error <= limit; };
    scores.invalid_predictions = errors.invalid_predictions;
    scores.ao = mean(errors.overlap);
    scores.sr_50 = success_rate(errors, 0.5, divisor, at_least);
    scores.sr_75 = success_rate(errors, 0.75, divisor, at_least);
    scores.success_curve = curve_of(errors.overlap, 1.0, options.success_thresholds, divisor, 0, is_success);
    scores.precision_curve = curve_of(errors.center, 50.0, options.precision_thresholds, divisor,
                                      options.skipped_center == "hit" ? skipped : 0, is_near);
    scores.norm_precision_curve = curve_of(errors.normalized_center, 0.5, options.norm_precision_thresholds,
                                           divisor, norm_center_hits(errors, options), is_near);
    scores.fps = fps_of(errors.seconds);
    score_curves(scores, options);
    return scores;
}

Scores score_sequences(const std::vector<FrameErrors>& sequences, const MetricOptions& options) {
    std::map<std::string, std::vector<const FrameErrors*>> groups;
    for (size_t i = 0; i < sequences.size(); ++i) {
        std::string group;
        if (options.average == "classes") group = sequences[i].class_name;
        if (options.average == "sequences") group = std::to_string(i);
        groups[group].push_back(&sequences[i]);
    }
    if (options.average == "frames") return score_frames(pooled(groups[""]), options);
    std::vector<Scores> parts;
    for (const auto& [name, members] : groups) parts.push_back(score_frames(pooled(members), options));
    return mean_of(parts, options);
}

}  // namespace rtrack
