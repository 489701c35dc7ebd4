#include "training/data/holdout.h"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "tests/training_data/test_scene.h"
#include "tracking/base/error.h"

namespace rtrack::test {
namespace {

Dataset dataset_of(int count) {
    Dataset dataset;
    dataset.kind = "got10k";
    for (int i = 0; i < count; ++i) {
        dataset.sequences.emplace_back();
        dataset.sequences.back().name = "video" + std::to_string(i);
    }
    return dataset;
}

std::set<std::string> names_of(const Dataset& dataset) {
    std::set<std::string> names;
    for (const Sequence& sequence : dataset.sequences) names.insert(sequence.name);
    return names;
}

TEST(Holdout, TakesAShareThatTheSeedDraws) {
    Dataset kept = dataset_of(20);
    const Dataset held_out = take_held_out(kept, 0.25, 1);
    EXPECT_EQ(held_out.kind, "got10k");
    EXPECT_EQ(held_out.sequences.size(), 5U);
    EXPECT_EQ(kept.sequences.size(), 15U);
    std::set<std::string> all = names_of(kept);
    all.merge(names_of(held_out));
    EXPECT_EQ(all.size(), 20U);  // each on one side
    Dataset again = dataset_of(20);
    std::reverse(again.sequences.begin(), again.sequences.end());
    EXPECT_EQ(names_of(take_held_out(again, 0.25, 1)), names_of(held_out));  // by name, not by place
    Dataset other = dataset_of(20);
    EXPECT_NE(names_of(take_held_out(other, 0.25, 2)), names_of(held_out));
}

TEST(Holdout, TakesOneAtLeastAndNeverAll) {
    for (const double share : {0.01, 0.9}) {
        Dataset two = dataset_of(2);
        EXPECT_EQ(take_held_out(two, share, 1).sequences.size(), 1U);
        EXPECT_EQ(two.sequences.size(), 1U);
    }
    Dataset one = dataset_of(1);
    EXPECT_TRUE(take_held_out(one, 0.5, 1).sequences.empty());
    Dataset twenty = dataset_of(20);
    EXPECT_TRUE(take_held_out(twenty, 0, 1).sequences.empty());
    EXPECT_EQ(twenty.sequences.size(), 20U);
}

TEST(Holdout, TrainingAndValidationShareNoVideo) {
    const TemporaryFolder folder;
    std::string list;
    for (const std::string name : {"real_a", "real_b", "real_c", "real_d"}) {
        (void)write_video(folder.path(), name, 4, true);
        list += name + "\n";
    }
    folder.write("list.txt", list);
    DataOptions options;
    options.train = {"got10k:" + folder.path().string()};
    options.holdout = 0.5;
    const std::vector<Dataset> held_out = open_held_out_data(options);
    ASSERT_EQ(held_out.size(), 1U);
    EXPECT_EQ(held_out[0].sequences.size(), 2U);
    const std::set<std::string> trained = names_of(open_training_data(options)[0].dataset);
    EXPECT_EQ(trained.size(), 2U);
    for (const std::string& name : names_of(held_out[0])) EXPECT_FALSE(trained.contains(name));
    options.holdout = 0;
    EXPECT_TRUE(open_held_out_data(options).empty());
    EXPECT_EQ(open_training_data(options)[0].dataset.sequences.size(), 4U);
}

TEST(Holdout, SaysWhatToDoWhereNothingCanBeKeptBack) {
    const TemporaryFolder folder;
    (void)write_video(folder.path(), "real_a", 4, true);
    folder.write("list.txt", "real_a\n");
    DataOptions options;
    options.train = {"got10k:" + folder.path().string()};
    options.holdout = 0.5;
    try {
        (void)open_held_out_data(options);
        FAIL() << "one video cannot be split";
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("data.holdout"), std::string::npos) << error.what();
    }
}

}  // namespace
}  // namespace rtrack::test
