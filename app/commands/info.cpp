#include <iostream>
#include <memory>

#include <nlohmann/json.hpp>

#include "app/commands/command.h"
#include "app/commands/progress.h"
#include "app/commands/support.h"
#include "app/engine/input.h"
#include "tracking/base/error.h"
#include "tracking/base/stop_signals.h"
#include "tracking/media/media_source.h"

namespace rtrack {
namespace {

struct InfoArguments {
    std::string input;
    std::string json_file;
    bool check = false;
};

nlohmann::json to_json(const MediaInfo& info) {
    return {{"path", info.path},
            {"container", info.container},
            {"codec", info.codec},
            {"pixel_format", info.pixel_format},
            {"frames", info.frames},
            {"width", info.width},
            {"height", info.height},
            {"coded_width", info.coded_width},
            {"coded_height", info.coded_height},
            {"fps", info.frames_per_second},
            {"duration_seconds", info.duration_seconds},
            {"variable_rate", info.variable_rate},
            {"rotation", info.rotation},
            {"mirrored", info.mirrored},
            {"sample_aspect_ratio", info.sample_aspect_ratio},
            {"key_frames", info.key_frames},
            {"repeated_timestamps", info.repeated_timestamps},
            {"missing_timestamps", info.missing_timestamps},
            {"damage", info.damage},
            {"missing_frames", info.missing_frames}};
}

void print(const MediaInfo& info) {
    std::cout << "frames:       " << info.frames << "\n"
              << "size:         " << info.width << " x " << info.height << "\n";
    if (info.coded_width != info.width || info.coded_height != info.height) {
        std::cout << "stored as:    " << info.coded_width << " x " << info.coded_height << "\n";
    }
    std::cout << "codec:        " << info.codec << (info.pixel_format.empty() ? "" : ", " + info.pixel_format)
              << "\n"
              << "container:    " << info.container << "\n";
    if (info.frames_per_second > 0) {
        std::cout << "rate:         " << info.frames_per_second << " frames/s, "
                  << (info.variable_rate ? "variable" : "constant") << "\n"
                  << "duration:     " << info.duration_seconds << " s\n"
                  << "key frames:   " << info.key_frames << "\n";
    }
    if (info.rotation != 0 || info.mirrored) {
        std::cout << "rotation:     " << info.rotation << " degrees clockwise"
                  << (info.mirrored ? ", mirrored" : "") << "\n";
    }
    if (info.sample_aspect_ratio != 1) std::cout << "pixel aspect: " << info.sample_aspect_ratio << "\n";
    if (info.repeated_timestamps > 0)
        std::cout << "time stamps:  " << info.repeated_timestamps << " repeated\n";
    if (info.missing_timestamps > 0) std::cout << "time stamps:  " << info.missing_timestamps << " missing\n";
    for (const std::string& sentence : info.damage) std::cout << "damage:       " << sentence << "\n";
}

int run_info(const InfoArguments& arguments) {
    check_output_files({arguments.json_file}, {arguments.input});
    constexpr int64_t kParts = 1000;
    std::unique_ptr<Progress> progress = std::make_unique<Progress>("reading", kParts, "parts");
    catch_stop_signals();
    OpenOptions options;
    options.cancelled = stop_signal_came;
    options.check_all = arguments.check;
    options.progress = [&](double part) { progress->update(static_cast<int64_t>(part * kParts)); };
    const std::unique_ptr<MediaSource> source = open_frame_source(arguments.input, options);
    check_spares_pictures(*source, {arguments.json_file});
    const MediaInfo info = source->info();
    progress.reset();
    if (arguments.json_file != "-") print(info);
    if (!arguments.json_file.empty())
        write_output(arguments.json_file,
                     to_json(info).dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
    return 0;
}

}  // namespace

Command info_command() {
    return {
        "info", "What a video or picture sequence is: frames, size, codec, time, rotation, damage",
        [](CLI::App& parser) -> std::function<int()> {
            auto arguments = std::make_shared<InfoArguments>();
            parser.add_option("input", arguments->input, "Video file, picture, folder or glob")->required();
            parser.add_option("--json", arguments->json_file,
                              "Also write it as JSON; - writes JSON to stdout");
            parser.add_flag("--check", arguments->check, "Decode every frame once to find all damage");
            return [arguments] { return run_info(*arguments); };
        }};
}

}  // namespace rtrack
