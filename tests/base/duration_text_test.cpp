#include "tracking/base/duration_text.h"

#include <gtest/gtest.h>

namespace rtrack {
namespace {

TEST(DurationText, HasHoursFromAnHourOn) {
    EXPECT_EQ(duration_text(-1), "0:00");
    EXPECT_EQ(duration_text(59.6), "1:00");
    EXPECT_EQ(duration_text(3599), "59:59");
    EXPECT_EQ(duration_text(3725), "1:02:05");
    EXPECT_EQ(duration_text(360000), "100:00:00");
}

}  // namespace
}  // namespace rtrack
