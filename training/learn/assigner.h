#pragma once

#include <string>

#include <ATen/ATen.h>

#include "tracking/base/options.h"

namespace rtrack {

/// Which bins learn to be the target (section 3.2). One target a search image.
struct AssignerOptions {
    std::string kind = "one_to_many";  ///< one_to_one, max_iou or one_to_many
    std::string order = "iou_value";   ///< one_to_many's candidates: center_distance (CD) or iou_value (IV)
    int candidates = 16;               ///< K
    /// Mean + std (as ATSS) or mean + variance (as printed) of the candidates' IoU.
    std::string threshold = "std";
    bool leading = true;           ///< the init stage's boxes decide the refine stage's labels
    std::string centers = "auto";  ///< center distance from the bins or the predicted boxes
    double positive_iou = 0.5;     ///< max_iou: above it positive
    double negative_iou = 0.4;     ///< max_iou: below it negative, between them ignored

    void describe(OptionTable& table);
};

/// What an assigner may look at. N bins in any order. Boxes are x1 y1 x2 y2 in search-crop pixels.
struct AssignerInput {
    at::Tensor bin_centers;    ///< [N, 2] (x, y)
    at::Tensor init_boxes;     ///< [B, N, 4]
    at::Tensor refined_boxes;  ///< [B, N, 4]
    at::Tensor targets;        ///< [B, 4]; a box without area: the target is not in the image
};

/// The labels of both stages. No gradient goes through them.
struct Labels {
    at::Tensor present;   ///< [B] bool: the target is in the image; else all its bins are negative
    at::Tensor init_bin;  ///< [B] int64: the one positive of the init stage, where the target is present
    at::Tensor positive;  ///< [B, N] bool: refine stage, never fewer than one where the target is present
    at::Tensor ignored;   ///< [B, N] bool: refine stage, neither positive nor negative
};

/// Centres of a square map's bins, row-major. @return [cells * cells, 2] float (x, y) in pixels.
[[nodiscard]] at::Tensor bin_centers(int cells, double bin_size, at::Device device);

/// Distance between the targets' centres and these points.
/// @param points  [N, 2] or [B, N, 2]. @return [B, N].
[[nodiscard]] at::Tensor center_distance(const at::Tensor& points, const at::Tensor& targets);

/// The bin with the smallest distance. @return [B, N] bool with one true a row.
[[nodiscard]] at::Tensor one_to_one_positives(const at::Tensor& distance);

/// Footnote 2: IoU above `positive_iou` is positive; without any, the bin of the largest IoU.
[[nodiscard]] at::Tensor max_iou_positives(const at::Tensor& iou, double positive_iou);

/// The K bins of the largest preference are candidates; those whose IoU is at or above mean + spread of the
/// candidates' IoU are positive. Where none reaches it, the candidate of the largest IoU is.
///
/// @param preference  [B, N] larger is preferred: the IoU itself, or the negative centre distance
/// @param iou         [B, N] with the truth
/// @param candidates  K, at least 1; more than N means all
/// @param use_variance  spread is the variance, as section 3.2 prints, and not the standard deviation; both
/// unbiased
[[nodiscard]] at::Tensor one_to_many_positives(const at::Tensor& preference, const at::Tensor& iou,
                                               int candidates, bool use_variance);

/// The labels of both stages. Where no box of the deciding stage overlaps the target, the refine stage's
/// positive is the nearest bin. @throws Error(Contract) if the shapes do not fit together.
[[nodiscard]] Labels assign(const AssignerInput& input, const AssignerOptions& options);

}  // namespace rtrack
