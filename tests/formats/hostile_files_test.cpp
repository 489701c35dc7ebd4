// Files that are broken: the line and the reason are named, and the rest is taken.

#include <chrono>

#include <gtest/gtest.h>

#include "tests/support/errors.h"
#include "tests/support/temporary_folder.h"
#include "tracking/annotation/formats/format.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

struct BadFile {
    std::string format;
    std::string file;
    std::string text;
    int64_t line;
    std::string reason;
    int64_t boxes;  ///< that are taken
};

class HostileFile : public testing::TestWithParam<BadFile> {};

TEST_P(HostileFile, NamesTheLineAndTheReasonAndTakesTheRest) {
    const BadFile& bad = GetParam();
    const TemporaryFolder folder;
    folder.write(bad.file, bad.text);
    const Format& format = annotation_format(bad.format);
    ReadOptions options;
    options.width = 100;
    options.height = 100;
    const ReadResult result = format.read(format.is_folder ? folder.path() : folder / bad.file, options);
    ASSERT_FALSE(result.faults.empty());
    EXPECT_EQ(result.faults.front().line, bad.line);
    EXPECT_NE(result.faults.front().message.find(bad.reason), std::string::npos)
        << result.faults.front().message;
    EXPECT_EQ(result.faults.front().file.filename(), std::filesystem::path(bad.file).filename());
    EXPECT_EQ(counts_of(result.set).boxes, bad.boxes);
}

TEST(HostileFiles, JsonNestedWithoutEndIsRefusedWithItsLine) {
    const TemporaryFolder folder;
    folder.write("deep.json", "{\"videos\": [],\n\"a\": " + std::string(100000, '[') + "}");
    for (const char* format : {"coco", "json"}) {
        const std::string message = message_of_error(
            ErrorCode::Data, [&] { (void)annotation_format(format).read(folder / "deep.json", {}); });
        EXPECT_NE(message.find("line 2: lists and objects are nested"), std::string::npos)
            << format << ": " << message;
    }
}

const std::string kCsv = "frame,x,y,width,height,score\n";

