#include "app/commands/annotation_support.h"

#include <algorithm>
#include <cstdio>

#include "app/commands/progress.h"
#include "app/commands/support.h"
#include "app/engine/annotation_video.h"
#include "tracking/annotation/formats/import_files.h"
#include "tracking/annotation/formats/project_exchange.h"
#include "tracking/base/demo.h"
#include "tracking/base/error.h"
#include "tracking/base/log.h"
#include "tracking/base/stop_signals.h"
#include "tracking/media/media_source.h"

namespace rtrack {
namespace {

std::string place_of(const TextFault& fault) {
    return fault.file.string() + (fault.line > 0 ? ", line " + std::to_string(fault.line) : "") + ": ";
}

std::string counted(int64_t number, const std::string& what) {
    return std::to_string(number) + " " + what + (number == 1 ? "" : "s");
}

std::string counted_boxes(int64_t number) {
    return std::to_string(number) + (number == 1 ? " box" : " boxes");
}

std::string first_of(const std::vector<std::string>& names) {
    constexpr size_t kShown = 10;
    std::string text;
    for (size_t i = 0; i < std::min(kShown, names.size()); ++i) text += (i > 0 ? ", " : "") + names[i];
    return text + (names.size() > kShown ? ", ..." : "");
}

void tell_faults(const ReadResult& result) {
    constexpr size_t kShown = 20;
    for (size_t i = 0; i < std::min(kShown, result.faults.size()); ++i)
        log_warning(place_of(result.faults[i]) + result.faults[i].message);
    if (result.left_out > static_cast<int64_t>(kShown))
        log_warning("... and " + std::to_string(result.left_out - static_cast<int64_t>(kShown)) + " more");
}

ReadOptions read_options(const ReadArguments& arguments) {
    ReadOptions options;
    options.line_format = arguments.line_format;
    char rest = 0;
    if (!arguments.size.empty() &&
        (std::sscanf(arguments.size.c_str(), "%dx%d%c", &options.width, &options.height, &rest) != 2 ||
         options.width <= 0 || options.height <= 0)) {
        throw Error(ErrorCode::Argument,
                    "--size is WIDTHxHEIGHT, such as 1920x1080, not '" + arguments.size + "'.");
    }
    return options;
}

}  // namespace

void declare_read_arguments(CLI::App& parser, ReadArguments& arguments) {
    parser
        .add_option("--from", arguments.from.words,
                    "Format and file or folder to read, such as: mot MOT17-02")
        ->expected(2)
        ->type_name("FORMAT PATH");
    parser.add_option("--size", arguments.size,
                      "Size of the pictures, for boxes given as parts of them: 1920x1080");
    parser.add_option("--line-format", arguments.line_format,
                      "Items of a darklabel line, such as fn,id,cname,x,y,w,h or iname,n,id,x1,y1,x2,y2");
    parser.add_flag("--skip-bad", arguments.skip_bad,
                    "Take what can be read; without it anything unreadable stops with nothing done");
}

void declare_write_arguments(CLI::App& parser, WriteArguments& arguments) {
    parser
        .add_option("--to", arguments.to.words,
                    "Format and file or folder to write, such as: coco boxes.json; "
                    "video FILE.mp4 draws the boxes into the frames")
        ->expected(2)
        ->required()
        ->type_name("FORMAT PATH");
    parser.add_flag("--overwrite", arguments.overwrite,
                    "Files of the same names may be replaced; others are never touched");
    parser.add_flag("--detections", arguments.detections, "mot: also det/det.txt");
}

ReadResult read_annotations(const ReadArguments& arguments) {
    const Format& format = arguments.from.format();
    ReadResult result = read_files(format, arguments.from.path(), read_options(arguments));
    tell_faults(result);
    for (const std::string& note : result.notes) log_info(note);
    const BoxCounts counts = counts_of(result.set);
    const std::string taken = counted_boxes(counts.boxes) + " of " +
                              counted(static_cast<int64_t>(result.set.tracks.size()), "track") + " in " +
                              counted(static_cast<int64_t>(result.set.videos.size()), "video");
    if (result.left_out > 0 && !arguments.skip_bad) {
        throw Error(ErrorCode::Data,
                    arguments.from.path().string() + ": " + counted(result.left_out, "place") +
                        " cannot be read, so nothing was done. --skip-bad takes the rest: " + taken + ".");
    }
    log_info("read " + taken +
             (result.left_out > 0 ? "; left out " + counted(result.left_out, "place") : "") +
             "; the first frame is numbered " + std::to_string(format.frame_base) +
             ", the first pixel's edge is at " + std::to_string(format.pixel_base));
    return result;
}

DescribedVideo described_video(const std::filesystem::path& path, const std::filesystem::path& project) {
    DescribedVideo described{describe_video(path, project), {}};
    Video& video = described.video;
    const auto source = open_frame_source(path);
    video.frame_count = source->frame_count();
    video.width = source->width();
    video.height = source->height();
    video.frames_per_second = source->frames_per_second();
    const MediaInfo media = source->info();
    video.facts = video_facts(media.codec, media.rotation, media.variable_rate);
    video.frame_hashes = frame_hashes_of(*source);
    described.frame_index = source->frame_index();
    return described;
}

VideoPlace find_pictures(const Video& video, const std::filesystem::path& project) {
    if (is_demo(video.absolute_path)) return {VideoPlace::State::Unchanged, video.absolute_path};
    return find_video(video, project);
}

int64_t project_video(const Project& project, const std::string& name) {
    std::string names;
    for (const auto& [id, video] : project.videos()) {
        const std::string known = video_name(video.absolute_path);
        if (known == name || video.absolute_path == std::filesystem::absolute(name).lexically_normal())
            return id;
        names += (names.empty() ? "" : ", ") + known;
    }
    throw Error(ErrorCode::Argument, "The project has no video '" + name +
                                         "'. Its videos are: " + (names.empty() ? "none" : names) + ".");
}

void render_with(ExportJob& job, const AnnotationSet& set, std::map<std::string, uint32_t> class_colors,
                 std::function<std::shared_ptr<FrameSource>()> open) {
    job.render = [&job, &set, class_colors = std::move(class_colors),
                  open = std::move(open)](const auto& file) {
        const std::shared_ptr<FrameSource> source = open();
        AnnotationVideo drawn{&set, class_colors, job.first_frame, source->frame_count() - 1};
        if (job.frames > 0) drawn.last_frame = job.first_frame + job.frames - 1;
        catch_stop_signals();
        Progress progress("drawing", drawn.last_frame - drawn.first_frame + 1, "frames");
        return render_annotations(*source, drawn, file, [&progress](int64_t done, int64_t) {
            progress.update(done);
            return !stop_signal_came();
        });
    };
}

void tell_export(const ExportedFiles& exported, const ExportJob& job) {
    const Format& format = *job.format;
    const BoxCounts& counts = exported.counts;
    log_info("wrote " + job.path.string() + ": " + counted_boxes(counts.boxes) + " of " +
             counted(exported.tracks, "track") + ", " + std::to_string(counts.human) + " by hand, " +
             std::to_string(counts.unreviewed) + " that nobody has looked at");
    if (format.write) {
        log_info("the first frame is numbered " + std::to_string(format.frame_base) +
                 ", the first pixel's edge is at " + std::to_string(format.pixel_base) + ", " +
                 std::to_string(format.decimals) + " decimals; frame number: " + format.frame_numbering);
    }
    for (const std::string& loss : exported.losses) log_warning("the format does not keep " + loss);
    if (!exported.not_decoded.empty()) {
        log_warning(counted(static_cast<int64_t>(exported.not_decoded.size()), "frame") +
                    " cannot be decoded, " +
                    (job.render ? "and the picture before stands there: " : "and no picture is there: ") +
                    first_of(exported.not_decoded));
    }
    log_info("source, hashes and counts: " + exported.manifest_file.string());
}

}  // namespace rtrack
