// Files as the tools' own documentation shows them.

#include <gtest/gtest.h>

#include "tests/support/temporary_folder.h"
#include "tracking/annotation/formats/format.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

class SampleFiles : public testing::Test {
protected:
    ReadResult read(const std::string& format, const std::string& name, const ReadOptions& options = {}) {
        ReadResult result = annotation_format(format).read(folder_ / name, options);
        EXPECT_EQ(result.left_out, 0) << (result.faults.empty() ? "" : result.faults.front().message);
        return result;
    }

    static AnnotationSet set_of(const std::vector<std::string>& videos) {
        AnnotationSet set;
        for (const std::string& name : videos) set.videos.emplace_back().name = name;
        return set;
    }

    TemporaryFolder folder_;
};

TEST_F(SampleFiles, MotChallengeGroundTruth) {
    folder_.write("MOT17-02/seqinfo.ini",
                  "[Sequence]\nname=MOT17-02\nimDir=img1\nframeRate=30\nseqLength=600\nimWidth=1920\n"
                  "imHeight=1080\nimExt=.jpg\n");
    folder_.write("MOT17-02/gt/gt.txt",
                  "1,1,912,484,97,109,0,7,1\n2,1,912,484,97,109,0,7,1\n1,2,1338,418,167,379,1,1,0.2475\n");
    const AnnotationSet set = read("mot", "MOT17-02").set;
    ASSERT_EQ(set.tracks.size(), 2U);
    EXPECT_EQ(set.videos[0].name, "MOT17-02");
    EXPECT_EQ(set.videos[0].frame_count, 600);
    EXPECT_EQ(set.videos[0].width, 1920);
    EXPECT_EQ(set.tracks[0].class_name, "static person");
    EXPECT_EQ(set.tracks[1].class_name, "pedestrian");
    EXPECT_EQ(set.tracks[1].boxes.at(0).box,
              (Box{1337, 417, 167, 379}));  // MOT counts frames and pixels from 1
    EXPECT_EQ(set.tracks[1].boxes.at(0).cover, 2);
    EXPECT_EQ(set.tracks[0].boxes.count(1), 1U);
}

TEST_F(SampleFiles, MotChallengeDetectionsHaveNoIdentity) {
    folder_.write(
        "MOT16-01/det/det.txt",
        "1,-1,1359.1,413.27,120.26,362.77,2.3092,-1,-1,-1\n1,-1,571.03,402.13,104.56,315.68,0.5,-1,-1,"
        "-1\n2,-1,650,455.86,63.98,193.94,-0.3,-1,-1,-1\n");
    const ReadResult result = read("mot", "MOT16-01");
    ASSERT_EQ(result.set.tracks.size(), 2U);
    EXPECT_EQ(result.set.tracks[0].boxes.size(), 2U);
    EXPECT_EQ(result.set.tracks[0].boxes.at(0).score, 1);
    EXPECT_EQ(result.set.tracks[0].boxes.at(1).score, 0);
    EXPECT_EQ(result.set.tracks[1].boxes.at(0).score, 0.5);
    EXPECT_EQ(result.notes.size(), 2U);
}

TEST_F(SampleFiles, CvatForVideoFillsWhatItLeavesOut) {
    folder_.write("cvat.xml", R"(<?xml version="1.0" encoding="utf-8"?>
<annotations>
  <version>1.1</version>
  <meta><task><id>5</id><name>crossing</name><size>8</size><mode>interpolation</mode>
    <original_size><width>1280</width><height>720</height></original_size></task></meta>
  <track id="0" label="car" source="manual">
    <box frame="0" outside="0" occluded="1" keyframe="1" xtl="10.50" ytl="20.00" xbr="30.50" ybr="60.00" z_order="0">
      <attribute name="model">a</attribute></box>
    <box frame="4" outside="0" occluded="0" keyframe="1" xtl="18.50" ytl="28.00" xbr="38.50" ybr="68.00" z_order="0"></box>
    <box frame="5" outside="1" occluded="0" keyframe="1" xtl="18.50" ytl="28.00" xbr="38.50" ybr="68.00" z_order="0"></box>
  </track>
</annotations>
)");
    const AnnotationSet set = read("cvat", "cvat.xml").set;
    ASSERT_EQ(set.tracks.size(), 1U);
    EXPECT_EQ(set.videos[0].name, "crossing");
    EXPECT_EQ(set.videos[0].height, 720);
    const auto& boxes = set.tracks[0].boxes;
    ASSERT_EQ(boxes.size(), 8U);
    EXPECT_EQ(boxes.at(0).box, (Box{10.5, 20, 20, 40}));
    EXPECT_TRUE(boxes.at(0).occluded);
    EXPECT_EQ(boxes.at(2).box, (Box{14.5, 24, 20, 40}));
    EXPECT_EQ(boxes.at(2).source, BoxSource::Interpolated);
    EXPECT_TRUE(boxes.at(5).absent);
    EXPECT_TRUE(boxes.at(7).absent);
}

