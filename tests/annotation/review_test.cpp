#include <chrono>
#include <cmath>

#include <gtest/gtest.h>

#include "tests/annotation/project_script.h"
#include "tests/support/temporary_folder.h"
#include "tracking/annotation/box_edits.h"
#include "tracking/annotation/keyframes.h"
#include "tracking/annotation/review/review_queue.h"
#include "tracking/annotation/track_edits.h"

namespace rtrack {
namespace {

constexpr int64_t kVideo = 1;
constexpr int64_t kTrack = 3;

/// 20 x 20, points at its corners, 2 pixels further each frame.
BoxRecord steady(int64_t frame, double score = 0.9) {
    BoxRecord record;
    record.box = {2.0 * static_cast<double>(frame), 10, 20, 20};
    record.source = BoxSource::Tracker;
    record.score = score;
    record.run = 7;
    for (const Point corner : {Point{0, 0}, {20, 0}, {0, 20}, {20, 20}})
        record.points.push_back({record.box.x + corner.x, record.box.y + corner.y});
    return record;
}

void move(BoxRecord& record, double x) {
    record.box.x += x;
    for (Point& point : record.points) point.x += x;
}

/// A person's box at frame 0, tracker boxes after it.
std::vector<FrameBox> tracked(int64_t frames) {
    std::vector<FrameBox> boxes = {{0, human_box(steady(0).box)}};
    for (int64_t frame = 1; frame < frames; ++frame) boxes.push_back({frame, steady(frame)});
    return boxes;
}

ReviewFinding only(const std::vector<FrameBox>& boxes, size_t at) {
    const auto found = findings_at(boxes, at);
    EXPECT_EQ(found.size(), 1U) << "frame " << at;
    return found.empty() ? ReviewFinding{} : found.front();
}

TEST(BoxDoubt, SaysNothingOfASteadyTrack) {
    const std::vector<FrameBox> boxes = tracked(30);
    for (size_t i = 1; i < boxes.size(); ++i) EXPECT_TRUE(findings_at(boxes, i).empty()) << i;
}

TEST(BoxDoubt, WeighsTheScoreOnALineFromPointSevenToPointThree) {
    std::vector<FrameBox> boxes = tracked(10);
    boxes[5].record.score = 0.6;  // (0.7 - 0.6) / (0.7 - 0.3)
    const ReviewFinding finding = only(boxes, 5);
    EXPECT_EQ(finding.reason, ReviewReason::LowScore);
    EXPECT_EQ(finding.value, 0.6);
    EXPECT_NEAR(finding.weight, 0.25, 1e-12);
    boxes[5].record.score = 0.1;
    EXPECT_EQ(only(boxes, 5).weight, 1);
}

TEST(BoxDoubt, FindsAJumpAndItsWayBackAndNothingAfterIt) {
    std::vector<FrameBox> boxes = tracked(10);
    move(boxes[5].record, 20);  // 22 from the place before, 20 from where the motion led: 20 / 20 = 1
    const ReviewFinding there = only(boxes, 5);
    EXPECT_EQ(there.reason, ReviewReason::PlaceJump);
    EXPECT_NEAR(there.value, 1, 1e-12);
    EXPECT_NEAR(there.weight, 0.7 / 1.2, 1e-12);
    EXPECT_NEAR(only(boxes, 6).value, 18.0 / 20, 1e-12);  // 18 back, 40 from where the jump led
    EXPECT_TRUE(findings_at(boxes, 7).empty());           // 2 from the place before, as ever
}

TEST(BoxDoubt, FindsASizeThatChangesAtOnce) {
    std::vector<FrameBox> boxes = tracked(10);
    boxes[5].record.points.clear();
    boxes[5].record.box = box_from_cxcywh(20, 20, 30, 20);  // 1.5 times as wide, the centre stays
    const ReviewFinding finding = only(boxes, 5);
    EXPECT_EQ(finding.reason, ReviewReason::SizeJump);
    EXPECT_NEAR(finding.weight, 0.35 / 0.65, 1e-12);
}

TEST(BoxDoubt, FindsPointsThatLeftTheirPlaces) {
    std::vector<FrameBox> boxes = tracked(10);
    boxes[5].record.points[0].x += 8;  // 0.4 of the box, one of four points: 0.4 / 2
    const ReviewFinding finding = only(boxes, 5);
    EXPECT_EQ(finding.reason, ReviewReason::ScatteredPoints);
    EXPECT_NEAR(finding.value, 0.2, 1e-12);
    EXPECT_NEAR(finding.weight, 0.5, 1e-12);
    boxes[5].record.points.pop_back();  // another number of points says nothing
    EXPECT_TRUE(findings_at(boxes, 5).empty());
}

TEST(BoxDoubt, ComparesAcrossAJointByOverlapOnly) {
    std::vector<FrameBox> boxes = tracked(10);
    boxes[9].record = human_box({28, 10, 20, 20});  // 12 from the box at frame 8: IoU 8 / 32
    const ReviewFinding finding = only(boxes, 8);
    EXPECT_EQ(finding.reason, ReviewReason::Disagreement);
    EXPECT_NEAR(finding.value, 8.0 / 32, 1e-12);
    EXPECT_EQ(finding.weight, 1);
    boxes = tracked(10);
    for (int i = 5; i < 10; ++i) {  // another run, from 5 on, 5 further: IoU 13 / 27 over the joint
        move(boxes[i].record, 5);
        boxes[i].record.run = 8;
    }
    for (const size_t at : {4U, 5U}) EXPECT_NEAR(only(boxes, at).value, 13.0 / 27, 1e-12);
    EXPECT_TRUE(findings_at(boxes, 6).empty());
}

TEST(BoxDoubt, FindsWhereARunStoppedAndWhereAnAbsenceBeginsAndEnds) {
    std::vector<FrameBox> boxes = tracked(10);
    boxes[3].record.doubtful = true;
    EXPECT_EQ(only(boxes, 3).reason, ReviewReason::Stopped);
    for (int i = 5; i < 8; ++i) {
        boxes[i].record = BoxRecord{};
        boxes[i].record.source = BoxSource::Tracker;
        boxes[i].record.absent = true;
    }
    EXPECT_EQ(only(boxes, 5).reason, ReviewReason::Absence);
    EXPECT_TRUE(findings_at(boxes, 6).empty());
    EXPECT_EQ(only(boxes, 7).reason, ReviewReason::Absence);
    EXPECT_EQ(only(boxes, 8).weight, kAbsenceWeight);
}

TEST(ReviewItems, WorthIsTheDocumentedFormula) {
    // (0.1 + 0.9 * 0.5) * log2(8) * (1 + 25 / 50) / 2
    EXPECT_NEAR(review_worth(0.5, 7, 25), 0.55 * 3 * 0.75, 1e-12);
    EXPECT_NEAR(review_worth(0, 1, 0), 0.1 * 1 * 0.5, 1e-12);
    EXPECT_NEAR(review_worth(1, 3, std::nullopt), 1 * 2 * 1, 1e-12);
}

TEST(ReviewItems, EveryUnseenBoxIsInExactlyOnePlace) {
    std::vector<FrameBox> boxes = tracked(200);
    boxes[20].record.score = 0.2;
    boxes[23].record.score = 0.4;  // three frames on: the same place
    boxes[60].record.doubtful = true;
    boxes[100].record.reviewed = true;
    boxes.erase(boxes.begin() + 150);
    const std::vector<ReviewItem> items = review_items(kVideo, kTrack, boxes);
    std::vector<int> times(200, 0);
    for (const ReviewItem& item : items) {
        EXPECT_GE(item.look, item.first);
        EXPECT_LE(item.look, item.last);
        EXPECT_FALSE(item.findings.empty());
        for (int64_t frame = item.first; frame <= item.last; ++frame) ++times[static_cast<size_t>(frame)];
    }
    for (const FrameBox& box : boxes)
        EXPECT_EQ(times[static_cast<size_t>(box.frame)], is_unseen(box.record) ? 1 : 0) << box.frame;
    EXPECT_EQ(times[150], 0);
    const auto at = [&](int64_t frame) {
        return *std::find_if(items.begin(), items.end(),
                             [&](const auto& item) { return item.first <= frame && frame <= item.last; });
    };
    EXPECT_EQ(at(20).first, 20);
    EXPECT_EQ(at(20).last, 23);
    EXPECT_EQ(at(20).look, 20);
    EXPECT_EQ(at(20).stretch, 99);  // 1 to 99
    EXPECT_NEAR(at(20).worth, review_worth(1, 99, 20), 1e-12);
    EXPECT_EQ(at(60).boxes(), 1);
    EXPECT_EQ(at(1).last, 19);
    EXPECT_EQ(at(1).look, 19);  // the farthest from the person's box
    EXPECT_EQ(at(24).last, 59);
    EXPECT_EQ(at(125).findings.front().reason, ReviewReason::Unseen);
}

TEST(ReviewItems, CutsLongCalmStretches) {
    const std::vector<ReviewItem> items = review_items(kVideo, kTrack, tracked(151));
    ASSERT_EQ(items.size(), 3U);
    for (const ReviewItem& item : items) EXPECT_EQ(item.boxes(), 50);
}

class ReviewQueueTest : public testing::Test {
protected:
    ReviewQueueTest() {
        ProjectEdit edit;
        for (const FrameBox& box : tracked(100)) edit.boxes[{kTrack, box.frame}] = box.record;
        edit.boxes[{kTrack, 40}]->doubtful = true;
        edit.boxes[{kTrack, 70}]->score = 0.55;
        project_.apply(edit, "Track");
        look();
    }
    void look() {
        queue_.look_at(project_, {kTrack});
        queue_.rank(kVideo);
    }
    [[nodiscard]] int64_t boxes() const {
        int64_t sum = 0;
        for (const ReviewItem& item : queue_.items()) sum += item.boxes();
        return sum;
    }

