#include <gtest/gtest.h>

#include "tests/support/errors.h"
#include "tests/support/temporary_folder.h"
#include "tracking/annotation/formats/project_exchange.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

Video video_of(const std::string& path, int64_t frames) {
    Video video;
    video.absolute_path = path;
    video.frame_count = frames;
    video.width = 640;
    video.height = 480;
    return video;
}

AnnotationSet one_track(const std::string& video, std::initializer_list<int64_t> frames) {
    AnnotationSet set;
    set.videos.emplace_back();
    set.videos.back().name = video;
    AnnotatedTrack track{0, "first", "car", {}};
    for (const int64_t frame : frames) {
        track.boxes[frame].box = {1, 2, 3, static_cast<double>(frame + 1)};
        track.boxes[frame].source = BoxSource::Imported;
    }
    set.tracks.push_back(track);
    return set;
}

class Exchange : public testing::Test {
protected:
    Exchange() : project_(Project::create(folder_ / "p.rtrack")) {
        ProjectEdit edit;
        first_ = project_.new_id();
        second_ = project_.new_id();
        edit.videos[first_] = video_of("/videos/a.mp4", 10);
        edit.videos[second_] = video_of("/videos/b/img", 20);
        project_.apply(edit, "Videos");
    }

    TemporaryFolder folder_;
    Project project_;
    int64_t first_ = 0;
    int64_t second_ = 0;
};

TEST_F(Exchange, AnImportIsOneStepThatUndoTakesBackWhole) {
    const std::string before = project_.content_hash();
    project_.apply(to_project(project_, one_track("b", {0, 3, 19})).edit, "Import");
    EXPECT_EQ(project_.counts().boxes, 3);
    EXPECT_EQ(project_.counts().imported, 3);
    EXPECT_EQ(project_.counts().unreviewed, 3);
    EXPECT_EQ(project_.tracks().begin()->second.video, second_);
    EXPECT_EQ(project_.classes().begin()->second.name, "car");
    project_.undo();
    EXPECT_EQ(project_.content_hash(), before);
    EXPECT_EQ(project_.history(10).size(), 2U);
}

TEST_F(Exchange, WhatDoesNotFitIsAnErrorAndNothingIsImported) {
    const std::string before = project_.content_hash();
    const auto refused = [&](const AnnotationSet& set, const std::string& words) {
        const std::string message = message_of_error(
            ErrorCode::Data, [&] { project_.apply(to_project(project_, set).edit, "Import"); });
        EXPECT_NE(message.find(words), std::string::npos) << message;
    };
    refused(one_track("a", {0, 10}), "a box at frame 10 (counted from 0), and the video has 10 frames");
    refused(one_track("c", {0}), "there are: a, b");
    EXPECT_EQ(project_.content_hash(), before);
}

TEST_F(Exchange, BoxesOutsideTheVideoAreFoundAndLeftOutOnRequest) {
    AnnotationSet set = one_track("a", {0, 9, 10, 5000});
    set.tracks.push_back(set.tracks[0]);
    set.tracks[1].boxes.erase(0);
    set.tracks[1].boxes.erase(9);
    ToProject target;
    const std::vector<BoxOutside> outside = boxes_outside(project_, set, target);
    ASSERT_EQ(outside.size(), 4U);
    EXPECT_EQ(outside[1].frame, 5000);
    EXPECT_EQ(outside[1].frames, 10);
    EXPECT_EQ(outside[2].track, 1U);
    EXPECT_THROW((void)to_project(project_, set, target), Error);
    target.only_inside = true;
    const ImportPlan plan = to_project(project_, set, target);
    EXPECT_EQ(plan.edit.boxes.size(), 2U);
    EXPECT_EQ(plan.edit.tracks.size(), 1U);  // not one without a box
    target.first_frame = -1;
    EXPECT_EQ(boxes_outside(project_, set, target).front().frame, -1);
    EXPECT_TRUE(boxes_outside(project_, one_track("c", {99})).empty());  // whose it is, is not clear
}