// As CVAT's documentation shows it: a track's attributes stand in each of its boxes.
TEST_F(SampleFiles, CvatAttributesOfLabelsAndTracks) {
    folder_.write("cvat.xml", R"(<?xml version="1.0" encoding="utf-8"?>
<annotations>
  <version>1.1</version>
  <meta><task><name>crossing</name><size>8</size><labels>
    <label><name>car</name><attributes>
      <attribute><name>model</name><mutable>False</mutable><input_type>select</input_type>
        <default_value>__undefined__</default_value><values>__undefined__
bmw
ford</values></attribute>
      <attribute><name>parked</name><mutable>True</mutable><input_type>checkbox</input_type>
        <default_value>false</default_value><values>false</values></attribute>
      <attribute><name>age</name><mutable>False</mutable><input_type>number</input_type>
        <default_value>1</default_value><values>0
30
1</values></attribute>
      <attribute><name>plate</name><mutable>False</mutable><input_type>text</input_type>
        <default_value>none</default_value><values>none</values></attribute>
    </attributes></label>
    <label><name>person</name><attributes></attributes></label></labels></task></meta>
  <track id="0" label="car" source="manual">
    <box frame="0" outside="0" occluded="1" keyframe="1" xtl="10.50" ytl="20.00" xbr="30.50" ybr="60.00" z_order="0">
      <attribute name="model">ford</attribute>
      <attribute name="age">12</attribute>
      <attribute name="plate">AB &amp; 1</attribute>
      <attribute name="parked">true</attribute></box>
    <box frame="4" outside="0" occluded="0" keyframe="1" xtl="18.50" ytl="28.00" xbr="38.50" ybr="68.00" z_order="0">
      <attribute name="model">ford</attribute>
      <attribute name="age">12</attribute>
      <attribute name="plate">AB &amp; 1</attribute>
      <attribute name="parked">false</attribute></box>
    <box frame="5" outside="1" occluded="0" keyframe="1" xtl="18.50" ytl="28.00" xbr="38.50" ybr="68.00" z_order="0">
      <attribute name="parked">false</attribute></box>
  </track>
</annotations>
)");
    const ReadResult result = read("cvat", "cvat.xml");
    const std::vector<AttributeRule> rules = {
        {"model", {"__undefined__", "bmw", "ford"}, "__undefined__", AttributeKind::Choice},
        {"parked", {"false", "true"}, "false", AttributeKind::Choice},
        {"age", {"0", "30", "1"}, "1", AttributeKind::Number},
        {"plate", {}, "none", AttributeKind::Text}};
    EXPECT_EQ(result.set.class_attributes.at("car"), rules);
    EXPECT_EQ(result.set.class_attributes.count("person"), 0U);
    const std::map<std::string, std::string> answers = {
        {"model", "ford"}, {"age", "12"}, {"plate", "AB & 1"}, {"parked", "true"}};
    EXPECT_EQ(result.set.tracks.at(0).attributes, answers);
    // A mutable attribute has an answer at each box, which a track here has not: said, with place and count.
    ASSERT_EQ(result.notes.size(), 1U);
    EXPECT_EQ(
        result.notes[0],
        "cvat.xml, line 30: the attribute 'parked' of the track '0' becomes 'false' after 'true'. An "
        "attribute is the same for the whole track here: the first answer was taken (1 more like this).");
}

