#pragma once

#include <QObject>
#include <QPointer>

#include "app/settings.h"
#include "app/studio_services.h"
#include "widgets/common/background_job.h"
#include "widgets/common/message_bar.h"

namespace rtrack {

/// The window's long work, on other threads, with progress and Cancel in the message bar: opening a video,
/// writing boxes, asking for the device. GUI thread only; never waits.
class StudioTasks : public QObject {
    Q_OBJECT
public:
    StudioTasks(StudioServices services, MessageBar* messages, QObject* parent = nullptr);

    void openPath(const QString& path);
    void openDemo();
    void exportBoxes(const Document& document, const ExportOptions& options, const QString& file);
    void askForDevice(const TrackerRequest& request);

Q_SIGNALS:
    void opened(rtrack::OpenedVideo video, QString path);  ///< path: empty for the demo
    void openFailed(QString path);
    void exported(QString file);
    void deviceKnown(QString status);

private:
    void open(const QString& path, const QString& shown_name, const OpenFunction& function);
    BackgroundJob* startJob(BackgroundJob::Work work);

    StudioServices services_;
    MessageBar* messages_;
    QPointer<BackgroundJob> opening_;
};

}  // namespace rtrack
