#include "training/learn/losses.h"

#include <ATen/core/grad_mode.h>

#include "tracking/kernels/box_losses.h"

namespace rtrack {

void LossOptions::describe(OptionTable& table) {
    table.add("classification_weight", &classification_weight)
        .range(0, 1000)
        .help("Weight of the focal loss (eq. 6).");
    table.add("init_weight", &init_weight)
        .range(0, 1000)
        .help("Weight of the init stage's GIoU loss (eq. 5).");
    table.add("refine_weight", &refine_weight)
        .range(0, 1000)
        .help("Weight of the refine stage's GIoU loss (eq. 5).");
    table.add("affinity_weight", &affinity_weight)
        .range(0, 1000)
        .help("Weight of the mutual affinity of score and IoU (eq. 6); 0 switches it off (table 3a).");
    table.add("targets", &targets)
        .choices(std::vector<std::string>{"hard", "gaussian"})
        .help("Targets of the negatives' scores: 0, or OSTrack's Gaussian heat map (fig. A3).");
    table.add("correlation", &correlation)
        .choices(std::vector<std::string>{"concordance", "pearson"})
        .help("The correlation that the mutual affinity raises (eq. 1-3, of which two lines disagree).");
    table.add("affinity_bins", &affinity_bins)
        .choices(std::vector<std::string>{"positives", "all"})
        .help("Bins that the mutual affinity looks at: positives, or negatives too (table A2a).");
    table.add("cut_iou_gradient", &cut_iou_gradient)
        .help(
            "The affinity loss moves the scores only; without, the paper saw training diverge (table A2a).");
}

at::Tensor focal_loss(const at::Tensor& logits, const at::Tensor& positive, const at::Tensor& targets) {
    // By log-sigmoids: log(p) stays finite where p itself rounds to 0 or 1, which OSTrack's clamp only hides.
    const at::Tensor p = logits.sigmoid();
    const at::Tensor of_positive = -(1 - p).square() * at::log_sigmoid(logits);
    const at::Tensor of_negative = -p.square() * (1 - targets).pow(4) * at::log_sigmoid(-logits);
    return at::where(positive, of_positive, of_negative);
}

namespace {

/// CornerNet's largest shift of a box's corners, in bins, that keeps an overlap of 0.7 with it: the least of
/// three cases, with the well-known (b + root) / 2 that is not the quadratic's solution but what everybody
/// trains with.
at::Tensor corner_radius(const at::Tensor& width, const at::Tensor& height) {
    constexpr double kOverlap = 0.7;
    const at::Tensor sum = width + height;
    const at::Tensor area = width * height;
    const auto root = [](double a, const at::Tensor& b, const at::Tensor& c) {
        return (b + (b.square() - 4 * a * c).clamp_min(0).sqrt()) / 2;
    };
    const at::Tensor first = root(1, sum, area * (1 - kOverlap) / (1 + kOverlap));
    const at::Tensor second = root(4, 2 * sum, (1 - kOverlap) * area);
    const at::Tensor third = root(4 * kOverlap, -2 * kOverlap * sum, (kOverlap - 1) * area);
    return at::minimum(at::minimum(first, second), third).floor().clamp_min(0);
}

}  // namespace

at::Tensor gaussian_targets(const at::Tensor& bin_centers, const at::Tensor& targets,
                            const at::Tensor& init_bin, double bin_size) {
    at::NoGradGuard no_grad;
    const at::Tensor sizes = (targets.narrow(1, 2, 2) - targets.narrow(1, 0, 2)) / bin_size;
    const at::Tensor radius = corner_radius(sizes.select(1, 0), sizes.select(1, 1));
    const at::Tensor sigma = (2 * radius + 1) / 6;
    const at::Tensor middle = bin_centers.index_select(0, init_bin).unsqueeze(1);
    const at::Tensor steps = ((bin_centers.unsqueeze(0) - middle) / bin_size).abs();
    const at::Tensor heat = at::exp(-steps.square().sum(-1) / (2 * sigma.square()).unsqueeze(1));
    return heat.masked_fill(steps.amax(-1).gt(radius.unsqueeze(1)), 0);
}

at::Tensor affinity_loss(const at::Tensor& scores, const at::Tensor& iou, const at::Tensor& mask,
                         const std::string& correlation, const PoolSums& pool) {
    // Sums in double: variances come from differences of large sums. A handful of numbers, cost is nothing.
    const at::Tensor weight = mask.to(at::kDouble);
    const at::Tensor s = scores.to(at::kDouble) * weight;
    const at::Tensor b = iou.to(at::kDouble) * weight;
    at::Tensor sums =
        at::stack({weight.sum(), s.sum(), b.sum(), (s * s).sum(), (b * b).sum(), (s * b).sum()});
    if (pool) sums = pool(sums);
    const at::Tensor count = sums[0].clamp_min(1);
    const at::Tensor mean_s = sums[1] / count;
    const at::Tensor mean_b = sums[2] / count;
    const at::Tensor var_s = (sums[3] / count - mean_s * mean_s).clamp_min(0);
    const at::Tensor var_b = (sums[4] / count - mean_b * mean_b).clamp_min(0);
    const at::Tensor covariance = sums[5] / count - mean_s * mean_b;
    // eq. 3 prints two forms that disagree; ours is Lin's: 2 cov / (var_s + var_b + (mean_s - mean_b)^2),
    // with the moments over n as Lin has them. The small number keeps equal scores from dividing by zero.
    constexpr double kTiny = 1e-6;
    const at::Tensor rho = correlation == "pearson"
                               ? covariance / ((var_s + kTiny) * (var_b + kTiny)).sqrt()
                               : 2 * covariance / (var_s + var_b + (mean_s - mean_b).square() + kTiny);
    return at::where(sums[0].ge(2), 1 - rho, at::zeros_like(rho)).to(scores.scalar_type());
}

LossTerms loss_terms(const RTrackOutput& output, const Labels& labels, const at::Tensor& targets,
                     const at::Tensor& bin_centers, double bin_size, const LossOptions& options,
                     const PoolSums& pool) {
    const at::Tensor logits = output.score_logits.to(at::kFloat);
    const at::Tensor truth = targets.unsqueeze(1);
    const at::Tensor positive = labels.positive;
    const at::Tensor present = labels.present.to(at::kFloat);
    at::Tensor counts = at::stack({positive.sum().to(at::kFloat), present.sum()});
    if (pool) counts = pool(counts);
    counts = counts.clamp_min(1);
    const at::Tensor positives = counts[0];

    LossTerms terms;
    const at::Tensor soft =
        options.targets == "gaussian"
            ? gaussian_targets(bin_centers, targets, labels.init_bin, bin_size) * present.unsqueeze(1)
            : at::zeros_like(logits);
    const at::Tensor focal = focal_loss(logits, positive, soft).masked_fill(labels.ignored, 0);
    terms.classification = options.classification_weight * focal.sum() / positives;

    const at::Tensor index = labels.init_bin.view({-1, 1, 1}).expand({-1, 1, 4});
    const at::Tensor init_box = output.init_boxes.gather(1, index).squeeze(1);
    terms.init = options.init_weight * ((1 - box_giou(init_box, targets)) * present).sum() / counts[1];

    const at::Tensor refine_loss = 1 - box_giou(output.refined_boxes, truth);
    terms.refine = options.refine_weight *
                   at::where(positive, refine_loss, at::zeros_like(refine_loss)).sum() / positives;

    const at::Tensor iou = box_iou(output.refined_boxes, truth);
    const at::Tensor mask = options.affinity_bins == "all" ? labels.ignored.logical_not() : positive;
    terms.affinity = options.affinity_weight * affinity_loss(logits.sigmoid(),
                                                             options.cut_iou_gradient ? iou.detach() : iou,
                                                             mask, options.correlation, pool);
    terms.total = terms.classification + terms.init + terms.refine + terms.affinity;

    at::NoGradGuard no_grad;
    const at::Tensor best_iou = iou.gather(1, logits.argmax(1, /*keepdim=*/true)).squeeze(1);
    terms.iou_sum = (best_iou * present).sum();
    terms.targets = present.sum();
    terms.positives = positive.to(at::kFloat).sum(1).mean();
    return terms;
}

}  // namespace rtrack
