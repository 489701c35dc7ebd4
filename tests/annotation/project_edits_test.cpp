#include <cmath>

#include <gtest/gtest.h>

#include "tests/annotation/project_script.h"
#include "tests/support/temporary_folder.h"
#include "tracking/annotation/attributes.h"
#include "tracking/annotation/box_edits.h"
#include "tracking/annotation/keyframes.h"
#include "tracking/annotation/track_edits.h"
#include "tracking/base/error.h"
#include "tracking/base/geometry.h"

namespace rtrack {
namespace {

constexpr int64_t kTrack = 3;
constexpr int64_t kOther = 20;

class ProjectEdits : public testing::Test {
protected:
    ProjectEdits() : project_(make_test_project(folder_ / "a.rtrack")) {
        ProjectEdit edit;
        edit.tracks[kOther] = {1, 2, "other", false, false, {}, ""};
        project_.apply(edit, "Track");
    }

    void apply(const ProjectEdit& edit) { project_.apply(edit, "Edit"); }
    void track(int64_t first, int64_t last, int64_t track = kTrack) {
        std::map<int64_t, BoxRecord> results;
        for (int64_t frame = first; frame <= last; ++frame) results[frame] = tracker_box(double(frame));
        apply(add_tracker_boxes(project_, track, results, 0));
    }
    [[nodiscard]] std::string sources(int64_t first, int64_t last, int64_t track = kTrack) const {
        std::string text;
        for (int64_t frame = first; frame <= last; ++frame) {
            const auto record = project_.box_at(track, frame);
            text += !record ? '.' : record->absent ? 'a' : "HTIM"[static_cast<int>(record->source)];
        }
        return text;
    }

