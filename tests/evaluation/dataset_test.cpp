#include "training/evaluation/dataset.h"

#include <cstdlib>
#include <fstream>

#include <gtest/gtest.h>

#include "tests/support/errors.h"
#include "tests/support/temporary_folder.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

TEST(OpenDataset, NamesTheProblem) {
    message_of_error(ErrorCode::Argument, [] { (void)open_dataset("got10k"); });
    message_of_error(ErrorCode::Argument, [] { (void)open_dataset("gotk:/tmp"); });
    message_of_error(ErrorCode::Data, [] { (void)open_dataset("got10k:/no/such/folder"); });
    const TemporaryFolder folder;
    message_of_error(ErrorCode::Data, [&] { (void)open_dataset("got10k:" + folder.path().string()); });
}

void write_got10k_sequence(const TemporaryFolder& folder, const std::string& name, int frames) {
    std::string boxes;
    for (int i = 1; i <= frames; ++i) {
        char number[32];
        std::snprintf(number, sizeof number, "%08d.jpg", i);
        folder.write(name + "/" + number, "");
        boxes += std::to_string(i) + ",2.5,30,40\n";
    }
    folder.write(name + "/groundtruth.txt", boxes);
}

TEST(Got10kReader, ReadsBoxesLabelsAndMetaInfo) {
    TemporaryFolder folder;
    write_got10k_sequence(folder, "A", 3);
    folder.write("A/absence.label", "0\n0\n1\n");
    folder.write("A/cover.label", "8\n0\n8\n");
    folder.write("A/meta_info.ini", "[METAINFO]\nobject_class: cat\nresolution: (640, 360)\n");
    folder.write("list.txt", "A\n");
    const Dataset dataset = open_dataset("got10k:" + folder.path().string());
    ASSERT_EQ(dataset.sequences.size(), 1U);
    EXPECT_TRUE(dataset.faults.empty());
    const Sequence& sequence = dataset.sequences[0];
    EXPECT_EQ(sequence.boxes[1], (Box{2, 2.5, 30, 40}));
    EXPECT_EQ(sequence.frames[2].filename(), "00000003.jpg");
    EXPECT_EQ(sequence.class_name, "cat");
    EXPECT_EQ(sequence.width, 640);
    EXPECT_EQ(sequence.height, 360);
    EXPECT_TRUE(sequence.visible(0));
    EXPECT_FALSE(sequence.visible(1)) << "fully covered";
    EXPECT_FALSE(sequence.visible(2)) << "absent";
    EXPECT_FALSE(sequence.visible(3)) << "beyond the end";
}

TEST(Got10kReader, ReportsAndLeavesOutWhatIsBroken) {
    TemporaryFolder folder;
    write_got10k_sequence(folder, "gap", 4);
    fs::remove(folder.path() / "gap/00000002.jpg");
    write_got10k_sequence(folder, "bad_line", 3);
    folder.write("bad_line/groundtruth.txt", "1,2,3,4\n1,2,x,4\n5,6,7,8\n");
    write_got10k_sequence(folder, "short", 5);
    folder.write("short/groundtruth.txt", "1,2,3,4\n1,2,3,4\n");
    folder.write("list.txt", "gap\nbad_line\nshort\nmissing\n");
    const Dataset dataset = open_dataset("got10k:" + folder.path().string());
    ASSERT_EQ(dataset.sequences.size(), 3U);
    ASSERT_EQ(dataset.faults.size(), 4U);
    EXPECT_EQ(dataset.sequences[0].boxes.size(), 3U);
    EXPECT_EQ(dataset.sequences[0].boxes[1].x, 3) << "the box stays with its picture";
    EXPECT_EQ(dataset.faults[0].file.filename(), "list.txt");
    EXPECT_EQ(dataset.faults[0].line, 4);
    EXPECT_NE(dataset.faults[0].message.find("'missing'"), std::string::npos) << dataset.faults[0].message;
    EXPECT_EQ(dataset.faults[1].line, 2);
    EXPECT_EQ(dataset.faults[2].line, 2);
    EXPECT_EQ(dataset.faults[2].file.filename(), "groundtruth.txt");
    EXPECT_FALSE(dataset.sequences[1].visible(1));
    EXPECT_EQ(dataset.sequences[2].frames.size(), 2U);
}

