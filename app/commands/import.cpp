#include <filesystem>
#include <memory>
#include <optional>

#include <nlohmann/json.hpp>

#include "app/commands/annotation_support.h"
#include "app/commands/command.h"
#include "app/commands/support.h"
#include "tracking/annotation/formats/import_files.h"
#include "tracking/annotation/formats/project_exchange.h"
#include "tracking/base/error.h"
#include "tracking/base/log.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

struct ImportArguments {
    std::string project;
    ReadArguments read;
    std::string video;
    std::optional<int64_t> first_frame;
    std::string json_file;
};

/// --video names a video of the project, or one on the disk that comes into the project with the boxes.
ToProject target_of(const ImportArguments& arguments, const Project* project) {
    ToProject target;
    if (arguments.video.empty()) return target;
    if (fs::exists(arguments.video)) {
        const DescribedVideo described = described_video(arguments.video, arguments.project);
        if (project != nullptr) target.video = id_of_video(project->videos(), described.video);
        if (target.video == 0) {
            target.new_video = described.video;
            target.new_frame_index = described.frame_index;
        }
    } else if (project != nullptr) {
        target.video = project_video(*project, arguments.video);
    } else {
        throw Error(ErrorCode::Data, arguments.video + " does not exist. Nothing was imported.");
    }
    return target;
}

std::string report(const ReadResult& result, const ImportPlan& plan) {
    const BoxCounts counts = counts_of(result.set);
    nlohmann::ordered_json object = {{"boxes", counts.boxes},
                                     {"tracks", result.set.tracks.size()},
                                     {"absent", counts.absent},
                                     {"unreviewed", counts.unreviewed},
                                     {"left_out", result.left_out},
                                     {"notes", plan.notes},
                                     {"faults", nlohmann::ordered_json::array()}};
    for (const TextFault& fault : result.faults)
        object["faults"].push_back(
            {{"file", fault.file.string()}, {"line", fault.line}, {"message", fault.message}});
    return object.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

int run_import(ImportArguments arguments) {
    if (arguments.read.from.words.empty())
        throw Error(ErrorCode::Argument, "Say what to import: --from FORMAT PATH.");
    (void)arguments.read.from.format();
    check_output_files({arguments.json_file},
                       {arguments.project, arguments.video, arguments.read.from.path().string()});
    const bool is_new = !fs::exists(arguments.project);
    if (is_new && arguments.video.empty()) {
        throw Error(ErrorCode::Data,
                    arguments.project +
                        " does not exist. To make a project, say which video the boxes belong to "
                        "(--video FILE).");
    }
    std::optional<Project> project;
    if (!is_new) project = Project::open(arguments.project);
    ToProject target = target_of(arguments, project ? &*project : nullptr);
    const Video* video = target.new_video ? &*target.new_video : nullptr;
    if (target.video != 0) video = &project->video(target.video);
    if (video == nullptr && project && project->videos().size() == 1)
        video = &project->videos().begin()->second;
    if (arguments.read.size.empty() && video != nullptr && video->width > 0)
        arguments.read.size = std::to_string(video->width) + "x" + std::to_string(video->height);
    const ReadResult result = read_annotations(arguments.read);
    const int64_t begins = video == nullptr ? result.first_frame : first_frame_in(*video, result);
    target.first_frame = arguments.first_frame.value_or(begins);
    if (is_new) project = Project::create(arguments.project);
    ImportPlan plan;
    try {
        plan = to_project(*project, result.set, target);
        project->apply(plan.edit, "Import " + arguments.read.from.path().filename().string());
    } catch (const Error&) {
        project.reset();
        if (is_new) fs::remove(arguments.project);  // the empty file that was made a moment ago
        throw;
    }
    for (const std::string& note : plan.notes) log_warning(note);
    log_info("imported into " + arguments.project + " as one step that can be undone");
    if (!arguments.json_file.empty()) write_output(arguments.json_file, report(result, plan));
    return 0;
}

}  // namespace

Command import_command() {
    return {
        "import", "Takes annotation files into a project, as one step that can be undone, or not at all",
        [](CLI::App& parser) -> std::function<int()> {
            auto arguments = std::make_shared<ImportArguments>();
            parser.add_option("project", arguments->project, "Project file; made if --video names a file")
                ->required();
            declare_read_arguments(parser, arguments->read);
            parser.add_option(
                "--video", arguments->video,
                "The project's video that the boxes belong to, or a video file or picture folder");
            parser.add_option(
                "--first-frame", arguments->first_frame,
                "The video's frame, from 0, that is the first frame of the file; else as its manifest "
                "says, or 0");
            parser.add_option("--json", arguments->json_file, "Also write the report as JSON; - for stdout");
            return [arguments] { return run_import(*arguments); };
        }};
}

}  // namespace rtrack
