#include "training/data/holdout.h"

#include <algorithm>
#include <cstdio>
#include <set>

#include <gtest/gtest.h>

#include "tests/support/errors.h"
#include "tests/training_data/test_scene.h"
#include "tracking/base/error.h"
#include "tracking/base/video_frame.h"

namespace rtrack::test {
namespace {

/// Videos as folders of pictures, which need not be there.
std::vector<WeightedDataset> numbered_videos(int count) {
    Dataset dataset;
    dataset.kind = "got10k";
    for (int i = 0; i < count; ++i) {
        char name[16];
        std::snprintf(name, sizeof name, "video%04d", i);
        dataset.sequences.emplace_back();
        dataset.sequences.back().name = name;
        dataset.sequences.back().frames = {std::filesystem::path("set") / name / "1.jpg"};
    }
    return one_dataset(std::move(dataset));
}

std::set<std::string> names_of(const Dataset& dataset) {
    std::set<std::string> names;
    for (const Sequence& sequence : dataset.sequences) names.insert(sequence.name);
    return names;
}

std::set<std::string> drawn_of(int count, double share, int64_t seed) {
    std::vector<WeightedDataset> datasets = numbered_videos(count);
    return names_of(take_held_out(datasets, share, seed).at(0));
}

TEST(Holdout, KnowsWhatASequenceFollowsItsTargetThrough) {
    const auto video = [](const std::filesystem::path& first_frame) {
        Sequence sequence;
        sequence.frames = {first_frame};
        return video_of(sequence);
    };
    EXPECT_EQ(video("/x/car/1.jpg"), "/x/car");
    EXPECT_EQ(video(path_of({"/x/clip.mp4", 7})), "/x/clip.mp4");
    EXPECT_EQ(video(path_of({"/x/car/1.jpg", 0})), "/x/car");  // a photo that has to be turned
}

TEST(Holdout, TakesAShareThatTheSeedDraws) {
    std::vector<WeightedDataset> kept = numbered_videos(2000);
    const std::vector<Dataset> held_out = take_held_out(kept, 0.25, 1);
    ASSERT_EQ(held_out.size(), 1U);
    EXPECT_EQ(held_out[0].kind, "got10k");
    EXPECT_NEAR(static_cast<double>(held_out[0].sequences.size()), 500, 80);
    std::set<std::string> all = names_of(kept[0].dataset);
    all.merge(names_of(held_out[0]));
    EXPECT_EQ(all.size(), 2000U);  // each on one side
    std::vector<WeightedDataset> again = numbered_videos(2000);
    std::reverse(again[0].dataset.sequences.begin(), again[0].dataset.sequences.end());
    EXPECT_EQ(names_of(take_held_out(again, 0.25, 1)[0]), names_of(held_out[0]));  // by name, not by place
    EXPECT_NE(drawn_of(2000, 0.25, 2), names_of(held_out[0]));
}

TEST(Holdout, TakesNoBlocksOfNeighbouringNames) {
    const std::set<std::string> drawn = drawn_of(2000, 0.25, 1);
    size_t neighbours = 0;
    for (auto name = drawn.begin(); std::next(name) != drawn.end(); ++name)
        neighbours += std::stoi(std::next(name)->substr(5)) == std::stoi(name->substr(5)) + 1;
    EXPECT_NEAR(static_cast<double>(neighbours), 125, 40);  // a quarter of a quarter
}

TEST(Holdout, DoesNotExchangeVideosWhereOthersAreAdded) {
    std::set<std::string> of_all = drawn_of(200, 0.2, 1);
    std::erase_if(of_all, [](const std::string& name) { return name >= "video0150"; });
    EXPECT_EQ(drawn_of(150, 0.2, 1), of_all);
}

TEST(Holdout, TakesOneAtLeastAndNeverAll) {
    for (const double share : {0.0001, 0.9}) {
        for (int64_t seed = 1; seed <= 20; ++seed) {
            std::vector<WeightedDataset> two = numbered_videos(2);
            EXPECT_EQ(take_held_out(two, share, seed).at(0).sequences.size(), 1U);
            EXPECT_EQ(two.at(0).dataset.sequences.size(), 1U);
        }
    }
    std::vector<WeightedDataset> one = numbered_videos(1);
    EXPECT_TRUE(take_held_out(one, 0.5, 1).empty());
    std::vector<WeightedDataset> twenty = numbered_videos(20);
    EXPECT_TRUE(take_held_out(twenty, 0, 1).empty());
    EXPECT_EQ(twenty[0].dataset.sequences.size(), 20U);
}

/// A track of each of ten videos: `tag` tells the tracks of one video apart.
Dataset tracks_of_videos(const std::string& kind, const std::string& tag) {
    Dataset dataset;
    dataset.kind = kind;
    for (int i = 0; i < 10; ++i) {
        Sequence sequence;
        sequence.name = std::to_string(i) + tag;
        if (i < 5) {
            sequence.frames = {path_of(VideoFrame{"clips/" + std::to_string(i) + ".mp4", 7})};
        } else {
            sequence.frames = {"pictures/" + std::to_string(i) + "/1.jpg"};
        }
        dataset.sequences.push_back(std::move(sequence));
    }
    return dataset;
}

std::set<char> videos_of(const Dataset& dataset) {
    std::set<char> videos;
    for (const Sequence& sequence : dataset.sequences) videos.insert(sequence.name[0]);
    return videos;
}

TEST(Holdout, KeepsTheTracksOfAVideoTogetherAlsoInSeveralDataSets) {
    Dataset project = tracks_of_videos("project", "left");
    for (Sequence& sequence : tracks_of_videos("project", "right").sequences) {
        sequence.frames.front() = sequence.frames.front().parent_path() /
                                  (sequence.name[0] < '5' ? "#9" : "9.jpg");  // begins later
        project.sequences.push_back(std::move(sequence));
    }
    std::vector<WeightedDataset> datasets = {{project, 1}, {tracks_of_videos("otb", ""), 1}};
    const std::vector<Dataset> held_out = take_held_out(datasets, 0.4, 1);
    ASSERT_EQ(held_out.size(), 2U);
    EXPECT_EQ(held_out[0].sequences.size(), 2 * videos_of(held_out[0]).size());
    EXPECT_EQ(videos_of(held_out[0]), videos_of(held_out[1]));
    for (const WeightedDataset& trained : datasets) {
        for (const char video : videos_of(trained.dataset))
            EXPECT_FALSE(videos_of(held_out[0]).contains(video));
    }
}

TEST(Holdout, OfTwoDataSetsWithAVideoEachOneIsTrainedAndOneValidatedOn) {
    std::vector<WeightedDataset> datasets;
    for (const char* name : {"a", "b"}) {
        datasets.push_back(numbered_videos(1)[0]);
        datasets.back().dataset.sequences[0].frames = {std::filesystem::path(name) / "1.jpg"};
    }
    EXPECT_EQ(take_held_out(datasets, 0.5, 1).size(), 1U);
    EXPECT_EQ(datasets.size(), 1U);
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
    const std::set<std::string> trained = names_of(open_training_data(options)[0].dataset);
    EXPECT_EQ(trained.size() + held_out[0].sequences.size(), 4U);
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
    const std::string message =
        message_of_error(ErrorCode::Argument, [&] { (void)open_held_out_data(options); });
    EXPECT_NE(message.find("data.holdout"), std::string::npos) << message;
}

}  // namespace
}  // namespace rtrack::test
