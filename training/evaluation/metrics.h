#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tracking/base/geometry.h"
#include "training/evaluation/dataset.h"
#include "training/evaluation/metric_options.h"

namespace rtrack {

/// got10k's rect_iou without its clipping: plain IoU with 2.2e-16 added to the union, limited to [0, 1]. NaN
/// where a number is NaN. A box with a negative side has no intersection, but its product counts as area.
[[nodiscard]] double toolkit_iou(const Box& a, const Box& b);

/// got10k's bound: corner into the picture, then the size into what is left. A box beyond the left or top
/// border is shifted, not cut.
[[nodiscard]] Box clipped_as_toolkit(const Box& box, int width, int height);

/// Distance of the centres, x + (w - 1) / 2, in pixels.
[[nodiscard]] double center_error(const Box& prediction, const Box& truth);

/// The same, each axis divided by the truth's side, or by max(1, side).
[[nodiscard]] double normalized_center_error(const Box& prediction, const Box& truth, bool size_at_least_one);

/// What a tracker left of one sequence. More than one repetition: GOT-10k's protocol for stochastic trackers.
struct SequenceResult {
    std::vector<std::vector<Box>> repetitions;
    std::vector<double> seconds;  ///< of each frame, repetitions one after the other; 0 or NaN: not measured
};

/// Errors of the frames of one sequence (all repetitions), the input of every curve.
struct FrameErrors {
    std::vector<double> overlap;            ///< of the counted frames
    std::vector<double> center;             ///< of the counted frames, px
    std::vector<double> normalized_center;  ///< of the counted frames
    std::vector<int64_t> frames;            ///< index in the sequence of each counted frame
    int64_t skipped = 0;                    ///< frames that do not count
    int64_t skipped_present = 0;            ///< those of them that are not marked absent
    int64_t invalid_predictions = 0;        ///< predictions with NaN or without a size, in counted frames
    std::vector<double> seconds;            ///< positive times only
    std::string class_name;
};

/// Compares a tracker's boxes with the truth.
///
/// @throws Error(Data) naming the sequence if lengths differ or a prediction is invalid where the options say
/// "error", or if there is no result and the options do not fill it with zeros.
[[nodiscard]] FrameErrors frame_errors(const Sequence& sequence, const SequenceResult& result,
                                       const MetricOptions& options);

/// Scores and curves; NaN where there is nothing to average. fps is 0 where no time was measured.
struct Scores {
    double ao = 0;
    double sr_50 = 0;
    double sr_75 = 0;
    double auc = 0;
    double precision = 0;
    double norm_precision = 0;
    double fps = 0;
    std::vector<double> success_curve;         ///< over IoU 0 to 1
    std::vector<double> precision_curve;       ///< over 0 to 50 px
    std::vector<double> norm_precision_curve;  ///< over 0 to 0.5
    int64_t frames = 0;
    int64_t invalid_predictions = 0;
};

/// The scores of one sequence.
[[nodiscard]] Scores score_frames(const FrameErrors& errors, const MetricOptions& options);

/// The scores of a data set: one pool of frames, or the mean of sequences or classes, as the options say.
[[nodiscard]] Scores score_sequences(const std::vector<FrameErrors>& sequences, const MetricOptions& options);

}  // namespace rtrack
