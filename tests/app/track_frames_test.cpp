#include "app/engine/track_frames.h"

#include <new>

#include <gtest/gtest.h>

#include "app/engine/input.h"
#include "tests/support/temporary_folder.h"
#include "tracking/media/image_codec.h"

namespace rtrack {
namespace {

/// Stays where it is, until it fails on its fourth frame.
class FailingTracker : public Tracker {
public:
    explicit FailingTracker(std::function<void()> fail) : fail_(std::move(fail)) {}
    [[nodiscard]] std::string description() const override { return "failing"; }
    void init(const Image&, const Box& box) override { box_ = box; }
    [[nodiscard]] TrackResult update(const Image&) override {
        if (++updates_ == 4) fail_();
        TrackResult result;
        result.box = box_;
        return result;
    }

private:
    std::function<void()> fail_;
    Box box_;
    int updates_ = 0;
};

TEST(TrackFrames, KeepsTheBoxesBeforeATrackerFailed) {
    const TemporaryFolder folder;
    for (int i = 0; i < 8; ++i) write_image(folder / (std::to_string(i) + ".png"), Image(64, 48));
    const auto source = open_input(folder.path().string());
    const auto code_of = [&](std::function<void()> fail) {
        FailingTracker tracker(std::move(fail));
        const TrackReport report = track(*source, tracker, {{10, 10, 20, 20}, 0, 7},
                                         [](const ImagePtr&, const TrackedFrame&) { return true; });
        EXPECT_EQ(report.frames.size(), 4U);
        return report.failure ? report.failure->code() : ErrorCode::Stopped;
    };
    EXPECT_EQ(code_of([] { throw Error(ErrorCode::OutOfMemory, "full"); }), ErrorCode::OutOfMemory);
    EXPECT_EQ(code_of([] { throw std::bad_alloc(); }), ErrorCode::OutOfMemory);
    EXPECT_EQ(code_of([] { throw std::runtime_error("else"); }), ErrorCode::Internal);
}

TEST(SparedPictures, AreFoundUnderEveryName) {
    const TemporaryFolder folder;
    for (const char* name : {"1.png", "2.png"}) write_image(folder / name, Image(8, 8));
    const auto source = open_input(folder.path().string());
    std::filesystem::create_symlink(folder / "2.png", folder / "link");
    EXPECT_NO_THROW(check_spares_pictures(*source, {"", (folder / "3.png").string()}));
    EXPECT_THROW(check_spares_pictures(*source, {(folder / "link").string()}), Error);
    EXPECT_THROW(check_spares_pictures(*source, {"", (folder.path() / "." / "1.png").string()}), Error);
}

}  // namespace
}  // namespace rtrack