INSTANTIATE_TEST_SUITE_P(
    Files, HostileFile,
    testing::Values(
        BadFile{"got10k", "s/groundtruth.txt", "1,2,3,4\n1,2,x,4\n1,2,3,4\n", 2, "four numbers", 2},
        BadFile{"got10k", "s/groundtruth.txt", "1,2,3,4\n1,2,3\n", 2, "found '1,2,3'", 1},
        BadFile{"got10k", "s/groundtruth.txt", "1,2,-3,4\n1,2,3,4\n", 1, "positive size", 1},
        BadFile{"got10k", "s/groundtruth.txt", "1,2,inf,4\n1,2,1e400,4\n", 1, "four numbers", 0},
        BadFile{"otb", "s/groundtruth_rect.txt", "\xFF\xFE\x31\n1,2,3,4\n", 1, "four numbers", 1},
        BadFile{"lasot", "a/a-1/groundtruth.txt", "1,2,3,4,5\n1,2,3,4\n", 1, "four numbers", 1},
        BadFile{"vot", "s/groundtruth.txt", "m1,2,3\n1,2,3,4\n", 1, "neither a box", 1},
        BadFile{"uav123", "anno/UAV123/s.txt", "1,2,0,4\n1,2,3,4\n", 1, "positive size", 1},
        BadFile{"trackingnet", "anno/s.txt", "1;2;3;4\nfour\n", 2, "four numbers", 1},
        BadFile{"mot", "s/gt/gt.txt", "0,1,1,2,3,4\n1,1,1,2,3,4\n", 1, "whole number from 1", 1},
        BadFile{"mot", "s/gt/gt.txt", "1,1,1,2,3,4\n1,1,5,6,7,8\n", 2, "has a box at frame 0 already", 1},
        BadFile{"mot", "s/gt/gt.txt", "1e15,1,1,2,3,4\n1,1,1,2,3,4\n", 1, "whole number", 1},
        BadFile{"mot", "s/gt/gt.txt", "1,1.5,1,2,3,4\n1,1,1,2,nan,4\n", 1, "id is a whole number", 0},
        BadFile{"mot", "s/gt/gt.txt", "1,1,1,2,3\n1,1,1,2,3,4\n", 1, "frame,id,left", 1},
        BadFile{"yolo", "labels/a_1.txt", "0 0.5 0.5 0.1\n0 0.5 0.5 0.1 0.1\n", 1, "class,x,y", 1},
        BadFile{"yolo", "labels/a_1.txt", "-1 0.5 0.5 0.1 0.1\n", 1, "class,x,y", 0},
        BadFile{"voc", "Annotations/a_1.xml", "<annotation>\n<object><name>x</name>\n</annotation>", 3,
                "is not XML from here on: mismatched tag", 0},
        BadFile{"voc", "Annotations/a_1.xml",
                "<annotation>\n<object><bndbox><xmin>q</xmin></bndbox></object></annotation>", 2,
                "xmin is no number", 0},
        BadFile{"cvat", "a.xml",
                "<annotations>\n<track id=\"1\">\n<box frame=\"0\" xtl=\"1\" ytl=\"1\" xbr=\"9\"/>\n"
                "<box frame=\"1\" xtl=\"1\" ytl=\"1\" xbr=\"9\" ybr=\"9\"/></track></annotations>",
                3, "ybr is no number", 1},
        BadFile{"cvat", "a.xml",
                "<annotations><track id=\"1\">\n<polygon frame=\"0\"/></track></annotations>", 2,
                "<polygon> is no box", 0},
        BadFile{
            "cvat", "a.xml",
            "<annotations><track id=\"1\"><box frame=\"1\" xtl=\"1\" ytl=\"1\" xbr=\"9\" ybr=\"9\"/>\n\xFF",
            2, "not well-formed", 1},
        BadFile{"darklabel", "a.txt", "0,1,car,1,2,3\n0,1,car,1,2,3,4\n", 1, "has 6 items", 1},
        BadFile{"darklabel", "a.txt", "0,1,car,1,2,3,4\nq,1,car,1,2,3,4\n", 2, "cannot be fn: 'q'", 1},
        BadFile{"csv", "a.csv", kCsv + "0,1,2,3,4,1\n1,1,2,3,4,7\n", 3, "score lies in 0 to 1", 1},
        BadFile{"csv", "a.csv", kCsv + "0,1,2,,4,1\n1,1,2,3,4,1\n", 2, "width is no number", 1},
        BadFile{"csv", "a.csv", kCsv + "-1,1,2,3,4,1\n1.5,1,2,3,4,1\n", 2, "whole number from 0", 0},
        BadFile{
            "coco", "a.json",
            R"({"images":[{"id":1,"file_name":"v/1.jpg"}],"categories":[],"annotations":[{"image_id":2},)"
            R"({"image_id":1,"bbox":[1,2,3,-4]},{"image_id":1,"bbox":[1,2,3,4]},{"image_id":1,"bbox":"x"}]})",
            0, "annotations[0] names no image", 1},
        BadFile{
            "json", "a.json",
            R"({"format":"rtrack-annotations","version":1,"videos":[{"name":"v"}],"tracks":[{"video":"v",)"
            R"("boxes":[{"frame":-1,"box":[1,2,3,4]},{"frame":0,"box":[1,2,3,4]},{"frame":1,"box":[1,2]}]}]})",
            0, "tracks[0].boxes[0]", 1}),
    [](const auto& info) { return info.param.format + std::to_string(info.index); });

std::string failure_of(const std::string& format, const std::filesystem::path& path) {
    try {
        (void)annotation_format(format).read(path, {});
    } catch (const Error& failure) {
        return failure.what();
    }
    return "no error";
}

