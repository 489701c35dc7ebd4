#include <dlfcn.h>

#include "tests/cuda/guarded.h"
#include "tracking/base/error.h"
#include "tracking/kernels/plugin_library.h"
#include "training/learn/nccl_plugin.h"

namespace rtrack {
namespace {

TEST(Plugin, LoadsOrSaysWhyNot) {
#ifdef RTRACK_CUDA
    // The library needs CUDA's runtime, which comes with Torch, and no GPU.
    ASSERT_EQ(cuda_operators_failure(), "");
    EXPECT_EQ(cuda_operators().version, kCudaOperatorsVersion);
#else
    EXPECT_NE(cuda_operators_failure().find("build with the preset cuda"), std::string::npos);
    EXPECT_THROW((void)cuda_operators(), Error);
#endif
}

#ifdef RTRACK_NCCL
TEST(Plugin, OfNcclBelongsToTheNcclOfTorch) {
    const PluginLibrary library = open_plugin_library("librtrack_nccl.so");
    ASSERT_EQ(library.failure, "");
    NcclPlugin plugin;
    reinterpret_cast<decltype(&rtrack_nccl_plugin)>(dlsym(library.handle, "rtrack_nccl_plugin"))(plugin);
    EXPECT_EQ(plugin.failure, "");
    EXPECT_NE(plugin.join, nullptr);
}
#endif

TEST(Plugin, WithoutAGpuThereIsAReason) {
    EXPECT_EQ(cuda_info().devices > 0, cuda_info().reason.empty());
}

class PluginOnGpu : public OnGpu {};

TEST_F(PluginOnGpu, OtherTypesAreRefused) {
    EXPECT_THROW(CudaCall(at::zeros({1}, at::TensorOptions(at::kCUDA).dtype(at::kDouble))), Error);
}

TEST_F(PluginOnGpu, RunsOnTorchsCurrentStream) {
    const CudaCall call(at::zeros({1}, at::TensorOptions(at::kCUDA)));
    EXPECT_EQ(call.guard.current_device().type(), at::kCUDA);
}

}  // namespace
}  // namespace rtrack
