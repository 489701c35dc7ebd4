#include "app/command_support.h"

#include <iostream>

#include "tracking/base/atomic_file.h"

namespace rtrack {

void declare_tracker_arguments(CLI::App& parser, TrackerRequest& request) {
    parser.add_option("--tracker", request.tracker, "rtrack, csrt, kcf or mil (default rtrack)");
    parser.add_option("--model", request.model, "Model name or .safetensors file (default shipped)");
    declare_compute_arguments(parser, request);
}

void declare_compute_arguments(CLI::App& parser, TrackerRequest& request) {
    parser.add_option("--device", request.device, "auto, cpu, cuda or cuda:N (default auto)");
    parser.add_option("--precision", request.precision, "auto, fp32 or bf16 (default auto)");
    parser.add_option("--set", request.options, "Tracker option NAME=VALUE, such as window=0.8");
}

void write_output(const std::string& path, const std::string& text) {
    if (path == "-") {
        std::cout << text << std::flush;
        return;
    }
    AtomicFile file(path);
    file.write(text);
    file.commit();
}

}  // namespace rtrack
