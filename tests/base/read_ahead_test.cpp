#include "tracking/base/read_ahead.h"

#include <vector>

#include <gtest/gtest.h>

#include "tests/support/errors.h"
#include "tests/support/fake_source.h"

namespace rtrack {
namespace {

/// Frames of 8 x 4 pixels in groups of ten. One of them may be unreadable.
class Groups : public FakeSource {
public:
    explicit Groups(int64_t unreadable = -1) : FakeSource(35, 8, 4), unreadable_(unreadable) {}
    [[nodiscard]] ImagePtr read(int64_t frame) override {
        check_frame_index(*this, frame);
        reads.push_back(frame);
        if (frame == unreadable_) throw Error(ErrorCode::Data, "this frame is damaged");
        return std::make_shared<Image>(width(), height());
    }
    std::vector<int64_t> reads;  // in this order

private:
    int64_t unreadable_;
};

constexpr size_t kFrameBytes = size_t{8} * 4 * 3;

ReadAhead::Options in_groups(size_t bytes = 1000 * kFrameBytes) {
    return {4, [](int64_t frame) { return frame / 10 * 10; }, bytes};
}

std::vector<int64_t> handed_out(ReadAhead& reader) {
    std::vector<int64_t> frames;
    while (const auto frame = reader.next()) frames.push_back(frame->frame_index);
    return frames;
}

std::vector<int64_t> falling(int64_t first, int64_t last) {
    std::vector<int64_t> frames;
    for (int64_t frame = first; frame >= last; --frame) frames.push_back(frame);
    return frames;
}

std::vector<int64_t> rising(std::vector<std::pair<int64_t, int64_t>> runs) {
    std::vector<int64_t> frames;
    for (const auto& [first, last] : runs) {
        for (int64_t frame = first; frame <= last; ++frame) frames.push_back(frame);
    }
    return frames;
}

TEST(ReadAhead, GivesEveryFrameInOrderBothWays) {
    Groups source;
    for (const auto& [first, last] : {std::pair<int64_t, int64_t>{3, 9}, {9, 3}, {5, 5}}) {
        ReadAhead reader(source, first, last, 2);
        const int64_t step = last < first ? -1 : 1;
        for (int64_t index = first; index != last + step; index += step) {
            const auto frame = reader.next();
            ASSERT_TRUE(frame);
            EXPECT_EQ(frame->frame_index, index);
        }
        EXPECT_FALSE(reader.next());
    }
}

TEST(ReadAhead, HandsOnWhatReadingThrew) {
    Groups source;
    ReadAhead reader(source, 33, 40);
    EXPECT_TRUE(reader.next());
    EXPECT_TRUE(reader.next());
    EXPECT_THROW((void)reader.next(), Error);
    EXPECT_FALSE(reader.next());
}

TEST(ReadAhead, EndsWhenNobodyReadsAnyMore) {
    Groups source;
    ReadAhead reader(source, 0, 34, 2);
    EXPECT_TRUE(reader.next());
}

TEST(ReadAheadBackward, ReadsEachGroupInOrderOnce) {
    Groups source;
    {
        ReadAhead reader(source, 24, 3, in_groups());
        EXPECT_EQ(handed_out(reader), falling(24, 3));
    }
    EXPECT_EQ(source.reads, rising({{20, 24}, {10, 19}, {3, 9}}));
}

TEST(ReadAheadBackward, KeepsNoMoreThanItMay) {
    Groups source;
    {
        ReadAhead reader(source, 19, 10, in_groups(4 * kFrameBytes));
        EXPECT_EQ(handed_out(reader), falling(19, 10));
    }
    EXPECT_EQ(source.reads, rising({{16, 19}, {12, 15}, {10, 11}}));
    Groups small;
    {
        ReadAhead reader(small, 19, 17, in_groups(1));
        EXPECT_EQ(handed_out(reader), falling(19, 17));
    }
    EXPECT_EQ(small.reads, falling(19, 17));
}

TEST(ReadAheadBackward, UnreadableFrameEndsItWhenItsTurnComes) {
    Groups source(14);
    ReadAhead reader(source, 17, 0, in_groups());
    for (const int64_t frame : falling(17, 15)) EXPECT_EQ(reader.next()->frame_index, frame);
    message_of_error(ErrorCode::Data, [&] { (void)reader.next(); });
    EXPECT_FALSE(reader.next());
}

TEST(ReadAheadBackward, FrameOutsideIsHandedOnAsAnError) {
    Groups source;
    ReadAhead reader(source, 40, 30, in_groups());
    message_of_error(ErrorCode::Contract, [&] { (void)reader.next(); });
}

}  // namespace
}  // namespace rtrack
