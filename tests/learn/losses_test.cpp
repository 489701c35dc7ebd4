#include "training/learn/losses.h"

#include <cmath>

#include <gtest/gtest.h>

namespace rtrack {
namespace {

at::Tensor row(const std::vector<float>& values) {
    return at::tensor(values).unsqueeze(0);
}

float logit(double p) {
    return static_cast<float>(std::log(p / (1 - p)));
}

/// Every element once moved by +-h: the numeric gradient of a scalar function.
template <typename Function>
at::Tensor numeric_gradient(const at::Tensor& at_value, Function function, double h) {
    at::Tensor gradient = at::zeros_like(at_value);
    for (int64_t i = 0; i < at_value.numel(); ++i) {
        at::Tensor step = at::zeros_like(at_value);
        step.view(-1)[i] = h;
        gradient.view(-1)[i] = (function(at_value + step).template item<double>() -
                                function(at_value - step).template item<double>()) /
                               (2 * h);
    }
    return gradient;
}

TEST(FocalLoss, MatchesEquationFourByHand) {
    const at::Tensor loss = focal_loss(row({logit(0.8), logit(0.3), logit(0.3)}),
                                       row({1, 0, 0}).to(at::kBool), row({0, 0, 0.5F}));
    EXPECT_NEAR(loss[0][0].item<double>(), -0.04 * std::log(0.8), 1e-6);       // (1-p)^2 log p
    EXPECT_NEAR(loss[0][1].item<double>(), -0.09 * std::log(0.7), 1e-6);       // p^2 log(1-p)
    EXPECT_NEAR(loss[0][2].item<double>(), -0.09 * std::log(0.7) / 16, 1e-6);  // (1-0.5)^4
}

TEST(FocalLoss, StaysFiniteWhereTheSigmoidRoundsToItsEnds) {
    at::Tensor logits = row({-200, 200, -200, 200}).requires_grad_();
    const at::Tensor loss = focal_loss(logits, row({1, 1, 0, 0}).to(at::kBool), at::zeros({1, 4}));
    loss.sum().backward();
    EXPECT_TRUE(loss.isfinite().all().item<bool>());
    EXPECT_TRUE(logits.grad().isfinite().all().item<bool>());
    EXPECT_LT(logits.grad()[0][0].item<double>(), 0);
    EXPECT_GT(logits.grad()[0][3].item<double>(), 0);
}

TEST(GaussianTargets, FollowCornerNetsRadius) {
    // A box of 8 x 8 bins: CornerNet's three cases give 15.26, 29.39 and 2.19 (its own Python, (b + root) /
    // 2), so the radius is 2 and sigma 5 / 6. Bin 119 is row 7, column 7 of 16.
    const at::Tensor centers = bin_centers(16, 16, at::kCPU);
    const at::Tensor box = at::tensor({64.F, 64.F, 192.F, 192.F}).unsqueeze(0);
    const at::Tensor heat = gaussian_targets(centers, box, at::tensor({int64_t{119}}), 16);
    EXPECT_EQ(heat[0][119].item<float>(), 1.F);
    EXPECT_NEAR(heat[0][120].item<double>(), std::exp(-0.72), 1e-6);
    EXPECT_NEAR(heat[0][119 + 2 * 16].item<double>(), std::exp(-4 * 0.72), 1e-6);
    EXPECT_EQ(heat[0][122].item<float>(), 0.F);  // three away: beyond the radius
    EXPECT_EQ(heat.argmax().item<int64_t>(), 119);
}

TEST(GaussianTargets, SidesBetweenBinsAreNotRounded) {
    // As OSTrack: 3.2 bins have a radius of 0.88, 4 bins one of 1.10; CornerNet's own code rounds 3.2 up
    // to 4.
    const at::Tensor centers = bin_centers(16, 16, at::kCPU);
    const auto heat_beside = [&](float side) {
        const at::Tensor box = at::tensor({64.F, 64.F, 64 + side, 64 + side}).unsqueeze(0);
        return gaussian_targets(centers, box, at::tensor({int64_t{119}}), 16)[0][120].item<float>();
    };
    EXPECT_EQ(heat_beside(3.2F * 16), 0.F);
    EXPECT_NEAR(heat_beside(4 * 16), std::exp(-2.0), 1e-6);
}

TEST(AffinityLoss, ConcordanceByHand) {
    // s = 0.2 0.6, b = 0.4 0.6: means 0.4 0.5, var 0.04 0.01, cov 0.02; rho = 0.04 / (0.05 + 0.01) = 2/3.
    const at::Tensor mask = row({1, 1, 0}).to(at::kBool);
    const double loss =
        affinity_loss(row({0.2F, 0.6F, 0.9F}), row({0.4F, 0.6F, 0.0F}), mask, "concordance").item<double>();
    EXPECT_NEAR(loss, 1 - 2.0 / 3, 2e-5);  // the guard of 1e-6 in the denominator
    EXPECT_NEAR(
        affinity_loss(row({0.2F, 0.6F, 0.9F}), row({0.4F, 0.6F, 0.0F}), mask, "pearson").item<double>(), 0,
        1e-4);
}

TEST(AffinityLoss, OppositeOrderCostsMore) {
    const at::Tensor mask = row({1, 1, 1}).to(at::kBool);
    const at::Tensor iou = row({0.3F, 0.5F, 0.7F});
    EXPECT_NEAR(affinity_loss(iou, iou, mask, "concordance").item<double>(), 0, 1e-4);
    EXPECT_NEAR(affinity_loss(iou.flip(1), iou, mask, "concordance").item<double>(), 2, 1e-4);
}

TEST(AffinityLoss, FewerThanTwoBinsCostNothing) {
    at::Tensor scores = row({0.2F, 0.6F}).requires_grad_();
    for (const char* correlation : {"concordance", "pearson"}) {
        const at::Tensor loss =
            affinity_loss(scores, row({0.5F, 0.5F}), row({1, 0}).to(at::kBool), correlation);
        EXPECT_EQ(loss.item<double>(), 0);
        loss.backward();
    }
    EXPECT_EQ(scores.grad().abs().max().item<double>(), 0);
}

TEST(AffinityLoss, EqualScoresGiveAFiniteGradient) {
    for (const char* correlation : {"concordance", "pearson"}) {
        at::Tensor scores = row({0.5F, 0.5F, 0.5F}).requires_grad_();
        affinity_loss(scores, row({0.5F, 0.5F, 0.5F}), at::ones({1, 3}, at::kBool), correlation).backward();
        EXPECT_TRUE(scores.grad().isfinite().all().item<bool>()) << correlation;
    }
}

TEST(AffinityLoss, IsPooledOverTheBatch) {
    const at::Tensor scores = at::rand({3, 5});
    const at::Tensor iou = at::rand({3, 5});
    const at::Tensor mask = at::rand({3, 5}).gt(0.4);
    const double apart = affinity_loss(scores, iou, mask, "concordance").item<double>();
    const double joined =
        affinity_loss(scores.view({1, 15}), iou.view({1, 15}), mask.view({1, 15}), "concordance")
            .item<double>();
    EXPECT_NEAR(apart, joined, 1e-7);
}

TEST(AffinityLoss, GradientMatchesDifferences) {
    at::manual_seed(1);
    const at::Tensor iou = at::rand({2, 6}, at::kDouble);
    const at::Tensor mask = at::rand({2, 6}).gt(0.3);
    for (const char* correlation : {"concordance", "pearson"}) {
        at::Tensor scores = at::rand({2, 6}, at::kDouble).requires_grad_();
        affinity_loss(scores, iou, mask, correlation).backward();
        const at::Tensor expected = numeric_gradient(
            scores.detach(), [&](const at::Tensor& s) { return affinity_loss(s, iou, mask, correlation); },
            1e-6);
        EXPECT_TRUE(at::allclose(scores.grad(), expected, 0, 1e-7))
            << correlation;  // central difference: h^2
    }
}

/// Network output with gradients at its leaves.
struct Scene {
    RTrackOutput output;
    Labels labels;
    at::Tensor targets;
    at::Tensor centers = bin_centers(5, 16, at::kCPU);