TEST(HostileFiles, OfNoKnownKindAreErrorsThatNameThePlace) {
    const TemporaryFolder folder;
    folder.write("empty/nothing.dat", "");
    for (const Format& format : annotation_formats()) {
        EXPECT_NE(failure_of(format.name, folder / "none").find("none"), std::string::npos) << format.name;
        if (format.is_folder) {
            EXPECT_NE(failure_of(format.name, folder / "empty").find("empty"), std::string::npos)
                << format.name;
        }
    }
    folder.write("a.json", "{\n\"images\": [\n1,]}");
    EXPECT_NE(failure_of("coco", folder / "a.json").find("line 3"), std::string::npos);
    folder.write("b.csv", "a,b\n1,2\n");
    EXPECT_NE(failure_of("csv", folder / "b.csv").find("no column 'frame'"), std::string::npos);
    folder.write("c.xml", "<html></html>");
    EXPECT_NE(failure_of("cvat", folder / "c.xml").find("starts with <html>"), std::string::npos);
    folder.write("yolo/labels/1.txt", "0 1 1 1 1\n");
    EXPECT_NE(failure_of("yolo", folder / "yolo").find("--size"), std::string::npos);
}

TEST(HostileFiles, MarksCarriageReturnsTabsAndBlankLinesAreReadAsTheyAreMeant) {
    const TemporaryFolder folder;
    folder.write("s/groundtruth.txt",
                 "\xEF\xBB\xBF"
                 "1,\t2, 3,4\r\n5,6,7,8\r\n\r\n");
    folder.write("a.csv",
                 "\xEF\xBB\xBF"
                 "frame,x,y,width,height\r\n\r\n0,1,2,3,4\r\n");
    folder.write("a.json",
                 "\xEF\xBB\xBF"
                 R"({"images":[],"categories":[],"annotations":[],"videos":[{"id":1,"name":"v"}]})");
    EXPECT_EQ(counts_of(annotation_format("got10k").read(folder.path(), {}).set).boxes, 2);
    EXPECT_EQ(counts_of(annotation_format("csv").read(folder / "a.csv", {}).set).boxes, 1);
    EXPECT_EQ(annotation_format("coco").read(folder / "a.json", {}).set.videos.size(), 1U);
}

TEST(HostileFiles, MotFactsThatCannotBeAreNamedWithTheirLine) {
    const TemporaryFolder folder;
    folder.write("s/gt/gt.txt", "1,1,1,2,3,4\n");
    folder.write("s/seqinfo.ini", "[Sequence]\nframeRate=30\nimWidth=-640\n");
    const ReadResult result = annotation_format("mot").read(folder.path(), {});
    ASSERT_EQ(result.faults.size(), 1U);
    EXPECT_EQ(result.faults[0].line, 3);
    EXPECT_EQ(result.faults[0].message, "imWidth is no number that can be");
    EXPECT_EQ(result.set.videos.at(0).frames_per_second, 30);
}

TEST(HostileFiles, LabelsOfAnotherLengthAreLeftOutAsAWhole) {
    const TemporaryFolder folder;
    folder.write("s/groundtruth.txt", "1,2,3,4\n5,6,7,8\n");
    folder.write("s/absence.label", "1\n");
    const ReadResult result = annotation_format("got10k").read(folder.path(), {});
    EXPECT_EQ(result.faults.at(0).message, "1 absence labels for 2 boxes; the labels are left out");
    EXPECT_FALSE(result.set.tracks.at(0).boxes.at(0).absent);
}

