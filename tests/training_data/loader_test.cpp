#include "training/data/loader.h"

#include <cstring>

#include "tests/support/errors.h"
#include "tests/training_data/test_scene.h"
#include "tracking/base/error.h"

namespace rtrack::test {
namespace {

class Loader : public testing::Test {
protected:
    void SetUp() override {
        dataset_.sequences.push_back(write_video(folder_.path(), "real_a", 8, true));
        dataset_.stills.push_back(write_still(folder_.path() / "a.jpg", {100, 80, 70, 50}));
        options_ = plain_options();
        AugmentOptions& augment = options_.augment;
        augment.color = augment.blur = augment.motion_blur = augment.occluder = augment.distractor = 0.5;
        options_.sampler.paste_share = options_.sampler.procedural_share = options_.sampler.region_share =
            0.2;
    }
    [[nodiscard]] std::shared_ptr<const PairGenerator> generator() const {
        return std::make_shared<const PairGenerator>(options_, one_dataset(dataset_), ViewSizes{32, 64, 2, 4},
                                                     3);
    }

    TemporaryFolder folder_;
    Dataset dataset_;
    DataOptions options_;
};

bool same(const Batch& a, const Batch& b) {
    return a.templates.equal(b.templates) && a.searches.equal(b.searches) &&
           a.target_boxes.equal(b.target_boxes) && a.target_sizes.equal(b.target_sizes) &&
           a.sources == b.sources;
}

std::vector<Batch> all_batches(BatchLoader& loader, int64_t epoch, int64_t first_step) {
    loader.start(epoch, first_step);
    std::vector<Batch> batches;
    while (auto batch = loader.next()) batches.push_back(std::move(*batch));
    return batches;
}

TEST_F(Loader, GivesTheSameBatchesForAnyNumberOfThreads) {
    BatchLoader one(generator(), {.pairs_per_epoch = 50, .batch_size = 6});
    BatchLoader many(generator(), {.pairs_per_epoch = 50, .batch_size = 6, .threads = 5});
    const auto expected = all_batches(one, 2, 0), actual = all_batches(many, 2, 0);
    ASSERT_EQ(expected.size(), 8U);  // 50 / 6, the rest is dropped
    ASSERT_EQ(actual.size(), 8U);
    for (size_t i = 0; i < 8; ++i) EXPECT_TRUE(same(expected[i], actual[i])) << i;
}

TEST_F(Loader, DoesNotDependOnTheCacheBudget) {
    BatchLoader cached(generator(), {.pairs_per_epoch = 24, .batch_size = 6, .threads = 2});
    options_.cache_megabytes = 0;
    BatchLoader uncached(generator(), {.pairs_per_epoch = 24, .batch_size = 6, .threads = 2});
    const auto expected = all_batches(cached, 0, 0), actual = all_batches(uncached, 0, 0);
    for (size_t i = 0; i < 4; ++i) EXPECT_TRUE(same(expected[i], actual[i])) << i;
}

TEST_F(Loader, ResumesInTheMiddleOfAnEpoch) {
    BatchLoader whole(generator(), {.pairs_per_epoch = 48, .batch_size = 6, .threads = 3});
    BatchLoader resumed(generator(), {.pairs_per_epoch = 48, .batch_size = 6, .threads = 3});
    const auto expected = all_batches(whole, 1, 0), actual = all_batches(resumed, 1, 5);
    ASSERT_EQ(actual.size(), 3U);
    for (size_t i = 0; i < 3; ++i) EXPECT_TRUE(same(expected[5 + i], actual[i])) << i;
}

TEST_F(Loader, CanBeStartedAnewAtAnyTime) {
    BatchLoader loader(generator(), {.pairs_per_epoch = 48, .batch_size = 6, .threads = 3});
    EXPECT_FALSE(loader.next().has_value());  // nothing before the first start
    const auto expected = all_batches(loader, 0, 0);
    loader.start(7, 0);
    (void)loader.next();
    loader.start(0, 2);
    const auto batch = loader.next();
    ASSERT_TRUE(batch.has_value());
    EXPECT_TRUE(same(*batch, expected[2]));
    loader.stop();
    EXPECT_FALSE(loader.next().has_value());
}

TEST_F(Loader, AnAbsentTargetsSearchCropIsThatOfAnotherPicture) {
    options_ = plain_options();
    dataset_.sequences.push_back(write_video(folder_.path(), "real_b", 8, false));
    const auto with_targets = generator();
    options_.sampler.absent_share = 0.5;
    const auto generator_with_absence = generator();
    int absent = 0;
    for (int64_t i = 0; i < 60; ++i) {
        const Sample sample = generator_with_absence->make(0, i), present = with_targets->make(0, i);
        EXPECT_EQ(sample.template_crop, present.template_crop) << i;  // absence changes the search crop alone
        if (sample.target_in_search.area() > 0) {
            EXPECT_EQ(sample.search_crop, present.search_crop) << i;
            continue;
        }
        ++absent;
        const size_t between = sample.source.find(" not in ");
        ASSERT_NE(between, std::string::npos);
        EXPECT_NE(sample.source.substr(0, 6), sample.source.substr(between + 8, 6)) << sample.source;
    }
    EXPECT_GT(absent, 15);
    EXPECT_LT(absent, 45);
}

TEST_F(Loader, KeepsTheTargetWhereThereIsNoOtherPicture) {
    options_ = plain_options();
    options_.sampler.absent_share = 0.9;
    dataset_.stills.clear();
    for (const int tracks : {1, 2}) {  // of one video
        const auto only_one_video = generator();
        for (int64_t i = 0; i < 10; ++i)
            EXPECT_GT(only_one_video->make(0, i).target_in_search.area(), 0) << tracks;
        Sequence other_track = dataset_.sequences.front();
        other_track.name = "real_other";
        dataset_.sequences.push_back(std::move(other_track));
    }
}

TEST_F(Loader, EpochsDiffer) {
    BatchLoader loader(generator(), {.pairs_per_epoch = 12, .batch_size = 6});
    EXPECT_FALSE(same(all_batches(loader, 0, 0)[0], all_batches(loader, 1, 0)[0]));
}

TEST_F(Loader, SlicesTheGlobalBatchByRank) {
    BatchLoader whole(generator(), {.pairs_per_epoch = 48, .batch_size = 8});
    BatchLoader first(generator(), {.pairs_per_epoch = 48, .batch_size = 4, .slice = {0, 2}});
    BatchLoader second(generator(), {.pairs_per_epoch = 48, .batch_size = 4, .threads = 2, .slice = {1, 2}});
    const auto global = all_batches(whole, 0, 0), left = all_batches(first, 0, 0),
               right = all_batches(second, 0, 0);
    ASSERT_EQ(left.size(), global.size());
    for (size_t i = 0; i < global.size(); ++i) {
        EXPECT_TRUE(global[i].searches.equal(at::cat({left[i].searches, right[i].searches})));
        EXPECT_TRUE(global[i].target_boxes.equal(at::cat({left[i].target_boxes, right[i].target_boxes})));
    }
}

TEST_F(Loader, BatchHoldsTheSamples) {
    const auto source = generator();
    BatchLoader loader(source, {.pairs_per_epoch = 6, .batch_size = 6});
    const auto batches = all_batches(loader, 0, 0);
    ASSERT_EQ(batches.size(), 1U);
    const Sample sample = source->make(0, 4);
    EXPECT_EQ(std::memcmp(batches[0].searches[4].data_ptr<uint8_t>(), sample.search_crop.data(), 64 * 64 * 3),
              0);
    EXPECT_EQ(batches[0].target_boxes[4][2].item<float>(),
              static_cast<float>(sample.target_in_search.right()));
    EXPECT_EQ(batches[0].target_sizes[4][1].item<float>(), static_cast<float>(sample.target_height));
    EXPECT_EQ(batches[0].sources[4], sample.source);
}

TEST_F(Loader, ReportsABadPictureOnceAndGoesOn) {
    const auto bad = dataset_.sequences[0].frames[3];
    std::ofstream(bad, std::ios::binary | std::ios::trunc) << "no picture";
    options_.sampler.paste_share = options_.sampler.procedural_share = options_.sampler.region_share = 0;
    BatchLoader one(generator(), {.pairs_per_epoch = 96, .batch_size = 6});
    BatchLoader many(generator(), {.pairs_per_epoch = 96, .batch_size = 6, .threads = 4});
    const auto expected = all_batches(one, 0, 0), actual = all_batches(many, 0, 0);
    for (size_t i = 0; i < expected.size(); ++i) EXPECT_TRUE(same(expected[i], actual[i])) << i;
    for (BatchLoader* loader : {&one, &many}) {
        const auto faults = loader->take_faults();
        ASSERT_EQ(faults.size(), 1U);
        EXPECT_EQ(faults[0].file, bad);
        EXPECT_TRUE(loader->take_faults().empty());
    }
}

TEST_F(Loader, EndsWithAnErrorWhenNoPictureCanBeRead) {
    for (const auto& file : dataset_.sequences[0].frames) std::filesystem::remove(file);
    std::filesystem::remove(dataset_.stills[0].file);
    BatchLoader loader(generator(), {.pairs_per_epoch = 96, .batch_size = 6, .threads = 2});
    loader.start(0, 0);
    const std::string message = message_of_error(ErrorCode::Data, [&] { (void)loader.next(); });
    EXPECT_NE(message.find(".jpg"), std::string::npos) << message;
}

TEST_F(Loader, BoxesThatCannotBeOfATargetAreNamedOnceAndNotDrawn) {
    Sequence& sequence = dataset_.sequences[0];
    sequence.boxes[2] = {5000, 5000, 40, 40};
    sequence.boxes[4] = {100, 100, 1e200, 1e200};
    options_.sampler.paste_share = options_.sampler.procedural_share = options_.sampler.region_share = 0;
    const auto source = generator();
    for (int64_t i = 0; i < 100; ++i) {
        const Sample sample = source->make(0, i);
        EXPECT_EQ(sample.source.find(" 2 >"), std::string::npos) << sample.source;
        EXPECT_EQ(sample.source.find("> 4"), std::string::npos) << sample.source;
    }
    const auto faults = source->take_faults();
    ASSERT_EQ(faults.size(), 2U);
    for (const TextFault& fault : faults) {
        EXPECT_EQ(fault.file, sequence.truth_file);
        EXPECT_TRUE(fault.line == 3 || fault.line == 5) << describe(fault);
    }
}

testing::AssertionResult contains(const std::string& text, const std::string& part) {
    if (text.find(part) != std::string::npos) return testing::AssertionSuccess();
    return testing::AssertionFailure() << "no '" << part << "' in: " << text;
}

TEST_F(Loader, AnObjectOutsideOfItsPictureIsNamedAndNotDrawn) {
    dataset_.sequences.clear();
    dataset_.stills.push_back(write_still(folder_.path() / "b.jpg", {100, 80, 70, 50}));
    dataset_.stills[0].instances[0].box = {1e308, 10, 40, 40};
    options_.sampler.paste_share = options_.sampler.procedural_share = options_.sampler.region_share = 0;
    const auto source = generator();
    for (int64_t i = 0; i < 30; ++i) EXPECT_TRUE(contains(source->make(0, i).source, "b.jpg"));
    const auto faults = source->take_faults();
    ASSERT_EQ(faults.size(), 1U);
    EXPECT_EQ(faults[0].file, dataset_.stills[0].file);
}

/// Makes pairs until that fails. @return the message
std::string message_at_end(const PairGenerator& source) {
    try {
        for (int64_t i = 0; i < 5000; ++i) (void)source.make(0, i);
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Data);
        return error.what();
    }
    return "no error";
}

TEST_F(Loader, DataThatHaveGoneAreAnErrorThoughSomePicturesAreInTheCache) {
    options_.sampler.paste_share = options_.sampler.procedural_share = options_.sampler.region_share = 0;
    options_.cache_megabytes = 100;
    Sequence& sequence = dataset_.sequences[0];
    for (int i = 0; i < 300; ++i) {  // as on a disk that is not there any more
        sequence.frames.push_back(folder_.path() / ("gone" + std::to_string(i) + ".jpg"));
        sequence.boxes.push_back(sequence.boxes.front());
    }
    EXPECT_TRUE(contains(message_at_end(*generator()), "hardly a picture"));
    dataset_.root = folder_.path() / "gone";
    EXPECT_TRUE(contains(message_at_end(*generator()), dataset_.root.string() + " has gone"));
}

TEST_F(Loader, RefusesAnEpochSmallerThanABatch) {
    EXPECT_THROW(BatchLoader(generator(), {.pairs_per_epoch = 5, .batch_size = 6}), Error);
}

}  // namespace
}  // namespace rtrack::test
