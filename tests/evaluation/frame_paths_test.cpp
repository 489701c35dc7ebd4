#include "training/evaluation/frame_paths.h"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>
#include <malloc.h>

namespace rtrack {
namespace {

using Paths = std::vector<std::filesystem::path>;

TEST(FramePaths, AreThePathsThatWereGivenWhereverTheyLie) {
    const Paths paths = {"/data/a/1.jpg",    "/data/a/2.jpg", "/data/a/deeper/3.jpg",
                         "/elsewhere/4.jpg", "5.jpg",         "",
                         "/data/a/1.jpg"};
    FramePaths kept(paths);
    EXPECT_EQ(Paths(kept.begin(), kept.end()), paths);
    EXPECT_EQ(kept.back(), paths.back());
    for (size_t i = 0; i < paths.size(); ++i) EXPECT_EQ(kept[i], paths[i]) << i;
    EXPECT_EQ(*(kept.begin() + 3), paths[3]);
    EXPECT_EQ(kept.end() - kept.begin(), 7);
    EXPECT_EQ(std::find(kept.begin(), kept.end(), paths[4]) - kept.begin(), 4);

    kept.resize(2);
    EXPECT_EQ(Paths(kept.begin(), kept.end()), Paths(paths.begin(), paths.begin() + 2));
    kept.push_back("/data/a/9.jpg");
    EXPECT_EQ(kept.back(), "/data/a/9.jpg");
    kept.resize(4);
    EXPECT_EQ(kept.back(), "");
    kept.resize(0);
    EXPECT_TRUE(kept.empty());
    kept.assign(paths.begin() + 3, paths.begin() + 5);
    EXPECT_EQ(Paths(kept.begin(), kept.end()), (Paths{"/elsewhere/4.jpg", "5.jpg"}));
    EXPECT_TRUE(FramePaths().empty());
}

TEST(FramePaths, TakeLittleMoreThanTheirNames) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "a sanitizer has an allocator of its own";
#endif
    constexpr size_t kFrames = 100'000;
    const size_t before = ::mallinfo2().uordblks + ::mallinfo2().hblkhd;
    FramePaths kept;
    for (size_t i = 0; i < kFrames; ++i)
        kept.push_back("/data/sets/of/benchmarks/sequence/frames/" + std::to_string(i) + ".jpg");
    const size_t after = ::mallinfo2().uordblks + ::mallinfo2().hblkhd;
    EXPECT_LT(static_cast<double>(after - before) / kFrames, 40) << "bytes a frame";
}

}  // namespace
}  // namespace rtrack
