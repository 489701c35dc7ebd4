#include "tracking/trackers/compute_device.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <fstream>

#include <ATen/Parallel.h>
#include <cpuid.h>
#include <sched.h>

#include "tracking/base/error.h"
#include "tracking/kernels/nvidia_driver.h"

namespace rtrack {
namespace {

std::string processor_name() {
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);) {
        if (line.rfind("model name", 0) == 0) return line.substr(line.find(':') + 2);
    }
    return "unknown processor";
}

int available_threads() {
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) == 0 ? std::max(1, CPU_COUNT(&set)) : 1;
}

/// Bits of cpuid leaf 7 that __builtin_cpu_supports of g++ 12 has no names for.
bool has_amx_bf16() {
    unsigned eax = 0;
    unsigned ebx = 0;
    unsigned ecx = 0;
    unsigned edx = 0;
    return __get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx) != 0 && (edx >> 22 & 1U) != 0;
}

bool has_avx512_bf16() {
    unsigned eax = 0;
    unsigned ebx = 0;
    unsigned ecx = 0;
    unsigned edx = 0;
    return __builtin_cpu_supports("avx512f") && __get_cpuid_count(7, 1, &eax, &ebx, &ecx, &edx) != 0 &&
           (eax >> 5 & 1U) != 0;
}

int cuda_index(const std::string& device) {
    if (device == "cuda") return 0;
    const std::string digits = device.substr(5);
    if (digits.empty() || digits.size() > 4 || !std::all_of(digits.begin(), digits.end(), ::isdigit))
        return -1;
    return std::stoi(digits);
}

ComputeChoice choose_device(const std::string& device) {
    if (device == "cpu") return {"cpu", "", ""};
    if (device == "auto") {
        const CudaInfo& cuda = cuda_info();
        return cuda.devices > 0 ? ComputeChoice{"cuda:0", "", ""} : ComputeChoice{"cpu", "", cuda.reason};
    }
    const int index = device == "cuda" || device.rfind("cuda:", 0) == 0 ? cuda_index(device) : -1;
    if (index < 0) {
        throw Error(ErrorCode::Argument,
                    "there is no device '" + device + "'; use auto, cpu, cuda or cuda:N");
    }
    if (index >= cuda_info().devices) {
        throw Error(
            ErrorCode::Argument,
            "device " + device + " is not available: " +
                (cuda_info().devices > 0 ? "there are " + std::to_string(cuda_info().devices) + " GPUs"
                                         : cuda_info().reason));
    }
    return {"cuda:" + std::to_string(index), "", ""};
}

/// Which unit multiplies in bf16; empty if none does.
std::string bf16_unit(const std::string& device) {
    if (device != "cpu") {
        const auto index = static_cast<size_t>(cuda_index(device));
        const std::vector<GpuDescription> gpus = nvidia_driver().gpus;
        return index < gpus.size() && gpu_multiplies_bf16(gpus[index].architecture) ? "tensor cores" : "";
    }
    const ProcessorInfo processor = processor_info();
    if (processor.amx_bf16) return "AMX";
    return processor.avx512_bf16 ? "AVX-512 BF16" : "";
}

}  // namespace

ProcessorInfo processor_info() {
    ProcessorInfo info;
    info.name = processor_name();
    info.threads = available_threads();
    info.avx2 = __builtin_cpu_supports("avx2") != 0;
    info.avx512 = __builtin_cpu_supports("avx512f") != 0;
    info.avx512_bf16 = has_avx512_bf16();
    info.amx_bf16 = has_amx_bf16();
    return info;
}

bool gpu_multiplies_bf16(const std::string& architecture) {
    constexpr int kAmpere = 8;
    return std::atoi(architecture.c_str()) >= kAmpere;
}

bool multiplies_bf16(const std::string& device) {
    return !bf16_unit(device).empty();
}

std::vector<std::string> precisions_of(const std::string& device) {
    return multiplies_bf16(device) ? std::vector<std::string>{"fp32", "bf16"}
                                   : std::vector<std::string>{"fp32"};
}

std::string ComputeChoice::description() const {
    const std::string where = device == "cpu" ? "CPU" : "GPU " + device;
    return where + ", " + precision + (reason.empty() ? "" : " (" + reason + ")");
}

ComputeChoice choose_compute(const std::string& device, const std::string& precision) {
    if (precision != "auto" && precision != "fp32" && precision != "bf16") {
        throw Error(ErrorCode::Argument, "there is no precision '" + precision + "'; use auto, fp32 or bf16");
    }
    ComputeChoice choice = choose_device(device);
    const std::string unit = bf16_unit(choice.device);
    const std::string has_none = choice.device == "cpu" ? "the processor has" : "the GPU has";
    std::string why;
    if (precision == "auto") {
        choice.precision = unit.empty() ? "fp32" : "bf16";
        why = unit.empty() ? has_none + " no bf16 unit" : unit;
    } else {
        if (precision == "bf16" && unit.empty()) {
            throw Error(ErrorCode::Argument,
                        "precision bf16 is not available: " + has_none +
                            " no unit for it, and without one it is many times slower than fp32; use auto "
                            "or fp32");
        }
        choice.precision = precision;
        why = "asked for";
    }
    choice.reason = choice.reason.empty() ? why : why + "; " + choice.reason;
    return choice;
}

void set_torch_threads(int threads) {
    if (threads <= 0) {
        throw Error(ErrorCode::Contract, "Torch needs at least one thread, got " + std::to_string(threads));
    }
    at::set_num_threads(threads);
}

}  // namespace rtrack
