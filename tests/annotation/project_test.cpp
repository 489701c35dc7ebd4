#include "tracking/annotation/project.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "tests/annotation/project_script.h"
#include "tests/support/errors.h"
#include "tests/support/temporary_folder.h"
#include "tracking/annotation/box_edits.h"
#include "tracking/annotation/keyframes.h"
#include "tracking/annotation/track_edits.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

constexpr int64_t kVideo = 1;
constexpr int64_t kClass = 2;
constexpr int64_t kTrack = 3;

ProjectEdit box_edit(int64_t frame, const BoxRecord& record, int64_t track = kTrack) {
    ProjectEdit edit;
    edit.boxes[{track, frame}] = record;
    return edit;
}

BoxRecord full_record() {
    BoxRecord record = tracker_box(0.1, 0.3);
    record.doubtful = record.reviewed = record.occluded = record.cut_by_image = true;
    record.cover = 0;
    record.run = 77;
    record.note = "\xc3\xa4 note";
    return record;
}

TEST(Project, ALargeChangeOnASecondConnectionIsTakenOver) {
    const TemporaryFolder folder;
    Project project = make_test_project(folder / "a.rtrack");
    const std::string before = project.content_hash();
    Project beside = Project::open_beside(project.file(), project.next_id());
    beside.apply(box_edit(1, human_box({1, 2, 3, 4})), "Box");
    project.catch_up(std::move(beside));
    EXPECT_EQ(project.counts().boxes, 1);
    EXPECT_EQ(project.undo_label(), "Box");
    EXPECT_TRUE(project.box_at(kTrack, 1).has_value());
    project.apply(box_edit(2, human_box({1, 2, 3, 4})), "Another");
    project.undo();
    project.undo();
    EXPECT_EQ(project.content_hash(), before);
    EXPECT_TRUE(project.faults().empty());
}

TEST(Project, IsReadAsItWasUntilItTakesOverALargeChange) {
    const TemporaryFolder folder;
    Project project = make_test_project(folder / "a.rtrack");
    const std::string before = project.content_hash();
    project.hold_state();
    Project beside = Project::open_beside(project.file(), project.next_id());
    const int64_t track = beside.new_id();
    ProjectEdit edit = box_edit(1, human_box({1, 2, 3, 4}), track);
    edit.tracks[track] = project.track(kTrack);
    beside.apply(edit, "Track");
    EXPECT_TRUE(project.boxes_at(kVideo, 1).empty());
    EXPECT_EQ(project.content_hash(), before);
    project.catch_up(std::move(beside));
    EXPECT_EQ(project.boxes_at(kVideo, 1).size(), 1U);
    project.undo();
    EXPECT_EQ(project.content_hash(), before);
    EXPECT_THROW(Project::open(project.file(), Project::Mode::Read).hold_state(), Error);
}

TEST(Project, ASecondConnectionForgetsNothing) {
    const TemporaryFolder folder;
    Project project = make_test_project(folder / "a.rtrack");
    project.apply(box_edit(1, human_box({1, 2, 3, 4})), "Box");
    Connection(project.file(), Connection::Access::Write)
        .run("UPDATE history_step SET bytes = ? WHERE label = 'Box'", int64_t{300} << 20);
    EXPECT_TRUE(project.undo_is_large());
    Project beside = Project::open_beside(project.file(), project.next_id());
    ASSERT_TRUE(beside.can_undo());
    beside.undo();
    EXPECT_EQ(beside.counts().boxes, 0);
}

TEST(Project, AStepIsLargeByItsBoxesBothWays) {
    const TemporaryFolder folder;
    Project project = make_test_project(folder / "a.rtrack", 3000);
    const auto boxes = [](int64_t count) {
        ProjectEdit edit;
        for (int64_t frame = 0; frame < count; ++frame) edit.boxes[{kTrack, frame}] = tracker_box(0.1, 0.3);
        return edit;
    };
    for (const int64_t count : {1500, 2500}) {
        project.apply(boxes(count), "Boxes");
        EXPECT_EQ(project.undo_is_large(), count > 2000);
        project.undo();
        EXPECT_EQ(project.redo_is_large(), count > 2000);
    }
}

