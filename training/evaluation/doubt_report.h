#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace rtrack {

/// One tracked frame of a sequence with truth, as a person would have met it: tracking stops where the
/// tracker is in doubt, and goes on from the truth.
struct WatchedFrame {
    double score = 0;       ///< the tracker's confidence, 0 to 1
    double iou = 0;         ///< with the truth, 0 to 1
    std::string doubt;      ///< why tracking stopped here; empty: it went on
    bool given_up = false;  ///< wrong for so long, without a doubt, that a person would have stopped it
};

/// Frames whose score fell into [from, to).
struct ReliabilityBin {
    double from = 0;
    double to = 0;
    int64_t frames = 0;
    double mean_score = 0;
    double mean_iou = 0;
    double share_right = 0;  ///< share of frames with IoU of at least 0.5: what a calibrated score equals
};

/// What a stop below a score would be worth, over all watched frames.
struct ThresholdRow {
    double threshold = 0;
    double precision = 0;  ///< share of the frames below it that are wrong (IoU < 0.5); 1 if there are none
    double recall = 0;     ///< share of the wrong frames that are below it; 1 if there are none
};

/// How far the doubt can be trusted. A frame is wrong where its IoU is below 0.5.
struct DoubtReport {
    int64_t frames = 0;
    int64_t wrong_frames = 0;
    int64_t stops = 0;
    int64_t right_stops = 0;       ///< on a wrong frame
    int64_t missed_losses = 0;     ///< given up without a doubt
    int64_t silent_wrong = 0;      ///< wrong frames that passed without a doubt
    double calibration_error = 0;  ///< expected |score - share right| over the bins (ECE, Guo et al. 2017)
    std::vector<ReliabilityBin> bins;
    std::vector<ThresholdRow> thresholds;

    [[nodiscard]] double stop_precision() const;  ///< right stops over stops; 1 without stops
    [[nodiscard]] double loss_recall() const;  ///< right stops over right stops and missed losses; 1 if none
    [[nodiscard]] double false_stops_per_1000() const;
    [[nodiscard]] double silent_wrong_share() const;  ///< of the frames that passed
};

inline constexpr double kRightIou = 0.5;

/// @param bin_count  equal bins of the score over [0, 1], at least 1
[[nodiscard]] DoubtReport doubt_report(const std::vector<WatchedFrame>& frames, int bin_count = 10);

[[nodiscard]] nlohmann::json to_json(const DoubtReport& report);

/// The reliability diagram as an SVG picture: share right against score, a bar a bin with its number of
/// frames.
[[nodiscard]] std::string reliability_svg(const DoubtReport& report, const std::string& title);

}  // namespace rtrack
