#include <cmath>

#include <gtest/gtest.h>

#include "tests/support/temporary_folder.h"
#include "tracking/sequences/layouts.h"

namespace rtrack {
namespace {

/// What is read of a sequence of two frames with this meta_info.ini.
SequenceRecord with_meta_info(const std::string& lines) {
    const TemporaryFolder folder;
    folder.write("s/groundtruth.txt", "1,2,3,4\n5,6,7,8\n");
    folder.write("s/meta_info.ini", "[METAINFO]\n" + lines);
    return got10k_sequences(folder.path()).sequences.at(0);
}

TEST(Got10kSequences, TakeTheSizeFromResolutionOrFromWidthAndHeight) {
    for (const char* lines :
         {"resolution: (640, 360)\n", "resolution: (640,360)\n", "width: 640\nheight: 360\n"}) {
        const SequenceRecord record = with_meta_info(lines);
        EXPECT_EQ(record.width, 640) << lines;
        EXPECT_EQ(record.height, 360) << lines;
        EXPECT_TRUE(record.faults.empty()) << lines;
    }
    const SequenceRecord unknown = with_meta_info("resolution: (0, 0)\nanno_fps: 10Hz\nobject_class: cat\n");
    EXPECT_TRUE(unknown.faults.empty());
    EXPECT_EQ(unknown.width, 0);
    EXPECT_EQ(unknown.frames_per_second, 10);
    EXPECT_EQ(unknown.class_name, "cat");
    EXPECT_EQ(with_meta_info("width: 640\n").width, 0) << "half a size is none";
}

TEST(Got10kSequences, RefuseASizeThatNoPictureHas) {
    for (const char* value : {"(-640, -480)", "(640, -480)", "(0, 99999999999)", "(1048577, 2)",
                              "(640.5, 480)", "640 x 480", "(640)", ""}) {
        const SequenceRecord record = with_meta_info(std::string("resolution: ") + value + "\n");
        EXPECT_EQ(record.width, 0) << value;
        EXPECT_EQ(record.height, 0) << value;
        ASSERT_EQ(record.faults.size(), 1U) << value;
        EXPECT_EQ(record.faults[0].file.filename(), "meta_info.ini");
        EXPECT_EQ(record.faults[0].line, 2);
        EXPECT_NE(record.faults[0].message.find("cannot read the value of 'resolution': (W, H)"),
                  std::string::npos)
            << record.faults[0].message;
        EXPECT_NE(record.faults[0].message.find(value), std::string::npos) << record.faults[0].message;
    }
    for (const char* line : {"width: -1", "height: 99999999999", "width: wide", "anno_fps: often"}) {
        const SequenceRecord record = with_meta_info(std::string(line) + "\n");
        ASSERT_EQ(record.faults.size(), 1U) << line;
        EXPECT_EQ(record.width, 0) << line;
        EXPECT_EQ(record.frames_per_second, 0) << line;
    }
}

TEST(Got10kSequences, TellBoxesFromAbsencesAndFromFramesThatNobodyAnnotated) {
    const TemporaryFolder folder;
    folder.write("s/groundtruth.txt",
                 "1,2,3,4\n0,0,0,0\nnan,nan,nan,nan\n1,2,nan,4\n1,2,3,4\nnan,nan,nan,nan\nx\n");
    folder.write("s/absence.label", "0\n0\n0\n0\n1\n1\n0\n");
    const SequenceRecord record = got10k_sequences(folder / "s").sequences.at(0);
    EXPECT_EQ(record.absent, (std::vector<bool>{false, true, false, false, true, true, false}));
    for (const size_t i : {2, 3, 5, 6}) EXPECT_TRUE(std::isnan(record.boxes.at(i).x)) << i;
    ASSERT_EQ(record.faults.size(), 1U);
    EXPECT_EQ(record.faults[0].line, 7);
}

TEST(Got10kSequences, KnowNoCoverBeyondEightEighths) {
    const TemporaryFolder folder;
    folder.write("s/groundtruth.txt", "1,2,3,4\n1,2,3,4\n1,2,3,4\n1,2,3,4\n");
    folder.write("s/cover.label", "8\n9\n-1\n3\n");
    const SequenceRecord record = got10k_sequences(folder.path()).sequences.at(0);
    EXPECT_EQ(record.cover, (std::vector<std::optional<int>>{8, std::nullopt, std::nullopt, 3}));
    ASSERT_EQ(record.faults.size(), 2U);
    EXPECT_EQ(record.faults[1].line, 3);
    EXPECT_NE(record.faults[1].message.find("0 to 8 eighths"), std::string::npos);
}

TEST(Got10kSequences, LeaveOutLabelsOfAnotherLengthButATestSetsFirst) {
    const TemporaryFolder folder;
    folder.write("s/groundtruth.txt", "1,2,3,4\n5,6,7,8\n");
    folder.write("s/cover.label", "1\n2\n3\n");
    const SequenceRecord record = got10k_sequences(folder.path()).sequences.at(0);
    EXPECT_TRUE(record.cover.empty());
    ASSERT_EQ(record.faults.size(), 1U);
    EXPECT_EQ(record.faults[0].file, folder / "s" / "cover.label");
    EXPECT_EQ(record.faults[0].line, 2);
    EXPECT_EQ(record.faults[0].message, "3 cover labels for 2 boxes; the labels are left out");
    folder.write("s/groundtruth.txt", "1,2,3,4\n");
    const SequenceRecord test = got10k_sequences(folder.path()).sequences.at(0);
    EXPECT_EQ(test.cover, std::vector<std::optional<int>>{1});
    EXPECT_TRUE(test.faults.empty());
}

TEST(Got10kSequences, NameTheLineOfAListWhoseSequenceIsMissing) {
    const TemporaryFolder folder;
    folder.write("a/groundtruth.txt", "1,2,3,4\n");
    folder.write("list.txt", "a\n\nb\na\n");
    const SequenceRecords records = got10k_sequences(folder.path());
    EXPECT_EQ(records.sequences.size(), 1U);
    ASSERT_EQ(records.faults.size(), 2U);
    EXPECT_EQ(records.faults[0].line, 4) << "named twice";
    EXPECT_EQ(records.faults[1].file, folder / "list.txt");
    EXPECT_EQ(records.faults[1].line, 3);
    EXPECT_NE(records.faults[1].message.find((folder / "b" / "groundtruth.txt").string()), std::string::npos);
}

}  // namespace
}  // namespace rtrack