    const TemporaryFolder folder_;
    Project project_;
};

TEST_F(ProjectEdits, KeyframesFillWhatLiesBetweenOnALine) {
    apply(set_keyframe(project_, kTrack, 10, {0, 0, 10, 10}));
    apply(set_keyframe(project_, kTrack, 20, {100, 50, 20, 30}));
    EXPECT_EQ(sources(9, 21), ".HIIIIIIIIIH.");
    EXPECT_EQ(project_.box_at(kTrack, 15)->box, (Box{50, 25, 15, 20}));
    EXPECT_FALSE(project_.box_at(kTrack, 15)->reviewed);
    apply(set_box(project_, kTrack, 16, {0, 0, 10, 10}));  // the boxes beside it follow
    EXPECT_EQ(sources(10, 20), "HIIIIIHIIIH");
    EXPECT_EQ(project_.box_at(kTrack, 13)->box, (Box{0, 0, 10, 10}));
    EXPECT_EQ(project_.box_at(kTrack, 18)->box, (Box{50, 25, 15, 20}));
    apply(remove_keyframe(project_, kTrack, 16));
    EXPECT_EQ(sources(10, 20), "HIIIIIIIIIH");
    EXPECT_EQ(project_.box_at(kTrack, 15)->box, (Box{50, 25, 15, 20}));
}

TEST_F(ProjectEdits, AnAttributeIsRenamedAndRemovedWithItsTracksAnswers) {
    apply(change_track(project_, kTrack, [](Track& track) {
        track.attributes = {{"color", "red"}, {"unasked", "x"}};
    }));
    const std::string before = project_.content_hash();
    apply(rename_attribute(project_, 2, "color", "paint"));
    EXPECT_EQ(project_.classes().at(2).attributes.at(0).name, "paint");
    const std::map<std::string, std::string> renamed = {{"paint", "red"}, {"unasked", "x"}};
    EXPECT_EQ(project_.track(kTrack).attributes, renamed);
    project_.undo();
    EXPECT_EQ(project_.content_hash(), before);
    apply(delete_attribute(project_, 2, "color"));
    EXPECT_TRUE(project_.classes().at(2).attributes.empty());
    const std::map<std::string, std::string> left = {{"unasked", "x"}};
    EXPECT_EQ(project_.track(kTrack).attributes, left);
    project_.undo();
    EXPECT_EQ(project_.content_hash(), before);
    EXPECT_THROW((void)delete_attribute(project_, 99, "color"), Error);
}

TEST_F(ProjectEdits, MergingKeepsTheAnswersThatOnlyOneTrackHas) {
    apply(change_track(project_, kTrack, [](Track& track) { track.attributes = {{"color", "red"}}; }));
    apply(change_track(project_, kOther, [](Track& track) {
        track.attributes = {{"color", "blue"}, {"age", "3"}};
    }));
    apply(merge_tracks(project_, kTrack, kOther));
    const std::map<std::string, std::string> merged = {{"color", "red"}, {"age", "3"}};
    EXPECT_EQ(project_.track(kTrack).attributes, merged);
}

TEST(Attributes, AnswersAndRulesAreChecked) {
    const AttributeRule number = {"age", {"0", "30"}, "", AttributeKind::Number};
    EXPECT_EQ(fault_of(number, "12.5"), AnswerFault::None);
    EXPECT_EQ(fault_of(number, ""), AnswerFault::None);
    EXPECT_EQ(fault_of(number, "nan"), AnswerFault::NoNumber);
    EXPECT_EQ(fault_of(number, "12 years"), AnswerFault::NoNumber);
    EXPECT_EQ(fault_of(number, "-1"), AnswerFault::OutOfRange);
    const AttributeRule choice = {"colour", {"red"}, "", AttributeKind::Choice};
    EXPECT_EQ(fault_of(choice, "red"), AnswerFault::None);
    EXPECT_EQ(fault_of(choice, "Red"), AnswerFault::NoChoice);
    EXPECT_EQ(fault_of({number, choice}), RuleFault::None);
    EXPECT_EQ(fault_of({number, number}), RuleFault::SameName);
    EXPECT_EQ(fault_of({AttributeRule{}}), RuleFault::NoName);
    EXPECT_EQ(fault_of({{"age", {"30", "0"}, "", AttributeKind::Number}}), RuleFault::NoRange);
    EXPECT_EQ(fault_of({{"age", {"old"}, "", AttributeKind::Number}}), RuleFault::NoRange);
    EXPECT_EQ(fault_of({{"colour", {"red"}, "blue", AttributeKind::Choice}}), RuleFault::DefaultDoesNotFit);
}

TEST_F(ProjectEdits, ABoxAloneFillsNothing) {
    apply(set_box(project_, kTrack, 10, {0, 0, 10, 10}));
    apply(set_box(project_, kTrack, 14, {4, 0, 10, 10}));
    EXPECT_EQ(sources(9, 15), ".H...H.");
    apply(remove_keyframe(project_, kTrack, 14));
    EXPECT_EQ(sources(9, 15), ".H.....");
}

TEST_F(ProjectEdits, WhatWasSaidOfAnInterpolatedFrameStaysWhenItsBoxMoves) {
    apply(set_keyframe(project_, kTrack, 0, {0, 0, 10, 10}));
    apply(set_keyframe(project_, kTrack, 10, {0, 0, 10, 10}));
    apply(change_boxes(project_, kTrack, 4, 4, [](BoxRecord& record) { record.occluded = true; }));
    apply(accept_boxes(project_, kTrack, 4, 5));
    apply(set_box(project_, kTrack, 10, {20, 0, 10, 10}));
    EXPECT_TRUE(project_.box_at(kTrack, 4)->occluded);
    EXPECT_FALSE(project_.box_at(kTrack, 4)->reviewed) << "nobody has looked at the moved box";
    EXPECT_FALSE(project_.box_at(kTrack, 5)->occluded);
}

TEST_F(ProjectEdits, InterpolationHoldsUntilTheObjectIsAbsent) {
    apply(set_box(project_, kTrack, 0, {5, 5, 10, 10}));
    apply(set_absent(project_, kTrack, 6, 7));
    apply(set_box(project_, kTrack, 10, {50, 5, 10, 10}));
    apply(set_keyframe(project_, kTrack, 0, {5, 5, 10, 10}));
    EXPECT_EQ(sources(0, 10), "HIIIIIaa..H");
    EXPECT_EQ(project_.box_at(kTrack, 5)->box, (Box{5, 5, 10, 10}));
}

TEST_F(ProjectEdits, AbsentInsideAnInterpolatedStretchKeepsBothOfItsParts) {
    apply(set_keyframe(project_, kTrack, 0, {0, 0, 10, 10}));
    apply(set_keyframe(project_, kTrack, 20, {100, 0, 10, 10}));
    apply(set_absent(project_, kTrack, 10, 10));
    EXPECT_EQ(sources(0, 20), "HIIIIIIIIHaHIIIIIIIIH");
    apply(set_box(project_, kTrack, 20, {101, 0, 10, 10}));
    apply(set_box(project_, kTrack, 0, {1, 0, 10, 10}));
    EXPECT_EQ(sources(0, 20), "HIIIIIIIIHaHIIIIIIIIH");
    EXPECT_DOUBLE_EQ(project_.box_at(kTrack, 9)->box.x, 45);
    EXPECT_DOUBLE_EQ(project_.box_at(kTrack, 11)->box.x, 55);
    EXPECT_DOUBLE_EQ(project_.box_at(kTrack, 3)->box.x, 1 + 44.0 / 3);
}

TEST_F(ProjectEdits, ATrackerNeverReplacesAPersonsBox) {
    apply(set_box(project_, kTrack, 5, {1, 2, 3, 4}));
    apply(set_absent(project_, kTrack, 6, 6));
    track(0, 9);
    EXPECT_EQ(sources(0, 9), "TTTTTHaTTT");
    apply(set_absent(project_, kTrack, 4, 6, BoxSource::Tracker));
    EXPECT_EQ(sources(0, 9), "TTTTaHaTTT");
    EXPECT_FALSE(project_.box_at(kTrack, 4)->reviewed);
    std::map<int64_t, BoxRecord> results;
    for (int64_t frame = 0; frame < 15; ++frame) results[frame] = tracker_box(300, 0.5);
    apply(add_tracker_boxes(project_, kTrack, results, 0, TrackerMay::FillMissingOnly));
    EXPECT_EQ(sources(0, 14), "TTTTaHaTTTTTTTT");
    EXPECT_EQ(project_.box_at(kTrack, 9)->score, 0.75);
    EXPECT_EQ(project_.box_at(kTrack, 10)->score, 0.5);
}

TEST_F(ProjectEdits, ATrackerNeverReplacesABoxThatAPersonAccepted) {
    track(0, 9);
    apply(accept_boxes(project_, kTrack, 4, 5));
    const BoxRecord accepted = *project_.box_at(kTrack, 4);
    std::map<int64_t, BoxRecord> results;
    for (int64_t frame = 0; frame < 10; ++frame) results[frame] = tracker_box(50, 0.5);
    const ProjectEdit edit = add_tracker_boxes(project_, kTrack, results, 0);
    EXPECT_EQ(edit.boxes.size(), 8U);
    apply(edit);
    EXPECT_EQ(*project_.box_at(kTrack, 4), accepted);
    EXPECT_EQ(project_.box_at(kTrack, 6)->score, 0.5);
    EXPECT_EQ(project_.neighbour(kTrack, 0, Direction::Forward, BoxKind::Settled), 4);
    EXPECT_EQ(project_.neighbour(kTrack, 9, Direction::Backward, BoxKind::Settled), 5);
    EXPECT_EQ(project_.neighbour(kTrack, 5, Direction::Forward, BoxKind::Settled), std::nullopt);
}

TEST_F(ProjectEdits, TheTailIsCutToTheNextPersonsBoxOrToTheEnd) {
    track(0, 9);
    apply(set_box(project_, kTrack, 7, {1, 2, 3, 4}));
    apply(cut_tail(project_, kTrack, 4));
    EXPECT_EQ(sources(0, 9), "TTTTT..HTT");
    apply(cut_tail(project_, kTrack, 3, Direction::Backward));
    EXPECT_EQ(sources(0, 9), "...TT..HTT");
    apply(cut_tail(project_, kTrack, 4, Direction::Forward, CutTo::End));
    EXPECT_EQ(sources(0, 9), "...TT.....");
}

TEST_F(ProjectEdits, PropagateCopiesUpToTheNextPersonsBoxAndTheEnd) {
    apply(set_box(project_, kTrack, 10, {1, 2, 3, 4}));
    apply(set_box(project_, kTrack, 18, {1, 2, 3, 4}));
    apply(propagate(project_, kTrack, 10, 4));
    EXPECT_EQ(sources(10, 18), "HIIIH...H");
    apply(propagate(project_, kTrack, 14, 100));
    EXPECT_EQ(sources(10, 18), "HIIIHIIHH");
    apply(propagate(project_, kTrack, 10, -100));
    EXPECT_EQ(sources(0, 10), "HIIIIIIIIIH");
    EXPECT_EQ(project_.box_at(kTrack, 3)->box, (Box{1, 2, 3, 4}));
    EXPECT_THROW((void)propagate(project_, kTrack, 200, 3), Error);
}

TEST_F(ProjectEdits, SimplifyKeepsTheWantedOverlapAndAPersonsBoxes) {
    std::map<int64_t, BoxRecord> results;
    for (int64_t frame = 0; frame < 300; ++frame) {
        BoxRecord record = tracker_box(100 + 80 * std::sin(double(frame) / 25));
        record.box.height = 30 + 10 * std::cos(double(frame) / 40);
        results[frame] = record;
    }
    apply(add_tracker_boxes(project_, kTrack, results, 0));
    apply(set_box(project_, kTrack, 77, {160, 11, 40, 30}));
    results.at(77).box = {160, 11, 40, 30};
    apply(simplify(project_, kTrack, 0, 399, 0.9));
    int64_t kept = 0;
    for (const auto& [frame, before] : results) {
        const BoxRecord after = *project_.box_at(kTrack, frame);
        EXPECT_GE(iou(after.box, before.box), 0.9 - 1e-9) << frame;
        kept += after.source != BoxSource::Interpolated;
    }
    EXPECT_EQ(project_.box_at(kTrack, 77)->source, BoxSource::Human);
    EXPECT_EQ(project_.box_at(kTrack, 0)->source, BoxSource::Tracker);
    EXPECT_EQ(project_.box_at(kTrack, 299)->source, BoxSource::Tracker);
    EXPECT_LT(kept, 45);
    EXPECT_GT(kept, 8);
    EXPECT_THROW((void)simplify(project_, kTrack, 0, 399, 0), Error);
}

TEST_F(ProjectEdits, SimplifyKeepsHolesAndTheirEnds) {
    track(0, 9);
    track(12, 20);
    apply(set_absent(project_, kTrack, 15, 15));
    apply(simplify(project_, kTrack, 0, 399, 0.5));
    EXPECT_EQ(sources(0, 20), "TIIIIIIIIT..TITaTIIIT");
}

TEST_F(ProjectEdits, MergingPrefersAPersonsBoxesThenThoseOfTheKeptTrack) {
    track(0, 5);
    track(3, 9, kOther);
    apply(set_box(project_, kOther, 4, {1, 2, 3, 4}));
    apply(set_box(project_, kTrack, 5, {5, 6, 7, 8}));
    const BoxRecord ours = *project_.box_at(kTrack, 3);
    apply(merge_tracks(project_, kTrack, kOther));
    EXPECT_FALSE(project_.tracks().contains(kOther));
    EXPECT_EQ(sources(0, 9), "TTTTHHTTTT");
    EXPECT_EQ(project_.box_at(kTrack, 3), ours);
    EXPECT_EQ(project_.box_at(kTrack, 5)->box, (Box{5, 6, 7, 8}));
    EXPECT_EQ(project_.counts().boxes, 10);
    EXPECT_THROW((void)merge_tracks(project_, kTrack, kTrack), Error);
}

TEST_F(ProjectEdits, SplittingKeepsEveryBoxAndItsPlace) {
    apply(set_keyframe(project_, kTrack, 0, {0, 0, 10, 10}));
    apply(set_keyframe(project_, kTrack, 10, {100, 0, 10, 10}));
    const Box before = project_.box_at(kTrack, 6)->box;
    const int64_t id = project_.new_id();
    apply(split_track(project_, kTrack, 5, id));
    EXPECT_EQ(sources(0, 10), "HIIIH......");
    EXPECT_EQ(sources(0, 10, id), ".....HIIIIH");
    EXPECT_EQ(project_.box_at(id, 6)->box, before);
    EXPECT_EQ(project_.track(id).name, "first");
}

TEST_F(ProjectEdits, TracksAreCopiedWithAShift) {
    track(390, 399);
    const int64_t id = project_.new_id();
    apply(copy_track(project_, kTrack, id, 1, 5));
    EXPECT_EQ(project_.counts(id).boxes, 5);
    EXPECT_EQ(project_.box_at(id, 399)->box, project_.box_at(kTrack, 394)->box);
    EXPECT_TRUE(project_.box_at(id, 399)->points.empty());  // they lay on another picture
    apply(accept_boxes(project_, kTrack, 390, 399));
    const int64_t here = project_.new_id();
    apply(copy_track(project_, kTrack, here, 1));
    EXPECT_EQ(project_.box_at(here, 394), project_.box_at(kTrack, 394));
    const int64_t there = project_.new_id();
    apply(copy_track(project_, kTrack, there, 1, -5));
    EXPECT_FALSE(project_.box_at(there, 394)->reviewed);
    EXPECT_FALSE(project_.track(kTrack).name.empty());
    EXPECT_TRUE(project_.track(there).name.empty());
}

TEST_F(ProjectEdits, TracksAreCopiedIntoASmallerPicture) {
    track(0, 3);
    ProjectEdit edit;
    const int64_t small = project_.new_id();
    Video& video = edit.videos[small].emplace(test_video());
    video.absolute_path += ".small";
    video.width = 24;
    video.height = 16;
    video.frame_count = 3;
    apply(edit);
    const int64_t id = project_.new_id();
    apply(copy_track(project_, kTrack, id, small));
    ASSERT_EQ(project_.counts(id).boxes, 3);
    for (const FrameBox& box : project_.boxes_of(id)) {
        EXPECT_TRUE(box.record.box.valid());
        EXPECT_EQ(box.record.box, clipped(box.record.box, 24, 16));
    }
}

TEST_F(ProjectEdits, DeletingAClassOrAVideoLeavesNothingBehind) {
    track(0, 9);
    apply(delete_class(project_, 2));
    EXPECT_EQ(project_.track(kTrack).object_class, 0);
    apply(delete_video(project_, 1));
    EXPECT_TRUE(project_.videos().empty());
    EXPECT_TRUE(project_.tracks().empty());
    EXPECT_EQ(project_.counts().boxes, 0);
    EXPECT_TRUE(project_.boxes_at(1, 5).empty());
    EXPECT_TRUE(project_.faults().empty());
    project_.undo();
    project_.undo();
    EXPECT_EQ(sources(0, 10), "TTTTTTTTTT.");
    EXPECT_EQ(project_.track(kTrack).object_class, 2);
}

TEST(Blended, CountsTheNearerSideMoreAndDoubtsWhatDisagrees) {
    std::map<int64_t, BoxRecord> forward;
    std::map<int64_t, BoxRecord> backward;
    for (int64_t frame = 1; frame < 10; ++frame) {
        forward[frame] = tracker_box(0, 1.0);
        backward[frame] = tracker_box(frame == 5 ? 100 : 10, 0.5);
    }
    backward.erase(9);
    const auto result = blended(forward, backward, 0, 10);
    EXPECT_DOUBLE_EQ(result.at(2).box.x, 2);
    EXPECT_DOUBLE_EQ(result.at(8).box.x, 8);
    EXPECT_DOUBLE_EQ(result.at(2).score, 0.9);
    EXPECT_DOUBLE_EQ(result.at(2).points[0].x, 2);
    EXPECT_TRUE(result.at(5).doubtful);
    EXPECT_FALSE(result.at(4).doubtful);
    EXPECT_EQ(result.at(9), forward.at(9));
}

TEST(Blended, DoesNotReckonWithTheBoxOfAnAbsence) {
    BoxRecord absent;
    absent.source = BoxSource::Tracker;
    absent.absent = true;
    const BoxRecord present = tracker_box(40, 0.5);
    const auto result = blended({{2, absent}, {3, present}, {8, absent}, {9, absent}},
                                {{2, present}, {3, absent}, {8, present}, {9, absent}}, 0, 10);
    EXPECT_TRUE(result.at(2).absent);
    EXPECT_EQ(result.at(3).box, present.box);
    EXPECT_EQ(result.at(3).score, present.score);
    EXPECT_EQ(result.at(8).box, present.box);
    for (const int64_t frame : {2, 3, 8}) EXPECT_TRUE(result.at(frame).doubtful) << frame;
    EXPECT_EQ(result.at(9), absent);
}

}  // namespace
}  // namespace rtrack
