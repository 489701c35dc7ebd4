#include "tracking/trackers/calm_search.h"

#include <gtest/gtest.h>

namespace rtrack {
namespace {

TEST(CalmSearch, NeedsTheMiddleAloneOfWhatMovesLittle) {
    constexpr double kFactor = 4;
    const Box box{100, 50, 40, 40};
    const auto moved_by = [&](double x) { return Box{box.x + x, box.y, box.width, box.height}; };
    CalmSearch search;
    EXPECT_EQ(search.cells(box, 12, kFactor), 12);  // nothing is known yet
    for (int expected : {12, 12, 8, 8}) {
        search.moved(box, box);
        EXPECT_EQ(search.cells(box, 12, kFactor), expected);
    }
    for (int i = 0; i < 100; ++i) search.moved(box, box);
    EXPECT_EQ(search.cells(box, 12, kFactor), 8);  // two thirds at the least
    EXPECT_EQ(search.cells(box, 16, kFactor), 12);
    EXPECT_EQ(search.cells(box, 2, kFactor), 2);
    EXPECT_EQ(search.cells(box, 24, 5), 16);
    EXPECT_EQ(search.cells({0, 0, 90, 15}, 12, kFactor), 10);  // a long one reaches farther
    search.moved(box, moved_by(16));                           // 0.4 of its size
    EXPECT_EQ(search.cells(box, 12, kFactor), 10);
    search.moved(box, moved_by(40));
    EXPECT_EQ(search.cells(box, 12, kFactor), 12);
    search.moved(box, box);  // one step is remembered for a while
    EXPECT_EQ(search.cells(box, 12, kFactor), 12);
    search.start();
    EXPECT_EQ(search.cells(box, 12, kFactor), 12);
    EXPECT_EQ(search.cells(box, 24, 5), 24);
}

}  // namespace
}  // namespace rtrack
