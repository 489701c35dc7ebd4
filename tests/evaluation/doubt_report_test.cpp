#include "training/evaluation/doubt_report.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace rtrack {
namespace {

WatchedFrame passed(double score, double iou) {
    return {score, iou, "", false};
}
WatchedFrame stopped(double score, double iou) {
    return {score, iou, "low_score", false};
}

TEST(DoubtReport, CountsStopsAndWhatPassedInSilence) {
    WatchedFrame missed = passed(0.9, 0.1);
    missed.given_up = true;
    const DoubtReport report =
        doubt_report({passed(0.9, 0.8), passed(0.9, 0.4), missed, stopped(0.1, 0.2), stopped(0.2, 0.7)});
    EXPECT_EQ(report.frames, 5);
    EXPECT_EQ(report.wrong_frames, 3);
    EXPECT_EQ(report.silent_wrong, 2);
    EXPECT_DOUBLE_EQ(report.stop_precision(), 0.5);
    EXPECT_DOUBLE_EQ(report.loss_recall(), 0.5);
    EXPECT_DOUBLE_EQ(report.false_stops_per_1000(), 200);
    EXPECT_DOUBLE_EQ(report.silent_wrong_share(), 2.0 / 3);
}

TEST(DoubtReport, ACalibratedScoreHasNoCalibrationError) {
    std::vector<WatchedFrame> frames;
    for (int i = 0; i < 4; ++i) frames.push_back(passed(0.25, i == 0 ? 0.9 : 0.1));
    for (int i = 0; i < 4; ++i) frames.push_back(passed(0.75, i == 0 ? 0.1 : 0.9));
    const DoubtReport report = doubt_report(frames, 4);
    EXPECT_NEAR(report.calibration_error, 0, 1e-12);
    EXPECT_EQ(report.bins[1].frames, 4);
    EXPECT_DOUBLE_EQ(report.bins[1].share_right, 0.25);
    EXPECT_NEAR(doubt_report({passed(0.9, 0.1)}, 10).calibration_error, 0.9, 1e-12);
}

TEST(DoubtReport, ThresholdsTradePrecisionForRecall) {
    const DoubtReport report = doubt_report({passed(0.12, 0.1), passed(0.42, 0.9), passed(0.62, 0.3)});
    const auto at = [&](double threshold) {
        for (const ThresholdRow& row : report.thresholds) {
            if (std::abs(row.threshold - threshold) < 1e-9) return row;
        }
        return ThresholdRow{};
    };
    EXPECT_DOUBLE_EQ(at(0.2).precision, 1);
    EXPECT_DOUBLE_EQ(at(0.2).recall, 0.5);
    EXPECT_DOUBLE_EQ(at(0.7).precision, 2.0 / 3);
    EXPECT_DOUBLE_EQ(at(0.7).recall, 1);
}

TEST(DoubtReport, NothingToReportIsNoFault) {
    const DoubtReport report = doubt_report({});
    EXPECT_EQ(report.stop_precision(), 1);
    EXPECT_EQ(report.silent_wrong_share(), 0);
    EXPECT_EQ(to_json(report)["frames"], 0);
}

TEST(DoubtReport, ScoresAtAndBeyondTheEndsFallIntoTheOuterBins) {
    const DoubtReport report = doubt_report({passed(1.0, 0.9), passed(1.2, 0.9), passed(-0.1, 0.1)});
    EXPECT_EQ(report.bins.back().frames, 2);
    EXPECT_EQ(report.bins.front().frames, 1);
    EXPECT_NE(reliability_svg(report, "x").find("</svg>"), std::string::npos);
}

}  // namespace
}  // namespace rtrack
