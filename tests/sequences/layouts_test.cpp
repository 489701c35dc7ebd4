// What the files of each layout say, whoever asks.

#include "tracking/sequences/layouts.h"

#include <cmath>

#include <gtest/gtest.h>

#include "tests/support/temporary_folder.h"

namespace rtrack {
namespace {

void write_pictures(const TemporaryFolder& folder, const std::string& name, int first, int last) {
    for (int number = first; number <= last; ++number)
        folder.write(name + "/" + std::to_string(number) + ".jpg", "");
}

std::string boxes(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += "1,2,3,4\n";
    return text;
}

std::vector<std::string> names_of(const SequenceRecords& records) {
    std::vector<std::string> names;
    for (const SequenceRecord& record : records.sequences) names.push_back(record.name);
    return names;
}

TEST(Layouts, HaveNothingToSayOfPathsWithoutThem) {
    const TemporaryFolder folder;
    folder.write("empty/nothing.dat", "");
    for (const auto read : {got10k_sequences, lasot_sequences, otb_sequences, trackingnet_sequences,
                            uav123_sequences, vot_sequences}) {
        for (const char* name : {"none", "empty"}) {
            const SequenceRecords records = read(folder / name);
            EXPECT_TRUE(records.sequences.empty() && records.faults.empty()) << name;
        }
    }
}

TEST(LasotSequences, AreFoundWithAndWithoutClassFoldersAndByListsOfNames) {
    const TemporaryFolder folder;
    folder.write("cat/cat-2/groundtruth.txt", boxes(1));
    folder.write("tank-9/groundtruth.txt", boxes(1));
    folder.write("nameless/groundtruth.txt", boxes(1));
    const SequenceRecords all = lasot_sequences(folder.path());
    EXPECT_EQ(names_of(all), (std::vector<std::string>{"nameless", "tank-9", "cat-2"}));
    EXPECT_EQ(all.sequences[0].class_name, "") << "the name does not say";
    folder.write("list.txt", "cat-2\ndog-1\n");
    const SequenceRecords listed = lasot_sequences(folder.path());
    EXPECT_EQ(names_of(listed), std::vector<std::string>{"cat-2"});
    ASSERT_EQ(listed.faults.size(), 1U);
    EXPECT_EQ(listed.faults[0].line, 2);
    EXPECT_NE(listed.faults[0].message.find("'dog-1'"), std::string::npos) << listed.faults[0].message;
}

// One file of the wrong length does not cost the other.
TEST(LasotSequences, KeepTheOcclusionsWhereTheOtherFileIsBroken) {
    const TemporaryFolder folder;
    folder.write("cat-1/groundtruth.txt", boxes(3));
    folder.write("cat-1/full_occlusion.txt", "0,1,0\n");
    folder.write("cat-1/out_of_view.txt", "0,1\n");
    const SequenceRecord record = lasot_sequences(folder.path()).sequences.at(0);
    EXPECT_EQ(record.absent, (std::vector<bool>{false, true, false}));
    EXPECT_EQ(record.occluded, record.absent);
    ASSERT_EQ(record.faults.size(), 1U);
    EXPECT_EQ(record.faults[0].message, "2 out_of_view labels for 3 boxes; the labels are left out");
}

TEST(OtbSequences, CountTargetsByTheFilesThatHaveBoxes) {
    const TemporaryFolder folder;
    folder.write("Human4/groundtruth_rect.1.txt", "\n");
    folder.write("Human4/groundtruth_rect.2.txt", boxes(1));
    folder.write("Human4/groundtruth.txt", boxes(2));  // of another tool
    folder.write("Many/groundtruth_rect.2.txt", boxes(2));
    folder.write("Many/groundtruth_rect.10.txt", boxes(10));
    folder.write("Other/groundtruth.txt", "1,2,3,4\n0,0,0,0\n");
    const SequenceRecords records = otb_sequences(folder.path());
    EXPECT_TRUE(records.faults.empty());
    EXPECT_EQ(names_of(records), (std::vector<std::string>{"Human4", "Many.1", "Many.2", "Other"}));
    EXPECT_EQ(records.sequences[0].boxes.size(), 1U);
    EXPECT_EQ(records.sequences[1].boxes.size(), 2U) << "2 comes before 10";
    EXPECT_EQ(records.sequences[2].video, "Many");
    EXPECT_EQ(records.sequences[3].absent, (std::vector<bool>{false, true}));
}

TEST(OtbSequences, LabelAPartOfTheirPicturesWhereAllOfThemAreThere) {
    const TemporaryFolder folder;
    folder.write("David/groundtruth_rect.txt", boxes(471));
    const auto david = [&] { return otb_sequences(folder.path()).sequences.at(0).pictures; };
    EXPECT_EQ(pictures_before(david()), 0) << "no pictures to count";
    write_pictures(folder, "David/img", 1, 770);
    EXPECT_EQ(pictures_before(david()), 299);
    EXPECT_EQ(pictures_of(david()).size(), 471U);
    EXPECT_EQ(pictures_of(david()).front().filename(), "300.jpg");
    for (int number = 1; number < 300; ++number)
        std::filesystem::remove(folder / ("David/img/" + std::to_string(number) + ".jpg"));
    EXPECT_EQ(pictures_before(david()), 0);
    EXPECT_EQ(pictures_of(david()).size(), 471U);
}

TEST(TrackingNetSequences, LeaveOutWhatMacOsAddsAndNameTheLinesOfAListThatAreNowhere) {
    const TemporaryFolder folder;
    folder.write("TRAIN_0/anno/a.txt", boxes(1));
    folder.write("TRAIN_0/anno/._a.txt", "what macOS leaves in archives");
    folder.write("TEST/anno/b.txt", boxes(1));
    EXPECT_EQ(names_of(trackingnet_sequences(folder.path())), (std::vector<std::string>{"b", "a"}));
    folder.write("some.txt", "none\nb\n");
    const SequenceRecords some = trackingnet_sequences(folder / "some.txt");
    EXPECT_EQ(names_of(some), std::vector<std::string>{"b"});
    ASSERT_EQ(some.faults.size(), 1U);
    EXPECT_EQ(some.faults[0].line, 1);
}

TEST(Uav123Sequences, AreAbsentWhereALineIsNaNAndUnknownWhereItIsBroken) {
    const TemporaryFolder folder;
    folder.write("anno/UAV123/bike1.txt", "1,2,3,4\nNaN,NaN,NaN,NaN\n1,NaN,3,4\nx\n");
    folder.write("anno/UAV123/._bike1.txt", "what macOS leaves in archives");
    const SequenceRecords records = uav123_sequences(folder.path());
    ASSERT_EQ(records.sequences.size(), 1U);
    EXPECT_EQ(records.sequences[0].absent, (std::vector<bool>{false, true, true, false}));
    ASSERT_EQ(records.sequences[0].faults.size(), 1U);
    EXPECT_EQ(records.sequences[0].faults[0].line, 4);
}

TEST(Uav123Sequences, ArePartsOfAVideoWhereItIsThere) {
    const TemporaryFolder folder;
    const std::string root = "UAV123/";  // as the archive's folder is called, and that of the truth too
    folder.write(root + "anno/UAV123/uav1_2.txt", boxes(3));
    const auto part = [&] { return uav123_sequences(folder / "UAV123").sequences.at(0); };
    write_pictures(folder, root + "data_seq/UAV123/uav1_2", 1, 3);
    EXPECT_EQ(part().video, "uav1_2") << "exported with pictures of its own";
    EXPECT_EQ(pictures_of(part().pictures).size(), 3U);
    write_pictures(folder, root + "data_seq/UAV123/uav1", 1, 1560);
    EXPECT_EQ(part().name, "uav1_2");
    EXPECT_EQ(part().video, "uav1");
    EXPECT_EQ(pictures_before(part().pictures), 1554);
    EXPECT_EQ(pictures_of(part().pictures).size(), 3U);
}

TEST(VotSequences, TellNotAnnotatedFromAbsent) {
    const TemporaryFolder folder;
    folder.write("s/groundtruth.txt",
                 "1,2,3,4\n0\nnan,nan,nan,nan\nm0,0,3,3,9\n0,0,0,0\n1,1,5,1,5,4\nm0,0,3,3,2,20\n");
    const SequenceRecord record = vot_sequences(folder.path()).sequences.at(0);
    EXPECT_EQ(record.absent, (std::vector<bool>{false, false, true, true, true, false, false}));
    EXPECT_TRUE(std::isnan(record.boxes[1].x));
    EXPECT_TRUE(record.from_outlines);
    ASSERT_EQ(record.faults.size(), 1U);
    EXPECT_EQ(record.faults[0].line, 7);
}

TEST(VotSequences, TakeTagsOfBothEndingsTheRateAndAWholeSizeOnly) {
    const TemporaryFolder folder;
    folder.write("s/groundtruth.txt", boxes(2));
    folder.write("s/occlusion.label", "0\n1\n");
    folder.write("s/camera_motion.tag", "1\n0\n");
    folder.write("s/size_change.tag", "0\n0\n");
    folder.write("s/sequence", "name=s\nfps=25\nwidth=640\nheight=wide\n");
    const SequenceRecord record = vot_sequences(folder.path()).sequences.at(0);
    EXPECT_EQ(record.attributes, (std::vector<std::string>{"camera_motion", "occlusion"}));
    EXPECT_EQ(record.occluded, (std::vector<bool>{false, true}));
    EXPECT_EQ(record.frames_per_second, 25);
    EXPECT_EQ(record.width, 0);
    ASSERT_EQ(record.faults.size(), 1U);
    EXPECT_EQ(record.faults[0].line, 4);
    EXPECT_NE(record.faults[0].message.find("cannot read the value of 'height'"), std::string::npos);
}

}  // namespace
}  // namespace rtrack
