#include <limits>
#include <set>

#include <gtest/gtest.h>

#include "app/engine/annotation_video.h"
#include "app/engine/input.h"
#include "app/engine/network_cost.h"
#include "app/engine/overlay_drawing.h"
#include "app/engine/overlay_video.h"
#include "tests/support/temporary_folder.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

TrackResult result_with(const Box& box) {
    TrackResult result;
    result.box = box;
    result.init_box = {box.x - 5, box.y - 5, box.width + 10, box.height + 10};
    result.points = {box.center(), {box.x, box.y}, {1e30, -1e30}};
    result.score = 0.5;
    return result;
}

TEST(DrawResult, ChangesThePictureOnTheBoxAndNotFarFromIt) {
    Image picture(320, 240);
    draw_result(picture, 7, result_with({100, 100, 60, 40}));
    const uint8_t* corner = picture.row(100) + 3 * 130;
    EXPECT_GT(corner[2], 200);
    for (int x = 0; x < 320; ++x) EXPECT_EQ(picture.row(239)[3 * x], 0);
}

TEST(DrawResult, StaysInsideThePictureWhateverTheBox) {
    const double far = 1e12;
    for (const Box& box : {Box{-far, -far, 2 * far, 2 * far}, Box{310, 230, 500, 500}, Box{-50, -50, 10, 10},
                           Box{far, far, 1, 1}}) {
        Image picture(64, 48);
        draw_result(picture, std::numeric_limits<int64_t>::max(), result_with(box));
        EXPECT_EQ(picture.bytes(), 64U * 48 * 3);
    }
    Image dot(1, 1);
    draw_result(dot, 0, result_with({0, 0, 1, 1}));
}

TEST(DrawBox, UsesTheColourAndTellsAPersonsBoxFromAnInterpolatedOne) {
    BoxRecord record;
    record.box = {100, 100, 60, 40};
    const auto coloured = [](const Image& picture) {
        int count = 0;
        for (int x = 100; x < 160; ++x) {
            const uint8_t* pixel = picture.row(100) + 3 * x;
            count += pixel[0] == 0x12 && pixel[1] == 0x34 && pixel[2] == 0x56 ? 1 : 0;
        }
        return count;
    };
    Image human(320, 240);
    draw_box(human, record, 0x123456, "#1 car");
    record.source = BoxSource::Interpolated;
    Image interpolated(320, 240);
    draw_box(interpolated, record, 0x123456, "#1 car");
    EXPECT_EQ(coloured(human), 60);
    EXPECT_GT(coloured(interpolated), 20);
    EXPECT_LT(coloured(interpolated), 50);
    record.absent = true;
    record.box = {};
    Image absent(320, 240);
    draw_box(absent, record, 0x123456, "#1 car");
    EXPECT_EQ(absent, Image(320, 240));
}

TEST(DrawBox, StaysInsideThePictureWhateverTheBoxAndTheLabel) {
    BoxRecord record;
    const std::string label = "\xe8\xbd\xa6 " + std::string(5000, 'x');
    for (const Box& box : {Box{-1e12, -1e12, 2e12, 2e12}, Box{310, 230, 500, 500}, Box{1e12, 1e12, 1, 1}}) {
        record.box = box;
        Image picture(64, 48);
        draw_box(picture, record, 0xffffff, label);
        draw_frame_number(picture, std::numeric_limits<int64_t>::max());
        EXPECT_EQ(picture.bytes(), 64U * 48 * 3);
    }
}

TEST(TrackLabels, GiveNumberNameAndClass) {
    AnnotationSet set;
    set.videos.emplace_back();
    set.tracks = {{0, "7", "car", {}}, {0, "left", "", {}}, {0, "", "dog", {}}};
    EXPECT_EQ(track_labels(set), (std::vector<std::string>{"#7 car", "#1 left", "#2 dog"}));
}

