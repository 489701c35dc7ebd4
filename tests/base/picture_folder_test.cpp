#include "tracking/base/picture_folder.h"

#include <gtest/gtest.h>

#include "tracking/base/natural_order.h"

namespace rtrack {
namespace {

std::optional<std::string> gap_in(const std::vector<const char*>& names) {
    std::vector<std::filesystem::path> pictures;
    for (const char* name : names) pictures.emplace_back(std::string("folder/") + name);
    return numbering_gap(pictures);
}

TEST(NaturalOrder, CountsAsPeopleDo) {
    EXPECT_TRUE(natural_less("frame2.png", "frame10.png"));
    EXPECT_FALSE(natural_less("frame10.png", "frame2.png"));
    EXPECT_TRUE(natural_less("a.png", "B.png"));
    EXPECT_TRUE(natural_less("1", "01") != natural_less("01", "1"));
    EXPECT_FALSE(natural_less("same", "same"));
    EXPECT_TRUE(natural_less("shot1", "shot1b"));
    EXPECT_TRUE(natural_less("99999999999999999999998", "99999999999999999999999"));
}

TEST(NumberingGap, NamesWhatIsMissing) {
    EXPECT_EQ(gap_in({"000001.jpg", "000003.jpg"}), "picture 2 is missing between 000001.jpg and 000003.jpg");
    EXPECT_EQ(gap_in({"a1.png", "a2.png", "a3.png", "a7.png", "a8.png", "a12.png"}),
              "pictures 4 to 6 are missing between a3.png and a7.png; 2 gaps in all");
    EXPECT_EQ(gap_in({"00.jpg", "05.jpg", "10.jpg", "20.jpg", "25.jpg"}),
              "picture 15 is missing between 10.jpg and 20.jpg");
}

TEST(NumberingGap, IsNotWhereNamesAreNoPlainNumbering) {
    EXPECT_EQ(gap_in({}), std::nullopt);
    EXPECT_EQ(gap_in({"7.jpg"}), std::nullopt);
    EXPECT_EQ(gap_in({"8.jpg", "9.jpg", "10.jpg"}), std::nullopt);
    EXPECT_EQ(gap_in({"00.jpg", "05.jpg", "10.jpg", "15.jpg"}), std::nullopt) << "every fifth frame";
    EXPECT_EQ(gap_in({"1.jpg", "11.jpg", "40.jpg", "47.jpg", "90.jpg"}), std::nullopt) << "no usual step";
    EXPECT_EQ(gap_in({"a1.jpg", "b5.jpg"}), std::nullopt);
    EXPECT_EQ(gap_in({"1403636579.jpg", "1403636583.jpg"}), std::nullopt) << "time stamps";
    EXPECT_EQ(gap_in({"front.jpg", "side.jpg"}), std::nullopt);
}

}  // namespace
}  // namespace rtrack
