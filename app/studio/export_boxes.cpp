#include "app/studio/export_boxes.h"

#include "tracking/annotation/formats/export_pictures.h"
#include "tracking/annotation/formats/project_exchange.h"
#include "tracking/annotation/palette.h"
#include "tracking/base/demo.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

std::shared_ptr<FrameSource> open_video(const AnnotatedVideo& video, const Project& project,
                                        const StudioServices& services,
                                        const std::function<bool()>& cancelled) {
    return open_pictures(video, project, [&](const std::string& path) {
        return is_demo(path) ? services.open_demo().source
                             : services
                                   .open(
                                       path, [](double) {}, cancelled)
                                   .source;
    });
}

/// Draws into the frames of the range, or of the whole video.
std::vector<std::string> render(const AnnotationSet& set, const Project& project, const ExportJob& job,
                                const std::filesystem::path& file, const StudioServices& services,
                                const std::function<void(double)>& progress,
                                const std::function<bool()>& cancelled) {
    const auto source = open_video(set.videos.front(), project, services, cancelled);
    AnnotationVideo video{&set, class_colors(project), job.first_frame, source->frame_count() - 1};
    if (job.frames > 0) video.last_frame = job.first_frame + job.frames - 1;
    return services.render(*source, video, file, [&](int64_t done, int64_t frames) {
        progress(static_cast<double>(done) / static_cast<double>(frames));
        return !cancelled();
    });
}

}  // namespace

ExportReport export_boxes(const ExportChoice& choice, const ExportSubject& subject, bool overwrite,
                          const StudioServices& services, const std::function<void(double)>& progress,
                          const std::function<bool()>& cancelled) {
    const Project project = Project::open(subject.project_file.toStdString(), Project::Mode::Read);
    const FromProject from = fromProject(choice, subject);
    const AnnotationSet set = from_project(project, from);
    ExportJob job;
    job.format = &export_format(choice.format.toStdString());
    job.path = choice.path.toStdString();
    job.overwrite = overwrite;
    job.keyframes_only = choice.keyframes_only;
    job.write.detections = choice.detections;
    job.write.line_format = choice.line_format.toStdString();
    if (from.first_frame && from.last_frame) {
        job.first_frame = *from.first_frame;
        job.frames = *from.last_frame - *from.first_frame + 1;
    }
    const bool draws = job.format == &video_format();
    for (const AnnotatedVideo& video : set.videos) {
        if ((choice.pictures || draws) && !is_demo(video.path))
            job.sources.push_back(place_of_pictures(video, project));
    }
    if (choice.pictures) {
        const auto sequences = static_cast<double>(picture_sequences(set, *job.format).size());
        auto finished = std::make_shared<double>(0);
        PictureWork work;
        work.open = [&](const AnnotatedVideo& video) {
            return open_video(video, project, services, cancelled);
        };
        work.write = services.write_jpeg;
        work.progress = [=](const std::string&, int64_t done, int64_t frames) {
            progress((*finished + static_cast<double>(done) / static_cast<double>(frames)) / sequences);
            if (done == frames) *finished += 1;
            return !cancelled();
        };
        job.write_pictures = [&set, job, work](const std::filesystem::path& folder) {
            return write_pictures(set, job, folder, work);
        };
    }
    if (draws && !set.videos.empty()) {
        job.render = [&](const std::filesystem::path& file) {
            return render(set, project, job, file, services, progress, cancelled);
        };
    }
    ExportReport report;
    report.path = job.path.string();
    report.format = job.format->name;
    report.exported = export_files(set, job);
    report.losses = losses_of(set, *job.format);
    report.manifest = read_manifest(report.exported.manifest_file);
    return report;
}

}  // namespace rtrack
