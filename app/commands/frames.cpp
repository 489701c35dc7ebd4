#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <memory>
#include <set>

#include "app/commands/command.h"
#include "app/commands/frame_list.h"
#include "app/commands/progress.h"
#include "app/commands/support.h"
#include "app/engine/input.h"
#include "tracking/base/error.h"
#include "tracking/base/log.h"
#include "tracking/base/stop_signals.h"
#include "tracking/media/image_codec.h"
#include "tracking/media/media_source.h"

namespace rtrack {
namespace {

struct FramesArguments {
    std::string input;
    std::string list;
    std::string folder;
    std::string format = "png";
    bool overwrite = false;
};

std::filesystem::path picture_name(const FramesArguments& arguments, int64_t frame) {
    char name[32];
    std::snprintf(name, sizeof(name), "%08lld.", static_cast<long long>(frame));
    return std::filesystem::path(arguments.folder) / (name + arguments.format);
}

/// Names tell the frame, not the video: pictures of another one may be there.
void check_replaces_nothing(const std::vector<std::string>& pictures) {
    for (const std::string& picture : pictures) {
        std::error_code code;
        if (!std::filesystem::exists(std::filesystem::symlink_status(picture, code))) continue;
        throw Error(ErrorCode::Data, picture +
                                         " is there already. Choose another folder, or allow pictures of the "
                                         "same names to be replaced (--overwrite).");
    }
}

int run_frames(const FramesArguments& arguments) {
    catch_stop_signals();
    OpenOptions options;
    options.cancelled = stop_signal_came;
    const std::unique_ptr<MediaSource> source = open_frame_source(arguments.input, options);
    const std::vector<int64_t> frames = frames_from_list(arguments.list, source->frame_count());
    std::vector<std::string> pictures;
    for (const int64_t frame : frames) pictures.push_back(picture_name(arguments, frame).string());
    check_spares_pictures(*source, pictures);
    if (!arguments.overwrite) check_replaces_nothing(pictures);
    std::set<std::string> said;
    warn_about_damage(*source, said);
    std::error_code code;
    std::filesystem::create_directories(arguments.folder, code);
    if (code) throw Error(ErrorCode::Data, arguments.folder + " cannot be made: " + code.message());
    Progress progress("writing", static_cast<int64_t>(frames.size()), "frames");
    int64_t written = 0;
    int64_t missing = 0;
    for (int64_t frame : frames) {
        if (stop_signal_came()) {
            throw Error(ErrorCode::Stopped,
                        "stopped on request; " + std::to_string(written) + " frames are written");
        }
        try {
            write_image(picture_name(arguments, frame), *source->read(frame));
            ++written;
        } catch (const Error& failure) {  // one damaged frame does not cost the others
            if (failure.code() != ErrorCode::Data) throw;
            log_error(failure.what());
            said.insert(failure.what());
            ++missing;
        }
        progress.update(written + missing);
    }
    warn_about_damage(*source, said);
    std::cout << written << " frames written to " << arguments.folder << "\n";
    if (missing > 0) throw Error(ErrorCode::Data, std::to_string(missing) + " frames could not be written");
    return 0;
}

}  // namespace

Command frames_command() {
    return {
        "frames", "Writes exact frames as pictures, named by their index",
        [](CLI::App& parser) -> std::function<int()> {
            auto arguments = std::make_shared<FramesArguments>();
            parser.add_option("input", arguments->input, "Video file, picture, folder or glob")->required();
            parser.add_option("--index", arguments->list, "Frames to write, from 0: 5,17,100-120")
                ->required();
            parser.add_option("--output", arguments->folder, "Folder for the pictures")->required();
            parser.add_option("--format", arguments->format, "png (lossless) or jpg")
                ->check(CLI::IsMember({"png", "jpg"}));
            parser.add_flag("--overwrite", arguments->overwrite,
                            "Pictures of the same names may be replaced; those of the input never are");
            return [arguments] { return run_frames(*arguments); };
        }};
}

}  // namespace rtrack
