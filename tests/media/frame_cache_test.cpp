#include "tracking/media/frame_cache.h"

#include <atomic>
#include <chrono>

#include <gtest/gtest.h>

#include "tests/media/media_matchers.h"

namespace rtrack {
namespace {

/// Frames whose first byte is their index; groups of ten; counts reads. Frame 13 is damaged.
class GroupedSource : public MediaSource {
public:
    explicit GroupedSource(std::atomic<int>* reads) : reads_(reads) {}
    std::string name() const override { return "fake"; }
    int64_t frame_count() const override { return 100; }
    int width() const override { return 10; }
    int height() const override { return 10; }
    double frames_per_second() const override { return 25; }
    std::optional<double> seconds_at(int64_t) const override { return std::nullopt; }
    ImagePtr read(int64_t frame) override {
        ++*reads_;
        if (frame == 13) throw Error(ErrorCode::Data, "fake: frame 13 cannot be decoded");
        auto image = std::make_shared<Image>(10, 10);
        image->data()[0] = static_cast<uint8_t>(frame);
        return image;
    }
    FrameRange group_of(int64_t frame) const override { return {frame / 10 * 10, frame / 10 * 10 + 10}; }
    MediaInfo info() const override { return {}; }
    std::vector<int64_t> missing_frames() const override { return {}; }

private:
    std::atomic<int>* reads_;
};

constexpr size_t kFrameBytes = 300;

/// Waits until it holds, at most a minute, which a loaded machine may need.
bool eventually(const std::function<bool()>& condition) {
    for (int i = 0; i < 60000; ++i) {
        if (condition()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return false;
}

TEST(FrameCache, SecondReadComesFromMemory) {
    std::atomic<int> reads = 0;
    FrameCache cache(std::make_unique<GroupedSource>(&reads), 20 * kFrameBytes);
    EXPECT_FALSE(cache.holds(5));
    const ImagePtr first = cache.get(5);
    EXPECT_EQ(first->data()[0], 5);
    EXPECT_EQ(cache.get(5), first);
    EXPECT_EQ(reads, 1);
}

TEST(FrameCache, MemoryStaysBelowTheBudgetAndTheLongestUnusedGoes) {
    std::atomic<int> reads = 0;
    FrameCache cache(std::make_unique<GroupedSource>(&reads), 6 * kFrameBytes);
    for (int64_t frame = 20; frame < 60; ++frame) {
        EXPECT_EQ(cache.get(frame)->data()[0], frame);
        EXPECT_EQ(cache.get(20)->data()[0], 20);  // used all the time: stays
        EXPECT_LE(cache.usage().bytes, 6 * kFrameBytes);
    }
    EXPECT_EQ(reads, 40);
    EXPECT_FALSE(cache.holds(30));
}

TEST(FrameCache, DecodesAheadInPlayingDirectionWithinTheBudget) {
    std::atomic<int> reads = 0;
    FrameCache cache(std::make_unique<GroupedSource>(&reads), 20 * kFrameBytes);
    cache.request(30, 1);
    EXPECT_TRUE(eventually([&] { return cache.usage().frames == 11; }));  // itself and half of the budget
    EXPECT_TRUE(cache.holds(40));
    EXPECT_FALSE(cache.holds(29));
    // Between two of these the cache's thread looks for more to read ahead.
    for (int64_t frame = 80; frame < 88; ++frame) (void)cache.get(frame);
    EXPECT_EQ(reads, 11 + 8);
}

TEST(FrameCache, BackwardReadsAGroupInOrderOnce) {
    std::atomic<int> reads = 0;
    FrameCache cache(std::make_unique<GroupedSource>(&reads), 40 * kFrameBytes);
    cache.request(59, -1);
    EXPECT_TRUE(eventually([&] { return cache.holds(50) && cache.holds(59); }));
    for (int64_t frame = 59; frame >= 20; --frame) {
        cache.request(frame, -1);
        EXPECT_TRUE(eventually([&] { return cache.holds(frame); })) << frame;
    }
    EXPECT_LE(reads, 70);  // each frame about once, and what is ahead
    EXPECT_LE(cache.usage().bytes, 40 * kFrameBytes);
}

TEST(FrameCache, SmallestBudgetStillServesEveryRequest) {
    std::atomic<int> reads = 0;
    FrameCache cache(std::make_unique<GroupedSource>(&reads), 0);
    for (int64_t frame = 50; frame > 20; --frame) {
        cache.request(frame, frame % 2 == 0 ? -1 : 1);
        EXPECT_TRUE(eventually([&] { return cache.holds(frame); })) << frame;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    EXPECT_LT(reads, 200);  // and does not decode the same frames in a circle
}

TEST(FrameCache, DamageAndWrongIndicesReachWhoAsks) {
    std::atomic<int> reads = 0;
    FrameCache cache(std::make_unique<GroupedSource>(&reads), 20 * kFrameBytes);
    const std::string message = message_of_error(ErrorCode::Data, [&] { (void)cache.get(13); });
    EXPECT_NE(message.find("frame 13"), std::string::npos);
    message_of_error(ErrorCode::Data, [&] { (void)cache.get(13); });
    EXPECT_EQ(reads, 1);
    EXPECT_EQ(cache.get(14)->data()[0], 14);
    message_of_error(ErrorCode::Contract, [&] { (void)cache.get(100); });
}

TEST(FrameCache, ServesSeveralThreadsAtOnce) {
    std::atomic<int> reads = 0;
    FrameCache cache(std::make_unique<GroupedSource>(&reads), 8 * kFrameBytes);
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&cache, &wrong, t] {
            for (int i = 0; i < 200; ++i) {
                const int64_t frame = 20 + (i * (t + 3)) % 70;
                if (i % 5 == 0) cache.request(frame, t % 3 - 1);
                if (cache.get(frame)->data()[0] != frame) ++wrong;
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace rtrack