TEST_F(SampleFiles, CocoAttributesOfAnnotations) {
    folder_.write("coco.json", R"({
 "videos": [{"id": 1, "name": "v1"}], "categories": [{"id": 3, "name": "dog"}],
 "images": [{"id": 10, "video_id": 1, "frame_id": 0, "file_name": "v1/0.jpg"},
            {"id": 11, "video_id": 1, "frame_id": 1, "file_name": "v1/1.jpg"}],
 "annotations": [{"id": 1, "image_id": 10, "category_id": 3, "bbox": [1, 2, 3, 4],
                  "attributes": {"occluded": true, "rotation": 0.0, "track_id": 4, "keyframe": true,
                                 "breed": "pug", "age": 3, "leash": false, "owner": null}},
                 {"id": 2, "image_id": 11, "category_id": 3, "bbox": [2, 3, 4, 5],
                  "attributes": {"occluded": false, "rotation": 0.5, "track_id": 4, "keyframe": false,
                                 "breed": "pug", "age": 3, "leash": false}}]})");
    const ReadResult result = read("coco", "coco.json");
    ASSERT_EQ(result.set.tracks.size(), 1U);
    const std::map<std::string, std::string> answers = {{"breed", "pug"}, {"age", "3"}, {"leash", "false"}};
    EXPECT_EQ(result.set.tracks[0].attributes, answers);
    EXPECT_TRUE(result.set.tracks[0].boxes.at(0).occluded);
    EXPECT_TRUE(result.notes.empty());
}

TEST_F(SampleFiles, CocoVideo) {
    folder_.write("coco.json", R"({
 "videos": [{"id": 1, "name": "v1", "width": 640, "height": 480}],
 "categories": [{"id": 3, "name": "dog"}],
 "images": [{"id": 10, "video_id": 1, "frame_id": 0, "file_name": "v1/000000.jpg", "width": 640, "height": 480},
            {"id": 11, "video_id": 1, "frame_id": 1, "file_name": "v1/000001.jpg", "width": 640, "height": 480}],
 "annotations": [{"id": 1, "image_id": 10, "category_id": 3, "track_id": 4, "bbox": [1, 2, 3, 4], "iscrowd": 0},
                 {"id": 2, "image_id": 11, "category_id": 3, "track_id": 4, "bbox": [2, 3, 4, 5], "iscrowd": 0}]})");
    const AnnotationSet set = read("coco", "coco.json").set;
    ASSERT_EQ(set.tracks.size(), 1U);
    EXPECT_EQ(set.tracks[0].class_name, "dog");
    EXPECT_EQ(set.tracks[0].boxes.at(1).box, (Box{2, 3, 4, 5}));
}

TEST_F(SampleFiles, CocoPicturesWithoutVideosAreFramesInTheOrderOfTheirNames) {
    folder_.write("instances.json", R"({"categories": [{"id": 1, "name": "cat"}],
 "images": [{"id": 2, "file_name": "clip/10.jpg"}, {"id": 1, "file_name": "clip/9.jpg"}],
 "annotations": [{"id": 1, "image_id": 2, "category_id": 1, "bbox": [1, 2, 3, 4]}]})");
    const ReadResult result = read("coco", "instances.json");
    EXPECT_EQ(result.set.videos.at(0).name, "clip");
    EXPECT_EQ(result.set.tracks.at(0).boxes.begin()->first, 1);
    EXPECT_EQ(result.notes.size(), 2U);
}

TEST_F(SampleFiles, PascalVoc) {
    folder_.write("Annotations/clip_000005.xml", R"(<annotation><folder>VOC2007</folder>
  <filename>000005.jpg</filename><source><database>The VOC2007 Database</database></source>
  <size><width>500</width><height>375</height><depth>3</depth></size><segmented>0</segmented>
  <object><name>chair</name><pose>Rear</pose><truncated>1</truncated><difficult>0</difficult>
    <bndbox><xmin>263</xmin><ymin>211</ymin><xmax>324</xmax><ymax>339</ymax></bndbox>
    <part><name>head</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>2</xmax><ymax>2</ymax></bndbox></part>
  </object></annotation>)");
    const AnnotationSet set = read("voc", "").set;
    ASSERT_EQ(set.tracks.size(), 1U);
    EXPECT_EQ(set.videos[0].name, "clip");
    EXPECT_EQ(set.videos[0].width, 500);
    EXPECT_EQ(set.tracks[0].class_name, "chair");
    EXPECT_EQ(set.tracks[0].boxes.at(5).box, (Box{262, 210, 62, 129}));
    EXPECT_TRUE(set.tracks[0].boxes.at(5).cut_by_image);
}

