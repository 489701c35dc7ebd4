#include <cstdio>
#include <filesystem>
#include <iostream>
#include <memory>

#include <nlohmann/json.hpp>

#include "app/commands/annotation_support.h"
#include "app/commands/command.h"
#include "app/commands/support.h"
#include "app/engine/input.h"
#include "tracking/annotation/formats/project_exchange.h"
#include "tracking/base/error.h"
#include "tracking/base/file_hash.h"
#include "tracking/base/picture_hash.h"
#include "tracking/base/stop_signals.h"
#include "tracking/media/frame_index.h"
#include "tracking/model/model_library.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

struct VerifyArguments {
    std::string path;
    std::string json_file;
};

struct Finding {
    std::string what;  ///< a video or the export's files
    bool is_fault = false;
    std::string message;
};

/// Where, near `frame`, the picture of this hash is now.
std::optional<int64_t> near_frame(FrameSource& source, const FrameHash& known) {
    constexpr int64_t kFarthest = 3;
    for (int64_t distance = 1; distance <= kFarthest; ++distance) {
        for (const int64_t frame : {known.frame_index - distance, known.frame_index + distance}) {
            if (frame < 0 || frame >= source.frame_count()) continue;
            if (picture_hash(*source.read(frame)) == known.hash) return frame;
        }
    }
    return std::nullopt;
}

std::string check_frame(FrameSource& source, const FrameHash& known) {
    const std::string frame = "frame " + std::to_string(known.frame_index);
    if (known.frame_index >= source.frame_count()) return frame + " does not exist any more";
    if (picture_hash(*source.read(known.frame_index)) == known.hash) return {};
    if (const auto found = near_frame(source, known))
        return "the picture of " + frame + " is now frame " + std::to_string(*found) +
               ": frames are counted differently";
    return frame + " is another picture than the boxes were made on";
}

/// @param known_index  FrameIndex::to_bytes; empty: not kept
std::string check_times(FrameSource& source, const std::string& known_index) {
    if (known_index.empty()) return {};
    std::vector<double> known;
    try {
        known = frame_times(known_index);
    } catch (const Error& failure) {
        return std::string("its frame index cannot be read: ") + failure.what();
    }
    std::vector<double> now;
    for (int64_t frame = 0; frame < source.frame_count(); ++frame)
        now.push_back(source.seconds_at(frame).value_or(0));
    const std::optional<int64_t> retimed = first_retimed_frame(known, now);
    if (!retimed) return {};
    const auto frame = static_cast<size_t>(*retimed);
    char text[160];
    std::snprintf(text, sizeof text,
                  "frame %zu is shown at %.3f s, and was at %.3f s: frames were dropped, added or timed anew",
                  frame, frame < now.size() ? now[frame] : -1, frame < known.size() ? known[frame] : -1);
    return text;
}

/// What is wrong with the pictures; empty: they are those that the boxes were made on.
std::string check_pictures(const Video& video, const std::string& known_index, const fs::path& path) {
    const auto source = open_input(path.string(), stop_signal_came);
    if (source->frame_count() != video.frame_count)
        return "has " + std::to_string(source->frame_count()) + " frames, and the boxes were made on " +
               std::to_string(video.frame_count);
    if (source->width() != video.width || source->height() != video.height)
        return "is " + std::to_string(source->width()) + " x " + std::to_string(source->height()) +
               ", and the boxes were made on " + std::to_string(video.width) + " x " +
               std::to_string(video.height);
    for (const FrameHash& hash : video.frame_hashes) {
        throw_if_stop_signal_came();
        if (const std::string fault = check_frame(*source, hash); !fault.empty()) return fault;
    }
    return check_times(*source, known_index);
}

Finding check_video(const Video& video, const std::string& known_index, const fs::path& beside) {
    const std::string name = video.absolute_path.empty() ? "video" : video.absolute_path;
    throw_if_stop_signal_came();
    if (video.content_hash.empty() && video.frame_hashes.empty())
        return {name, true, "nothing is known of the video that could be compared"};
    const VideoPlace place = find_pictures(video, beside);
    if (place.state == VideoPlace::State::Missing)
        return {name, true, "is not there, and no copy of it is near " + beside.parent_path().string()};
    std::string fault;
    try {
        fault = check_pictures(video, known_index, place.path);
    } catch (const Error& failure) {
        if (failure.code() == ErrorCode::Stopped) throw;
        fault = std::string("cannot be compared: ") + failure.what();
    }
    if (!fault.empty()) return {name, true, fault};
    const std::string hashes = std::to_string(video.frame_hashes.size()) + " frame hashes agree";
    if (place.state == VideoPlace::State::Changed) {
        return video.frame_hashes.empty()
                   ? Finding{name, true,
                             "the file has changed, and there are no frame hashes that could tell more"}
                   : Finding{name, false, "the file has changed, but length, size and " + hashes};
    }
    return {
        name, false,
        "unchanged" +
            std::string(place.state == VideoPlace::State::Moved ? ", now at " + place.path.string() : "") +
            "; " + hashes};
}

