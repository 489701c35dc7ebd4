#include <iostream>
#include <memory>

#include "app/commands/annotation_support.h"
#include "app/commands/command.h"
#include "app/commands/support.h"
#include "app/engine/input.h"
#include "tracking/annotation/formats/line_format.h"
#include "tracking/annotation/formats/project_exchange.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

struct ConvertArguments {
    ReadArguments read;
    WriteArguments write;
    std::string to_line_format;
    std::string video;
    std::string json_file;
    size_t preview_lines = 0;
    bool formats = false;
};

void print_preview(const ConvertArguments& arguments) {
    const std::string& line_format = arguments.read.line_format;
    const LinePreview preview =
        preview_lines(arguments.read.from.path(), line_format.empty() ? kDefaultLineFormat : line_format,
                      arguments.preview_lines);
    const auto print = [](const std::vector<std::string>& cells) {
        for (size_t i = 0; i < cells.size(); ++i) std::cout << (i > 0 ? "\t" : "") << cells[i];
        std::cout << "\n";
    };
    print(preview.columns);
    for (const auto& row : preview.rows) print(row);
    for (const TextFault& fault : preview.faults)
        std::cout << "line " << fault.line << ": " << fault.message << "\n";
}

int run_convert(const ConvertArguments& arguments) {
    if (arguments.formats) {
        std::cout
            << formats_table()
            << "\nWritten only: `video`, the frames with the boxes drawn in (.mp4, .mkv, .mov, .avi).\n";
        return 0;
    }
    if (arguments.read.from.words.empty())
        throw Error(ErrorCode::Argument,
                    "Say what to read: --from FORMAT PATH (rtrack convert --formats lists them).");
    if (arguments.preview_lines > 0) {
        print_preview(arguments);
        return 0;
    }
    if (arguments.write.to.words.empty())
        throw Error(ErrorCode::Argument,
                    "Say what to write: --to FORMAT PATH (rtrack convert --formats lists them).");
    check_output_files({arguments.json_file}, {arguments.video, arguments.read.from.path().string()});
    ExportJob job;
    job.format = &arguments.write.to.target();
    AnnotationSet set = read_annotations(arguments.read).set;
    if (!arguments.video.empty()) {
        if (set.videos.size() != 1)
            throw Error(ErrorCode::Argument, "--video names the pictures of one video, and there are " +
                                                 std::to_string(set.videos.size()) + ".");
        AnnotatedVideo& only = set.videos.front();  // what the pictures themselves say of it
        only = annotated_video(described_video(arguments.video, arguments.video).video, only.name);
    }
    job.path = arguments.write.to.path();
    job.overwrite = arguments.write.overwrite;
    job.write.detections = arguments.write.detections;
    job.write.line_format = arguments.to_line_format;
    if (job.format == &video_format()) {
        if (arguments.video.empty())
            throw Error(ErrorCode::Argument, "Say which frames to draw the boxes into: --video FILE.");
        job.sources = {arguments.video};
        render_with(job, set, {}, [&] { return open_input(arguments.video); });
    }
    const ExportedFiles exported = export_files(set, job);
    tell_export(exported, job);
    if (!arguments.json_file.empty()) write_output(arguments.json_file, exported.manifest);
    return 0;
}

}  // namespace

Command convert_command() {
    return {
        "convert", "Turns annotation files of one format into another",
        [](CLI::App& parser) -> std::function<int()> {
            auto arguments = std::make_shared<ConvertArguments>();
            declare_read_arguments(parser, arguments->read);
            declare_write_arguments(parser, arguments->write);
            parser.get_option("--to")->required(false);
            parser.add_option("--to-line-format", arguments->to_line_format,
                              "As --line-format, of the darklabel file to write");
            parser.add_option("--video", arguments->video,
                              "The video or picture folder of the boxes: its size, length and hashes");
            parser.add_option("--json", arguments->json_file, "Also write the report as JSON; - for stdout");
            parser.add_option("--preview", arguments->preview_lines,
                              "Show the first lines of a darklabel file as the line format takes them apart");
            parser.add_flag("--formats", arguments->formats, "Print what each format holds, and stop");
            return [arguments] { return run_convert(*arguments); };
        }};
}

}  // namespace rtrack
