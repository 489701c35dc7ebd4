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
#include "tracking/base/picture_hash.h"

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

/// What is wrong with the pictures; empty: they are those that the boxes were made on.
std::string check_pictures(const Video& video, const fs::path& path) {
    const auto source = open_input(path.string());
    if (source->frame_count() != video.frame_count)
        return "has " + std::to_string(source->frame_count()) + " frames, and the boxes were made on " +
               std::to_string(video.frame_count);
    if (source->width() != video.width || source->height() != video.height)
        return "is " + std::to_string(source->width()) + " x " + std::to_string(source->height()) +
               ", and the boxes were made on " + std::to_string(video.width) + " x " +
               std::to_string(video.height);
    for (const FrameHash& hash : video.frame_hashes) {
        if (const std::string fault = check_frame(*source, hash); !fault.empty()) return fault;
    }
    return {};
}

Finding check_video(const Video& video, const fs::path& beside) {
    const std::string name = video.absolute_path.empty() ? "video" : video.absolute_path;
    if (video.content_hash.empty() && video.frame_hashes.empty())
        return {name, true, "nothing is known of the video that could be compared"};
    const VideoPlace place = find_pictures(video, beside);
    if (place.state == VideoPlace::State::Missing)
        return {name, true, "is not there, and no copy of it is near " + beside.parent_path().string()};
    const std::string fault = check_pictures(video, place.path);
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

std::vector<Finding> check_project(const fs::path& path) {
    const Project project = Project::open(path, Project::Mode::Read);
    std::vector<Finding> findings;
    for (const std::string& fault : project.faults()) findings.push_back({path.string(), true, fault});
    for (const auto& [id, video] : project.videos()) findings.push_back(check_video(video, path));
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
    for (const Video& video : manifest.videos) findings.push_back(check_video(video, file));
    return findings;
}

int run_verify(const VerifyArguments& arguments) {
    const fs::path path = arguments.path;
    if (!fs::exists(path)) throw Error(ErrorCode::Data, path.string() + " does not exist.");
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
