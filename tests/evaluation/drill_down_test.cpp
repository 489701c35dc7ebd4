#include "training/evaluation/drill_down.h"

#include <cmath>
#include <fstream>
#include <limits>

#include <gtest/gtest.h>

#include "tests/support/temporary_folder.h"
#include "tracking/base/error.h"
#include "training/evaluation/got10k_writer.h"
#include "training/evaluation/report.h"
#include "training/evaluation/result_files.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

Sequence make_sequence(const std::string& name, int frames) {
    Sequence sequence;
    sequence.name = name;
    sequence.class_name = "ball";
    sequence.width = 100;
    sequence.height = 80;
    for (int i = 0; i < frames; ++i) {
        sequence.frames.push_back("picture" + std::to_string(i) + ".jpg");
        sequence.boxes.push_back({10.0 + i, 10, 20, 20});
        sequence.cover.push_back(8);
    }
    return sequence;
}

TEST(OverlapByFrame, AgreesWithTheScoresAndLeavesOutWhatDoesNotCount) {
    Sequence sequence = make_sequence("a", 6);
    sequence.cover[3] = 0;
    SequenceResult result;
    result.repetitions = {sequence.boxes, sequence.boxes};
    result.repetitions[0][2].x += 10;  // half of 20 px: IoU 1/3
    const MetricOptions options = metric_options_of("got10k", "got10k");
    const std::vector<double> overlaps = overlap_by_frame(sequence, result, options);
    ASSERT_EQ(overlaps.size(), 6U);
    EXPECT_TRUE(std::isnan(overlaps[0])) << "GOT-10k leaves out the first frame";
    EXPECT_TRUE(std::isnan(overlaps[3]));
    EXPECT_NEAR(overlaps[2], (1 + 1.0 / 3) / 2, 1e-12);
    double sum = 0;
    for (const int frame : {1, 2, 4, 5}) sum += overlaps[static_cast<size_t>(frame)];
    EXPECT_NEAR(sum / 4, score_frames(frame_errors(sequence, result, options), options).ao, 1e-12);
}

TEST(WorstStretch, IsTheEarliestOfTheSmallestMeans) {
    std::vector<double> overlaps(40, 0.9);
    for (size_t i = 10; i < 14; ++i) overlaps[i] = 0.1;
    for (size_t i = 30; i < 34; ++i) overlaps[i] = 0.1;
    EXPECT_EQ(worst_stretch(overlaps, 4)->first, 10);
    EXPECT_EQ(worst_stretch(overlaps, 4)->last, 13);
    EXPECT_NEAR(worst_stretch(overlaps, 4)->mean_overlap, 0.1, 1e-12);
    EXPECT_EQ(worst_stretch(overlaps, 100)->last, 39);
    EXPECT_FALSE(worst_stretch({}, 4).has_value());
    EXPECT_FALSE(worst_stretch({kNaN, kNaN, kNaN, kNaN}, 2).has_value());
    EXPECT_EQ(worst_stretch({kNaN, 0.8, kNaN, kNaN, 0.2}, 2)->first, 3) << "half of the frames count";
}

TEST(Groups, AreAttributesThenClassesThenSources) {
    std::vector<Sequence> sequences = {make_sequence("davis_goat", 2), make_sequence("otb_Dog", 2)};
    EXPECT_EQ(group_sequences(sequences).count("otb"), 1U);
    sequences[0].class_name = "goat";
    EXPECT_EQ(group_sequences(sequences).at("goat"), std::vector<std::string>{"davis_goat"});
    sequences[0].attributes = sequences[1].attributes = {"occlusion"};
    EXPECT_EQ(group_sequences(sequences).at("occlusion").size(), 2U);
    EXPECT_TRUE(group_sequences({make_sequence("a_1", 2), make_sequence("a_2", 2)}).empty());
}

TEST(ScoreResults, LeavesOutResultsThatCannotBeScoredAndSaysWhy) {
    const TemporaryFolder folder;
    Dataset dataset;
    dataset.kind = "got10k";
    dataset.sequences = {make_sequence("a_1", 6), make_sequence("b_1", 6)};
    const std::vector<double> seconds(6, 0.01);
    write_result(folder.path(), "a_1", ResultLayout::Got10k, dataset.sequences[0].boxes, seconds);
    write_result(folder.path(), "b_1", ResultLayout::Got10k, {{1, 2, 3, 4}}, {0});
    const MetricOptions options = metric_options_of("got10k", "got10k");
    EXPECT_THROW((void)score_results(dataset, folder.path(), options, MissingResults::Skip), Error);
    const DatasetScores scores = score_results(dataset, folder.path(), options, MissingResults::SkipUnusable);
    EXPECT_EQ(scores.missing, std::vector<std::string>{"b_1"});
    ASSERT_EQ(scores.faults.size(), 1U);
    EXPECT_NE(scores.faults[0].message.find("b_1"), std::string::npos);
    ASSERT_EQ(scores.groups.size(), 1U);
    EXPECT_EQ(scores.groups[0].name, "a");
    EXPECT_DOUBLE_EQ(scores.groups[0].scores.ao, scores.total.ao);
}

void copy_text(const fs::path& from, const fs::path& to) {
    std::ofstream(to) << from.string();
}

TEST(Got10kWriter, WritesAStretchThatReadsBackAsItWas) {
    const TemporaryFolder folder;
    Sequence sequence = make_sequence("part/of", 20);
    sequence.cover[6] = 0;
    EXPECT_EQ(add_got10k_sequence(folder.path(), sequence, 5, 9, copy_text), "part_of-5-9");
    folder.write("list.txt", "part_of-5-9");
    EXPECT_EQ(add_got10k_sequence(folder.path(), sequence, 5, 9, copy_text), "part_of-5-9-2");
    const Dataset read = open_dataset("got10k:" + folder.path().string());
    ASSERT_EQ(read.sequences.size(), 2U);
    EXPECT_TRUE(read.faults.empty());
    EXPECT_EQ(read.sequences[0].boxes.front(), sequence.boxes[5]);
    EXPECT_EQ(read.sequences[0].boxes.size(), 5U);
    EXPECT_EQ(read.sequences[0].cover[1], 0);
    EXPECT_EQ(read.sequences[0].class_name, "ball");
    EXPECT_EQ(read.sequences[0].width, 100);
}

TEST(Got10kWriter, LeavesNothingBehindWhenAPictureCannotBeCopied) {
    const TemporaryFolder folder;
    const auto fail = [](const fs::path& from, const fs::path&) {
        throw Error(ErrorCode::Data, "cannot read " + from.string());
    };
    EXPECT_THROW((void)add_got10k_sequence(folder.path(), make_sequence("a", 5), 0, 3, fail), Error);
    EXPECT_TRUE(fs::is_empty(folder.path()));
    EXPECT_THROW((void)add_got10k_sequence(folder.path(), make_sequence("a", 5), 3, 5, copy_text), Error);
    Sequence hidden = make_sequence("a", 5);
    hidden.cover.assign(5, 0);
    EXPECT_THROW((void)add_got10k_sequence(folder.path(), hidden, 0, 3, copy_text), Error);
}

}  // namespace
}  // namespace rtrack
