#include "tracking/kernels/cuda_plugin.h"

#include <ATen/DeviceAccelerator.h>
#include <dlfcn.h>

#include "tracking/base/error.h"
#include "tracking/kernels/plugin_library.h"

namespace rtrack {
namespace {

struct Plugin {
    const CudaOperators* operators = nullptr;
    std::string failure;
};

Plugin load_plugin() {
    const PluginLibrary library = open_plugin_library("librtrack_cuda.so");
    if (library.handle == nullptr) return {nullptr, library.failure};
    const auto entry =
        reinterpret_cast<decltype(&rtrack_cuda_operators)>(dlsym(library.handle, "rtrack_cuda_operators"));
    if (entry == nullptr || entry()->version != kCudaOperatorsVersion) {
        return {nullptr, "the CUDA plug-in librtrack_cuda.so belongs to another version; build it anew"};
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