    explicit Scene(uint64_t seed, int images = 3) {
        at::manual_seed(seed);
        const auto boxes = [&](int count) {
            const at::Tensor corner = at::rand({images, count, 2}) * 50;
            return at::cat({corner, corner + 10 + at::rand({images, count, 2}) * 20}, 2);
        };
        targets = boxes(1).squeeze(1);
        output.score_logits = at::randn({images, 25}).requires_grad_();
        output.init_boxes = boxes(25).requires_grad_();
        output.refined_boxes = boxes(25).requires_grad_();
        labels = assign({centers, output.init_boxes, output.refined_boxes, targets}, AssignerOptions());
    }
    [[nodiscard]] LossTerms terms(const LossOptions& options) const {
        return loss_terms(output, labels, targets, centers, 16, options);
    }
};

TEST(LossTerms, AffinityMovesNoBoxWhenItsIouGradientIsCut) {
    Scene scene(1);
    scene.terms(LossOptions()).affinity.backward();
    EXPECT_FALSE(scene.output.refined_boxes.grad().defined());  // not in the graph at all: exactly zero
    EXPECT_FALSE(scene.output.init_boxes.grad().defined());
    EXPECT_GT(scene.output.score_logits.grad().abs().max().item<double>(), 0);
}

TEST(LossTerms, AffinityMovesBoxesWhenTheCutIsOff) {
    Scene scene(1);
    LossOptions options;
    options.cut_iou_gradient = false;
    scene.terms(options).affinity.backward();
    EXPECT_GT(scene.output.refined_boxes.grad().abs().max().item<double>(), 0);
}

TEST(LossTerms, TotalIsTheWeightedSumOfTheTerms) {
    const Scene scene(2);
    LossOptions unit;
    unit.classification_weight = unit.init_weight = unit.refine_weight = unit.affinity_weight = 1;
    const LossTerms plain = scene.terms(unit);
    const LossTerms weighted = scene.terms(LossOptions());
    const double expected = 2 * plain.classification.item<double>() + plain.init.item<double>() +
                            2 * plain.refine.item<double>() + 0.5 * plain.affinity.item<double>();
    EXPECT_NEAR(weighted.total.item<double>(), expected, 1e-5);
}

TEST(LossTerms, PerfectPredictionCostsNothingButCertainty) {
    Scene scene(3);
    const at::Tensor truth = scene.targets.unsqueeze(1).expand({-1, 25, -1}).contiguous();
    scene.output.init_boxes = truth;
    scene.output.refined_boxes = truth;
    const LossTerms terms = scene.terms(LossOptions());
    EXPECT_NEAR(terms.init.item<double>(), 0, 1e-5);
    EXPECT_NEAR(terms.refine.item<double>(), 0, 1e-5);
    EXPECT_NEAR(terms.iou_sum.item<double>(), terms.targets.item<double>(), 1e-5);
}

TEST(LossTerms, DoNotChangeWhenBinsArePermuted) {
    for (const char* targets : {"hard", "gaussian"}) {
        const Scene scene(4);
        LossOptions options;
        options.targets = targets;
        const LossTerms terms = scene.terms(options);
        const at::Tensor order = at::randperm(25);
        Scene permuted(4);
        permuted.centers = scene.centers.index_select(0, order);
        permuted.output.score_logits = scene.output.score_logits.index_select(1, order);
        permuted.output.init_boxes = scene.output.init_boxes.index_select(1, order);
        permuted.output.refined_boxes = scene.output.refined_boxes.index_select(1, order);
        permuted.labels = assign(
            {permuted.centers, permuted.output.init_boxes, permuted.output.refined_boxes, permuted.targets},
            AssignerOptions());
        // Sums in another order: float32 keeps 24 bits.
        EXPECT_NEAR(permuted.terms(options).total.item<double>(), terms.total.item<double>(), 1e-4)
            << targets;
    }
}

TEST(LossTerms, IgnoredBinsHaveNoScoreGradient) {
    Scene scene(5);
    scene.labels.ignored = scene.labels.positive.logical_not();
    scene.terms(LossOptions()).classification.backward();
    const at::Tensor gradient = scene.output.score_logits.grad();
    EXPECT_EQ(gradient.masked_select(scene.labels.ignored).abs().max().item<double>(), 0);
    EXPECT_GT(gradient.masked_select(scene.labels.positive).abs().max().item<double>(), 0);
}

TEST(LossTerms, AnAbsentTargetTeachesLowScoresAndNothingElse) {
    Scene scene(6);
    scene.targets[2].zero_();
    const auto assigned = [&](const at::Tensor& init_boxes, const at::Tensor& refined_boxes,
                              const at::Tensor& targets) {
        return assign({scene.centers, init_boxes, refined_boxes, targets}, AssignerOptions());
    };
    scene.labels = assigned(scene.output.init_boxes, scene.output.refined_boxes, scene.targets);
    const LossTerms terms = scene.terms(LossOptions());
    terms.total.backward();
    EXPECT_EQ(scene.output.init_boxes.grad()[2].abs().max().item<double>(), 0);
    EXPECT_EQ(scene.output.refined_boxes.grad()[2].abs().max().item<double>(), 0);
    EXPECT_GT(scene.output.score_logits.grad()[2].min().item<double>(), 0);  // every score is pushed down

    RTrackOutput present;
    present.score_logits = scene.output.score_logits.detach().narrow(0, 0, 2);
    present.init_boxes = scene.output.init_boxes.detach().narrow(0, 0, 2);
    present.refined_boxes = scene.output.refined_boxes.detach().narrow(0, 0, 2);
    const at::Tensor targets = scene.targets.narrow(0, 0, 2);
    const LossTerms expected =
        loss_terms(present, assigned(present.init_boxes, present.refined_boxes, targets), targets,
                   scene.centers, 16, LossOptions());
    EXPECT_NEAR(terms.init.item<double>(), expected.init.item<double>(), 1e-6);
    EXPECT_NEAR(terms.refine.item<double>(), expected.refine.item<double>(), 1e-6);
    EXPECT_NEAR(terms.affinity.item<double>(), expected.affinity.item<double>(), 1e-6);
    EXPECT_NEAR(terms.iou_sum.item<double>(), expected.iou_sum.item<double>(), 1e-6);
    EXPECT_EQ(terms.targets.item<double>(), 2);
    EXPECT_GT(terms.classification.item<double>(), expected.classification.item<double>());
}

TEST(LossTerms, PooledSlicesAddUpToTheWholeBatch) {
    // Two processes with a half of the batch each; the pooled sums of both are known here from a first pass.
    const Scene whole(6, 4);
    const LossTerms expected = whole.terms(LossOptions());
    expected.total.backward();

    const auto slice_of = [&](int64_t first, const PoolSums& pool, std::vector<at::Tensor>* leaves) {
        RTrackOutput output;
        const auto leaf = [&](const at::Tensor& tensor) {
            return tensor.detach().narrow(0, first, 2).clone().requires_grad_();
        };
        output.score_logits = leaf(whole.output.score_logits);
        output.init_boxes = leaf(whole.output.init_boxes);
        output.refined_boxes = leaf(whole.output.refined_boxes);
        const at::Tensor targets = whole.targets.narrow(0, first, 2);
        const Labels labels =
            assign({whole.centers, output.init_boxes, output.refined_boxes, targets}, AssignerOptions());
        const LossTerms terms = loss_terms(output, labels, targets, whole.centers, 16, LossOptions(), pool);
        if (leaves) {
            terms.total.backward();
            leaves->push_back(output.score_logits.grad());
        }
        return terms;
    };
    std::vector<std::vector<at::Tensor>> own(2);
    for (int rank : {0, 1}) {
        (void)slice_of(
            2 * rank,
            [&](const at::Tensor& sums) {
                own[static_cast<size_t>(rank)].push_back(sums.detach());
                return sums;
            },
            nullptr);
    }
    std::vector<at::Tensor> gradients;
    double classification = 0;
    for (int rank : {0, 1}) {
        size_t call = 0;
        const auto pool = [&](const at::Tensor& sums) {
            const at::Tensor all = own[0][call] + own[1][call];
            ++call;
            return sums + (all - sums.detach());
        };
        const LossTerms terms = slice_of(2 * rank, pool, &gradients);
        classification += terms.classification.item<double>();
        EXPECT_NEAR(terms.affinity.item<double>(), expected.affinity.item<double>(), 1e-6);
    }
    EXPECT_NEAR(classification, expected.classification.item<double>(), 1e-5);
    EXPECT_TRUE(at::allclose(at::cat(gradients), whole.output.score_logits.grad(), 1e-4, 1e-6));
}

}  // namespace
}  // namespace rtrack
