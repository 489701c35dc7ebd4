#pragma once

#include <string>
#include <vector>

#include "tracking/base/options.h"

namespace rtrack {

/// How results become numbers. Toolkits differ in each of these; a preset (`metric_options_of`) sets them all
/// as one toolkit has them, and any of them can be changed by name (`--metric average=sequences`).
struct MetricOptions {
    std::string toolkit = "got10k";        ///< the preset that the other fields came from; for the report
    std::string first_frame = "excluded";  ///< excluded | truth: replaced by the truth and counted
    bool clip_to_image = true;             ///< clip boxes as got10k's rect_iou does, where the size is known
    bool round_boxes = false;              ///< to whole pixels, half to even
    std::string counted_frames = "covered";  ///< all | annotated | covered | positive | visible
    std::string divide_by = "counted";       ///< counted | all: what hits are divided by
    std::string skipped_center = "miss";  ///< miss | hit: a frame that is not counted, in the precision curve
    std::string skipped_norm_center = "miss";  ///< miss | hit | hit_where_present: the same, normalised
    std::string average = "frames";            ///< frames | sequences | classes
    std::string invalid_prediction = "miss";   ///< miss | spread | previous | error
    std::string length_mismatch = "error";     ///< error | cut | shorter | zeros
    std::string missing_result = "error";      ///< error | zeros: of a sequence without any result
    int success_thresholds = 101;
    bool success_at_least = false;  ///< IoU >= threshold, as the paper writes; toolkits: >
    int precision_thresholds = 51;
    int norm_precision_thresholds = 51;
    bool norm_size_at_least_one = false;          ///< divide by max(1, size)
    std::string auc_score = "mean";               ///< mean | area (trapezoids)
    std::string precision_score = "at_20_px";     ///< at_20_px | area
    std::string norm_precision_score = "at_0.2";  ///< at_0.2 | mean | area

    void describe(OptionTable& table);
    /// @throws Error(Argument) for numbers of thresholds that do not hold the one that a score is read at.
    void validate_together() const;
};

/// got10k otb uav123 lasot trackingnet pytracking ostrack.
[[nodiscard]] const std::vector<std::string>& metric_toolkits();

/// @param kind  the data set's kind, for the toolkits whose rules depend on it (pytracking, ostrack).
/// @throws Error(Argument) for an unknown toolkit.
[[nodiscard]] MetricOptions metric_options_of(const std::string& toolkit, const std::string& kind);

/// The toolkit that the benchmark itself is scored with; OTB's for those without one of their own.
[[nodiscard]] std::string default_toolkit(const std::string& kind);

/// Sentences for people: what AO, SR, AUC, precision, normalised precision and fps mean under these options.
[[nodiscard]] std::vector<std::string> definitions(const MetricOptions& options);

}  // namespace rtrack