TEST(Got10kReader, NamesTheGapInTheNumberingThatTheBoxesDoNotKnow) {
    TemporaryFolder folder;
    write_got10k_sequence(folder, "A", 5);
    fs::rename(folder.path() / "A/00000005.jpg", folder.path() / "A/00000009.jpg");
    const Dataset dataset = open_dataset("got10k:" + folder.path().string());
    ASSERT_EQ(dataset.sequences.at(0).frames.size(), 5U);
    ASSERT_EQ(dataset.faults.size(), 1U);
    EXPECT_EQ(dataset.faults[0].file, folder.path() / "A");
    EXPECT_NE(
        dataset.faults[0].message.find("pictures 5 to 8 are missing between 00000004.jpg and 00000009.jpg"),
        std::string::npos)
        << dataset.faults[0].message;
    folder.write("A/groundtruth.txt", "1,2,3,4\n");  // a test sequence: the first box only
    EXPECT_EQ(open_dataset("got10k:" + folder.path().string()).faults.size(), 1U);
}

TEST(Got10kReader, KnowsTheLineOfABoxWhenOthersWereLeftOut) {
    TemporaryFolder folder;
    write_got10k_sequence(folder, "A", 4);
    fs::remove(folder.path() / "A/00000002.jpg");
    const Dataset dataset = open_dataset("got10k:" + folder.path().string());
    const Sequence& sequence = dataset.sequences.at(0);
    EXPECT_EQ(sequence.truth_file, folder.path() / "A/groundtruth.txt");
    EXPECT_EQ(sequence.truth_line(0), 1);
    EXPECT_EQ(sequence.truth_line(1), 3);
    EXPECT_EQ(sequence.truth_line(2), 4);
}

TEST(Got10kReader, LeavesHiddenFilesOut) {
    TemporaryFolder folder;
    write_got10k_sequence(folder, "A", 2);
    folder.write("A/._00000001.jpg", "what macOS leaves in archives");
    const Dataset dataset = open_dataset("got10k:" + folder.path().string());
    EXPECT_EQ(dataset.sequences.at(0).frames.size(), 2U);
    EXPECT_TRUE(dataset.faults.empty());
}

TEST(Got10kReader, TakesANameThatIsListedTwiceOnce) {
    TemporaryFolder folder;
    write_got10k_sequence(folder, "A", 2);
    folder.write("list.txt", "A\r\n\r\nA\r\n");
    const Dataset dataset = open_dataset("got10k:" + folder.path().string());
    EXPECT_EQ(dataset.sequences.size(), 1U);
    ASSERT_EQ(dataset.faults.size(), 1U);
    EXPECT_EQ(dataset.faults[0].file.filename(), "list.txt");
    EXPECT_EQ(dataset.faults[0].line, 3);
}

/// Each line of the truth is broken in its own way; the reader names it and reads on.
TEST(Got10kReader, ReadsOnAfterEveryKindOfBrokenLine) {
    TemporaryFolder folder;
    write_got10k_sequence(folder, "A", 9);
    folder.write("A/groundtruth.txt",
                 "\xEF\xBB\xBF"
                 "1,2,3,4\r\n"  // a byte order mark and the line ends of Windows are no fault
                 "1;2;3;4\n"    // nor are other separators
                 "1\t2 3,4\n"
                 "1|2|3|4\n"
                 "1,2,3\n"
                 "1,2,3,4,5\n"
                 "\n"
                 "nan,NaN,NAN,nan\n"  // says that there is none: no fault
                 "1e999,2,3,inf");
    const Dataset dataset = open_dataset("got10k:" + folder.path().string());
    std::vector<int64_t> lines;
    for (const TextFault& fault : dataset.faults) {
        EXPECT_EQ(fault.file.filename(), "groundtruth.txt");
        lines.push_back(fault.line);
    }
    EXPECT_EQ(lines, (std::vector<int64_t>{4, 5, 6, 7, 9}));
    const Sequence& sequence = dataset.sequences.at(0);
    for (int frame = 0; frame < 9; ++frame) EXPECT_EQ(sequence.visible(frame), frame < 3) << frame;
}

