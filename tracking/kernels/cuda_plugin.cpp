#include "tracking/kernels/cuda_plugin.h"

#include <filesystem>

#include <ATen/DeviceAccelerator.h>
#include <dlfcn.h>

#include "tracking/base/error.h"

namespace rtrack {
namespace {

struct Plugin {
    const CudaOperators* operators = nullptr;
    std::string failure;
};

Plugin load_plugin() {
    std::error_code unknown;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", unknown);
    const std::filesystem::path file = program.parent_path() / "librtrack_cuda.so";
    if (!std::filesystem::exists(file, unknown)) {
        return {nullptr, "the CUDA plug-in " + file.string() +
                             " is not there; build with the preset cuda, or with -DRTRACK_CUDA=ON"};
    }
    void* library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) return {nullptr, std::string("the CUDA plug-in cannot be loaded: ") + dlerror()};
    const auto entry =
        reinterpret_cast<decltype(&rtrack_cuda_operators)>(dlsym(library, "rtrack_cuda_operators"));
    if (entry == nullptr || entry()->version != kCudaOperatorsVersion) {
        return {nullptr, "the CUDA plug-in " + file.string() + " belongs to another version; build it anew"};
    }
    return {entry(), ""};
}

const Plugin& plugin() {
    static const Plugin loaded = load_plugin();
    return loaded;
}

Element element_of(const at::Tensor& tensor) {
    if (tensor.scalar_type() == at::kFloat) return Element::Float32;
    if (tensor.scalar_type() == at::kBFloat16) return Element::BFloat16;
    throw Error(ErrorCode::Contract, std::string("on a GPU this operator takes float or bfloat16, got ") +
                                         c10::toString(tensor.scalar_type()));
}

}  // namespace

const CudaOperators& cuda_operators() {
    if (plugin().operators == nullptr) throw Error(ErrorCode::Internal, plugin().failure);
    return *plugin().operators;
}

const std::string& cuda_operators_failure() {
    return plugin().failure;
}

CudaCall::CudaCall(const at::Tensor& tensor)
    : operators(cuda_operators()),
      element(element_of(tensor)),
      guard(tensor.device()),
      stream(at::accelerator::getCurrentStream(tensor.device().index()).native_handle()) {}

void CudaCall::check(const char* failure) {
    if (failure != nullptr) throw Error(ErrorCode::Internal, std::string("a CUDA kernel failed: ") + failure);
}

}  // namespace rtrack
