#include "training/learn/train_device.h"

#include <fstream>

#include <ATen/Context.h>
#include <ATen/DeviceAccelerator.h>
#include <unistd.h>

#include "tracking/base/error.h"
#include "tracking/kernels/cuda_info.h"
#include "tracking/kernels/named_errors.h"

namespace rtrack {

at::Device compute_device(const std::string& text) {
    if (text == "auto") return cuda_info().devices > 0 ? at::Device(at::kCUDA, 0) : at::Device(at::kCPU);
    if (text == "cpu") return at::Device(at::kCPU);
    const bool numbered = text.starts_with("cuda:") && text.size() > 5 && text.size() < 9 &&
                          text.find_first_not_of("0123456789", 5) == std::string::npos;
    if (text != "cuda" && !numbered) {
        throw Error(ErrorCode::Argument, "device is auto, cpu, cuda or cuda:N, got '" + text + "'");
    }
    const int index = numbered ? std::stoi(text.substr(5)) : 0;
    const CudaInfo& cuda = cuda_info();
    if (index >= cuda.devices) {
        throw Error(
            ErrorCode::Argument,
            "device " + text + " is not there: " +
                (cuda.devices > 0 ? "Torch sees " + std::to_string(cuda.devices) + " GPUs" : cuda.reason) +
                ". Use device=auto, or see what 'rtrack doctor' says");
    }
    return at::Device(at::kCUDA, static_cast<at::DeviceIndex>(index));
}

double used_memory_mb(at::Device device) {
    constexpr double kMegabyte = 1 << 20;
    if (!device.is_cpu()) {
        const auto stats = at::accelerator::getDeviceStats(device.index());
        return static_cast<double>(stats.reserved_bytes[0].current) / kMegabyte;
    }
    std::ifstream stream("/proc/self/statm");
    double total_pages = 0;
    double resident_pages = 0;
    if (!(stream >> total_pages >> resident_pages)) return 0;
    return resident_pages * static_cast<double>(::sysconf(_SC_PAGESIZE)) / kMegabyte;
}

void with_named_errors(const std::function<void()>& action) {
    with_named_errors(action,
                      "the last checkpoint is as it was. Resume with a smaller batch_size and "
                      "optimizer.accumulate raised accordingly, precision=bf16, or a smaller "
                      "data.cache_megabytes");
}

}  // namespace rtrack