TEST_F(Exchange, TheFirstFrameAndTheVideoCanBeSaid) {
    ToProject target;
    target.video = first_;
    target.first_frame = 6;
    project_.apply(to_project(project_, one_track("elsewhere", {0, 3}), target).edit, "Import");
    const int64_t track = project_.tracks().begin()->first;
    EXPECT_TRUE(project_.box_at(track, 9).has_value());
    EXPECT_EQ(project_.track(track).video, first_);
}

TEST_F(Exchange, LengthsAndSizesThatDifferAreSaid) {
    AnnotationSet set = one_track("a", {0});
    set.videos[0].frame_count = 11;
    set.videos[0].width = 320;
    set.videos[0].height = 480;
    const ImportPlan plan = to_project(project_, set);
    ASSERT_EQ(plan.notes.size(), 3U);
    EXPECT_EQ(plan.notes[0], "'a' has 11 frames in the file, and the project's video 10.");
}

TEST_F(Exchange, AProjectGivesBackWhatItTook) {
    const AnnotationSet set = one_track("b", {0, 3, 19});
    project_.apply(to_project(project_, set).edit, "Import");
    const AnnotationSet back = from_project(project_);
    ASSERT_EQ(back.videos.size(), 2U);
    EXPECT_EQ(back.videos[1].name, "b");
    ASSERT_EQ(back.tracks.size(), 1U);
    EXPECT_EQ(back.tracks[0].boxes, set.tracks[0].boxes);
    EXPECT_EQ(back.tracks[0].class_name, "car");
}

TEST_F(Exchange, AttributesOfClassesAndTracksComeAndGo) {
    ProjectEdit edit;
    const int64_t car = project_.new_id();
    const AttributeRule colour = {"colour", {"red", "blue"}, "red", AttributeKind::Choice};
    edit.classes[car] = ObjectClass{"car", 0, "", {colour}};
    project_.apply(edit, "Class");
    AnnotationSet set = one_track("a", {0});
    set.tracks[0].attributes = {{"age", "3"}};
    set.class_attributes["car"] = {{"colour", {}, "", AttributeKind::Text},
                                   {"age", {}, "", AttributeKind::Number}};
    const ImportPlan plan = to_project(project_, set);
    project_.apply(plan.edit, "Import");
    ASSERT_EQ(plan.notes.size(), 2U);
    EXPECT_NE(plan.notes[0].find("has other attributes in the file than in the project: colour."),
              std::string::npos);
    EXPECT_EQ(plan.notes[1], "The class 'car' gets attributes: age.");
    ASSERT_EQ(project_.classes().at(car).attributes.size(), 2U);
    EXPECT_EQ(project_.classes().at(car).attributes[0], colour);
    EXPECT_EQ(project_.tracks().begin()->second.attributes.at("age"), "3");
    const AnnotationSet back = from_project(project_);
    const std::map<std::string, std::string> answers = {{"age", "3"}, {"colour", "red"}};  // the default too
    EXPECT_EQ(back.tracks.at(0).attributes, answers);
    EXPECT_EQ(back.class_attributes.at("car"), project_.classes().at(car).attributes);
}

TEST_F(Exchange, EveryFrameIsTheDefaultAndKeyframesAndARangeAreChoices) {
    AnnotationSet set = one_track("a", {0, 1, 2, 3});
    set.tracks[0].boxes[1].source = BoxSource::Interpolated;
    project_.apply(to_project(project_, set).edit, "Import");
    EXPECT_EQ(counts_of(from_project(project_)).boxes, 4);
    FromProject choice;
    choice.keyframes_only = true;
    EXPECT_EQ(counts_of(from_project(project_, choice)).boxes, 3);
    choice.first_frame = 2;
    choice.last_frame = 2;
    EXPECT_EQ(counts_of(from_project(project_, choice)).boxes, 1);
    choice.videos = {second_};
    EXPECT_TRUE(from_project(project_, choice).tracks.empty());
}

}  // namespace
}  // namespace rtrack
