#include "training/evaluation/dataset.h"

#include <cstdlib>
#include <fstream>

#include <gtest/gtest.h>

#include "tests/support/temporary_folder.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

ErrorCode code_of(const std::string& name) {
    try {
        (void)open_dataset(name);
    } catch (const Error& error) {
        return error.code();
    }
    return ErrorCode::Internal;
}

TEST(OpenDataset, NamesTheProblem) {
    EXPECT_EQ(code_of("got10k"), ErrorCode::Argument);
    EXPECT_EQ(code_of("gotk:/tmp"), ErrorCode::Argument);
    EXPECT_EQ(code_of("got10k:/no/such/folder"), ErrorCode::Data);
    TemporaryFolder folder;
    EXPECT_EQ(code_of("got10k:" + folder.path().string()), ErrorCode::Data);
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
    EXPECT_EQ(dataset.faults[0].line, 2);
    EXPECT_EQ(dataset.faults[1].line, 2);
    EXPECT_EQ(dataset.faults[1].file.filename(), "groundtruth.txt");
    EXPECT_FALSE(dataset.sequences[1].visible(1));
    EXPECT_EQ(dataset.sequences[2].frames.size(), 2U);
    EXPECT_EQ(dataset.faults[3].file.filename(), "missing");
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