TEST_F(SampleFiles, YoloLabelsAlsoAsTrackersWriteThem) {
    folder_.write("classes.txt", "person\nbicycle\n");
    folder_.write("labels/clip_12.txt",
                  "1 0.5 0.5 0.25 0.5\n0 0.5 0.25 0.1 0.1 0.9 7\n0 0.25 0.25 0.1 0.1 8\n");
    ReadOptions options;
    options.width = 200;
    options.height = 100;
    const AnnotationSet set = read("yolo", "", options).set;
    ASSERT_EQ(set.tracks.size(), 3U);
    EXPECT_EQ(set.tracks[0].class_name, "bicycle");
    EXPECT_EQ(set.tracks[0].boxes.at(12).box, (Box{75, 25, 50, 50}));
    EXPECT_EQ(set.tracks[1].name, "7");
    EXPECT_EQ(set.tracks[1].boxes.at(12).score, 0.9);
    EXPECT_EQ(set.tracks[2].name, "8");
}

TEST_F(SampleFiles, DarkLabel) {
    folder_.write("seq.txt", "0,2,100,50,160,140,-1,-1,-1,person\n1,2,102,50,162,140,-1,-1,-1,person\n");
    ReadOptions options;
    options.line_format = "[fn, id, x1, y1, x2, y2, c=-1, c=-1, c=-1, cname]";
    const AnnotationSet set = read("darklabel", "seq.txt", options).set;
    ASSERT_EQ(set.tracks.size(), 1U);
    EXPECT_EQ(set.tracks[0].class_name, "person");
    EXPECT_EQ(set.tracks[0].boxes.at(1).box, (Box{102, 50, 60, 90}));
}

TEST_F(SampleFiles, Got10kSequence) {
    folder_.write("list.txt", "GOT-10k_Train_000001\n");
    folder_.write("GOT-10k_Train_000001/groundtruth.txt",
                  "347.0000,443.0000,429.0000,272.0000\n344.7692,442.6923,427.9231,273.2308\n");
    folder_.write("GOT-10k_Train_000001/absence.label", "0\n1\n");
    folder_.write("GOT-10k_Train_000001/cover.label", "8\n0\n");
    folder_.write("GOT-10k_Train_000001/cut_by_image.label", "1\n0\n");
    folder_.write(
        "GOT-10k_Train_000001/meta_info.ini",
        "[METAINFO]\nurl: https://youtu.be/b0ZnfLI8YPw\nbegin: 00:02:41\nend: 00:02:53\nanno_fps: 10Hz\n"
        "object_class: beaked whale\nmotion_class: swimming\nresolution: (1920, 1080)\n");
    const AnnotationSet set = read("got10k", "").set;
    ASSERT_EQ(set.tracks.size(), 1U);
    EXPECT_EQ(set.tracks[0].class_name, "beaked whale");
    EXPECT_EQ(set.videos[0].frames_per_second, 10);
    EXPECT_EQ(set.videos[0].width, 1920);
    EXPECT_EQ(set.tracks[0].boxes.at(0).box, (Box{347, 443, 429, 272}));
    EXPECT_TRUE(set.tracks[0].boxes.at(0).cut_by_image);
    EXPECT_TRUE(set.tracks[0].boxes.at(1).absent);
}

TEST_F(SampleFiles, OtbLinesWithTabsBlanksAndCommasCountPixelsFromOne) {
    folder_.write("Jogging/groundtruth_rect.1.txt", "111\t98\t25\t101\r\n111 98 25 101\r\n");
    folder_.write("Jogging/groundtruth_rect.2.txt", "180,93,37,114\n");
    const AnnotationSet set = read("otb", "").set;
    ASSERT_EQ(set.tracks.size(), 2U);
    EXPECT_EQ(set.videos.size(), 1U);
    EXPECT_EQ(set.tracks[0].boxes.at(1).box, (Box{110, 97, 25, 101}));
}

