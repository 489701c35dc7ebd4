#include "training/data/sampler.h"

#include <algorithm>
#include <map>

#include "tests/training_data/test_scene.h"
#include "tracking/base/error.h"

namespace rtrack::test {
namespace {

TEST(Random, DependsOnEveryPartOfTheName) {
    const uint64_t first = Random::for_sample(1, 2, 3, 4).next();
    EXPECT_EQ(first, Random::for_sample(1, 2, 3, 4).next());
    EXPECT_NE(first, Random::for_sample(2, 2, 3, 4).next());
    EXPECT_NE(first, Random::for_sample(1, 3, 2, 4).next());
    EXPECT_NE(first, Random::for_sample(1, 2, 4, 4).next());
    EXPECT_NE(first, Random::for_sample(1, 2, 3, 5).next());
}

TEST(Random, NormalHasMeanZeroAndSpreadOne) {
    Random random(3);
    double sum = 0, squares = 0;
    constexpr int kCount = 100000;
    for (int i = 0; i < kCount; ++i) {
        const double value = random.normal();
        sum += value;
        squares += value * value;
    }
    EXPECT_NEAR(sum / kCount, 0, 0.015);  // five standard errors
    EXPECT_NEAR(squares / kCount, 1, 0.025);
}

TEST(DrawFrames, SearchFrameFollowsTheTemplateWithinTheGap) {
    SamplerOptions options;
    options.max_gap = 10;
    options.gap_growth = 0;
    std::vector<int64_t> visible;
    for (int64_t i = 0; i < 100; ++i) visible.push_back(i);
    Random random(1);
    std::map<int64_t, int> count_of_gap;
    for (int i = 0; i < 20000; ++i) {
        const FramePair pair = draw_frames(visible, options, random);
        ++count_of_gap[pair.search_frame - pair.template_frame];
    }
    EXPECT_EQ(count_of_gap.begin()->first, 1);
    EXPECT_EQ(count_of_gap.rbegin()->first, 9);  // in [t + 1, t + G)
    EXPECT_GT(count_of_gap[9], 1500);
}

TEST(DrawFrames, GapGrowsUntilAVisibleFrameIsFound) {
    SamplerOptions options;
    options.max_gap = 10;
    Random random(1);
    const FramePair pair = draw_frames({3, 500}, options, random);
    EXPECT_EQ(pair.template_frame, 3);
    EXPECT_EQ(pair.search_frame, 500);
}

TEST(DrawFrames, EitherModeAlsoGoesBack) {
    SamplerOptions options;
    options.mode = "either";
    Random random(1);
    int back = 0;
    for (int i = 0; i < 1000; ++i) {
        const FramePair pair = draw_frames({0, 1, 2, 3}, options, random);
        back += pair.search_frame < pair.template_frame;
    }
    EXPECT_NEAR(back, 500, 80);  // five standard deviations
}

Sequence bare_video(const std::string& name, int frames, int hidden) {
    Sequence sequence;
    sequence.name = name;
    for (int i = 0; i < frames; ++i) {
        sequence.frames.push_back(name + "/" + std::to_string(i) + ".jpg");
        sequence.boxes.push_back({1, 1, 10, 10});
        sequence.absent.push_back(i < hidden);
    }
    return sequence;
}

TEST(Pool, UsesVisibleFramesOfLongEnoughVideosOnly) {
    Dataset dataset;
    dataset.sequences = {bare_video("a", 19, 0), bare_video("b", 30, 26), bare_video("c", 30, 25)};
    const Pool pool(DataOptions{}, one_dataset(dataset));
    ASSERT_EQ(pool.parts()[0].videos.size(), 1U);
    EXPECT_EQ(pool.parts()[0].videos[0].sequence->name, "c");
    EXPECT_EQ(pool.parts()[0].videos[0].visible_frames, (std::vector<int64_t>{25, 26, 27, 28, 29}));
}

TEST(Pool, WithoutAnythingToDrawIsAnError) {
    EXPECT_THROW(Pool(DataOptions{}, one_dataset(Dataset{})), Error);
}

std::map<std::string, int> draws_by_source(double balance, const std::vector<std::string>& weights) {
    Dataset dataset;
    for (int i = 0; i < 9; ++i) dataset.sequences.push_back(bare_video("many_" + std::to_string(i), 30, 0));
    dataset.sequences.push_back(bare_video("few_0", 30, 0));
    DataOptions options;
    options.sampler.source_balance = balance;
    options.sampler.source_weights = weights;
    const Pool pool(options, one_dataset(dataset));
    std::map<std::string, int> counts;
    for (int i = 0; i < 10000; ++i) {
        Random random = Random::for_sample(1, 0, i, 0);
        ++counts[draw_pair(pool, options.sampler, random).video->source];
    }
    return counts;
}

TEST(Pool, BalancesSources) {
    EXPECT_NEAR(draws_by_source(1, {})["few"], 1000, 150);
    EXPECT_NEAR(draws_by_source(0, {})["few"], 5000, 250);
    EXPECT_NEAR(draws_by_source(0.5, {})["few"], 2500, 220);
    EXPECT_NEAR(draws_by_source(0, {"few=3"})["few"], 7500, 220);
    EXPECT_THROW(draws_by_source(0, {"few"}), Error);
    EXPECT_THROW(draws_by_source(0, {"fwe=3"}), Error);
    EXPECT_THROW(draws_by_source(0, {"few=inf"}), Error);
}

TEST(Pool, FollowsTheWeightsOfDataSets) {
    std::vector<WeightedDataset> datasets(2);
    datasets[0].dataset.sequences = {bare_video("a", 30, 0)};
    datasets[0].weight = 3;
    datasets[1].dataset.sequences = {bare_video("b", 30, 0)};
    const Pool pool(DataOptions{}, datasets);
    int first = 0;
    for (int i = 0; i < 10000; ++i) {
        Random random = Random::for_sample(1, 0, i, 0);
        first += draw_pair(pool, SamplerOptions{}, random).video->sequence->name == "a";
    }
    EXPECT_NEAR(first, 7500, 220);
}

TEST(Pool, CrowdShareDrawsTargetsAmongTheirLike) {
    Dataset dataset;
    for (const std::vector<int>& categories : {std::vector<int>{1, 2}, std::vector<int>{3, 3, 4}}) {
        StillPicture still{"p.jpg", 100, 100, {}};
        for (const int category : categories) {
            Instance instance;
            instance.box = {10, 10, 20, 20};
            instance.category_id = category;
            still.instances.push_back(instance);
        }
        dataset.stills.push_back(still);
    }
    DataOptions options;
    options.sampler.crowd_share = 1;
    const Pool pool(options, one_dataset(dataset));
    for (int i = 0; i < 100; ++i) {
        Random random = Random::for_sample(1, 0, i, 0);
        EXPECT_EQ(draw_pair(pool, options.sampler, random).category.second, 3);
    }
}

TEST(Jitter, KeepsTheTargetCentreWithinThreeEighthsOfTheCrop) {
    TemporaryFolder folder;
    Dataset dataset;
    dataset.sequences.push_back(write_video(folder.path(), "real_a", 8, false));
    const PairGenerator generator(plain_options(), one_dataset(dataset), {32, 64, 2, 4}, 1);
    double largest = 0;
    std::vector<double> log_sizes;
    for (int i = 0; i < 2000; ++i) {
        const Sample sample = generator.make(0, i);
        const Box& box = sample.target_in_search;
        const bool whole = box.x > 0 && box.y > 0 && box.right() < 64 && box.bottom() < 64;
        if (!whole) continue;
        largest = std::max({largest, std::abs(box.center().x - 32), std::abs(box.center().y - 32)});
        log_sizes.push_back(std::log(std::sqrt(box.area()) / 16));
    }
    EXPECT_LE(largest, 0.375 * 64 + 1e-9);
    EXPECT_GT(largest, 0.3 * 64);
    double squares = 0;
    for (const double value : log_sizes) squares += value * value;
    // Two independent factors of spread 0.25 under a square root; cutting off targets at the edge loses large
    // ones.
    EXPECT_NEAR(std::sqrt(squares / static_cast<double>(log_sizes.size())), 0.25 / std::sqrt(2), 0.02);
}

TEST(WeightedDatasetName, NeedsAPositiveWeight) {
    EXPECT_THROW((void)open_weighted_dataset("got10k:/nowhere*-1"), Error);
    EXPECT_THROW((void)open_weighted_dataset("got10k:/nowhere*x"), Error);
}

}  // namespace
}  // namespace rtrack::test