/// Whether the models of the tracking runs are still the same files; nothing depends on it but a new run.
std::vector<Finding> check_models(const Project& project) {
    std::map<std::pair<std::string, std::string>, int64_t> runs;  // by name and hash
    for (const auto& [id, run] : project.runs()) {
        if (!run.model.empty()) ++runs[{run.model, run.model_hash}];
    }
    std::vector<Finding> findings;
    for (const auto& [model, count] : runs) {
        const auto& [name, hash] = model;
        const std::string of = " of " + std::to_string(count) + (count == 1 ? " run" : " runs");
        std::string message = "the model" + of;
        try {
            const std::string now = hash.empty() ? std::string() : file_hash(find_model_file(name));
            message += hash.empty()  ? ": its hash was not kept"
                       : now == hash ? " is here, unchanged"
                                     : " was another file than the one of this name here";
        } catch (const Error&) {
            message += " is not here";
        }
        findings.push_back({"model " + name, false, message});
    }
    return findings;
}

std::vector<Finding> check_project(const fs::path& path) {
    const Project project = Project::open(path, Project::Mode::Read);
    std::vector<Finding> findings;
    for (const std::string& fault : project.faults()) findings.push_back({path.string(), true, fault});
    for (const auto& [id, video] : project.videos())
        findings.push_back(check_video(video, project.frame_index(id), path));
    for (Finding& finding : check_models(project)) findings.push_back(std::move(finding));
    return findings;
}

std::vector<Finding> check_export(const fs::path& path) {
    const fs::path file = manifest_of(path);
    if (!fs::exists(file))
        throw Error(ErrorCode::Data, path.string() + " is no project, and there is no " + file.string() +
                                         " that would say what it was made from.");
    const Manifest manifest = read_manifest(file);
    std::vector<Finding> findings;
    for (const std::string& change : changed_files(manifest, file))
        findings.push_back({"file", true, change});
    if (findings.empty())
        findings.push_back(
            {"files", false, std::to_string(manifest.files.size()) + " as they were exported"});
    for (const Video& video : manifest.videos) findings.push_back(check_video(video, {}, file));
    return findings;
}

int run_verify(const VerifyArguments& arguments) {
    const fs::path path = arguments.path;
    if (!fs::exists(path)) throw Error(ErrorCode::Data, path.string() + " does not exist.");
    check_output_files({arguments.json_file}, {arguments.path});
    catch_stop_signals();
    const std::vector<Finding> findings =
        path.extension() == ".rtrack" ? check_project(path) : check_export(path);
    int64_t faults = 0;
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const Finding& finding : findings) {
        faults += finding.is_fault ? 1 : 0;
        list.push_back({{"what", finding.what}, {"ok", !finding.is_fault}, {"message", finding.message}});
        if (arguments.json_file != "-")
            std::cout << (finding.is_fault ? "FAULT " : "ok    ") << finding.what << ": " << finding.message
                      << "\n";
    }
    if (!arguments.json_file.empty()) {
        const nlohmann::ordered_json report = {{"ok", faults == 0}, {"findings", list}};
        write_output(arguments.json_file,
                     report.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
    }
    if (faults == 0) return 0;
    throw Error(ErrorCode::Data, std::to_string(faults) + " of " + std::to_string(findings.size()) +
                                     " checks failed: the boxes may belong to other pictures.");
}

}  // namespace

Command verify_command() {
    return {"verify", "Checks that the pictures are still those that the boxes were made on",
            [](CLI::App& parser) -> std::function<int()> {
                auto arguments = std::make_shared<VerifyArguments>();
                parser
                    .add_option("path", arguments->path,
                                "Project file, or an export with its manifest beside it")
                    ->required();
                parser.add_option("--json", arguments->json_file,
                                  "Also write the findings as JSON; - for stdout");
                return [arguments] { return run_verify(*arguments); };
            }};
}

}  // namespace rtrack
