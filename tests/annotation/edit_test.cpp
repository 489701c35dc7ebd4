#include "tracking/annotation/edit.h"

#include <random>

#include <gtest/gtest.h>

#include "tracking/base/error.h"

namespace rtrack {
namespace {

VideoInfo video_of(int64_t frames) {
    return {"clip.mp4", frames, 640, 480, 25, {}};
}

BoxRecord tracker_record(double x, double score = 0.9) {
    BoxRecord record;
    record.box = {x, 10, 40, 30};
    record.source = BoxSource::Tracker;
    record.score = score;
    record.points = {{x + 1, 11}, {x + 39, 39}};
    record.init_box = Box{x, 9, 41, 31};
    return record;
}

TEST(Edit, InverseRestoresTheDocumentFieldByFieldOverRandomEdits) {
    std::mt19937 random(7);
    Document document(video_of(50));
    std::vector<Document> states = {document};
    std::vector<Edit> inverses;
    for (int step = 0; step < 300; ++step) {
        const int64_t frame = random() % 50;
        Edit edit;
        switch (random() % 5) {
            case 0:
                edit = set_human_box(frame, {double(random() % 100), 2, 30, 40});
                break;
            case 1:
                edit = remove_box(document, frame);
                break;
            case 2:
                edit = accept_box(document, frame);
                break;
            case 3:
                edit = cut_tracker_tail(document, frame, random() % 2 ? 49 : 0);
                break;
            default:
                edit = add_tracker_boxes(
                    document, {{frame, tracker_record(step)}, {(frame + 1) % 50, tracker_record(1)}});
        }
        inverses.push_back(apply(document, edit));
        states.push_back(document);
    }
    for (size_t step = inverses.size(); step-- > 0;) {
        apply(document, inverses[step]);
        ASSERT_EQ(document, states[step]) << "after undoing step " << step;
    }
}

TEST(Edit, ThenJoinsEditsAndTheirInversesIntoOneStep) {
    Document document(video_of(10));
    apply(document, set_human_box(3, {1, 2, 3, 4}));
    const Document before = document;
    const Edit first = add_tracker_boxes(document, {{4, tracker_record(1)}, {5, tracker_record(2)}});
    const Edit first_inverse = apply(document, first);
    const Edit second = Edit{{{5, std::nullopt}, {6, tracker_record(3)}}};
    const Edit second_inverse = apply(document, second);
    const Document after = document;

    apply(document, then(second_inverse, first_inverse));
    EXPECT_EQ(document, before);
    apply(document, then(first, second));
    EXPECT_EQ(document, after);
}

TEST(Edit, ATrackerNeverReplacesAPersonsBox) {
    Document document(video_of(10));
    const Box drawn{5, 6, 7, 8};
    apply(document, set_human_box(4, drawn));
    std::map<int64_t, BoxRecord> results;
    for (int64_t frame = 2; frame < 7; ++frame) results[frame] = tracker_record(100);
    apply(document, add_tracker_boxes(document, results));
    ASSERT_TRUE(document.record_at(4));
    EXPECT_EQ(document.record_at(4)->box, drawn);
    EXPECT_EQ(document.record_at(4)->source, BoxSource::Human);
    EXPECT_EQ(document.boxes().size(), 5u);
}

TEST(Edit, TheTailIsCutUpToTheNextBoxOfAPersonInEitherDirection) {
    Document document(video_of(10));
    std::map<int64_t, BoxRecord> results;
    for (int64_t frame = 0; frame < 10; ++frame) results[frame] = tracker_record(1);
    apply(document, add_tracker_boxes(document, results));
    apply(document, set_human_box(2, {1, 1, 5, 5}));
    apply(document, set_human_box(7, {1, 1, 5, 5}));

    Document forward = document;
    apply(forward, cut_tracker_tail(forward, 4, 9));
    for (int64_t frame : {5, 6}) EXPECT_FALSE(forward.record_at(frame));
    for (int64_t frame : {0, 1, 2, 3, 4, 7, 8, 9}) EXPECT_TRUE(forward.record_at(frame)) << frame;

    Document limited = document;
    apply(limited, cut_tracker_tail(limited, 4, 5));
    EXPECT_FALSE(limited.record_at(5));
    EXPECT_TRUE(limited.record_at(6));

    Document backward = document;
    apply(backward, cut_tracker_tail(backward, 4, 0));
    EXPECT_FALSE(backward.record_at(3));
    for (int64_t frame : {0, 1, 2, 4, 5, 9}) EXPECT_TRUE(backward.record_at(frame)) << frame;
}

TEST(Edit, ARefusedEditChangesNothing) {
    Document document(video_of(10));
    const Document before = document;
    EXPECT_THROW(apply(document, set_human_box(10, {1, 1, 5, 5})), Error);
    Edit mixed = set_human_box(1, {1, 1, 5, 5});
    mixed.boxes[2] = tracker_record(1);
    mixed.boxes[2]->box.width = 0;
    EXPECT_THROW(apply(document, mixed), Error);
    EXPECT_EQ(document, before);
}

}  // namespace
}  // namespace rtrack
