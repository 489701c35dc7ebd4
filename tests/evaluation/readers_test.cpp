// Each benchmark's layout in miniature, with the oddities that its real folders have.

#include <cmath>

#include <gtest/gtest.h>

#include "tests/support/errors.h"
#include "tests/support/temporary_folder.h"
#include "tracking/base/error.h"
#include "training/evaluation/dataset.h"

namespace rtrack {
namespace {

Dataset opened(const std::string& kind, const std::filesystem::path& path) {
    return open_dataset(kind + ":" + path.string());
}

std::string numbered(const char* format, int number) {
    char text[64];
    std::snprintf(text, sizeof text, format, number);
    return text;
}

void write_pictures(const TemporaryFolder& folder, const std::string& name, const char* format, int first,
                    int last) {
    for (int number = first; number <= last; ++number)
        folder.write(name + "/" + numbered(format, number), "");
}

TEST(LasotReader, JoinsBothAbsenceFilesInNestedAndFlatLayout) {
    TemporaryFolder folder;
    for (const char* name : {"cat/cat-2", "tank-9"}) {
        const std::string sequence = name;
        write_pictures(folder, sequence + "/img", "%08d.jpg", 1, 3);
        folder.write(sequence + "/groundtruth.txt", "1,2,3,4\n1,2,3,4\n0,0,0,0\n");
        folder.write(sequence + "/full_occlusion.txt", "0,1,0\n");
        folder.write(sequence + "/out_of_view.txt", "0,0,1\n");
    }
    const Dataset nested = opened("lasot", folder.path());
    ASSERT_EQ(nested.sequences.size(), 2U) << "a folder may have both";
    folder.write("testing_set.txt", "cat-2\ntank-9\n");
    const Dataset listed = opened("lasot", folder.path() / "testing_set.txt");
    ASSERT_EQ(listed.sequences.size(), 2U);
    EXPECT_TRUE(listed.faults.empty());
    const Sequence& sequence = listed.sequences[0];
    EXPECT_EQ(sequence.class_name, "cat");
    EXPECT_TRUE(sequence.visible(0));
    EXPECT_FALSE(sequence.visible(1));
    EXPECT_FALSE(sequence.visible(2));
}

TEST(TrackingNetReader, SortsUnpaddedNamesByNumber) {
    TemporaryFolder folder;
    write_pictures(folder, "TRAIN_0/frames/abc", "%d.jpg", 0, 10);
    std::string boxes;
    for (int i = 0; i <= 10; ++i) boxes += std::to_string(i) + ",1,5,5\n";
    folder.write("TRAIN_0/anno/abc.txt", boxes);
    write_pictures(folder, "TEST/frames/xyz", "%d.jpg", 0, 4);
    folder.write("TEST/anno/xyz.txt", "1.5,2,3,4\n");
    const Dataset dataset = opened("trackingnet", folder.path());
    ASSERT_EQ(dataset.sequences.size(), 2U);
    EXPECT_TRUE(dataset.faults.empty());
    EXPECT_EQ(dataset.sequences[0].name, "xyz");
    EXPECT_EQ(dataset.sequences[0].frames.size(), 5U) << "a test sequence keeps all its pictures";
    EXPECT_EQ(dataset.sequences[1].frames[2].filename(), "2.jpg");
    EXPECT_EQ(dataset.sequences[1].frames[10].filename(), "10.jpg");
}

TEST(TrackingNetReader, ReadsTheListedSequencesOnlyAndNamesThoseThatAreMissing) {
    TemporaryFolder folder;
    for (const char* name : {"abc", "xyz"}) {
        write_pictures(folder, std::string("TRAIN_0/frames/") + name, "%d.jpg", 0, 1);
        folder.write(std::string("TRAIN_0/anno/") + name + ".txt", "1,2,3,4\n1,2,3,4\n");
    }
    folder.write("split.txt", "abc\nnone\n");
    const Dataset dataset = opened("trackingnet", folder.path() / "split.txt");
    ASSERT_EQ(dataset.sequences.size(), 1U);
    EXPECT_EQ(dataset.sequences[0].name, "abc");
    ASSERT_EQ(dataset.faults.size(), 1U);
    EXPECT_EQ(dataset.faults[0].file, folder.path() / "split.txt");
    EXPECT_EQ(dataset.faults[0].line, 2);
    EXPECT_NE(dataset.faults[0].message.find("'none'"), std::string::npos);
    folder.write("empty.txt", "\n");
    EXPECT_THROW((void)opened("trackingnet", folder.path() / "empty.txt"), Error)
        << "nothing, not everything";
}

TEST(TrackingNetReader, DropsTheBoxOfAMissingFirstPicture) {
    TemporaryFolder folder;
    write_pictures(folder, "TEST/frames/abc", "%d.jpg", 1, 2);
    folder.write("TEST/anno/abc.txt", "0,1,5,5\n1,1,5,5\n2,1,5,5\n");
    const Dataset dataset = opened("trackingnet", folder.path() / "TEST");
    ASSERT_EQ(dataset.faults.size(), 1U);
    EXPECT_EQ(dataset.faults[0].line, 1);
    ASSERT_EQ(dataset.sequences[0].boxes.size(), 2U);
    EXPECT_EQ(dataset.sequences[0].boxes[0].x, 1);
}

TEST(Uav123Reader, CutsPartsOutOfSharedFoldersAndMarksNaNAbsent) {
    TemporaryFolder folder;
    write_pictures(folder, "data_seq/UAV123/uav1", "%06d.jpg", 1, 1560);
    write_pictures(folder, "data_seq/UAV123/bike1", "%06d.jpg", 1, 3);
    folder.write("anno/UAV123/uav1_2.txt", "1,2,3,4\nNaN,NaN,NaN,NaN\n5,6,7,8\n");
    folder.write("anno/UAV123/bike1.txt", "1,2,3,4\n1,2,3,4\n");
    const Dataset dataset = opened("uav123", folder.path());
    ASSERT_EQ(dataset.sequences.size(), 2U);
    EXPECT_TRUE(dataset.faults.empty());
    const Sequence& part = dataset.sequences[1];
    EXPECT_EQ(part.frames.front().filename(), "001555.jpg");
    EXPECT_EQ(part.frames.back().filename(), "001557.jpg");
    EXPECT_TRUE(part.absent[1]);
    EXPECT_FALSE(part.visible(1));
    EXPECT_TRUE(part.visible(2));
}

TEST(OtbReader, ReadsEverySeparatorRangesAndTwoTargets) {
    TemporaryFolder folder;
    for (const char* name : {"Comma", "Tab", "Blank"})
        write_pictures(folder, std::string(name) + "/img", "%04d.jpg", 1, 2);
    folder.write("Comma/groundtruth_rect.txt", "1,2,3,4\r\n5,6,7,8\r\n");
    folder.write("Tab/groundtruth_rect.txt", "1\t2\t3\t4\n5\t6\t7\t8\n");
    folder.write("Blank/groundtruth_rect.txt", "  1  2  3  4\n5 6 7 8  \n\n");
    write_pictures(folder, "Jogging/img", "%04d.jpg", 1, 2);
    folder.write("Jogging/groundtruth_rect.1.txt", "1,2,3,4\n1,2,3,4\n");
    folder.write("Jogging/groundtruth_rect.2.txt", "9,2,3,4\n9,2,3,4\n");
    write_pictures(folder, "Human4/img", "%04d.jpg", 1, 1);
    folder.write("Human4/groundtruth_rect.1.txt", "\n");
    folder.write("Human4/groundtruth_rect.2.txt", "1,2,3,4\n");
    write_pictures(folder, "Football1/img", "%04d.jpg", 1, 80);
    std::string football;
    for (int i = 0; i < 74; ++i) football += "1,2,3,4\n";
    folder.write("Football1/groundtruth_rect.txt", football);
    const Dataset dataset = opened("otb", folder.path());
    EXPECT_TRUE(dataset.faults.empty());
    std::vector<std::string> names;
    for (const Sequence& sequence : dataset.sequences) names.push_back(sequence.name);
    EXPECT_EQ(names, (std::vector<std::string>{"Blank", "Comma", "Football1", "Human4", "Jogging.1",
                                               "Jogging.2", "Tab"}));
    for (size_t i : {0, 1, 6}) EXPECT_EQ(dataset.sequences[i].boxes[1], (Box{5, 6, 7, 8}));
    EXPECT_EQ(dataset.sequences[2].frames.size(), 74U);
    folder.write("list.txt", "Jogging.2\n");
    const Dataset one = opened("otb", folder.path());
    ASSERT_EQ(one.sequences.size(), 1U);
    EXPECT_EQ(one.sequences[0].boxes[0].x, 9);
}

TEST(OtbReader, TakesDavidFromItsThreeHundredthPicture) {
    TemporaryFolder folder;
    write_pictures(folder, "David/img", "%04d.jpg", 1, 770);
    std::string boxes;
    for (int i = 300; i <= 770; ++i) boxes += "1,2,3,4\n";
    folder.write("David/groundtruth_rect.txt", boxes);
    const Dataset dataset = opened("otb", folder.path());
    EXPECT_EQ(dataset.sequences.at(0).frames.front().filename(), "0300.jpg");
    EXPECT_EQ(dataset.sequences.at(0).frames.size(), 471U);
}

std::string lines_of_boxes(int first, int last) {
    std::string text;
    for (int i = first; i <= last; ++i) text += std::to_string(i) + ",2,3,4\n";
    return text;
}

TEST(OtbReader, ABoxWhosePictureIsMissingIsLeftOutWhereverThatIs) {
    TemporaryFolder folder;
    write_pictures(folder, "First/img", "%04d.jpg", 2, 10);  // 0001.jpg is missing
    folder.write("First/groundtruth_rect.txt", lines_of_boxes(1, 10));
    write_pictures(folder, "From5/img", "%04d.jpg", 5,
                   14);  // counts from 5, and one in the middle is missing
    std::filesystem::remove(folder.path() / "From5" / "img" / "0008.jpg");
    folder.write("From5/groundtruth_rect.txt", lines_of_boxes(5, 14));
    write_pictures(folder, "David/img", "%04d.jpg", 1, 770);
    std::filesystem::remove(folder.path() / "David" / "img" / "0400.jpg");
    folder.write("David/groundtruth_rect.txt", lines_of_boxes(300, 770));
    const Dataset dataset = opened("otb", folder.path());
    ASSERT_EQ(dataset.sequences.size(), 3U);
    EXPECT_EQ(dataset.faults.size(), 3U);
    for (const Sequence& sequence : dataset.sequences) {
        ASSERT_EQ(sequence.boxes.size(), sequence.frames.size()) << sequence.name;
        for (size_t i = 0; i < sequence.boxes.size(); ++i) {
            ASSERT_EQ(std::stoi(sequence.frames[i].stem().string()), sequence.boxes[i].x) << sequence.name;
        }
    }
}

TEST(OtbReader, TruthThatIsShorterAndTargetsThatAreNotThereAreFaults) {
    TemporaryFolder folder;
    write_pictures(folder, "Short/img", "%04d.jpg", 1, 10);
    folder.write("Short/groundtruth_rect.txt", lines_of_boxes(1, 6));
    write_pictures(folder, "Jogging/img", "%04d.jpg", 1, 2);
    folder.write("Jogging/groundtruth_rect.1.txt", lines_of_boxes(1, 2));
    folder.write("Jogging/groundtruth_rect.2.txt", lines_of_boxes(1, 2));
    folder.write("list.txt", "Short\nJogging.3\nJogging.1\n");
    const Dataset dataset = opened("otb", folder.path());
    EXPECT_EQ(dataset.sequences.size(), 2U);
    ASSERT_EQ(dataset.faults.size(), 2U);
    EXPECT_NE(dataset.faults[0].message.find("no target 3"), std::string::npos) << dataset.faults[0].message;
    EXPECT_EQ(dataset.faults[1].file, folder.path() / "Short" / "groundtruth_rect.txt");
}

TEST(VotReader, TurnsPolygonsAndMasksIntoBoxes) {
    TemporaryFolder folder;
    write_pictures(folder, "ball/color", "%08d.jpg", 1, 6);
    folder.write("ball/groundtruth.txt",
                 "1,2,3,4\n"
                 "10,10,20,10,20,30,10,30\n"  // upright: the same area, one pixel more a side
                 "m5,7,4,3,5,2,2,2\n"         // rows 1 and 2 of a 4 x 3 window, columns 1 to 2
                 "m0,0,3,3,9\n"               // nothing set
                 "m0,0,3,3,2,2,3\n"           // one run over two rows: the whole width
                 "m0,0,3,3,2,20\n");          // longer than the window
    folder.write("ball/occlusion.tag", "0\n1\n0\n0\n0\n0\n");
    folder.write("ball/camera_motion.tag", "0\n0\n0\n0\n0\n0\n");
    folder.write("list.txt", "ball\n");
    const Dataset dataset = opened("vot", folder.path());
    const std::vector<Box>& boxes = dataset.sequences.at(0).boxes;
    EXPECT_EQ(boxes[0], (Box{1, 2, 3, 4}));
    EXPECT_EQ(boxes[1], (Box{9.5, 9.5, 11, 21}));
    EXPECT_EQ(boxes[2], (Box{6, 8, 2, 2}));
    EXPECT_TRUE(std::isnan(boxes[3].x));
    EXPECT_EQ(boxes[4], (Box{0, 0, 3, 2}));
    ASSERT_EQ(dataset.faults.size(), 1U);
    EXPECT_EQ(dataset.faults[0].line, 6);
    EXPECT_EQ(dataset.sequences[0].attributes, std::vector<std::string>{"occlusion"});
}

TEST(VotReader, TakesPolygonsOfAnyNumberOfCornersAndTheSizeOfTheSequence) {
    TemporaryFolder folder;
    write_pictures(folder, "ball", "%08d.jpg", 1, 3);
    folder.write("ball/groundtruth.txt",
                 "10,10,20,12,15,30\n"
                 "1,2,9,2,9,8,5,11,1,8\n"
                 "1,2,3,4,5\n");
    folder.write("ball/sequence", "name=ball\nwidth=640\nheight=360\nfps=30\n");
    const Dataset dataset = opened("vot", folder.path());
    const Sequence& sequence = dataset.sequences.at(0);
    EXPECT_EQ(sequence.boxes[0], (Box{10, 10, 10, 20}));
    EXPECT_EQ(sequence.boxes[1], (Box{1, 2, 8, 9}));
    EXPECT_EQ(sequence.width, 640);
    EXPECT_EQ(sequence.height, 360);
    ASSERT_EQ(dataset.faults.size(), 1U);
    EXPECT_EQ(dataset.faults[0].line, 3);
}

TEST(Uav123Reader, TakesAListOfNames) {
    TemporaryFolder folder;
    for (const char* name : {"bike1", "bike2"}) {
        write_pictures(folder, std::string("data_seq/UAV123/") + name, "%06d.jpg", 1, 2);
        folder.write(std::string("anno/UAV123/") + name + ".txt", "1,2,3,4\n2,2,3,4\n");
    }
    folder.write("some.txt", "bike2\nbike3\n");
    const Dataset dataset = opened("uav123", folder.path() / "some.txt");
    ASSERT_EQ(dataset.sequences.size(), 1U);
    EXPECT_EQ(dataset.sequences[0].name, "bike2");
    ASSERT_EQ(dataset.faults.size(), 1U);
    EXPECT_EQ(dataset.faults[0].file.filename(), "some.txt");
    EXPECT_EQ(dataset.faults[0].line, 2);
    EXPECT_NE(dataset.faults[0].message.find("bike3.txt"), std::string::npos) << dataset.faults[0].message;
}

TEST(TlpReader, PutsBoxesAtTheirFrames) {
    TemporaryFolder folder;
    write_pictures(folder, "Bike/img", "%05d.jpg", 1, 4);
    folder.write("Bike/groundtruth_rect.txt", "1,10,20,30,40,0\n2,11,20,30,40,1\n4,12,20,30,40,0\n");
    const Dataset dataset = opened("tlp", folder.path());
    const Sequence& sequence = dataset.sequences.at(0);
    ASSERT_EQ(sequence.boxes.size(), 4U);
    EXPECT_TRUE(sequence.visible(0));
    EXPECT_FALSE(sequence.visible(1)) << "marked lost";
    EXPECT_FALSE(sequence.visible(2)) << "no line";
    EXPECT_EQ(sequence.boxes[3].x, 12);
}

TEST(ProjectReader, SaysWhatToDo) {
    TemporaryFolder folder;
    folder.write("a.rtrack", "");
    const std::string message =
        message_of_error(ErrorCode::Data, [&] { (void)opened("project", folder.path() / "a.rtrack"); });
    EXPECT_NE(message.find("got10k:"), std::string::npos) << message;
}

}  // namespace
}  // namespace rtrack
