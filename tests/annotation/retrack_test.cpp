#include "tracking/annotation/review/retrack.h"

#include <gtest/gtest.h>

#include "tests/annotation/project_script.h"
#include "tests/support/temporary_folder.h"

namespace rtrack {
namespace {

constexpr int64_t kTrack = 3;

FrameBox tracked(int64_t frame, double x = 0, double score = 0.5) {
    return {frame, [&] {
                BoxRecord record = tracker_box(0, score);
                record.box = {x, 0, 10, 10};
                return record;
            }()};
}

FrameBox human(int64_t frame, double x = 0) {
    return {frame, human_box({x, 0, 10, 10})};
}

BoxesByFrame by_frame(const std::vector<FrameBox>& boxes) {
    BoxesByFrame records;
    for (const FrameBox& box : boxes) records.emplace(box.frame, box.record);
    return records;
}

ReviewItem flag(int64_t first, int64_t last, ReviewReason reason = ReviewReason::LowScore) {
    ReviewItem item;
    item.track = kTrack;
    item.first = first;
    item.last = last;
    item.findings = {{reason, first, 0, reason == ReviewReason::Unseen ? 0.0 : 1.0}};
    return item;
}

TEST(RetrackPlan, TakesTheWholeUnseenStretchFromThePersonsBoxesAroundIt) {
    const std::vector<FrameBox> boxes = {human(0), tracked(1), tracked(2), tracked(3), human(4), tracked(5)};
    const RetrackPlan plan = retrack_plan(kTrack, boxes, {flag(2, 2), flag(5, 5, ReviewReason::Unseen)});
    ASSERT_EQ(plan.stretches.size(), 1U);  // nothing but "unseen" is no flag
    EXPECT_EQ(plan.stretches[0], (RetrackStretch{kTrack, 1, 3, 0, 4}));
    EXPECT_TRUE(retrack_plan(kTrack + 1, boxes, {flag(2, 2)}).stretches.empty());
}

TEST(RetrackPlan, TwoFlagsInAStretchAreTrackedOnce) {
    const std::vector<FrameBox> boxes = {human(0), tracked(1), tracked(2), tracked(3), tracked(4)};
    EXPECT_EQ(retrack_plan(kTrack, boxes, {flag(4, 4), flag(1, 2)}).stretches.size(), 1U);
}

TEST(RetrackPlan, StartsAtTrustedBoxesElseAtAnyBeforeElseNotAtAll) {
    std::vector<FrameBox> boxes = {tracked(1), tracked(2), tracked(6), tracked(7)};
    RetrackPlan plan = retrack_plan(kTrack, boxes, {flag(1, 2), flag(7, 7)});
    EXPECT_EQ(plan.without_start, 1);  // 1 to 2
    ASSERT_EQ(plan.stretches.size(), 1U);
    EXPECT_EQ(plan.stretches[0], (RetrackStretch{kTrack, 6, 7, 2, {}}));
    boxes[0].record.reviewed = true;
    plan = retrack_plan(kTrack, boxes, {flag(7, 7)});
    EXPECT_EQ(plan.stretches[0].before, 1);
    boxes[0].record.absent = true;  // the object is not to be seen there
    plan = retrack_plan(kTrack, boxes, {flag(7, 7)});
    EXPECT_EQ(plan.stretches[0].before, 2);
}

TEST(RetrackPlan, ATrustedBoxBehindTheStretchIsTrackedBackwardFrom) {
    const std::vector<FrameBox> boxes = {tracked(1), tracked(2), tracked(6), human(9)};
    const RetrackPlan plan = retrack_plan(kTrack, boxes, {flag(1, 2), flag(6, 6)});
    EXPECT_EQ(plan.without_start, 0);
    ASSERT_EQ(plan.stretches.size(), 2U);
    EXPECT_EQ(plan.stretches[0], (RetrackStretch{kTrack, 1, 2, {}, 9}));
    EXPECT_EQ(plan.stretches[1], (RetrackStretch{kTrack, 6, 6, {}, 9}));  // not from 2, which nobody has seen
}

TEST(RetrackPasses, StretchesOfSeveralTracksShareAPassWhereTheyOverlapInTime) {
    const std::vector<RetrackStretch> stretches = {{1, 1, 20, 0, {}},
                                                   {2, 11, 30, 10, 31},
                                                   {1, 41, 50, 25, 60},
                                                   {3, 201, 210, 200, {}},
                                                   {2, 41, 45, {}, 55}};
    const std::vector<RetrackPass> passes = retrack_passes(stretches);
    ASSERT_EQ(passes.size(), 5U);
    EXPECT_EQ(passes[0], (RetrackPass{1, 0, 30, {0, 1}}));
    EXPECT_EQ(passes[1], (RetrackPass{1, 25, 50, {2}}));  // of a track that the first has already
    EXPECT_EQ(passes[2], (RetrackPass{1, 200, 210, {3}}));
    EXPECT_EQ(passes[3], (RetrackPass{-1, 60, 41, {2, 4}}));
    EXPECT_EQ(passes[4], (RetrackPass{-1, 31, 11, {1}}));
}

TEST(RetrackPlan, WhatWasSeenSinceIsPassedOver) {
    std::vector<FrameBox> boxes = {human(0), tracked(1), tracked(2)};
    for (FrameBox& box : boxes) box.record.reviewed = true;
    EXPECT_TRUE(retrack_plan(kTrack, boxes, {flag(1, 2)}).stretches.empty());
}

TEST(RetrackComparison, MeansAndAgreementByHand) {
    const std::vector<FrameBox> boxes = {human(0), tracked(1, 0, 0.4), tracked(2, 5, 0.2), human(3)};
    const RetrackBoxes found = {by_frame({tracked(1, 0, 0.9), tracked(2, 0, 0.7)}), {}};
    const RetrackComparison both = compare_retrack({kTrack, 1, 2, 0, {}}, boxes, found, true);
    EXPECT_NEAR(*both.old_score, 0.3, 1e-12);
    EXPECT_NEAR(*both.new_score, 0.8, 1e-12);
    EXPECT_NEAR(*both.agreement, (1 + 1.0 / 3) / 2, 1e-12);  // 5 of 10 pixels: 50 / 150
    EXPECT_EQ(both.differs_most, 2);
    ASSERT_EQ(both.meetings.size(), 1U);
    EXPECT_EQ(both.meetings[0].frame, 3);
    EXPECT_NEAR(both.meetings[0].old_iou, 1.0 / 3, 1e-12);
    EXPECT_NEAR(both.meetings[0].new_iou, 1, 1e-12);
    EXPECT_TRUE(both.complete);
    EXPECT_TRUE(both.better);
}

TEST(RetrackComparison, ARunBackwardIsJudgedWhereItComesTo) {
    const std::vector<FrameBox> boxes = {human(0), tracked(1, 5), tracked(2), human(3)};
    const RetrackBoxes found = {{}, by_frame({tracked(1), tracked(2, 5)})};
    const RetrackComparison backward = compare_retrack({kTrack, 1, 2, {}, 3}, boxes, found, true);
    ASSERT_EQ(backward.meetings.size(), 1U);
    EXPECT_EQ(backward.meetings[0].frame, 0);
    EXPECT_NEAR(backward.meetings[0].old_iou, 1.0 / 3, 1e-12);
    EXPECT_NEAR(backward.meetings[0].new_iou, 1, 1e-12);
    EXPECT_TRUE(backward.better);
    EXPECT_FALSE(compare_retrack({kTrack, 1, 2, {}, 3}, boxes, {{}, by_frame({tracked(2)})}, true).complete);
}

TEST(RetrackComparison, OfTwoRunsTheWorseMeetingCounts) {
    const std::vector<FrameBox> boxes = {human(0), tracked(1), tracked(2, 5), human(3)};
    const RetrackStretch stretch{kTrack, 1, 2, 0, 3};
    RetrackBoxes found = {by_frame({tracked(1), tracked(2)}), by_frame({tracked(1), tracked(2)})};
    RetrackComparison both = compare_retrack(stretch, boxes, found, true);
    EXPECT_EQ(both.meetings.size(), 2U);
    EXPECT_NEAR(*both.lowest_old_iou(), 1.0 / 3, 1e-12);
    EXPECT_NEAR(*both.lowest_new_iou(), 1, 1e-12);
    EXPECT_TRUE(both.better);
    found.backward.at(1).box.x = 5;
    both = compare_retrack(stretch, boxes, found, true);
    EXPECT_NEAR(*both.lowest_new_iou(), 1.0 / 3, 1e-12);
    EXPECT_FALSE(both.better);
    EXPECT_GT(retrack_candidates(stretch, found).at(1).box.x, 0);  // blended
    found.backward.clear();
    EXPECT_FALSE(compare_retrack(stretch, boxes, found, true).complete);
}

TEST(RetrackComparison, APersonsBoxCountsMoreThanTheScore) {
    const std::vector<FrameBox> boxes = {human(0), tracked(1, 0, 0.2), human(2)};
    const RetrackBoxes found = {by_frame({tracked(1, 5, 0.9)}), {}};
    const RetrackStretch stretch{kTrack, 1, 1, 0, {}};
    EXPECT_FALSE(compare_retrack(stretch, boxes, found, true).better);
    std::vector<FrameBox> unseen = {human(0), tracked(1, 0, 0.2), tracked(2)};
    EXPECT_TRUE(compare_retrack(stretch, unseen, found, true).better);
    unseen[2].record.reviewed = true;  // accepted: a person's word too
    EXPECT_FALSE(compare_retrack(stretch, unseen, found, true).better);
}

TEST(RetrackComparison, ASmallGainAndARunThatEndedEarlyAreNotBetter) {
    const std::vector<FrameBox> boxes = {human(0), tracked(1, 0, 0.5), tracked(2, 0, 0.5)};
    const auto compared = [&](const std::vector<FrameBox>& candidates) {
        return compare_retrack({kTrack, 1, 2, 0, {}}, boxes, {by_frame(candidates), {}}, true);
    };
    EXPECT_FALSE(compared({tracked(1, 0, 0.54), tracked(2, 0, 0.54)}).better);
    EXPECT_TRUE(compared({tracked(1, 0, 0.56), tracked(2, 0, 0.56)}).better);
    const RetrackComparison early = compared({tracked(1, 0, 0.9)});
    EXPECT_FALSE(early.complete);
    EXPECT_FALSE(early.better);
    EXPECT_EQ(early.differs_most, 2);  // one has a box there, the other has not
}

TEST(RetrackComparison, ScoresOfDifferentTrackersSayNothing) {
    const std::vector<FrameBox> boxes = {human(0), tracked(1, 0, 0.5)};
    const RetrackBoxes found = {by_frame({tracked(1, 0, 1)}), {}};
    EXPECT_TRUE(compare_retrack({kTrack, 1, 1, 0, {}}, boxes, found, true).better);
    EXPECT_FALSE(compare_retrack({kTrack, 1, 1, 0, {}}, boxes, found, false).better);
}

TEST(AcceptRetrack, ReplacesWhatNobodyHasSeenAndNothingElse) {
    const TemporaryFolder folder;
    Project project = make_test_project(folder / "a.rtrack");
    ProjectEdit edit;
    for (const FrameBox& box :
         {human(0), tracked(1), tracked(2), human(3, 7), tracked(4), tracked(5), tracked(6)})
        edit.boxes[{kTrack, box.frame}] = box.record;
    edit.boxes[{kTrack, 2}]->reviewed = true;
    project.apply(edit, "Track");
    const std::string before = project.content_hash();
    std::vector<FrameBox> candidates;
    for (int64_t frame = 1; frame <= 4; ++frame) candidates.push_back(tracked(frame, 20, 0.9));
    candidates.push_back(tracked(6, 20, 0.9));  // beyond the stretch
    ProjectEdit accepted = accept_retrack(project, {kTrack, 1, 5, 0, {}}, by_frame(candidates), 77);
    TrackingRun run;
    run.video = 1;
    run.tracker = "rtrack";
    accepted.runs[77] = run;
    project.apply(accepted, "Accept");
    EXPECT_EQ(project.box_at(kTrack, 1)->box.x, 20);
    EXPECT_EQ(project.box_at(kTrack, 1)->run, 77);
    EXPECT_EQ(project.box_at(kTrack, 1)->source, BoxSource::Tracker);
    EXPECT_TRUE(is_of_tracker(project, {kTrack, 1, 1, 0, {}}, "rtrack"));
    EXPECT_FALSE(is_of_tracker(project, {kTrack, 1, 1, 0, {}}, "csrt"));
    EXPECT_EQ(project.box_at(kTrack, 2)->box.x, 0);
    EXPECT_EQ(project.box_at(kTrack, 3)->box.x, 7);
    EXPECT_EQ(project.box_at(kTrack, 4)->box.x, 20);
    EXPECT_FALSE(project.box_at(kTrack, 5));  // of the run that was turned down
    EXPECT_EQ(project.box_at(kTrack, 6)->box.x, 0);
    project.undo();
    EXPECT_EQ(project.content_hash(), before);
}

}  // namespace
}  // namespace rtrack