TEST(Project, TellsWhereAStepChangedSomething) {
    const TemporaryFolder folder;
    Project project = make_test_project(folder / "a.rtrack");
    ProjectEdit made = box_edit(4, human_box({1, 2, 3, 4}), 50);
    made.tracks[50] = project.track(kTrack);
    project.apply(made, "Object");
    ProjectEdit removed;
    removed.tracks[50].reset();
    removed.boxes[{50, 4}].reset();
    project.apply(removed, "Remove");
    for (int i = 0; i < 2; ++i) {
        EXPECT_EQ(project.undo_place(), (StepPlace{kVideo, 4}));
        project.undo();
        EXPECT_EQ(project.redo_place(), (StepPlace{kVideo, 4}));
    }
    project.apply(box_edit(6, human_box({1, 2, 3, 4})), "Box");
    project.extend(box_edit(7, human_box({1, 2, 3, 4})));
    EXPECT_EQ(project.undo_place(), (StepPlace{kVideo, 7}));
    EXPECT_FALSE(project.redo_place().has_value());
}

TEST(Project, AChangeThatIsGivenUpLeavesNothing) {
    const TemporaryFolder folder;
    Project project = make_test_project(folder / "a.rtrack", 3000);
    const std::string before = project.content_hash();
    ProjectEdit edit;
    for (int64_t frame = 0; frame < 2000; ++frame) edit.boxes[{kTrack, frame}] = human_box({1, 2, 3, 4});
    std::vector<double> shares;
    project.set_watch([&](double share) {
        shares.push_back(share);
        return shares.size() < 2;
    });
    message_of_error(ErrorCode::Stopped, [&] { project.apply(edit, "Many"); });
    EXPECT_EQ(shares.size(), 2U);
    EXPECT_EQ(project.content_hash(), before);
    EXPECT_FALSE(project.undo_label() == "Many");
    project.set_watch([&](double share) { return share < 1; });  // at the last moment
    EXPECT_THROW(project.apply(edit, "Many"), Error);
    EXPECT_EQ(project.content_hash(), before);
    project.set_watch({});
    project.apply(edit, "Many");
    EXPECT_EQ(project.counts().boxes, 2000);
}

TEST(Project, KeepsEveryFieldOverClosingAndOpening) {
    const TemporaryFolder folder;
    std::string before;
    {
        Project project = make_test_project(folder / "a.rtrack");
        ProjectEdit edit = box_edit(5, full_record());
        edit.runs[77] = {kVideo, "rtrack", "shipped", "00ff", R"({"device":"cpu"})", 5, 9, 1700000000};
        project.apply(edit, "Track");
        project.apply(set_absent(project, kTrack, 6, 6), "Absent");
        before = project.content_hash();
    }
    const Project project = Project::open(folder / "a.rtrack");
    EXPECT_FALSE(project.read_only());
    EXPECT_EQ(project.content_hash(), before);
    EXPECT_EQ(project.video(kVideo), test_video());
    EXPECT_EQ(project.frame_index(kVideo), std::string("index\0bytes", 11));
    EXPECT_EQ(project.classes().at(kClass).attributes.at(0).values,
              (std::vector<std::string>{"red", "blue"}));
    EXPECT_EQ(project.track(kTrack).attributes.at("color"), "blue");
    EXPECT_EQ(project.runs().at(77).settings, R"({"device":"cpu"})");
    EXPECT_TRUE(project.box_at(kTrack, 6)->absent);
    const BoxRecord record = *project.box_at(kTrack, 5);
    BoxRecord expected = full_record();
    EXPECT_FLOAT_EQ(static_cast<float>(record.points[8].x), static_cast<float>(expected.points[8].x));
    expected.points = record.points;  // these two are kept as floats
    expected.init_box = record.init_box;
    EXPECT_EQ(record, expected);
    EXPECT_TRUE(project.faults().empty());
}

