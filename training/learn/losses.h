#pragma once

#include <functional>
#include <string>

#include <ATen/ATen.h>

#include "tracking/base/options.h"
#include "tracking/model/rtrack_net.h"
#include "training/learn/assigner.h"

namespace rtrack {

/// Section 3.3 and 3.4. The defaults are the paper's.
struct LossOptions {
    double classification_weight = 2;  ///< eq. 6
    double init_weight = 1;            ///< eq. 5
    double refine_weight = 2;          ///< eq. 5
    double affinity_weight = 0.5;      ///< eq. 6
    std::string targets = "hard";      ///< hard, or gaussian: OSTrack's heat map around the truth's bin
    std::string correlation = "concordance";  ///< of the mutual affinity: concordance or pearson
    std::string affinity_bins = "positives";  ///< positives, or all: positives and negatives (table A2a)
    bool cut_iou_gradient = true;             ///< the affinity loss moves the scores only

    void describe(OptionTable& table);
};

/// Each term as it enters the total (weighted), scalars with gradient; and figures for people, without.
struct LossTerms {
    at::Tensor total;
    at::Tensor classification;
    at::Tensor init;
    at::Tensor refine;
    at::Tensor affinity;
    at::Tensor iou_sum;    ///< IoU with the truth of the refined box of the bin with the highest score, added
                           ///< up over the images with a target
    at::Tensor targets;    ///< number of images with a target
    at::Tensor positives;  ///< mean number of positive bins an image
};

/// Adds up sums over the processes that share a batch: gets this process's sums, gives everybody's. Its
/// gradient is that of the own part, so that the *sum* of the processes' gradients is the gradient of the
/// common loss.
using PoolSums = std::function<at::Tensor(const at::Tensor& own_sums)>;

/// Weighted focal loss of eq. 4 (alpha 2, beta 4), one value a bin, before the division by the number of
/// positives.
///
/// @param logits   [B, N] scores before the sigmoid
/// @param positive [B, N] bool
/// @param targets  [B, N] in [0, 1): how near a negative is to a positive; its loss shrinks by (1 - target)^4
[[nodiscard]] at::Tensor focal_loss(const at::Tensor& logits, const at::Tensor& positive,
                                    const at::Tensor& targets);

/// OSTrack's heat map: a Gaussian around each target's bin, its width by CornerNet's rule for an overlap of
/// 0.7.
///
/// OSTrack rounds the target's centre to a cell index, which is half a bin off; ours is centred on the bin
/// that the centre lies in, the one-to-one positive.
/// @param targets   [B, 4] x1 y1 x2 y2 in pixels
/// @param init_bin  [B] the bin in the middle. @return [B, N].
[[nodiscard]] at::Tensor gaussian_targets(const at::Tensor& bin_centers, const at::Tensor& targets,
                                          const at::Tensor& init_bin, double bin_size);

/// 1 - the correlation of scores and IoUs over the bins of `mask`, pooled over the batch and the processes
/// (eq. 1-3). Fewer than two bins: 0.
///
/// @param scores, iou  [B, N]; mask [B, N] bool
/// @param correlation  "concordance": Lin's, 2 cov / (var_s + var_b + (mean_s - mean_b)^2); or "pearson"
[[nodiscard]] at::Tensor affinity_loss(const at::Tensor& scores, const at::Tensor& iou,
                                       const at::Tensor& mask, const std::string& correlation,
                                       const PoolSums& pool = {});

/// The loss of a batch.
///
/// An image without its target (Labels::present) enters the classification only.
///
/// @param targets      [B, 4] x1 y1 x2 y2 in search-crop pixels
/// @param bin_centers  [N, 2]; bin_size its spacing in pixels
[[nodiscard]] LossTerms loss_terms(const RTrackOutput& output, const Labels& labels,
                                   const at::Tensor& targets, const at::Tensor& bin_centers, double bin_size,
                                   const LossOptions& options, const PoolSums& pool = {});

}  // namespace rtrack
