#include "training/data/photometry.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace rtrack {
namespace {

TEST(Exposure, KeepsTheOrderOfLevelsAndReachesDarkAndGlare) {
    double darkest = 255, brightest = 0;
    for (uint64_t seed = 0; seed < 200; ++seed) {
        Random random(seed);
        const ColorTable table = random_exposure_table(random);
        EXPECT_EQ(table[0], table[1]);  // the light changes, not its colour
        EXPECT_EQ(table[0], table[2]);
        EXPECT_TRUE(std::is_sorted(table[0].begin(), table[0].end())) << seed;
        darkest = std::min<double>(darkest, table[0][128]);
        brightest = std::max<double>(brightest, table[0][128]);
    }
    EXPECT_LT(darkest, 20);
    EXPECT_EQ(brightest, 255);
}

}  // namespace
}  // namespace rtrack
