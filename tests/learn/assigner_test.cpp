#include "training/learn/assigner.h"

#include <gtest/gtest.h>

#include "tracking/base/error.h"

namespace rtrack {
namespace {

std::vector<int64_t> positives_of(const at::Tensor& mask, int64_t image = 0) {
    const at::Tensor index = mask[image].nonzero().flatten().contiguous();
    return {index.const_data_ptr<int64_t>(), index.const_data_ptr<int64_t>() + index.numel()};
}

at::Tensor row(const std::vector<float>& values) {
    return at::tensor(values).unsqueeze(0);
}

/// A 4 x 4 map of 10-pixel bins, one target of 20 x 20 around (12, 13): bin 5, whose centre is (15, 15), is
/// nearest. The box of bin i lies so that its IoU with the target is known: shifted sideways by `shift[i]`
/// pixels, so that IoU = (20 - shift) / (20 + shift).
AssignerInput shifted_boxes(const std::vector<float>& init_shift, const std::vector<float>& refined_shift) {
    const at::Tensor target = at::tensor({2.F, 3.F, 22.F, 23.F}).unsqueeze(0);
    const auto shifted = [&](const std::vector<float>& shift) {
        const at::Tensor dx = at::tensor(shift).view({1, -1, 1}) * at::tensor({1.F, 0.F, 1.F, 0.F});
        return target.unsqueeze(1) + dx;
    };
    return {bin_centers(4, 10, at::kCPU), shifted(init_shift), shifted(refined_shift), target};
}

std::vector<float> all_far_but(const std::vector<std::pair<int, float>>& shifts) {
    std::vector<float> values(16, 40.F);  // no overlap
    for (const auto& [bin, shift] : shifts) values[static_cast<size_t>(bin)] = shift;
    return values;
}

TEST(BinCenters, AreRowMajorAndInTheMiddleOfBins) {
    const at::Tensor centers = bin_centers(3, 16, at::kCPU);
    EXPECT_TRUE(at::equal(centers[0], at::tensor({8.F, 8.F})));
    EXPECT_TRUE(at::equal(centers[1], at::tensor({24.F, 8.F})));
    EXPECT_TRUE(at::equal(centers[3], at::tensor({8.F, 24.F})));
}

TEST(OneToOneAssigner, FromBinsTakesTheNearestForBothStages) {
    AssignerOptions options;
    options.kind = "one_to_one";
    options.centers = "bins";
    const Labels labels = assign(shifted_boxes(all_far_but({}), all_far_but({})), options);
    EXPECT_EQ(labels.init_bin.item<int64_t>(), 5);
    EXPECT_EQ(positives_of(labels.positive), (std::vector<int64_t>{5}));
    EXPECT_FALSE(labels.ignored.any().item<bool>());
}

TEST(EveryAssigner, GivesAnAbsentTargetNoPositiveAndIgnoresNothing) {
    AssignerInput input = shifted_boxes(all_far_but({{9, 1.F}}), all_far_but({{2, 1.F}}));
    input.init_boxes = input.init_boxes.repeat({2, 1, 1});
    input.refined_boxes = input.refined_boxes.repeat({2, 1, 1});
    input.targets = at::cat({input.targets, at::zeros({1, 4})});
    for (const char* kind : {"one_to_one", "max_iou", "one_to_many"}) {
        AssignerOptions options;
        options.kind = kind;
        const Labels labels = assign(input, options);
        EXPECT_TRUE(labels.present[0].item<bool>());
        EXPECT_FALSE(labels.present[1].item<bool>());
        EXPECT_TRUE(labels.positive[0].any().item<bool>()) << kind;
        EXPECT_FALSE(labels.positive[1].any().item<bool>()) << kind;
        EXPECT_FALSE(labels.ignored[1].any().item<bool>()) << kind;
    }
}

TEST(OneToOneAssigner, FollowsTheRefineStagesOwnPredictions) {
    AssignerOptions options;
    options.kind = "one_to_one";
    const auto input = shifted_boxes(all_far_but({{9, 1.F}}), all_far_but({{2, 1.F}}));
    for (const bool leading : {true, false}) {
        options.leading = leading;
        EXPECT_EQ(positives_of(assign(input, options).positive), (std::vector<int64_t>{2}));
    }
}

TEST(MaxIouAssigner, IgnoresBinsBetweenTheTwoThresholds) {
    AssignerOptions options;
    options.kind = "max_iou";
    // IoU 16/24 = 0.67 positive; 11/29 = 0.38 negative; 13/27 = 0.48 ignored.
    const Labels labels =
        assign(shifted_boxes(all_far_but({{1, 4.F}, {2, 9.F}, {3, 7.F}}), all_far_but({})), options);
    EXPECT_EQ(positives_of(labels.positive), (std::vector<int64_t>{1}));
    EXPECT_EQ(positives_of(labels.ignored), (std::vector<int64_t>{3}));
}

TEST(MaxIouAssigner, KeepsTheBestBinWhenNoneIsAboveTheThreshold) {
    AssignerOptions options;
    options.kind = "max_iou";
    const Labels labels = assign(shifted_boxes(all_far_but({{3, 7.F}, {8, 12.F}}), all_far_but({})), options);
    EXPECT_EQ(positives_of(labels.positive), (std::vector<int64_t>{3}));
    EXPECT_FALSE(labels.ignored.any().item<bool>());
}

TEST(OneToManyAssigner, TakesCandidatesThatReachMeanPlusStandardDeviation) {
    // Candidates 0.9 0.8 0.3 0.2: mean 0.55, unbiased std 0.3512, threshold 0.9012 -> none but the best.
    const at::Tensor iou = row({0.1F, 0.9F, 0.8F, 0.3F, 0.2F, 0.0F});
    EXPECT_EQ(positives_of(one_to_many_positives(iou, iou, 4, false)), (std::vector<int64_t>{1}));
    // Variance 0.1233, threshold 0.6733 -> two.
    EXPECT_EQ(positives_of(one_to_many_positives(iou, iou, 4, true)), (std::vector<int64_t>{1, 2}));
    // K = 6: mean 0.3833, std 0.3764, threshold 0.7597.
    EXPECT_EQ(positives_of(one_to_many_positives(iou, iou, 6, false)), (std::vector<int64_t>{1, 2}));
}

TEST(OneToManyAssigner, KeepsOnePositiveWhenNoCandidateReachesTheThreshold) {
    const at::Tensor iou = row({0.5F, 0.4F, 0.1F});
    EXPECT_EQ(positives_of(one_to_many_positives(iou, iou, 2, false)), (std::vector<int64_t>{0}));
    EXPECT_EQ(positives_of(one_to_many_positives(iou, iou, 1, false)), (std::vector<int64_t>{0}));
}

TEST(OneToManyAssigner, MoreCandidatesThanBinsMeansAllBins) {
    const at::Tensor iou = row({0.5F, 0.4F, 0.1F});
    EXPECT_TRUE(
        at::equal(one_to_many_positives(iou, iou, 100, false), one_to_many_positives(iou, iou, 3, false)));
}

TEST(OneToManyAssigner, ByCenterDistanceLooksAtNearBinsOnly) {
    AssignerOptions options;
    options.order = "center_distance";
    options.candidates = 4;  // bins 5, 4, 1, 0 are nearest to (12, 13)
    // Bin 15 fits perfectly and is far away; among the near ones bin 4 fits best.
    const Labels labels =
        assign(shifted_boxes(all_far_but({{15, 0.F}, {4, 2.F}, {5, 12.F}}), all_far_but({})), options);
    EXPECT_EQ(positives_of(labels.positive), (std::vector<int64_t>{4}));
    options.order = "iou_value";
    const Labels by_value =
        assign(shifted_boxes(all_far_but({{15, 0.F}, {4, 2.F}, {5, 12.F}}), all_far_but({})), options);
    EXPECT_EQ(positives_of(by_value.positive), (std::vector<int64_t>{15}));
}

TEST(OneToManyAssigner, LeadingTakesTheInitStagesIou) {
    AssignerOptions options;
    options.candidates = 3;
    const auto input = shifted_boxes(all_far_but({{1, 1.F}}), all_far_but({{2, 1.F}}));
    EXPECT_EQ(positives_of(assign(input, options).positive), (std::vector<int64_t>{1}));
    options.leading = false;
    EXPECT_EQ(positives_of(assign(input, options).positive), (std::vector<int64_t>{2}));
}

TEST(OneToManyAssigner, TakesTheNearestBinWhenNoBoxOverlapsTheTarget) {
    for (const char* kind : {"one_to_many", "max_iou"}) {
        AssignerOptions options;
        options.kind = kind;
        const Labels labels = assign(shifted_boxes(all_far_but({}), all_far_but({})), options);
        EXPECT_EQ(positives_of(labels.positive), (std::vector<int64_t>{5})) << kind;
    }
}

struct AssignerCase {
    const char* kind;
    const char* order;
    const char* threshold;
    bool leading;
};

class EveryAssigner : public testing::TestWithParam<AssignerCase> {
protected:
    static AssignerOptions options() {
        AssignerOptions options;
        options.kind = GetParam().kind;
        options.order = GetParam().order;
        options.threshold = GetParam().threshold;
        options.leading = GetParam().leading;
        options.candidates = 7;
        return options;
    }
    static AssignerInput random_input(uint64_t seed, int images) {
        at::manual_seed(seed);
        const auto boxes = [&](int count) {
            const at::Tensor corner = at::rand({images, count, 2}) * 60;
            return at::cat({corner, corner + 5 + at::rand({images, count, 2}) * 30}, 2);
        };
        return {bin_centers(5, 16, at::kCPU), boxes(25), boxes(25), boxes(1).squeeze(1)};
    }
};

TEST_P(EveryAssigner, GivesEveryImageAtLeastOnePositiveThatIsNotIgnored) {
    for (uint64_t seed = 0; seed < 50; ++seed) {
        const Labels labels = assign(random_input(seed, 4), options());
        EXPECT_TRUE(labels.positive.any(1).all().item<bool>()) << "seed " << seed;
        EXPECT_FALSE(labels.positive.logical_and(labels.ignored).any().item<bool>()) << "seed " << seed;
    }
}

TEST_P(EveryAssigner, PermutedBinsGivePermutedLabels) {
    for (uint64_t seed = 0; seed < 20; ++seed) {
        const AssignerInput input = random_input(seed, 3);
        const at::Tensor order = at::randperm(25);
        const AssignerInput permuted = {input.bin_centers.index_select(0, order),
                                        input.init_boxes.index_select(1, order),
                                        input.refined_boxes.index_select(1, order), input.targets};
        const Labels labels = assign(input, options());
        const Labels of_permuted = assign(permuted, options());
        EXPECT_TRUE(at::equal(labels.positive.index_select(1, order), of_permuted.positive))
            << "seed " << seed;
        EXPECT_TRUE(at::equal(labels.init_bin, order.index_select(0, of_permuted.init_bin)))
            << "seed " << seed;
    }
}

TEST_P(EveryAssigner, ImagesDoNotInfluenceEachOther) {
    const AssignerInput input = random_input(3, 4);
    const Labels together = assign(input, options());
    for (int64_t image = 0; image < 4; ++image) {
        const AssignerInput alone = {input.bin_centers, input.init_boxes.narrow(0, image, 1),
                                     input.refined_boxes.narrow(0, image, 1),
                                     input.targets.narrow(0, image, 1)};
        EXPECT_TRUE(at::equal(assign(alone, options()).positive[0], together.positive[image]));
    }
}

INSTANTIATE_TEST_SUITE_P(All, EveryAssigner,
                         testing::Values(AssignerCase{"one_to_one", "iou_value", "std", true},
                                         AssignerCase{"max_iou", "iou_value", "std", true},
                                         AssignerCase{"max_iou", "iou_value", "std", false},
                                         AssignerCase{"one_to_many", "center_distance", "std", true},
                                         AssignerCase{"one_to_many", "center_distance", "variance", false},
                                         AssignerCase{"one_to_many", "iou_value", "std", true},
                                         AssignerCase{"one_to_many", "iou_value", "variance", true},
                                         AssignerCase{"one_to_many", "iou_value", "std", false}));

TEST(Assign, WrongShapesAreAContractError) {
    AssignerInput input = shifted_boxes(all_far_but({}), all_far_but({}));
    input.refined_boxes = input.refined_boxes.narrow(1, 0, 15);
    EXPECT_THROW((void)assign(input, AssignerOptions()), Error);
}

}  // namespace
}  // namespace rtrack