TEST(Project, FindsBoxesByFrameByTrackAndByNeighbour) {
    const TemporaryFolder folder;
    Project project = make_test_project(folder / "a.rtrack");
    ProjectEdit edit;
    edit.tracks[10] = {kVideo, 0, "second", false, false, {}, ""};
    project.apply(edit, "Track");
    for (int64_t frame : {10, 20, 30}) project.apply(set_keyframe(project, kTrack, frame, {1, 1, 9, 9}), "");
    project.apply(box_edit(20, tracker_box(5), 10), "");
    BoxRecord doubtful = tracker_box(6);
    doubtful.doubtful = true;
    project.apply(box_edit(25, doubtful, 10), "");

    ASSERT_EQ(project.boxes_at(kVideo, 20).size(), 2u);
    EXPECT_EQ(project.boxes_at(kVideo, 20)[0].track, kTrack);
    EXPECT_EQ(project.boxes_at(kVideo, 20)[1].record, tracker_box(5));
    EXPECT_TRUE(project.boxes_at(kVideo, 31).empty());
    const auto range = project.boxes_of(kTrack, 15, 25);
    ASSERT_EQ(range.size(), 11u);
    EXPECT_EQ(range.front().frame, 15);
    EXPECT_EQ(range.back().frame, 25);
    EXPECT_EQ(project.neighbour(kTrack, 20, Direction::Forward, BoxKind::Human), 30);
    EXPECT_EQ(project.neighbour(kTrack, 25, Direction::Backward, BoxKind::Anchor), 20);
    EXPECT_EQ(project.neighbour(kTrack, 20, Direction::Forward), 21);
    EXPECT_EQ(project.neighbour(kTrack, 30, Direction::Forward), std::nullopt);
    EXPECT_EQ(project.neighbour(10, 0, Direction::Forward, BoxKind::Doubtful), 25);

    const BoxCounts counts = project.counts(kTrack);
    EXPECT_EQ(counts.boxes, 21);
    EXPECT_EQ(counts.human, 3);
    EXPECT_EQ(counts.interpolated, 18);
    EXPECT_EQ(counts.unreviewed, 18);
    EXPECT_EQ(project.counts().doubtful, 1);
}

TEST(Project, MarksAreTheFirstBoxOfEachStepWhateverTheWayTheyAreRead) {
    const TemporaryFolder folder;
    Project project = make_test_project(folder / "a.rtrack");
    for (const int64_t frame : {3, 4, 5, 40, 41, 200, 399})
        project.apply(box_edit(frame, tracker_box(1)), "");
    const auto frames = [&](int64_t first, int64_t last, int64_t step) {
        std::vector<int64_t> found;
        for (const BoxMark& mark : project.marks_of(kTrack, first, last, step)) found.push_back(mark.frame);
        return found;
    };
    EXPECT_EQ(frames(0, 399, 1), (std::vector<int64_t>{3, 4, 5, 40, 41, 200, 399}));
    EXPECT_EQ(frames(0, 399, 4), (std::vector<int64_t>{3, 4, 40, 200, 399}));
    EXPECT_EQ(frames(0, 399, 20), (std::vector<int64_t>{3, 40, 200, 399}));
    EXPECT_EQ(frames(4, 100, 50), (std::vector<int64_t>{4}));
    EXPECT_EQ(project.frames_of(kTrack, BoxKind::Doubtful, 0, 399), std::vector<int64_t>{});
    EXPECT_THROW((void)project.frames_of(kTrack, BoxKind::Any, 0, 399), Error);
}

TEST(Project, RefusesWhatBreaksARuleAndChangesNothing) {
    const TemporaryFolder folder;
    Project project = make_test_project(folder / "a.rtrack");
    project.apply(set_box(project, kTrack, 5, {1, 2, 3, 4}), "Box");
    const std::string before = project.content_hash();
    const auto refused = [&](const ProjectEdit& edit, const std::string& part) {
        const std::string message =
            message_of_error(ErrorCode::Contract, [&] { project.apply(edit, "refused"); });
        EXPECT_NE(message.find(part), std::string::npos) << message;
        EXPECT_EQ(project.content_hash(), before);
    };
    refused(box_edit(kScriptFrames, tracker_box(1)), "400 frames");
    refused(box_edit(-1, tracker_box(1)), "400 frames");
    refused(box_edit(5, tracker_box(1)), "a person's box");
    refused(box_edit(6, tracker_box(1), 99), "no such track");
    BoxRecord bad = tracker_box(1);
    bad.box.width = 0;
    refused(then(box_edit(6, tracker_box(1)), box_edit(7, bad)), "positive size");
    bad = tracker_box(1);
    bad.cover = 9;
    refused(box_edit(6, bad), "cover");
    bad = tracker_box(1, std::nan(""));
    refused(box_edit(6, bad), "score");
    ProjectEdit edit;
    edit.tracks[kTrack] = std::nullopt;
    refused(edit, "rule");  // its boxes would be left
    edit.tracks[kTrack] = project.track(kTrack);
    edit.tracks[kTrack]->video = 50;
    refused(edit, "another video");
    edit.tracks.clear();
    edit.classes[kClass] = std::nullopt;
    refused(edit, "rule");
    edit = {};
    edit.tracks[20] = {kVideo, 55, "of no class", false, false, {}, ""};
    refused(edit, "rule");
    EXPECT_TRUE(project.faults().empty());
}

