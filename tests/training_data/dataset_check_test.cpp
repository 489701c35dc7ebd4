#include "training/data/dataset_check.h"

#include <algorithm>

#include "tests/training_data/test_scene.h"
#include "tracking/base/video_frame.h"

namespace rtrack::test {
namespace {

bool names(const Faults& faults, const std::filesystem::path& file, int64_t line, const std::string& words) {
    return std::any_of(faults.begin(), faults.end(), [&](const TextFault& fault) {
        return fault.file == file && fault.line == line && fault.message.find(words) != std::string::npos;
    });
}

TEST(DatasetCheck, FindsNothingInSoundData) {
    TemporaryFolder folder;
    Dataset dataset;
    dataset.sequences.push_back(write_video(folder.path(), "real_a", 4, true));
    dataset.stills.push_back(write_still(folder.path() / "a.jpg", {100, 80, 70, 50}));
    for (const bool decode : {true, false}) {
        const DatasetReport report = check_dataset(dataset, {decode, 2, {}});
        EXPECT_TRUE(report.faults.empty()) << describe(report.faults[0]);
        EXPECT_EQ(report.frames, 4);
        EXPECT_EQ(report.annotated_frames, 4);
        EXPECT_EQ(report.instances, 1);
        EXPECT_EQ(report.outlines, 1);
        EXPECT_EQ(report.largest_width, 480);
        EXPECT_EQ(report.smallest_width, 320);
    }
}

TEST(DatasetCheck, NamesTheFirstJumpOfABoxAndCountsThem) {
    TemporaryFolder folder;
    Dataset dataset;
    dataset.sequences.push_back(write_video(folder.path(), "real_a", 4, true));
    Sequence& sequence = dataset.sequences[0];
    sequence.boxes = {{10, 10, 10, 10}, {12, 10, 10, 10}, {60, 10, 10, 10}, {10, 10, 10, 10}};
    const DatasetReport report = check_dataset(dataset, {true, 1, {}});
    EXPECT_TRUE(report.faults.empty());  // a cut gives such places too
    ASSERT_EQ(report.remarks.size(), 1U);
    EXPECT_TRUE(names(report.remarks, folder.path() / "real_a" / "groundtruth.txt", 3,
                      "jumps by more than 4 times its size from the frame before; 2 jumps in all"));
}

TEST(DatasetCheck, NamesFileAndLineOfEveryFault) {
    TemporaryFolder folder;
    Dataset dataset;
    dataset.sequences.push_back(write_video(folder.path(), "real_a", 8, true));
    Sequence& sequence = dataset.sequences[0];
    const auto truth = folder.path() / "real_a" / "groundtruth.txt";
    std::filesystem::remove(sequence.frames[1]);
    std::filesystem::resize_file(sequence.frames[2], 200);
    sequence.boxes[3] = {10, 10, 0, 5};
    sequence.boxes[4] = {700, 10, 20, 20};
    std::filesystem::copy_file(sequence.frames[4], sequence.frames[5],
                               std::filesystem::copy_options::overwrite_existing);
    write_jpeg(sequence.frames[6], Image(100, 90));
    sequence.boxes.pop_back();
    const DatasetReport report = check_dataset(dataset, {true, 1, {}});
    EXPECT_TRUE(names(report.faults, sequence.frames[1], 0, "missing"));
    EXPECT_TRUE(names(report.faults, sequence.frames[2], 0, ""));
    EXPECT_TRUE(names(report.faults, truth, 4, "empty"));
    EXPECT_TRUE(names(report.faults, truth, 5, "outside"));
    EXPECT_TRUE(names(report.faults, sequence.frames[5], 0, "same as"));
    EXPECT_TRUE(names(report.faults, sequence.frames[6], 0, "size changes"));
    EXPECT_TRUE(names(report.remarks, truth, 6, "jumps"));  // back from the box outside
    EXPECT_TRUE(names(report.faults, truth, 8, "7 boxes for 8 frames"));
    // The box of frame 6 lies outside of its new, smaller picture, and the size changes back after it.
    EXPECT_EQ(report.faults.size(), 9U);
}

TEST(DatasetCheck, ComparesTheSizeThatTheDataSetStates) {
    TemporaryFolder folder;
    Dataset dataset;
    dataset.sequences.push_back(write_video(folder.path(), "real_a", 3, true));
    dataset.sequences[0].width = 480;
    dataset.sequences[0].height = 300;
    EXPECT_TRUE(check_dataset(dataset, {}).faults.empty());
    dataset.sequences[0].height = 301;
    const DatasetReport report = check_dataset(dataset, {});
    ASSERT_EQ(report.faults.size(), 1U);
    EXPECT_TRUE(names(report.faults, dataset.sequences[0].frames[0], 0, "says 480x301"));
}

TEST(DatasetCheck, NamesThePictureWhereBoxesHaveNoFile) {
    TemporaryFolder folder;
    Dataset dataset;
    dataset.sequences.push_back(write_video(folder.path(), "real_a", 3, true));
    dataset.sequences[0].truth_file.clear();
    dataset.sequences[0].boxes[1].width = 0;
    EXPECT_TRUE(names(check_dataset(dataset, {}).faults, dataset.sequences[0].frames[1], 0, "empty"));
}

TEST(DatasetCheck, AnAbsentTargetNeedsNoBox) {
    TemporaryFolder folder;
    Dataset dataset;
    dataset.sequences.push_back(write_video(folder.path(), "real_a", 3, true));
    dataset.sequences[0].absent = {false, true, false};
    dataset.sequences[0].boxes[1] = {0, 0, 0, 0};
    const DatasetReport report = check_dataset(dataset, {});
    EXPECT_TRUE(report.faults.empty());
    EXPECT_EQ(report.visible_frames, 2);
}

TEST(DatasetCheck, FindsValidationPicturesInTheTrainingData) {
    TemporaryFolder folder;
    Dataset training, validation;
    training.sequences.push_back(write_video(folder.path(), "real_a", 3, true));
    validation.sequences.push_back(write_video(folder.path(), "real_b", 4, true));
    // The same scene: frames 0 to 2 are byte for byte those of the training video.
    const auto leaks = find_leaks({&training}, {&validation});
    ASSERT_EQ(leaks.size(), 3U);
    EXPECT_EQ(leaks[0].file, validation.sequences[0].frames[0]);
    EXPECT_NE(leaks[0].message.find(training.sequences[0].frames[0].string()), std::string::npos);
    EXPECT_TRUE(find_leaks({&training}, {}).empty());
    // What does not decode is a fault of its data set and hides no leak.
    for (Dataset* dataset : {&training, &validation}) {
        FramePaths& frames = dataset->sequences[0].frames;
        std::vector<std::filesystem::path> more(frames.begin(), frames.end());
        more.insert(more.begin(), path_of(VideoFrame{folder.path() / "broken.mp4", 3}));
        frames = more;
    }
    EXPECT_EQ(find_leaks({&training}, {&validation}).size(), 3U);
}

}  // namespace
}  // namespace rtrack::test
