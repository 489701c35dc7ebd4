#include "tracking/kernels/nvidia_driver.h"

#include <array>

#include <dlfcn.h>

namespace rtrack {
namespace {

/// A function of the driver's C interface; all of them answer 0 if they worked. Their declarations stand here
/// because a machine that only computes on its processor has no cuda.h.
template <typename... Arguments>
bool call(void* library, const char* name, Arguments... arguments) {
    const auto function = reinterpret_cast<int (*)(Arguments...)>(dlsym(library, name));
    return function != nullptr && function(arguments...) == 0;
}

int attribute_of(void* library, int device, int attribute) {
    int value = 0;
    call(library, "cuDeviceGetAttribute", &value, attribute, device);
    return value;
}

GpuDescription describe(void* library, int device) {
    constexpr int kMajor = 75;  // CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR, and _MINOR
    constexpr int kMinor = 76;
    std::array<char, 256> name{};
    size_t bytes = 0;
    call(library, "cuDeviceGetName", name.data(), static_cast<int>(name.size() - 1), device);
    call(library, "cuDeviceTotalMem_v2", &bytes, device);
    return {name.data(), static_cast<int64_t>(bytes),
            std::to_string(attribute_of(library, device, kMajor)) + "." +
                std::to_string(attribute_of(library, device, kMinor))};
}

}  // namespace

NvidiaDriver nvidia_driver() {
    NvidiaDriver driver;
    // The driver's library rather than its entry under /proc, which some containers with a GPU do not show.
    void* library = dlopen("libcuda.so.1", RTLD_LAZY | RTLD_LOCAL);
    if (library == nullptr) return driver;
    driver.found = true;
    int version = 0;  // 13000 is 13.0
    if (call(library, "cuDriverGetVersion", &version))
        driver.cuda_version = std::to_string(version / 1000) + "." + std::to_string(version % 1000 / 10);
    int count = 0;
    if (!call(library, "cuInit", 0U) || !call(library, "cuDeviceGetCount", &count)) return driver;
    for (int index = 0; index < count; ++index) {
        int device = 0;
        if (call(library, "cuDeviceGet", &device, index)) driver.gpus.push_back(describe(library, device));
    }
    return driver;
}

}  // namespace rtrack