TEST(Project, ALockedTrackKeepsItsBoxesAndCanBeUnlocked) {
    const TemporaryFolder folder;
    Project project = make_test_project(folder / "a.rtrack");
    project.apply(set_box(project, kTrack, 5, {1, 2, 3, 4}), "Box");
    project.apply(change_track(project, kTrack, [](Track& track) { track.locked = true; }), "Lock");
    EXPECT_THROW(project.apply(set_box(project, kTrack, 6, {1, 2, 3, 4}), "Box"), Error);
    EXPECT_THROW(project.apply(delete_track(project, kTrack), "Delete"), Error);
    project.apply(change_track(project, kTrack, [](Track& track) { track.locked = false; }), "Unlock");
    project.apply(set_box(project, kTrack, 6, {1, 2, 3, 4}), "Box");
    while (project.can_undo()) project.undo();  // through the locked state
    EXPECT_TRUE(project.tracks().empty());
}

TEST(Project, UndoesToTheStartAndRedoesToTheEndAlsoAfterOpeningAgain) {
    const TemporaryFolder folder;
    std::vector<std::string> states;
    int64_t steps = 0;
    {
        Project project = Project::create(folder / "a.rtrack");
        states.push_back(project.content_hash());
    }
    std::filesystem::remove(folder / "a.rtrack");
    {
        Project project = make_test_project(folder / "a.rtrack");
        states.push_back(project.content_hash());
        for (int64_t number = 0; number < 150; ++number) {
            const size_t done = static_cast<size_t>(project.history(1000).size());
            run_script_step(project, number);
            // What undo, redo and extension did: the states are those of the steps that are done now.
            const auto history = project.history(1000);
            steps = std::count_if(history.begin(), history.end(), [](const auto& step) { return step.done; });
            states.resize(history.size() + 1);
            states[static_cast<size_t>(steps)] = project.content_hash();
            ASSERT_LE(history.size(), done + 1);
        }
        ASSERT_TRUE(project.faults().empty());
        ASSERT_GT(steps, 80);
    }
    Project project = Project::open(folder / "a.rtrack");
    while (project.can_redo()) project.redo();
    size_t at = states.size() - 1;
    ASSERT_EQ(project.content_hash(), states[at]);
    while (project.can_undo()) {
        project.undo();
        ASSERT_EQ(project.content_hash(), states[--at]) << "after undoing to step " << at;
    }
    ASSERT_EQ(at, 0u);
    while (project.can_redo()) {
        project.redo();
        ASSERT_EQ(project.content_hash(), states[++at]) << "after doing step " << at << " again";
    }
    ASSERT_EQ(at, states.size() - 1);
    ASSERT_TRUE(project.faults().empty());
}

TEST(Project, ApplyReturnsTheInverseAndANewStepForgetsWhatWasUndone) {
    const TemporaryFolder folder;
    Project project = make_test_project(folder / "a.rtrack");
    const std::string before = project.content_hash();
    const ProjectEdit inverse = project.apply(set_box(project, kTrack, 5, {1, 2, 3, 4}), "Box");
    const std::string after = project.content_hash();
    const ProjectEdit again = project.apply(inverse, "Inverse");
    EXPECT_EQ(project.content_hash(), before);
    project.apply(again, "Again");
    EXPECT_EQ(project.content_hash(), after);
    project.undo();
    EXPECT_TRUE(project.can_redo());
    project.apply(set_box(project, kTrack, 6, {1, 2, 3, 4}), "Other");
    EXPECT_FALSE(project.can_redo());
    EXPECT_THROW(project.redo(), Error);
    const auto history = project.history(2);
    ASSERT_EQ(history.size(), 2u);
    EXPECT_EQ(history[0].label, "Inverse");
    EXPECT_EQ(history[1].label, "Other");
    EXPECT_TRUE(project.apply(ProjectEdit{}, "Nothing").empty());
    EXPECT_EQ(project.history(10).size(), 4u);
}