TEST(RenderAnnotations, WritesTheFramesOfTheRangeWithTheirBoxesOrNothing) {
    const TemporaryFolder folder;
    const auto demo = open_input("demo:");
    AnnotationSet set;
    set.videos.emplace_back();
    set.tracks.push_back({0, "ball", "", {}});
    for (int64_t frame = 3; frame <= 6; ++frame) set.tracks[0].boxes[frame].box = {20, 30, 60, 50};
    const AnnotationVideo video{&set, {}, 3, 6};
    int64_t calls = 0;
    const auto not_decoded =
        render_annotations(*demo, video, folder / "drawn.mp4", [&](int64_t done, int64_t frames) {
            EXPECT_EQ(done, ++calls);
            EXPECT_EQ(frames, 4);
            return true;
        });
    EXPECT_TRUE(not_decoded.empty());
    const auto drawn = open_input((folder / "drawn.mp4").string());
    EXPECT_EQ(drawn->frame_count(), 4);
    const uint8_t* edge = drawn->read(1)->row(55) + 3 * 20;  // the left side, in the palette's first colour
    EXPECT_NEAR(edge[0], 0xE6, 40);
    EXPECT_NEAR(edge[1], 0x9F, 40);
    EXPECT_NEAR(edge[2], 0x00, 60);
    const auto stop = [](int64_t done, int64_t) { return done < 2; };
    EXPECT_THROW((void)render_annotations(*demo, video, folder / "stopped.mp4", stop), Error);
    const AnnotationVideo late{&set, {}, 3, demo->frame_count()};
    EXPECT_THROW((void)render_annotations(*demo, late, folder / "late.mp4", stop), Error);
    size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) files += entry.exists();
    EXPECT_EQ(files, 1U);
}

/// The demo with frames that cannot be decoded.
class DamagedDemo : public FrameSource {
public:
    explicit DamagedDemo(std::set<int64_t> broken) : broken_(std::move(broken)) {}
    [[nodiscard]] std::string name() const override { return demo_->name(); }
    [[nodiscard]] int64_t frame_count() const override { return demo_->frame_count(); }
    [[nodiscard]] int width() const override { return demo_->width(); }
    [[nodiscard]] int height() const override { return demo_->height(); }
    [[nodiscard]] double frames_per_second() const override { return demo_->frames_per_second(); }
    [[nodiscard]] std::optional<double> seconds_at(int64_t frame_index) const override {
        return demo_->seconds_at(frame_index);
    }
    [[nodiscard]] ImagePtr read(int64_t frame_index) override {
        if (broken_.contains(frame_index)) throw Error(ErrorCode::Data, "frame is damaged");
        return demo_->read(frame_index);
    }

private:
    std::unique_ptr<FrameSource> demo_ = open_input("demo:");
    std::set<int64_t> broken_;
};

TEST(RenderAnnotations, AFrameThatCannotBeDecodedStandsAsThePictureBefore) {
    const TemporaryFolder folder;
    DamagedDemo damaged({2, 5});
    AnnotationSet set;
    set.videos.emplace_back();
    const auto go_on = [](int64_t, int64_t) { return true; };
    EXPECT_EQ(render_annotations(damaged, {&set, {}, 2, 6}, folder / "drawn.mp4", go_on),
              (std::vector<std::string>{"frame 2", "frame 5"}));
    const auto drawn = open_input((folder / "drawn.mp4").string());
    ASSERT_EQ(drawn->frame_count(), 5);
    const int64_t x = 3 * (drawn->width() / 2);
    EXPECT_LT(drawn->read(0)->row(10)[x], 20) << "black, without a picture before";
    EXPECT_NEAR(drawn->read(3)->row(10)[x], drawn->read(2)->row(10)[x], 10);
    DamagedDemo undecodable({2, 3});
    EXPECT_THROW((void)render_annotations(undecodable, {&set, {}, 2, 3}, folder / "none.mp4", go_on), Error);
    EXPECT_FALSE(std::filesystem::exists(folder / "none.mp4"));
}

TEST(OverlayVideo, SaysAtOneOfTheNextFramesThatOneCouldNotBeWritten) {
    const TemporaryFolder folder;
    OverlayVideo video(folder / "drawn.mp4", 64, 48, 25);
    const auto picture = std::make_shared<const Image>(64, 48);
    const auto add_many = [&] {
        for (int i = 0; i < 1000; ++i)
            video.add(i, picture,
                      [](Image&) { throw Error(ErrorCode::Data, "drawn.mp4: the disk is full"); });
    };
    EXPECT_THROW(add_many(), Error);
}

// REFERENCE: RTrack-256's encoder is ViT-Base at 320 tokens, 29 to 31 GMAC with OSTrack's smaller head.
TEST(OperationsPerFrame, FitTheKnownCostOfVitBase) {
    const ModelOptions options = model_preset("rtrack-256");
    const double dense = operations_per_frame(options, false) * 0.5e-9;
    EXPECT_GT(dense, 28);
    EXPECT_LT(dense, 36);
    EXPECT_LT(operations_per_frame(options, true), 0.8 * operations_per_frame(options, false));
}

}  // namespace
}  // namespace rtrack
