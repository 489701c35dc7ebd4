#include "tracking/kernels/nvidia_driver.h"

#include <gtest/gtest.h>

extern "C" int fake_gpus;

namespace rtrack {
namespace {

TEST(NvidiaDriver, TellsEachGpuAndTheNewestCuda) {
    fake_gpus = 2;
    const NvidiaDriver driver = nvidia_driver();
    EXPECT_TRUE(driver.found);
    EXPECT_EQ(driver.cuda_version, "12.4");
    ASSERT_EQ(driver.gpus.size(), 2U);
    EXPECT_EQ(driver.gpus[0].name, "NVIDIA First");
    EXPECT_EQ(driver.gpus[0].memory_bytes, int64_t{80} << 30);
    EXPECT_EQ(driver.gpus[0].architecture, "9.0");
    EXPECT_EQ(driver.gpus[1].name, "NVIDIA Second");
    EXPECT_EQ(driver.gpus[1].memory_bytes, 0) << "what the driver does not answer stays unknown";
}

TEST(NvidiaDriver, ADriverWithoutGpusIsStillADriver) {
    fake_gpus = 0;
    EXPECT_TRUE(nvidia_driver().found);
    EXPECT_TRUE(nvidia_driver().gpus.empty());
}

}  // namespace
}  // namespace rtrack