TEST(Project, WhatIsPutIsNoStepAndForgetsNothingThatWasUndone) {
    const TemporaryFolder folder;
    Project project = make_test_project(folder / "a.rtrack");
    project.apply(box_edit(1, human_box({1, 2, 3, 4})), "Box");
    project.undo();
    const std::string label = project.undo_label();
    const int64_t id = project.new_id();
    ProjectEdit edit;
    edit.videos[id] = project.video(kVideo);
    project.put(edit);
    EXPECT_TRUE(project.videos().contains(id));
    EXPECT_EQ(project.undo_label(), label);
    EXPECT_EQ(project.redo_label(), "Box");
    project.redo();
    EXPECT_EQ(project.counts().boxes, 1);
    EXPECT_GT(project.next_id(), id);
    EXPECT_TRUE(project.faults().empty());
}

TEST(Project, TheBatchesOfARunAreOneStep) {
    const TemporaryFolder folder;
    Project project = make_test_project(folder / "a.rtrack", 10000);
    const std::string before = project.content_hash();
    for (int64_t batch = 0; batch < 50; ++batch) {
        std::map<int64_t, BoxRecord> results;
        for (int64_t frame = 100 * batch; frame < 100 * (batch + 1); ++frame)
            results[frame] = tracker_box(double(frame % 500));
        const ProjectEdit edit = add_tracker_boxes(project, kTrack, results, 0);
        batch == 0 ? project.apply(edit, "Track") : project.extend(edit);
    }
    EXPECT_EQ(project.counts(kTrack).tracker, 5000);
    const std::string after = project.content_hash();
    EXPECT_EQ(project.history(100).size(), 2u);
    project.undo();
    EXPECT_EQ(project.content_hash(), before);
    EXPECT_THROW(project.extend(set_box(project, kTrack, 5, {1, 2, 3, 4})), Error);
    project.redo();
    EXPECT_EQ(project.content_hash(), after);
}

TEST(ProjectEdit, BytesHoldEverythingAndDamageIsNoticed) {
    ProjectEdit edit;
    edit.videos[1] = test_video();
    edit.videos[2] = std::nullopt;
    edit.frame_indices[1] = "bytes";
    edit.classes[3] = ObjectClass{"car", 0xffffff, "c", {{"a", {"b"}, "c", AttributeKind::Choice}}};
    edit.runs[4] = TrackingRun{1, "csrt", "", "", "{}", -1, 5, 6};
    edit.tracks[int64_t{1} << 40] = Track{1, 3, "t", true, true, {{"k", "v"}}, "n"};
    edit.boxes[{5, 6}] = full_record();
    edit.boxes[{5, 7}] = std::nullopt;
    const std::string bytes = to_bytes(edit);
    EXPECT_EQ(edit_from_bytes(bytes), edit);
    for (size_t size = 0; size < bytes.size(); ++size)
        EXPECT_THROW((void)edit_from_bytes(bytes.substr(0, size)), Error) << size;
    EXPECT_THROW((void)edit_from_bytes(bytes + "x"), Error);
}

TEST(ProjectEdit, BytesOfVersion1HaveAttributesWithoutTheirKind) {
    ProjectEdit edit;
    edit.classes[3] = ObjectClass{"car", 0, "", {{"a", {"b"}, "c", AttributeKind::Choice}}};
    std::string bytes = to_bytes(edit);
    ASSERT_EQ(bytes[0], 4);  // version 2
    bytes[0] = 2;
    const size_t kind = bytes.find(
        "\x01"
        "c\x04");
    ASSERT_NE(kind, std::string::npos);
    bytes.erase(kind + 2, 1);
    EXPECT_EQ(edit_from_bytes(bytes), edit);
}

}  // namespace
}  // namespace rtrack
