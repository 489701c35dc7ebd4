#include "app/commands/support.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <set>

#include <unistd.h>

#include "tracking/base/atomic_file.h"
#include "tracking/base/error.h"
#include "tracking/base/log.h"
#include "tracking/media/media_source.h"

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
        if (!std::cout) throw Error(ErrorCode::Data, "standard output cannot be written; is the disk full?");
        return;
    }
    write_whole_file(path, text);
}

std::vector<std::string> damage_of(const FrameSource& source) {
    const auto* media = dynamic_cast<const MediaSource*>(&source);
    return media == nullptr ? std::vector<std::string>() : media->info().damage;
}

void warn_about_damage(const FrameSource& source, std::set<std::string>& said) {
    for (const std::string& damage : damage_of(source)) {
        if (said.insert(damage).second) log_warning(source.name() + ": " + damage);
    }
}

void check_output_files(const std::vector<std::string>& outputs, const std::vector<std::string>& inputs) {
    namespace fs = std::filesystem;
    std::set<fs::path> seen;
    for (const std::string& output : outputs) {
        if (output.empty()) continue;
        if (output == "-") {
            if (seen.insert(output).second) continue;
            throw Error(ErrorCode::Argument, "- is named for two outputs; only one can go to stdout");
        }
        std::error_code not_there;
        if (fs::is_directory(output, not_there)) {
            throw Error(ErrorCode::Argument, output + " is a folder; name a file in it");
        }
        for (const std::string& input : inputs) {
            if (!fs::equivalent(output, input, not_there)) continue;
            throw Error(ErrorCode::Argument,
                        output + " is the input, which would be lost; name another output file");
        }
        const fs::path place = place_to_write(output);
        if (!seen.insert(fs::weakly_canonical(place, not_there)).second) {
            throw Error(ErrorCode::Argument, output + " is named for two outputs; give each its own file");
        }
        const fs::path folder = place.has_parent_path() ? place.parent_path() : ".";
        const bool is_device = fs::exists(place, not_there) && !fs::is_regular_file(place, not_there);
        if (!is_device && ::access(folder.c_str(), W_OK) != 0) {
            throw Error(ErrorCode::Data,
                        output + " cannot be written: " + folder.string() + ": " + std::strerror(errno));
        }
    }
}

}  // namespace rtrack
