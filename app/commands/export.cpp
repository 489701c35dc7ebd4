#include <algorithm>
#include <filesystem>
#include <memory>

#include "app/commands/annotation_support.h"
#include "app/commands/command.h"
#include "app/commands/progress.h"
#include "app/commands/support.h"
#include "app/engine/input.h"
#include "tracking/annotation/formats/export_pictures.h"
#include "tracking/annotation/formats/project_exchange.h"
#include "tracking/annotation/palette.h"
#include "tracking/base/error.h"
#include "tracking/base/stop_signals.h"
#include "tracking/media/image_codec.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

struct ExportArguments {
    std::string project;
    WriteArguments write;
    std::string line_format;
    std::string video;
    std::string range;
    std::string json_file;
    bool keyframes_only = false;
    bool pictures = false;
};

void set_range(const std::string& text, FromProject& choice, ExportJob& job) {
    if (text.empty()) return;
    long long first = 0;
    long long last = 0;
    char rest = 0;
    if (std::sscanf(text.c_str(), "%lld-%lld%c", &first, &last, &rest) != 2 || first < 0 || last < first)
        throw Error(ErrorCode::Argument,
                    "--range is FIRST-LAST, both included and counted from 0, not '" + text + "'.");
    choice.first_frame = first;
    choice.last_frame = last;
    job.first_frame = first;
    job.frames = last - first + 1;
}

std::shared_ptr<FrameSource> open_video(const AnnotatedVideo& video, const Project& project) {
    return open_pictures(video, project, [](const std::string& path) { return open_input(path); });
}

/// As JPEG, with the progress of each sequence on stderr.
std::vector<std::string> write_frames(const AnnotationSet& set, const Project& project, const ExportJob& job,
                                      const fs::path& folder) {
    std::unique_ptr<Progress> progress;
    PictureWork work;
    work.open = [&](const AnnotatedVideo& video) { return open_video(video, project); };
    work.write = [](const fs::path& file, const Image& picture) { write_image(file, picture); };
    work.progress = [&](const std::string& sequence, int64_t done, int64_t frames) {
        if (done == 1) progress = std::make_unique<Progress>("writing " + sequence, frames, "frames");
        progress->update(done);
        return !stop_signal_came();
    };
    catch_stop_signals();
    return write_pictures(set, job, folder, work);
}

int run_export(const ExportArguments& arguments) {
    check_output_files({arguments.json_file}, {arguments.project});
    ExportJob job;
    job.format = &arguments.write.to.target();
    job.path = arguments.write.to.path();
    job.overwrite = arguments.write.overwrite;
    job.keyframes_only = arguments.keyframes_only;
    job.write.detections = arguments.write.detections;
    job.write.line_format = arguments.line_format;
    FromProject choice;
    choice.keyframes_only = arguments.keyframes_only;
    set_range(arguments.range, choice, job);
    const Project project = Project::open(arguments.project, Project::Mode::Read);
    if (!arguments.video.empty()) choice.videos = {project_video(project, arguments.video)};
    const AnnotationSet set = from_project(project, choice);
    if (arguments.pictures) {
        if (!job.format->is_folder || !job.format->picture)
            throw Error(ErrorCode::Argument, "The format " + job.format->name + " has no place for frames.");
        for (const AnnotatedVideo& video : set.videos)
            job.sources.push_back(place_of_pictures(video, project));
        job.write_pictures = [&](const fs::path& folder) { return write_frames(set, project, job, folder); };
    }
    if (job.format == &video_format() && set.videos.size() == 1) {
        const AnnotatedVideo& video = set.videos.front();
        job.sources = {place_of_pictures(video, project)};
        render_with(job, set, class_colors(project), [&] { return open_video(video, project); });
    }
    const ExportedFiles exported = export_files(set, job);
    tell_export(exported, job);
    if (!arguments.json_file.empty()) write_output(arguments.json_file, exported.manifest);
    return 0;
}

}  // namespace

Command export_command() {
    return {
        "export", "Writes the boxes of a project in an annotation format, or draws them into its video",
        [](CLI::App& parser) -> std::function<int()> {
            auto arguments = std::make_shared<ExportArguments>();
            parser.add_option("project", arguments->project, "Project file")->required();
            declare_write_arguments(parser, arguments->write);
            parser.add_option("--line-format", arguments->line_format, "Items of a darklabel line");
            parser.add_option("--video", arguments->video, "Only this video of the project");
            parser.add_option("--range", arguments->range,
                              "Only the frames FIRST-LAST, both included, from 0; sequences start at FIRST");
            parser.add_flag("--keyframes", arguments->keyframes_only, "Without the interpolated boxes");
            parser.add_flag("--frames", arguments->pictures,
                            "Also the frames as JPEG (quality 95), where the format looks for them");
            parser.add_option("--json", arguments->json_file, "Also write the report as JSON; - for stdout");
            return [arguments] { return run_export(*arguments); };
        }};
}

}  // namespace rtrack
