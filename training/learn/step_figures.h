#pragma once

#include <ATen/ATen.h>

#include "training/learn/losses.h"
#include "training/learn/train_observer.h"

namespace rtrack {

/// What a trainer sums up between reports, on the device, in this order; the last one counts the steps.
enum StepSum {
    kTotal,
    kClassification,
    kInit,
    kRefine,
    kAffinity,
    kIouSum,  ///< over the pairs with a target
    kTargets,
    kPositives,
    kNorm,
    kCount,
    kFigures
};

/// The figures of one batch, kNorm and kCount 0: they come with the step. @return [kFigures] double
/// @param share  of the step: 1 / optimizer.accumulate
[[nodiscard]] at::Tensor figures_of(const LossTerms& terms, double share);

/// The mean IoU over the pairs with a target; 0 if there was none. @param sums  [kFigures] on the CPU
[[nodiscard]] double mean_iou(const at::Tensor& sums);

/// A report with the means of the figures' sums; the rest is the trainer's to fill in.
/// @param sums  [kFigures] on the CPU
[[nodiscard]] StepReport report_of_sums(const at::Tensor& sums);

}  // namespace rtrack
