#include <cstdio>
#include <exception>
#include <fstream>
#include <iostream>
#include <sstream>

#include <nlohmann/json.hpp>

#include "app/commands/command.h"
#include "app/commands/matrix_speed.h"
#include "app/engine/tracker_factory.h"
#include "tracking/base/log.h"
#include "tracking/kernels/cuda_info.h"
#include "tracking/kernels/nvidia_driver.h"
#include "tracking/model/model_library.h"
#include "tracking/model/weights.h"
#include "tracking/trackers/compute_device.h"
#include "training/evaluation/zip_writer.h"
#ifndef RTRACK_HEADLESS
#include "tracking/media/ffmpeg_info.h"
#include "tracking/trackers/opencv_trackers.h"
#endif

namespace rtrack {
namespace {

/// One thing looked at: what it is, and if it does not work, what to do.
struct Finding {
    std::string topic;
    std::string text;
    bool works = true;
    std::string advice;
};

std::string rounded(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.0f", value);
    return text;
}

Finding processor_finding() {
    const ProcessorInfo info = processor_info();
    std::string units;
    if (info.avx2) units += " AVX2";
    if (info.avx512) units += " AVX-512";
    if (info.avx512_bf16) units += " AVX-512-BF16";
    if (info.amx_bf16) units += " AMX-BF16";
    Finding finding{"processor", info.name + ", " + std::to_string(info.threads) + " threads," + units, true,
                    ""};
    if (!info.avx2) {
        finding.works = false;
        finding.advice = "Without AVX2 the network is several times slower; use CSRT or another machine.";
    }
    return finding;
}

std::vector<Finding> driver_findings() {
    const NvidiaDriver driver = nvidia_driver();
    if (!driver.found) return {};
    std::vector<Finding> findings = {{"NVIDIA driver", "runs CUDA up to " + driver.cuda_version, true, ""}};
    for (size_t index = 0; index < driver.gpus.size(); ++index) {
        const GpuDescription& gpu = driver.gpus[index];
        char gibibytes[32];
        std::snprintf(gibibytes, sizeof gibibytes, "%.1f", static_cast<double>(gpu.memory_bytes) / (1 << 30));
        findings.push_back({"GPU " + std::to_string(index),
                            gpu.name + ", " + gibibytes + " GiB, compute capability " + gpu.architecture,
                            true, ""});
    }
    return findings;
}

Finding gpu_finding() {
    const CudaInfo& cuda = cuda_info();
    if (cuda.devices > 0) {
        return {"GPU", std::to_string(cuda.devices) + " NVIDIA GPU(s) usable, with " + cuda.libraries, true,
                ""};
    }
    const NvidiaDriver driver = nvidia_driver();
    if (!driver.found) {
        return {"GPU", cuda.reason, true,
                "None needed: everything runs on the CPU. With an NVIDIA GPU, install its driver first."};
    }
    if (driver.gpus.empty()) {
        return {"GPU", cuda.reason, true,
                "None needed: everything runs on the CPU. A GPU of this machine may be hidden by "
                "CUDA_VISIBLE_DEVICES or from this container, or its driver waits for a restart."};
    }
    return {"GPU", cuda.reason, false,
            "Run installer/studio again: with the driver in place it installs Torch's CUDA libraries."};
}

Finding speed_finding() {
    const int threads = processor_info().threads;
    const double fp32 = matrix_gflops("fp32", threads, "cpu");
    const std::string bf16 = multiplies_bf16("cpu")
                                 ? rounded(matrix_gflops("bf16", threads, "cpu")) + " GFLOP/s bf16"
                                 : "no bf16 unit";
    Finding finding{
        "matrix products",
        rounded(fp32) + " GFLOP/s fp32, " + bf16 + " (measured now, " + std::to_string(threads) + " threads)",
        true, ""};
    if (fp32 < 20 * threads) {  // no fault: the machine may be busy
        finding.advice = "This is slow for a processor of today: is something else running?";
    }
    return finding;
}

std::vector<Finding> model_findings() {
    std::vector<Finding> findings;
    for (const std::string& name : model_names()) {
        Finding finding{"model", name, true, ""};
        try {
            const LoadedModel model = load_model(find_model_file(name));
            finding.text += ": readable, SHA-256 " + model.hash.substr(0, 16);
        } catch (const std::exception& failure) {  // no file may keep the others from being looked at
            finding = {"model", name + ": " + failure.what(), false,
                       "Delete the file or train it again with `rtrack train`."};
        }
        findings.push_back(std::move(finding));
    }
    if (findings.empty()) {
        std::string folders;
        for (const auto& folder : model_folders()) folders += " " + folder.string();
        findings.push_back({"model", "no model file found in" + folders, false,
                            "Put a .safetensors file there, or name its folder in RTRACK_MODELS."});
    }
    return findings;
}

std::vector<Finding> library_findings() {
    std::vector<Finding> findings = {{"Torch", torch_version(), true, ""}};
#ifndef RTRACK_HEADLESS
    findings.push_back({"OpenCV", opencv_version(), true, ""});
    findings.push_back({"FFmpeg", ffmpeg_version(), true, ""});
    for (const CodecSupport& codec : codec_support()) {
        const std::string text = codec.name + (codec.decodes ? " reads" : " cannot be read") +
                                 (codec.encodes ? " and writes" : "");
        findings.push_back(
            {"codec", text, codec.decodes,
             codec.decodes ? "" : "Install an FFmpeg that has it (Debian: libavcodec-extra)."});
    }
#endif
    return findings;
}

std::vector<Finding> examine() {
    std::vector<Finding> findings = {processor_finding()};
    for (Finding& finding : driver_findings()) findings.push_back(std::move(finding));
    findings.push_back(gpu_finding());
    findings.push_back({"chosen", device_status({}).text, true, ""});
    findings.push_back(speed_finding());
    for (Finding& finding : library_findings()) findings.push_back(std::move(finding));
    for (Finding& finding : model_findings()) findings.push_back(std::move(finding));
    return findings;
}

std::string report_text(const std::vector<Finding>& findings) {
    std::ostringstream text;
    for (const Finding& finding : findings) {
        text << (finding.works ? "ok    " : "WRONG ") << finding.topic << ": " << finding.text << "\n";
        if (!finding.advice.empty()) text << "      " << finding.advice << "\n";
    }
    return text.str();
}

std::string content_of(const char* file) {
    std::ifstream stream(file);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

/// What a report of a fault should come with. Holds nothing of the user's pictures and projects.
void write_bundle(const std::string& file, const std::vector<Finding>& findings) {
    nlohmann::json json = nlohmann::json::array();
    for (const Finding& finding : findings) {
        json.push_back({{"topic", finding.topic},
                        {"text", finding.text},
                        {"works", finding.works},
                        {"advice", finding.advice}});
    }
    ZipWriter zip(file);
    zip.add("doctor.txt", report_text(findings));
    zip.add("doctor.json", json.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
    zip.add("cpuinfo.txt", content_of("/proc/cpuinfo"));
    zip.add("meminfo.txt", content_of("/proc/meminfo"));
    zip.add("os-release.txt", content_of("/etc/os-release"));
    zip.add("nvidia-driver.txt", content_of("/proc/driver/nvidia/version"));
    zip.close();
    log_info("wrote " + file);
}

int run_doctor(const std::string& bundle) {
    const std::vector<Finding> findings = examine();
    std::cout << report_text(findings) << std::flush;
    if (!bundle.empty()) write_bundle(bundle, findings);
    for (const Finding& finding : findings) {
        if (!finding.works) return 1;
    }
    return 0;
}

}  // namespace

Command doctor_command() {
    return {"doctor",
            "What works on this machine, what does not, and what to do about it; ends with 1 if anything is "
            "wrong",
            [](CLI::App& parser) -> std::function<int()> {
                auto bundle = std::make_shared<std::string>();
                parser.add_option("--bundle", *bundle,
                                  "Also write what a fault report needs into this .zip file");
                return [bundle] { return run_doctor(*bundle); };
            },
            true};
}

}  // namespace rtrack
