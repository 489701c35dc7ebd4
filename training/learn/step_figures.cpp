#include "training/learn/step_figures.h"

#include <algorithm>

#include <ATen/core/grad_mode.h>

namespace rtrack {

at::Tensor figures_of(const LossTerms& terms, double share) {
    at::NoGradGuard no_grad;
    const at::Tensor none = at::zeros_like(terms.total);
    const at::Tensor values =
        at::stack({terms.total, terms.classification, terms.init, terms.refine, terms.affinity, terms.iou_sum,
                   terms.targets, terms.positives, /*kNorm*/ none, /*kCount*/ none});
    return values.to(at::kDouble) * share;
}

double mean_iou(const at::Tensor& sums) {
    const double* values = sums.const_data_ptr<double>();
    return values[kTargets] > 0 ? values[kIouSum] / values[kTargets] : 0;
}

StepReport report_of_sums(const at::Tensor& sums) {
    const double* values = sums.const_data_ptr<double>();
    const double count = std::max(values[kCount], 1.0);
    StepReport report;
    report.loss_total = values[kTotal] / count;
    report.loss_classification = values[kClassification] / count;
    report.loss_init = values[kInit] / count;
    report.loss_refine = values[kRefine] / count;
    report.loss_affinity = values[kAffinity] / count;
    report.iou = mean_iou(sums);
    report.positives = values[kPositives] / count;
    report.gradient_norm = values[kNorm] / count;
    return report;
}

}  // namespace rtrack