// Nothing is lost: an answer that its rule does not know is kept, and the place is said.
TEST(HostileFiles, AnswersThatDoNotFitTheirAttributeAreKeptAndNoted) {
    const TemporaryFolder folder;
    folder.write("a.xml", R"(<annotations><meta><task><labels><label><name>car</name><attributes>
<attribute><name>colour</name><input_type>select</input_type><values>red
blue</values></attribute>
<attribute><name>age</name><input_type>number</input_type><values>0
30
1</values><default_value>old</default_value></attribute>
<attribute><name>age</name><input_type>text</input_type></attribute>
<attribute><input_type>text</input_type></attribute></attributes></label></labels></task></meta>
<track id="1" label="car"><box frame="0" xtl="1" ytl="1" xbr="9" ybr="9">
<attribute name="colour">purple</attribute>
<attribute name="age">many</attribute>
<attribute name="wheels">4</attribute></box></track>
<track id="2" label="car"><box frame="0" xtl="1" ytl="1" xbr="9" ybr="9">
<attribute name="age">31</attribute></box></track></annotations>)");
    const ReadResult result = annotation_format("cvat").read(folder / "a.xml", {});
    EXPECT_EQ(result.left_out, 0);
    const std::map<std::string, std::string> kept = {{"age", "many"}, {"colour", "purple"}, {"wheels", "4"}};
    EXPECT_EQ(result.set.tracks.at(0).attributes, kept);
    EXPECT_EQ(result.set.tracks.at(1).attributes.at("age"), "31");
    EXPECT_EQ(result.set.class_attributes.at("car").size(), 2U);
    std::string notes;
    for (const std::string& note : result.notes) notes += note + "\n";
    for (const char* sentence :
         {"a.xml, line 10: the attribute 'colour' of the track '1' is 'purple', and the choices are 'red, "
          "blue'; it "
          "was kept.",
          "a.xml, line 11: the attribute 'age' of the track '1' is 'many', and the attribute is a number",
          "a.xml, line 12: the attribute 'wheels' of the track '1' is '4', and the class 'car' has no such",
          "a.xml, line 14: the attribute 'age' of the track '2' is '31', and the attribute lies in 0 to 30",
          "the attribute 'age' of 'car' has a default that is no answer, 'old'; it is left out",
          "the attribute 'age' of 'car' is there twice; the first counts",
          "the attribute '' of 'car' has no name and is left out"})
        EXPECT_NE(notes.find(sentence), std::string::npos) << sentence << "\nis not in\n" << notes;
}

TEST(HostileFiles, AttributesOfAnotherTypeAreKeptAsTextOrNamed) {
    const TemporaryFolder folder;
    const std::string head =
        R"({"format":"rtrack-annotations","version":1,"videos":[{"name":"v"}],"classes":[{"name":"car",)"
        R"("attributes":[{"name":"age","kind":"number","values":[],"default":""}]},)"
        R"({"name":"boat","attributes":[{"name":"x","kind":"colour"}]}],"tracks":[)";
    folder.write("a.json",
                 head + R"({"video":"v","class":"car","attributes":{"age":["1"],"old":true},"boxes":[]},)"
                        R"({"video":"v","class":"car","attributes":"none","boxes":[]}]})");
    const ReadResult result = annotation_format("json").read(folder / "a.json", {});
    const std::map<std::string, std::string> kept = {{"age", R"(["1"])"}, {"old", "true"}};
    EXPECT_EQ(result.set.tracks.at(0).attributes, kept);
    ASSERT_EQ(result.faults.size(), 2U);
    EXPECT_NE(result.faults[0].message.find("classes[1]"), std::string::npos) << result.faults[0].message;
    EXPECT_NE(result.faults[1].message.find("tracks[1]"), std::string::npos) << result.faults[1].message;
    ASSERT_EQ(result.notes.size(), 3U);
    EXPECT_NE(result.notes[0].find("the attribute is a number"), std::string::npos) << result.notes[0];
    EXPECT_NE(result.notes[1].find("tracks[0]: the attribute 'age' is a list"), std::string::npos)
        << result.notes[1];
    EXPECT_NE(result.notes[2].find("has no such attribute"), std::string::npos) << result.notes[2];
}

// A million lines that are all wrong, and crowded frames: linear time, and no more faults kept than people
// read.
TEST(HostileFiles, ThatAreHugeAreReadInSecondsAndTheirFaultsCounted) {
    std::string bad;
    for (int i = 0; i < 1'000'000; ++i) bad += "x\n";
    std::string crowded;
    for (int i = 0; i < 100'000; ++i) crowded += "1,-1,1,2,3,4,0.5\n";
    const TemporaryFolder folder;
    folder.write("bad/gt/gt.txt", bad);
    folder.write("crowded/det/det.txt", crowded);
    const auto start = std::chrono::steady_clock::now();
    const ReadResult faulty = annotation_format("mot").read(folder / "bad", {});
    EXPECT_EQ(faulty.left_out, 1'000'000);
    EXPECT_EQ(faulty.faults.size(), kMostFaults);
    EXPECT_EQ(annotation_format("mot").read(folder / "crowded", {}).set.tracks.size(), 100'000U);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(60));
}

}  // namespace
}  // namespace rtrack