TEST_F(SampleFiles, LasotTellsHiddenFromOutOfView) {
    folder_.write("airplane/airplane-1/groundtruth.txt", "367,101,41,16\n366,103,45,14\n0,0,0,0\n");
    folder_.write("airplane/airplane-1/full_occlusion.txt", "0,1,0\n");
    folder_.write("airplane/airplane-1/out_of_view.txt", "0,0,1\n");
    const auto track = read("lasot", "").set.tracks.at(0);
    EXPECT_EQ(track.class_name, "airplane");
    EXPECT_TRUE(track.boxes.at(1).absent && track.boxes.at(1).occluded);
    EXPECT_TRUE(track.boxes.at(2).absent && !track.boxes.at(2).occluded);
}

TEST_F(SampleFiles, VotPolygonsBecomeBoxesAndCodesGaps) {
    folder_.write("list.txt", "ants1\n");
    folder_.write("ants1/groundtruth.txt", "10,10,20,10,20,20,10,20\n0\nnan,nan,nan,nan\n5,6,7,8\n");
    const ReadResult result = read("vot", "");
    const auto& boxes = result.set.tracks.at(0).boxes;
    EXPECT_EQ(boxes.at(0).box.center(), (Point{15, 15}));
    EXPECT_FALSE(boxes.contains(1));
    EXPECT_TRUE(boxes.at(2).absent);
    EXPECT_EQ(boxes.at(3).box, (Box{5, 6, 7, 8}));
    EXPECT_EQ(result.notes.size(), 1U);
}

TEST_F(SampleFiles, Uav123AndTrackingNet) {
    folder_.write("anno/UAV123/bike1.txt", "620,347,16,45\nNaN,NaN,NaN,NaN\n");
    EXPECT_TRUE(read("uav123", "").set.tracks.at(0).boxes.at(1).absent);
    folder_.write("TRAIN_0/anno/a_1.txt", "1,2,3,4\n");
    EXPECT_EQ(read("trackingnet", "").set.videos.at(0).name, "a_1");
}

TEST_F(SampleFiles, CsvColumnsInAnyOrderWithSemicolons) {
    folder_.write("clip.csv", "width;height;frame;x;y;note\n3;4;7;1;2;\"a;b\"\n");
    const AnnotationSet set = read("csv", "clip.csv").set;
    EXPECT_EQ(set.tracks.at(0).boxes.at(7).box, (Box{1, 2, 3, 4}));
    EXPECT_EQ(set.tracks.at(0).boxes.at(7).note, "a;b");
    EXPECT_EQ(set.videos.at(0).name, "clip");
}

// CVAT writes all tasks of a project into one file, each with its own frames.
TEST_F(SampleFiles, CvatProjectHasAVideoForEachTask) {
    folder_.write("project.xml", R"(<annotations><meta><project><name>both</name><tasks>
    <task><id>11</id><name>first</name><size>5</size><start_frame>0</start_frame><stop_frame>4</stop_frame></task>
    <task><id>12</id><name>second</name><size>3</size><start_frame>10</start_frame><stop_frame>12</stop_frame></task>
  </tasks></project></meta>
  <track id="0" label="car" task_id="11">
    <box frame="0" outside="0" occluded="0" keyframe="1" xtl="1" ytl="1" xbr="5" ybr="6"></box></track>
  <track id="1" label="car" task_id="12">
    <box frame="10" outside="0" occluded="0" keyframe="1" xtl="1" ytl="1" xbr="5" ybr="6"></box>
    <box frame="11" outside="1" occluded="0" keyframe="1" xtl="1" ytl="1" xbr="5" ybr="6"></box></track>
</annotations>)");
    const AnnotationSet set = read("cvat", "project.xml").set;
    ASSERT_EQ(set.videos.size(), 2U);
    EXPECT_EQ(set.videos[0].name, "first");
    EXPECT_EQ(set.videos[0].frame_count, 5);
    EXPECT_EQ(set.videos[1].name, "second");
    EXPECT_EQ(set.videos[1].frame_count, 13);  // frames are those of the video, not of the task
    EXPECT_EQ(set.tracks.at(0).video, 0U);
    EXPECT_EQ(set.tracks.at(1).video, 1U);
    EXPECT_TRUE(set.tracks[1].boxes.at(12).absent);
}

