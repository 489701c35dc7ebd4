// Sequences of benchmarks as tracks: the rules of the files themselves are tested in tests/sequences.

#include <gtest/gtest.h>

#include "tests/support/temporary_folder.h"
#include "tracking/annotation/formats/format.h"

namespace rtrack {
namespace {

void write_pictures(const TemporaryFolder& folder, const std::string& name, int first, int last) {
    for (int number = first; number <= last; ++number)
        folder.write(name + "/" + std::to_string(number) + ".jpg", "");
}

TEST(SequenceTracks, KnowNoSizeThatNoPictureHas) {
    const TemporaryFolder folder;
    folder.write("s/groundtruth.txt", "1,2,3,4\n");
    for (const char* value : {"(-640, -480)", "(0, 99999999999)"}) {
        folder.write("s/meta_info.ini", std::string("resolution: ") + value + "\n");
        const ReadResult result = annotation_format("got10k").read(folder.path(), {});
        EXPECT_EQ(result.set.videos.at(0).width, 0) << value;
        EXPECT_EQ(result.set.videos[0].height, 0) << value;
        ASSERT_EQ(result.faults.size(), 1U) << value;
        EXPECT_EQ(result.faults[0].line, 1);
    }
    folder.write("s/meta_info.ini", "width: 640\nheight: 360\n");
    const ReadResult result = annotation_format("got10k").read(folder.path(), {});
    EXPECT_EQ(result.left_out, 0);
    EXPECT_EQ(result.set.videos.at(0).width, 640);
}

TEST(SequenceTracks, TakeAListOfNames) {
    const TemporaryFolder folder;
    for (const char* name : {"a", "b"}) folder.write(std::string(name) + "/groundtruth.txt", "1,2,3,4\n");
    folder.write("split.txt", "b\n");
    const AnnotationSet set = annotation_format("got10k").read(folder / "split.txt", {}).set;
    ASSERT_EQ(set.tracks.size(), 1U);
    EXPECT_EQ(set.tracks[0].name, "b");
}

// What lies in the folder is the whole video: the boxes go to the pictures that the benchmark means.
TEST(SequenceTracks, OfAPartOfAVideoStartWhereThePartDoes) {
    const TemporaryFolder folder;
    write_pictures(folder, "otb/David/img", 1, 770);
    std::string lines = "11,21,3,4\n";
    for (int i = 301; i <= 770; ++i) lines += "1,2,3,4\n";
    folder.write("otb/David/groundtruth_rect.txt", lines);
    const AnnotationSet otb = annotation_format("otb").read(folder / "otb", {}).set;
    EXPECT_EQ(otb.videos.at(0).frame_count, 770);
    EXPECT_EQ(otb.tracks.at(0).boxes.begin()->first, 299);
    EXPECT_EQ(otb.tracks[0].boxes.begin()->second.box, (Box{10, 20, 3, 4}));
    EXPECT_EQ(otb.tracks[0].boxes.rbegin()->first, 769);

    write_pictures(folder, "uav/data_seq/UAV123/uav1", 1, 1560);
    folder.write("uav/anno/UAV123/uav1_1.txt", "1,2,3,4\n");
    folder.write("uav/anno/UAV123/uav1_2.txt", "1,2,3,4\nNaN,NaN,NaN,NaN\n");
    const AnnotationSet uav = annotation_format("uav123").read(folder / "uav", {}).set;
    ASSERT_EQ(uav.videos.size(), 1U);
    EXPECT_EQ(uav.videos[0].name, "uav1");
    ASSERT_EQ(uav.tracks.size(), 2U);
    EXPECT_EQ(uav.tracks[1].name, "uav1_2");
    EXPECT_EQ(uav.tracks[1].boxes.begin()->first, 1554);
    EXPECT_TRUE(uav.tracks[1].boxes.at(1555).absent);
}

}  // namespace
}  // namespace rtrack
