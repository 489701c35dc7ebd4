// Files as the tools' own documentation shows them.

#include <gtest/gtest.h>

#include "tests/support/temporary_folder.h"
#include "tracking/annotation/formats/format.h"

namespace rtrack {
namespace {

class SampleFiles : public testing::Test {
protected:
    ReadResult read(const std::string& format, const std::string& name, const ReadOptions& options = {}) {
        ReadResult result = annotation_format(format).read(folder_ / name, options);
        EXPECT_EQ(result.left_out, 0) << (result.faults.empty() ? "" : result.faults.front().message);
        return result;
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

}  // namespace
}  // namespace rtrack