TEST_F(SampleFiles, CvatTurnedBoxesBecomeUprightAndCuboidsAreNoBoxes) {
    folder_.write("turned.xml", R"(<annotations><track id="0" label="car">
    <box frame="0" outside="0" occluded="0" xtl="10" ytl="10" xbr="20" ybr="30" rotation="90.00"></box></track>
</annotations>)");
    const ReadResult result = read("cvat", "turned.xml");
    const Box box = result.set.tracks.at(0).boxes.at(0).box;
    EXPECT_NEAR(box.x, 5, 1e-9);
    EXPECT_NEAR(box.y, 15, 1e-9);
    EXPECT_NEAR(box.width, 20, 1e-9);
    EXPECT_EQ(result.notes.size(), 1U);
    folder_.write("cuboid.xml", R"(<annotations><track id="0" label="car">
    <cuboid frame="0" outside="0" occluded="0" xtl1="10"></cuboid></track></annotations>)");
    EXPECT_EQ(annotation_format("cvat").read(folder_ / "cuboid.xml", {}).left_out, 1);
}

// MOT 3D has a place in the world in the last three of ten columns, not a class.
TEST_F(SampleFiles, MotOfTenColumnsHasNoClass) {
    folder_.write("pets/gt/gt.txt", "1,1,10,20,30,40,1,8.5,3.2,0\n");
    const auto track = read("mot", "pets").set.tracks.at(0);
    EXPECT_EQ(track.class_name, "");
    EXPECT_FALSE(track.boxes.at(0).cover.has_value());
    folder_.write("own/gt/labels.txt", "cat\ndog\n");
    folder_.write("own/gt/gt.txt", "1,1,10,20,30,40,1,2,0.5,0\n");
    EXPECT_EQ(read("mot", "own").set.tracks.at(0).class_name, "dog");
}

TEST_F(SampleFiles, MotKeepsTheNumbersOfTheChallengesClasses) {
    AnnotationSet set = set_of({"clip"});
    set.tracks = {{0, "1", "pedestrian", {}}, {0, "2", "car", {}}};
    for (AnnotatedTrack& track : set.tracks) track.boxes[0].box = {1, 2, 3, 4};
    const WrittenFiles files = annotation_format("mot").write(set, {});
    EXPECT_EQ(files.at("clip/gt/gt.txt"), "1,1,2,3,3,4,1,1,1\n1,2,2,3,3,4,1,3,1\n");
    for (const auto& [file, text] : files) folder_.write(file.string(), text);
    EXPECT_EQ(read("mot", "clip").set.tracks.at(1).class_name, "car");
}

TEST_F(SampleFiles, CocoVidCallsATracksNumberInstanceId) {
    folder_.write("cocovid.json", R"({"videos": [{"id": 1, "name": "a"}],
 "categories": [{"id": 1, "name": "c"}],
 "images": [{"id": 1, "file_name": "a/0.jpg", "frame_id": 0, "video_id": 1},
            {"id": 2, "file_name": "a/7.jpg", "frame_id": 7, "video_id": 1}],
 "annotations": [{"id": 1, "bbox": [1, 1, 2, 2], "category_id": 1, "instance_id": 5, "image_id": 1},
                 {"id": 2, "bbox": [9, 1, 2, 2], "category_id": 1, "instance_id": 6, "image_id": 1},
                 {"id": 3, "bbox": [9, 1, 2, 2], "category_id": 1, "instance_id": 6, "image_id": 2,
                  "iscrowd": 1, "score": null, "attributes": {"occluded": 1}},
                 {"id": 4, "bbox": [9, 1, 2, 2], "category_id": 1, "instance_id": 5, "image_id": 2,
                  "attributes": {"outside": true}}]})");
    const ReadResult result = read("coco", "cocovid.json");
    ASSERT_EQ(result.set.tracks.size(), 2U);
    EXPECT_EQ(result.set.tracks[1].name, "6");
    EXPECT_TRUE(result.set.tracks[1].boxes.at(7).occluded);
    EXPECT_TRUE(result.set.tracks[0].boxes.at(7).absent);
    EXPECT_TRUE(result.set.tracks[0].attributes.empty());
    EXPECT_EQ(result.notes.size(), 1U);  // of the crowd
}

