#include "app/studio/export_boxes.h"

#include "tracking/annotation/formats/export_pictures.h"
#include "tracking/annotation/formats/project_exchange.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

std::shared_ptr<FrameSource> open_video(const AnnotatedVideo& video, const Project& project,
                                        const StudioServices& services,
                                        const std::function<bool()>& cancelled) {
    if (video.path == "demo:") return services.open_demo().source;
    const std::string place = place_of_pictures(video, project).string();
    return services
        .open(
            place, [](double) {}, cancelled)
        .source;
}

}  // namespace

ExportReport export_boxes(const ExportChoice& choice, const ExportSubject& subject, bool overwrite,
                          const StudioServices& services, const std::function<void(double)>& progress,
                          const std::function<bool()>& cancelled) {
    const Project project = Project::open(subject.project_file.toStdString(), Project::Mode::Read);
    const FromProject from = fromProject(choice, subject);
    const AnnotationSet set = from_project(project, from);
    ExportJob job;
    job.format = &annotation_format(choice.format.toStdString());
    job.path = choice.path.toStdString();
    job.overwrite = overwrite;
    job.keyframes_only = choice.keyframes_only;
    job.write.detections = choice.detections;
    job.write.line_format = choice.line_format.toStdString();
    if (from.first_frame && from.last_frame) {
        job.first_frame = *from.first_frame;
        job.frames = *from.last_frame - *from.first_frame + 1;
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
            write_pictures(set, job, folder, work);
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
