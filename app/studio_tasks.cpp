#include "app/studio_tasks.h"

#include <QDir>
#include <QFileInfo>

#include "app/studio_messages.h"
#include "widgets/common/qt_convert.h"

namespace rtrack {

StudioTasks::StudioTasks(StudioServices services, MessageBar* messages, QObject* parent)
    : QObject(parent), services_(std::move(services)), messages_(messages) {}

BackgroundJob* StudioTasks::startJob(BackgroundJob::Work work) {
    auto* job = new BackgroundJob(std::move(work), this);
    connect(job, &BackgroundJob::progressed, messages_, &MessageBar::setProgress);
    return job;
}

void StudioTasks::openPath(const QString& path) {
    open(path, QFileInfo(path).fileName(),
         [open = services_.open, name = path.toStdString()](const auto& progress, const auto& cancelled) {
             return open(name, progress, cancelled);
         });
}

void StudioTasks::openDemo() {
    open({}, tr("the demo"), [open = services_.open_demo](const auto&, const auto&) { return open(); });
}

void StudioTasks::open(const QString& path, const QString& shown_name, const OpenFunction& function) {
    if (opening_) {
        opening_->disconnect();
        connect(opening_, &QThread::finished, opening_, &QObject::deleteLater);
        opening_->cancel();
    }
    auto result = std::make_shared<OpenedVideo>();
    BackgroundJob* job = startJob([result, function](const auto& progress, const auto& cancelled) {
        *result = function(progress, cancelled);
    });
    opening_ = job;
    connect(job, &BackgroundJob::done, this, [this, result, path] {
        messages_->clear();
        Q_EMIT opened(std::move(*result), path);
    });
    connect(job, &BackgroundJob::failed, this, [this, path, shown_name](const QString& reason, bool stopped) {
        messages_->clear();
        if (!stopped) messages_->showMessage(openFailedMessage(path.isEmpty() ? shown_name : path, reason));
        Q_EMIT openFailed(path);
    });
    messages_->showProgress(tr("Opening %1…").arg(shown_name), [job = QPointer(job)] {
        if (job) job->cancel();
    });
    job->start();
}

void StudioTasks::exportBoxes(const Document& document, const ExportOptions& options, const QString& file) {
    auto report = std::make_shared<ExportReport>();
    auto copy = std::make_shared<const Document>(document);  // the person may go on while it is written
    BackgroundJob* job = startJob([=](const auto& progress, const auto& cancelled) {
        *report = export_boxes(*copy, options, file.toStdString(), [&](double share) {
            progress(share);
            return !cancelled();
        });
    });
    connect(job, &BackgroundJob::done, this, [this, report, file] {
        messages_->showMessage([report] { return exportedMessage(*report); });
        Q_EMIT exported(file);
    });
    connect(job, &BackgroundJob::failed, this, [this, file](const QString& reason, bool stopped) {
        messages_->showMessage(exportFailedMessage(file, reason, stopped));
    });
    messages_->showProgress(tr("Writing %1…").arg(QDir::toNativeSeparators(file)), [job = QPointer(job)] {
        if (job) job->cancel();
    });
    job->start();
}

void StudioTasks::askForDevice(const TrackerRequest& request) {
    auto status = std::make_shared<std::string>();
    auto* job = new BackgroundJob([status, ask = services_.device_status, request](
                                      const auto&, const auto&) { *status = ask(request); },
                                  this);
    connect(job, &BackgroundJob::done, this, [this, status] { Q_EMIT deviceKnown(fromStd(*status)); });
    connect(job, &BackgroundJob::failed, this,
            [this](const QString& reason, bool) { Q_EMIT deviceKnown(reason); });
    job->start();
}

}  // namespace rtrack
