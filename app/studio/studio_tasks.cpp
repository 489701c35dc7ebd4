#include "app/studio/studio_tasks.h"

#include <QDir>
#include <QFileInfo>

#include "app/studio/exchange_messages.h"
#include "app/studio/export_boxes.h"
#include "app/studio/studio_messages.h"
#include "tracking/base/demo.h"
#include "widgets/common/qt_convert.h"

namespace rtrack {

StudioTasks::StudioTasks(StudioServices services, MessageBar* messages, QObject* parent)
    : QObject(parent), services_(std::move(services)), messages_(messages) {}

BackgroundJob* StudioTasks::startJob(BackgroundJob::Work work) {
    auto* job = new BackgroundJob(std::move(work), this);
    connect(job, &BackgroundJob::progressed, messages_, &MessageBar::setProgress);
    return job;
}

void StudioTasks::abandonOpening() {
    to_open_.reset();
    if (opening_) opening_->abandon();
}

void StudioTasks::cancelOpening() {
    if (!to_open_) return;
    const OpenRequest request = *to_open_;
    abandonOpening();
    messages_->clear();
    Q_EMIT openFailed(request, {}, true);
}

void StudioTasks::open(const OpenRequest& request) {
    if (to_open_ == request) return;  // a double click asks twice
    abandonOpening();
    to_open_ = request;
    const std::string& path = request.video_path.empty() ? request.project_file : request.video_path;
    const QString name = is_demo(path) ? tr("the demo") : QFileInfo(fromStd(path)).fileName();
    messages_->showProgress(tr("Opening %1…").arg(name), [this] { cancelOpening(); });
    if (!opening_) startOpening();
}

void StudioTasks::startOpening() {
    const OpenRequest request = *to_open_;
    auto result = std::make_shared<OpenResult>();
    BackgroundJob* job =
        startJob([result, request, services = services_](const auto& progress, const auto& cancelled) {
            *result = open_project(request, services, progress, cancelled);
        });
    opening_ = job;
    const auto end = [this] {
        opening_ = nullptr;
        to_open_.reset();
    };
    connect(job, &BackgroundJob::done, this, [this, result, end] {
        end();
        messages_->clear();
        Q_EMIT opened(result);
    });
    connect(job, &BackgroundJob::failed, this, [this, request, end](const QString& reason, bool stopped) {
        end();
        messages_->clear();
        Q_EMIT openFailed(request, reason, stopped);
    });
    // One that was given up tells nothing, and has its project's lock until here: the next may want the same.
    connect(job, &QThread::finished, this, [this, job, result] {
        if (opening_ != job) return;
        opening_ = nullptr;
        *result = {};
        if (to_open_) startOpening();
    });
    job->start();
}

void StudioTasks::copyProject(const QString& from, const QString& to) {
    BackgroundJob* job = startJob([from, to](const auto&, const auto&) {
        Project::open(from.toStdString(), Project::Mode::Read).save_copy(to.toStdString());
    });
    connect(job, &BackgroundJob::done, this, [this, to] {
        messages_->clear();
        Q_EMIT projectCopied(to);
    });
    connect(job, &BackgroundJob::failed, this,
            [this, to](const QString& reason, bool) { Q_EMIT copyFailed(to, reason); });
    messages_->showProgress(tr("Writing %1…").arg(QDir::toNativeSeparators(to)), {});
    job->start();
}

BackgroundJob* StudioTasks::exportBoxes(const ExportChoice& choice, const ExportSubject& subject,
                                        bool overwrite) {
    const auto report = std::make_shared<ExportReport>();
    BackgroundJob* job = startJob([=, services = services_](const auto& progress, const auto& cancelled) {
        *report = export_boxes(choice, subject, overwrite, services, progress, cancelled);
    });
    const QString path = choice.path;
    connect(job, &BackgroundJob::done, this, [this, report, path] {
        messages_->showMessage([report] { return exportedMessage(*report); });
        Q_EMIT exported(path);
    });
    connect(job, &BackgroundJob::failed, this, [this, path](const QString& reason, bool stopped) {
        messages_->showMessage(exportFailedMessage(path, reason, stopped));
    });
    messages_->showProgress(tr("Writing %1…").arg(QDir::toNativeSeparators(path)), [job = QPointer(job)] {
        if (job) job->cancel();
    });
    job->start();
    return job;
}

void StudioTasks::askForDevice(const TrackerRequest& request) {
    auto status = std::make_shared<DeviceStatus>();
    auto* job = new BackgroundJob([status, ask = services_.device_status, request](
                                      const auto&, const auto&) { *status = ask(request); },
                                  this);
    const int asked = ++device_asks_;
    connect(job, &BackgroundJob::done, this, [this, status, asked] {
        if (asked == device_asks_) Q_EMIT deviceKnown(*status);
    });
    connect(job, &BackgroundJob::failed, this, [this, asked](const QString& reason, bool) {
        if (asked == device_asks_) Q_EMIT deviceKnown({reason.toStdString(), false});
    });
    job->start();
}

void StudioTasks::releaseTrackers() {
    auto* job = new BackgroundJob(
        [release = services_.release_trackers](const auto&, const auto&) { release(); }, this);
    job->start();
}

}  // namespace rtrack