TEST(Got10kReader, TakesListFilesOfNamesAndOfIndices) {
    TemporaryFolder folder;
    for (const char* name : {"A", "B", "C"}) write_got10k_sequence(folder, name, 2);
    folder.write("list.txt", "A\nB\nC\n");
    folder.write("val.txt", "C\n");
    folder.write("split.txt", "0\n2\n7\n");
    EXPECT_EQ(open_dataset("got10k:" + (folder.path() / "val.txt").string()).sequences[0].name, "C");
    const Dataset split = open_dataset("got10k:" + (folder.path() / "split.txt").string());
    ASSERT_EQ(split.sequences.size(), 2U);
    EXPECT_EQ(split.sequences[1].name, "C");
    ASSERT_EQ(split.faults.size(), 1U);
    EXPECT_EQ(split.faults[0].line, 3);
}

constexpr const char* kInstances = R"({
  "images": [{"id": 7, "file_name": "a.jpg", "width": 100, "height": 80}, {"id": 8}],
  "annotations": [
    {"image_id": 7, "bbox": [1, 2, 30, 40], "category_id": 3, "iscrowd": 0,
     "segmentation": [[1, 2, 31, 2, 31, 42]]},
    {"image_id": 7, "bbox": [0, 0, 9, 9], "iscrowd": 1, "segmentation": {"counts": [1, 2], "size": [80, 100]}},
    {"image_id": 9, "bbox": [1, 2, 3, 4]},
    {"image_id": 7, "bbox": [1, 2, 0, 4]},
    {"image_id": 7, "bbox": "none"}],
  "categories": []})";

TEST(CocoReader, ReadsBoxesAndPolygonsAndReportsTheRest) {
    TemporaryFolder folder;
    folder.write("annotations/instances_train2017.json", kInstances);
    folder.write("images/train2017/a.jpg", "");
    const Dataset dataset = open_dataset("coco:" + folder.path().string());
    ASSERT_EQ(dataset.stills.size(), 1U);
    const StillPicture& still = dataset.stills[0];
    EXPECT_EQ(still.file, folder.path() / "images/train2017/a.jpg");
    ASSERT_EQ(still.instances.size(), 2U);
    EXPECT_EQ(still.instances[0].box, (Box{1, 2, 30, 40}));
    ASSERT_EQ(still.instances[0].polygons.size(), 1U);
    EXPECT_EQ(still.instances[0].polygons[0][1], (Point{31, 2}));
    EXPECT_TRUE(still.instances[1].crowd);
    EXPECT_TRUE(still.instances[1].polygons.empty());
    EXPECT_EQ(dataset.faults.size(), 4U);
}