    TemporaryFolder folder_;
    Project project_ = make_test_project(folder_ / "a.rtrack");
    ReviewQueue queue_;
};

TEST_F(ReviewQueueTest, HasTheDoubtfulPlacesFirstAndWalksBothWays) {
    const auto& items = queue_.items();
    ASSERT_GE(items.size(), 4U);
    EXPECT_EQ(items[0].look, 40);
    EXPECT_EQ(items[1].look, 70);
    EXPECT_EQ(queue_.beside(items[0], 1), &items[1]);
    EXPECT_EQ(queue_.beside(items[1], -1), &items[0]);
    EXPECT_EQ(queue_.beside(items[0], -1), nullptr);
    EXPECT_EQ(queue_.beside(items.back(), 1), nullptr);
    const ReviewItem first = items[0];
    queue_.remove(kTrack, first.first, first.last);
    EXPECT_EQ(queue_.beside(first, 1), &queue_.items()[0]);  // though it is not there any more
}

TEST_F(ReviewQueueTest, ACorrectionCountsForItsBoxOnly) {
    const int64_t before = boxes();
    project_.apply(set_box(project_, kTrack, 80, {5, 5, 20, 20}), "Correct");
    look();
    EXPECT_EQ(boxes(), before - 1);
    EXPECT_EQ(boxes(), project_.counts().unreviewed);
}

TEST_F(ReviewQueueTest, IsEmptyWhenAllIsAcceptedAndFullAgainAfterUndo) {
    const auto before = queue_.items();
    while (!queue_.items().empty()) {
        const ReviewItem item = queue_.items().front();
        project_.apply(accept_boxes(project_, kTrack, item.first, item.last), "Accept");
        look();
    }
    EXPECT_EQ(project_.counts().unreviewed, 0);
    while (boxes() < 99) {
        project_.undo();
        look();
    }
    EXPECT_EQ(queue_.items(), before);
}

TEST_F(ReviewQueueTest, LeavesLockedAndHiddenTracksOutAndForgetsDeletedOnes) {
    project_.apply(change_track(project_, kTrack, [](Track& track) { track.hidden = true; }), "Hide");
    look();
    EXPECT_TRUE(queue_.items().empty());
    project_.undo();
    project_.apply(change_track(project_, kTrack, [](Track& track) { track.locked = true; }), "Lock");
    look();
    EXPECT_TRUE(queue_.items().empty());
    project_.undo();
    look();
    EXPECT_FALSE(queue_.items().empty());
    project_.apply(delete_track(project_, kTrack), "Delete");
    look();
    EXPECT_TRUE(queue_.items().empty());
}

TEST(ReviewItems, AMillionBoxesTakeAMoment) {
    std::vector<FrameBox> boxes = tracked(1000000);
    for (size_t i = 500; i < boxes.size(); i += 500) boxes[i].record.score = 0.4;
    const auto start = std::chrono::steady_clock::now();
    const std::vector<ReviewItem> items = review_items(kVideo, kTrack, boxes);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    EXPECT_GT(items.size(), 16000U);
    std::printf("%zu places of a million boxes in %.3f s\n", items.size(), seconds.count());
    EXPECT_LT(seconds.count(), 10);  // measured: 0.1 to 0.2; slow builds and loaded machines take longer
}

}  // namespace
}  // namespace rtrack