TEST_F(SampleFiles, CocoOfTaoHasFrameIndex) {
    folder_.write("tao.json", R"({"videos": [{"id": 0, "name": "train/YFCC100M/v_x"}],
 "categories": [{"id": 1, "name": "c"}], "tracks": [{"id": 3, "category_id": 1, "video_id": 0}],
 "images": [{"id": 0, "file_name": "train/YFCC100M/v_x/frame0391.jpg", "frame_index": 390, "video_id": 0}],
 "annotations": [{"id": 1, "bbox": [1, 1, 2, 2], "category_id": 1, "track_id": 3, "image_id": 0}]})");
    const AnnotationSet set = read("coco", "tao.json").set;
    EXPECT_EQ(set.videos.size(), 1U);
    EXPECT_EQ(set.tracks.at(0).boxes.count(390), 1U);
}

// As ByteTrack's converters write MOT sequences: videos have a file name, frames count from 1, -1 is no
// track.
TEST_F(SampleFiles, CocoOfChainedImagesCountsFramesFromOne) {
    folder_.write("chain.json", R"({"videos": [{"id": 1, "file_name": "MOT17-02"}],
 "categories": [{"id": 1, "name": "pedestrian"}],
 "images": [{"id": 1, "file_name": "MOT17-02/img1/000001.jpg", "frame_id": 1, "prev_image_id": -1, "video_id": 1},
            {"id": 2, "file_name": "MOT17-02/img1/000002.jpg", "frame_id": 2, "prev_image_id": 1, "video_id": 1}],
 "annotations": [{"id": 1, "category_id": 1, "image_id": 1, "track_id": -1, "bbox": [1, 1, 2, 2]},
                 {"id": 2, "category_id": 1, "image_id": 1, "track_id": -1, "bbox": [5, 1, 2, 2]},
                 {"id": 3, "category_id": 1, "image_id": 2, "track_id": 7, "bbox": [2, 1, 2, 2]}]})");
    const AnnotationSet set = read("coco", "chain.json").set;
    EXPECT_EQ(set.videos.at(0).name, "MOT17-02");
    ASSERT_EQ(set.tracks.size(), 3U);
    EXPECT_EQ(set.tracks[0].boxes.begin()->first, 0);
    EXPECT_EQ(set.tracks[2].boxes.begin()->first, 1);
}

// A category that is not in the list stops other readers.
TEST_F(SampleFiles, CocoListsACategoryForTracksWithoutClass) {
    AnnotationSet set = set_of({"clip"});
    set.tracks = {{0, "1", "", {}}};
    set.tracks[0].boxes[0].box = {1, 2, 3, 4};
    const std::string text = annotation_format("coco").write(set, {}).at("");
    EXPECT_NE(text.find(R"({"id":0,"name":"object","without_class":true})"), std::string::npos);
    folder_.write("coco.json", text);
    EXPECT_EQ(read("coco", "coco.json").set.tracks.at(0).class_name, "");
}

// A file that says less frames than it has boxes: these are not lost, nor of the next video.
TEST_F(SampleFiles, BoxesBeyondTheLengthOfTheirVideoAreWritten) {
    AnnotationSet set = set_of({"a", "b"});
    set.videos[0].frame_count = 2;
    set.videos[1].frame_count = 4;
    set.tracks = {{0, "1", "c", {}}};
    set.tracks[0].boxes[3].box = {1, 2, 3, 4};
    folder_.write("coco.json", annotation_format("coco").write(set, {}).at(""));
    const AnnotationSet back = read("coco", "coco.json").set;
    EXPECT_EQ(back.videos.at(back.tracks.at(0).video).name, "a");
    EXPECT_EQ(back.tracks[0].boxes.count(3), 1U);
}

