#include "training/evaluation/metrics.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "tracking/base/error.h"

namespace rtrack {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

Sequence sequence_of(std::vector<Box> boxes) {
    Sequence sequence;
    sequence.name = "s";
    sequence.frames.resize(boxes.size());
    sequence.boxes = std::move(boxes);
    return sequence;
}

FrameErrors errors_of(const Sequence& sequence, const std::vector<Box>& predictions,
                      const MetricOptions& options) {
    return frame_errors(sequence, {{predictions}, {}}, options);
}

TEST(MetricOptions, AScoreIsReadAtAPointThatTheCurveHas) {
    MetricOptions options = metric_options_of("otb", "otb");
    options.validate_together();
    options.precision_thresholds = 7;
    EXPECT_THROW(options.validate_together(), Error);
    options.precision_score = "area";
    options.validate_together();
    for (const std::string& toolkit : metric_toolkits())
        metric_options_of(toolkit, "lasot").validate_together();
}

TEST(ToolkitIou, IsHalfForHalfABox) {
    EXPECT_DOUBLE_EQ(toolkit_iou({0, 0, 10, 10}, {0, 0, 5, 10}), 0.5);
    EXPECT_EQ(toolkit_iou({0, 0, 10, 10}, {20, 0, 5, 10}), 0);
    EXPECT_EQ(toolkit_iou({0, 0, 0, 0}, {0, 0, 0, 0}), 0);
    EXPECT_TRUE(std::isnan(toolkit_iou({kNaN, 0, 1, 1}, {0, 0, 1, 1})));
    EXPECT_TRUE(std::isnan(toolkit_iou({0, 0, 1, 1}, {0, kNaN, 1, 1})));
}

TEST(ToolkitClip, ShiftsABoxBeyondTheLeftBorder) {
    EXPECT_EQ(clipped_as_toolkit({-10, 0, 30, 10}, 100, 100), (Box{0, 0, 30, 10}));
    EXPECT_EQ(clipped_as_toolkit({90, 0, 30, 10}, 100, 100), (Box{90, 0, 10, 10}));
    EXPECT_EQ(clipped_as_toolkit({150, 0, 30, 10}, 100, 100), (Box{100, 0, 0, 10}));
}

TEST(CenterErrors, FollowTheToolkit) {
    EXPECT_DOUBLE_EQ(center_error({3, 4, 10, 10}, {0, 0, 10, 10}), 5);
    EXPECT_DOUBLE_EQ(normalized_center_error({3, 4, 10, 20}, {0, 0, 10, 20}, false), std::hypot(0.3, 0.2));
    EXPECT_DOUBLE_EQ(normalized_center_error({3, 0, 0.5, 1}, {0, 0, 0.5, 1}, true), 3);
}

TEST(Got10kMetrics, LeavesOutTheFirstFrameAndCoveredOnesAndIsStrict) {
    Sequence sequence = sequence_of({{0, 0, 10, 10}, {0, 0, 10, 10}, {0, 0, 10, 10}, {0, 0, 10, 10}});
    sequence.cover = {8, 8, 0, 8};
    const MetricOptions options = metric_options_of("got10k", "got10k");
    const Scores scores = score_frames(
        errors_of(sequence, {{50, 50, 1, 1}, {0, 0, 5, 10}, {50, 50, 1, 1}, {0, 0, 10, 10}}, options),
        options);
    EXPECT_EQ(scores.frames, 2);
    EXPECT_DOUBLE_EQ(scores.ao, 0.75);
    EXPECT_DOUBLE_EQ(scores.sr_50, 0.5) << "an IoU of exactly 0.5 is no success";
    EXPECT_DOUBLE_EQ(scores.sr_75, 0.5);
}

TEST(Got10kMetrics, PaperReadingCountsTies) {
    MetricOptions options = metric_options_of("got10k", "got10k");
    options.success_at_least = true;
    const Sequence sequence = sequence_of({{0, 0, 10, 10}, {0, 0, 10, 10}});
    EXPECT_EQ(score_frames(errors_of(sequence, {{0, 0, 10, 10}, {0, 0, 5, 10}}, options), options).sr_50, 1);
}

TEST(Average, WeighsFramesSequencesOrClasses) {
    MetricOptions options = metric_options_of("got10k", "got10k");
    Sequence good = sequence_of({{0, 0, 9, 9}, {0, 0, 9, 9}, {0, 0, 9, 9}, {0, 0, 9, 9}});
    Sequence bad = sequence_of({{0, 0, 9, 9}, {0, 0, 9, 9}});
    const Box far{99, 99, 9, 9};
    const Box hit{0, 0, 9, 9};
    std::vector<FrameErrors> parts = {errors_of(good, {hit, hit, hit, hit}, options),
                                      errors_of(bad, {hit, far}, options),
                                      errors_of(bad, {hit, far}, options)};
    parts[1].class_name = parts[2].class_name = "cat";
    EXPECT_DOUBLE_EQ(score_sequences(parts, options).ao, 3.0 / 5);
    options.average = "sequences";
    EXPECT_DOUBLE_EQ(score_sequences(parts, options).ao, 1.0 / 3);
    options.average = "classes";
    EXPECT_DOUBLE_EQ(score_sequences(parts, options).ao, 1.0 / 2);
}

TEST(InvalidPredictions, AreMissesThatAreCountedOrSpreadOrStop) {
    const Sequence sequence = sequence_of({{0, 0, 9, 9}, {0, 0, 9, 9}, {0, 0, 9, 9}});
    const std::vector<Box> boxes = {{0, 0, 9, 9}, {kNaN, 0, 9, 9}, {0, 0, 9, 9}};
    MetricOptions options = metric_options_of("got10k", "got10k");
    const Scores scores = score_frames(errors_of(sequence, boxes, options), options);
    EXPECT_DOUBLE_EQ(scores.ao, 0.5);
    EXPECT_DOUBLE_EQ(scores.precision, 0.5);
    EXPECT_EQ(scores.invalid_predictions, 1);
    options.invalid_prediction = "spread";
    EXPECT_TRUE(std::isnan(score_frames(errors_of(sequence, boxes, options), options).ao));
    for (const char* refusal : {"error", "previous"}) {
        options.invalid_prediction = refusal;
        EXPECT_THROW((void)errors_of(sequence, boxes, options), Error);
    }
}

TEST(Lengths, AreAnErrorOrCutOrFilled) {
    const Sequence sequence = sequence_of({{0, 0, 9, 9}, {0, 0, 9, 9}, {0, 0, 9, 9}});
    const std::vector<Box> two = {{0, 0, 9, 9}, {0, 0, 9, 9}};
    MetricOptions options = metric_options_of("got10k", "got10k");
    EXPECT_THROW((void)errors_of(sequence, two, options), Error);
    EXPECT_THROW((void)frame_errors(sequence, {}, options), Error);
    options.length_mismatch = "shorter";
    EXPECT_EQ(errors_of(sequence, two, options).overlap.size(), 1U);
    options.length_mismatch = "zeros";
    EXPECT_DOUBLE_EQ(score_frames(errors_of(sequence, two, options), options).ao, 0.5);
    EXPECT_DOUBLE_EQ(score_frames(frame_errors(sequence, {}, options), options).ao, 0);
    EXPECT_DOUBLE_EQ(score_frames(errors_of(sequence, {5, {0, 0, 9, 9}}, options), options).ao, 1);
}

TEST(Lengths, PytrackingCutsALongerResultOfLasotAndRefusesAShorterOne) {
    const Sequence sequence = sequence_of({{0, 0, 9, 9}, {0, 0, 9, 9}, {0, 0, 9, 9}});
    const MetricOptions options = metric_options_of("pytracking", "lasot");
    EXPECT_EQ(errors_of(sequence, {5, {0, 0, 9, 9}}, options).overlap.size(), 3U);
    EXPECT_THROW((void)errors_of(sequence, {2, {0, 0, 9, 9}}, options), Error);
}

TEST(SkippedFrames, OfLasotAreNormalisedHitsForPytrackingUnlessTheTargetIsAbsent) {
    Sequence sequence = sequence_of({{0, 0, 9, 9}, {0, 0, 0, 0}, {0, 0, 9, 9}, {0, 0, 9, 9}});
    sequence.absent = {false, false, true, false};  // the second has no size, the third is absent
    const MetricOptions options = metric_options_of("pytracking", "lasot");
    const Scores scores = score_frames(errors_of(sequence, {4, {90, 90, 9, 9}}, options), options);
    // Of four frames: the first is the truth, the second a hit, the others misses.
    EXPECT_DOUBLE_EQ(scores.norm_precision, 0.5);
    EXPECT_DOUBLE_EQ(scores.precision, 0.25);
}

TEST(Truth, BeyondTheFirstFrameIsNeededForAScore) {
    Sequence sequence = sequence_of({{0, 0, 9, 9}});
    sequence.frames.resize(10);
    EXPECT_THROW((void)errors_of(sequence, {10, {0, 0, 9, 9}}, metric_options_of("got10k", "got10k")), Error);
}

TEST(Speed, IsTheMeanRateOfTheTimedFrames) {
    const Sequence sequence = sequence_of({{0, 0, 9, 9}, {0, 0, 9, 9}, {0, 0, 9, 9}});
    const MetricOptions options = metric_options_of("got10k", "got10k");
    const SequenceResult result{{{{0, 0, 9, 9}, {0, 0, 9, 9}, {0, 0, 9, 9}}}, {0, 0.1, 0.05}};
    EXPECT_DOUBLE_EQ(score_frames(frame_errors(sequence, result, options), options).fps, 15);
}

TEST(NothingToFollow, GivesNaNAndNoWeight) {
    MetricOptions options = metric_options_of("uav123", "uav123");
    options.first_frame = "excluded";
    const Box none{kNaN, kNaN, kNaN, kNaN};
    const FrameErrors empty = errors_of(sequence_of({{0, 0, 9, 9}, none}), {2, {0, 0, 9, 9}}, options);
    EXPECT_TRUE(std::isnan(score_frames(empty, options).ao));
    EXPECT_TRUE(std::isnan(score_sequences({}, options).auc));
    const FrameErrors full = errors_of(sequence_of({{0, 0, 9, 9}, {0, 0, 9, 9}}), {2, {0, 0, 9, 9}}, options);
    EXPECT_DOUBLE_EQ(score_sequences({empty, full}, options).ao, 1);
}

TEST(Toolkits, EachKindHasOneAndUnknownNamesAreRefused) {
    EXPECT_EQ(default_toolkit("trackingnet"), "trackingnet");
    EXPECT_EQ(default_toolkit("tlp"), "uav123");
    EXPECT_THROW((void)metric_options_of("got10", "got10k"), Error);
    for (const std::string& name : metric_toolkits())
        EXPECT_GE(definitions(metric_options_of(name, "lasot")).size(), 6U);
}

}  // namespace
}  // namespace rtrack