/// A mask in both spellings of COCO, column by column over 4 rows and 5 columns: column 1 rows 1 to 3, column
/// 2 the same, column 3 row 0. The text is what pycocotools.mask.encode writes for it.
TEST(CocoReader, TakesOutlinesAndBoxesFromMasks) {
    TemporaryFolder folder;
    folder.write("a.jpg", "");
    const auto read = [&](const std::string& counts, const std::string& size) {
        folder.write("instances.json", R"({"images": [{"id": 1, "file_name": "a.jpg"}], "annotations": [)"
                                       R"({"image_id": 1, "segmentation": {"counts": )" +
                                           counts + R"(, "size": )" + size + "}}]}");
        return open_dataset("coco:" + folder.path().string());
    };
    for (const char* counts : {"[5, 3, 1, 4, 7]", "\"53116\""}) {
        const Dataset dataset = read(counts, "[4, 5]");
        ASSERT_TRUE(dataset.faults.empty()) << counts << ": " << dataset.faults[0].message;
        const Instance& instance = dataset.stills.at(0).instances.at(0);
        EXPECT_EQ(instance.box, (Box{1, 0, 3, 4})) << counts;
        ASSERT_EQ(instance.polygons.size(), 2U) << counts;
        EXPECT_EQ(instance.polygons[0][2], (Point{3, 4}))
            << "two columns of the same extent are one rectangle";
        EXPECT_EQ(instance.polygons[1][0], (Point{3, 0}));
    }
    for (const char* counts : {"[5, 3]", "[5, 30]", "[-1, 21]", "\"5~\"", "\"oooooooooooooooooo\"", "7"}) {
        const Dataset dataset = read(counts, "[4, 5]");
        EXPECT_TRUE(dataset.stills.at(0).instances.empty()) << counts;
        ASSERT_EQ(dataset.faults.size(), 1U) << counts;
        EXPECT_NE(dataset.faults[0].message.find("annotations[0]"), std::string::npos);
    }
    EXPECT_EQ(read("[1]", "[1, 99999999]").faults.size(), 1U);
}

TEST(CocoReader, RefusesASizeThatNoPictureHas) {
    TemporaryFolder folder;
    folder.write("instances.json", R"({"images": [{"id": 1, "file_name": "a.jpg", "width": 64, "height": 48},
        {"id": 2, "file_name": "b.jpg", "width": 99999999999}, {"id": 3, "file_name": "c.jpg", "height": -1}],
        "annotations": []})");
    const Dataset dataset = open_dataset("coco:" + folder.path().string());
    ASSERT_EQ(dataset.stills.size(), 1U);
    EXPECT_EQ(dataset.stills[0].width, 64);
    ASSERT_EQ(dataset.faults.size(), 2U);
    EXPECT_NE(dataset.faults[0].message.find("images[1] (id 2): width is not"), std::string::npos)
        << dataset.faults[0].message;
}

TEST(CocoReader, NamesTheLineWhereTheJsonBreaks) {
    TemporaryFolder folder;
    folder.write("instances.json", "{\n\"images\": [\n}");
    const std::string message =
        message_of_error(ErrorCode::Data, [&] { (void)open_dataset("coco:" + folder.path().string()); });
    EXPECT_NE(message.find("instances.json:3: is not JSON"), std::string::npos) << message;
}

TEST(CocoReader, NamesANumberThatIsTooLarge) {
    TemporaryFolder folder;
    folder.write("instances.json", R"({"images": [{"id": 1e999}]})");
    const std::string message =
        message_of_error(ErrorCode::Data, [&] { (void)open_dataset("coco:" + folder.path().string()); });
    EXPECT_NE(message.find("instances.json: cannot be read: "), std::string::npos) << message;
    EXPECT_NE(message.find("1e999"), std::string::npos) << message;
}

TEST(SharedData, IsReadWhereItIsThere) {
    const char* given = std::getenv("RTRACK_SHARED");
    const fs::path shared = given ? fs::path(given) : fs::path(RTRACK_SOURCE_DIR) / "../shared";
    const fs::path train = shared / "data/train";
    if (!fs::exists(train / "list.txt")) GTEST_SKIP() << "no data in " << train << "; set RTRACK_SHARED";
    const Dataset val = open_dataset("got10k:" + (train / "val.txt").string());
    EXPECT_EQ(val.sequences.size(), 11U);
    EXPECT_TRUE(val.faults.empty());
    const Dataset stills = open_dataset("coco:" + (train / "stills").string());
    EXPECT_GT(stills.stills.size(), 1000U);
    EXPECT_TRUE(fs::exists(stills.stills.front().file));
}

}  // namespace
}  // namespace rtrack
