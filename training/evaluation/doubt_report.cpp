#include "training/evaluation/doubt_report.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include <nlohmann/json.hpp>

namespace rtrack {
namespace {

double ratio(int64_t part, int64_t whole, double if_none) {
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : if_none;
}

bool wrong(const WatchedFrame& frame) {
    return !(frame.iou >= kRightIou);
}

std::vector<ReliabilityBin> reliability(const std::vector<WatchedFrame>& frames, int bin_count) {
    std::vector<ReliabilityBin> bins(static_cast<size_t>(bin_count));
    for (int i = 0; i < bin_count; ++i) {
        bins[i].from = static_cast<double>(i) / bin_count;
        bins[i].to = static_cast<double>(i + 1) / bin_count;
    }
    for (const WatchedFrame& frame : frames) {
        const double place = std::clamp(frame.score, 0.0, 1.0) * bin_count;
        ReliabilityBin& bin = bins[std::min(bin_count - 1, static_cast<int>(place))];
        ++bin.frames;
        bin.mean_score += frame.score;
        bin.mean_iou += frame.iou;
        bin.share_right += wrong(frame) ? 0 : 1;
    }
    for (ReliabilityBin& bin : bins) {
        const auto count = static_cast<double>(std::max<int64_t>(bin.frames, 1));
        bin.mean_score /= count;
        bin.mean_iou /= count;
        bin.share_right /= count;
    }
    return bins;
}

ThresholdRow row_at(const std::vector<WatchedFrame>& frames, int64_t wrong_frames, double threshold) {
    int64_t below = 0;
    int64_t wrong_below = 0;
    for (const WatchedFrame& frame : frames) {
        if (frame.score >= threshold) continue;
        ++below;
        if (wrong(frame)) ++wrong_below;
    }
    return {threshold, ratio(wrong_below, below, 1), ratio(wrong_below, wrong_frames, 1)};
}

std::string formatted(const char* format, double a, double b, double c, double d) {
    char text[256];
    std::snprintf(text, sizeof text, format, a, b, c, d);
    return text;
}

}  // namespace

double DoubtReport::stop_precision() const {
    return ratio(right_stops, stops, 1);
}
double DoubtReport::loss_recall() const {
    return ratio(right_stops, right_stops + missed_losses, 1);
}
double DoubtReport::false_stops_per_1000() const {
    return 1000 * ratio(stops - right_stops, frames, 0);
}
double DoubtReport::silent_wrong_share() const {
    return ratio(silent_wrong, frames - stops, 0);
}

DoubtReport doubt_report(const std::vector<WatchedFrame>& frames, int bin_count) {
    DoubtReport report;
    report.frames = static_cast<int64_t>(frames.size());
    for (const WatchedFrame& frame : frames) {
        const bool stopped = !frame.doubt.empty();
        if (stopped) ++report.stops;
        if (frame.given_up) ++report.missed_losses;
        if (!wrong(frame)) continue;
        ++report.wrong_frames;
        ++(stopped ? report.right_stops : report.silent_wrong);
    }
    report.bins = reliability(frames, bin_count);
    for (const ReliabilityBin& bin : report.bins) {
        report.calibration_error +=
            ratio(bin.frames, report.frames, 0) * std::abs(bin.mean_score - bin.share_right);
    }
    for (int percent = 5; percent <= 95; percent += 5) {
        report.thresholds.push_back(row_at(frames, report.wrong_frames, percent / 100.0));
    }
    return report;
}

nlohmann::json to_json(const DoubtReport& report) {
    nlohmann::json bins = nlohmann::json::array();
    for (const ReliabilityBin& bin : report.bins) {
        bins.push_back({{"from", bin.from},
                        {"to", bin.to},
                        {"frames", bin.frames},
                        {"mean_score", bin.mean_score},
                        {"mean_iou", bin.mean_iou},
                        {"share_right", bin.share_right}});
    }
    nlohmann::json thresholds = nlohmann::json::array();
    for (const ThresholdRow& row : report.thresholds) {
        thresholds.push_back(
            {{"threshold", row.threshold}, {"precision", row.precision}, {"recall", row.recall}});
    }
    return {{"frames", report.frames},
            {"wrong_frames", report.wrong_frames},
            {"stops", report.stops},
            {"right_stops", report.right_stops},
            {"missed_losses", report.missed_losses},
            {"stop_precision", report.stop_precision()},
            {"loss_recall", report.loss_recall()},
            {"false_stops_per_1000", report.false_stops_per_1000()},
            {"silent_wrong_share", report.silent_wrong_share()},
            {"calibration_error", report.calibration_error},
            {"reliability", bins},
            {"by_threshold", thresholds}};
}

std::string reliability_svg(const DoubtReport& report, const std::string& title) {
    constexpr double kSide = 320;
    constexpr double kLeft = 56;
    constexpr double kTop = 40;
    std::string svg =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"400\" height=\"420\" font-family=\"sans-serif\" "
        "font-size=\"11\">\n<rect width=\"400\" height=\"420\" fill=\"white\"/>\n"
        "<text x=\"56\" y=\"24\" font-size=\"13\">" +
        title + "</text>\n";
    const double bar = kSide / static_cast<double>(report.bins.size());
    for (const ReliabilityBin& bin : report.bins) {
        const double x = kLeft + bin.from * kSide;
        const double height = bin.share_right * kSide;
        const double y = kTop + kSide - height;
        svg += formatted("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"#4c8bf5\"/>\n",
                         x + 1, y, bar - 2, height);
        svg += formatted("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" fill=\"#555\">%.0f</text>\n",
                         x + bar / 2, kTop + kSide + 28, static_cast<double>(bin.frames), 0);
        svg += formatted("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%.1f</text>\n", x,
                         kTop + kSide + 14, bin.from, 0);
    }
    svg += formatted("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#888\"/>\n", kLeft,
                     kTop + kSide, kLeft + kSide, kTop);
    svg += formatted(
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"none\" stroke=\"black\"/>\n",
        kLeft, kTop, kSide, kSide);
    svg += "<text x=\"216\" y=\"408\" text-anchor=\"middle\">score; below it the number of frames</text>\n";
    svg +=
        "<text transform=\"translate(20 200) rotate(-90)\" text-anchor=\"middle\">share of frames with IoU "
        "of 0.5 or more</text>\n";
    for (const double share : {0.0, 0.5, 1.0}) {
        svg += formatted("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%.1f</text>\n", kLeft - 6,
                         kTop + kSide * (1 - share) + 4, share, 0);
    }
    return svg + "</svg>\n";
}

}  // namespace rtrack