// As Ultralytics and Roboflow lay them out.
TEST_F(SampleFiles, YoloSplitsWithFilesOfSeveralVideos) {
    folder_.write("data.yaml", "train: /data/images/train\nnames:\n  2: car\n  0: person\n");
    folder_.write("labels/train/a_000001.txt", "2 0.5 0.5 0.5 0.5\n");
    folder_.write("labels/train/b_000001.txt", "1 0.5 0.5 0.5 0.5\n");
    folder_.write("labels/val/000002.txt", "");
    folder_.write("labels/classes.txt", "person\n");
    const AnnotationSet set = read("yolo", "", {200, 100, ""}).set;
    ASSERT_EQ(set.videos.size(), 3U);
    EXPECT_EQ(set.videos[0].name, "a");
    EXPECT_EQ(set.videos[1].name, "b");
    EXPECT_EQ(set.videos[2].name, "val");
    EXPECT_EQ(set.tracks.at(0).class_name, "car");
    EXPECT_EQ(set.tracks.at(1).class_name, "class 1");
    folder_.write("labels/train/dog.txt", "0 0.5 0.5 0.5 0.5\n");
    EXPECT_EQ(annotation_format("yolo").read(folder_ / "", {200, 100, ""}).left_out, 1);
    folder_.write("roboflow/train/labels/1.txt", "0 0.5 0.5 0.5 0.5\n");
    EXPECT_EQ(read("yolo", "roboflow", {200, 100, ""}).set.videos.at(0).name, "train");
}

TEST_F(SampleFiles, YoloPolygonsBecomeBoxesAndPosesKeepTheirs) {
    folder_.write("seg/labels/1.txt", "0 0.1 0.1 0.5 0.1 0.3 0.6\n0 0 0 1 0 1 1 0 1\n");
    const ReadResult result = read("yolo", "seg", {200, 100, ""});
    const Box box = result.set.tracks.at(0).boxes.at(1).box;
    EXPECT_NEAR(box.x, 20, 1e-9);
    EXPECT_NEAR(box.height, 50, 1e-9);
    EXPECT_EQ(result.set.tracks[0].boxes.at(1).score, 1);
    EXPECT_EQ(result.set.tracks.at(1).boxes.at(1).box, (Box{0, 0, 200, 100}));
    folder_.write("pose/data.yaml", "kpt_shape: [1, 3]\nnames: [a]\n");
    folder_.write("pose/labels/1.txt", "0 0.5 0.5 0.5 0.5 0.2 0.2 2\n");
    EXPECT_EQ(read("yolo", "pose", {200, 100, ""}).set.tracks.at(0).boxes.at(1).box, (Box{50, 25, 100, 50}));
}

// Readers of YAML 1.1 take a bare no for false.
TEST_F(SampleFiles, YoloQuotesTheNamesOfClasses) {
    AnnotationSet set = set_of({"clip"});
    set.videos[0].width = set.videos[0].height = 10;
    set.tracks = {{0, "1", "no", {}}};
    const std::string text = annotation_format("yolo").write(set, {}).at("data.yaml");
    EXPECT_NE(text.find("- \"no\"\n"), std::string::npos) << text;
}

TEST_F(SampleFiles, PascalVocAsCvatAndDatumaroWriteIt) {
    folder_.write("clip_5.xml", R"(<annotation><object><name>a</name><bndbox><xmin>10.5</xmin><ymin>20</ymin>
  <xmax>30</xmax><ymax>40</ymax></bndbox><attributes><attribute><name>outside</name><value>True</value>
  </attribute></attributes></object></annotation>)");
    const ReadResult result = read("voc", "");
    EXPECT_EQ(result.notes.size(), 2U);
    EXPECT_TRUE(result.set.tracks.at(0).boxes.at(5).absent);
}

TEST_F(SampleFiles, CsvAsTableProgramsWriteIt) {
    folder_.write("clip.csv",
                  "frame,x,y,width,height,track,class,occluded,cover\n"
                  "0,1,2,3,4,1,caf\xE9,True,3.0\n");
    const ReadResult result = read("csv", "clip.csv");
    EXPECT_TRUE(result.set.tracks.at(0).boxes.at(0).occluded);
    EXPECT_EQ(result.set.tracks[0].boxes.at(0).cover, 3);
    EXPECT_EQ(result.set.tracks[0].class_name, "caf\xC3\xA9");
    EXPECT_EQ(result.notes.size(), 1U);  // of the Latin-1
    folder_.write("wide.csv",
                  "\xFF\xFE"
                  "f");
    EXPECT_THROW((void)annotation_format("csv").read(folder_ / "wide.csv", {}), Error);
}

}  // namespace
}  // namespace rtrack
