#pragma once

#include <QObject>
#include <QPointer>

#include "app/studio/open_project.h"
#include "app/studio/settings.h"
#include "app/studio/studio_services.h"
#include "widgets/common/background_job.h"
#include "widgets/common/message_bar.h"
#include "widgets/exchange/export_choice.h"

namespace rtrack {

/// The window's long work, on other threads, with progress and Cancel in the message bar: opening a
/// project or a video, copying, writing boxes, asking for the device. GUI thread only; never waits.
class StudioTasks : public QObject {
    Q_OBJECT
public:
    StudioTasks(StudioServices services, MessageBar* messages, QObject* parent = nullptr);

    /// Gives up an opening that is in progress, unless it is of the same.
    void open(const OpenRequest& request);
    /// Nobody hears of the opening in progress any more; its message stays.
    void abandonOpening();
    /// Copies a project file, from a connection of its own.
    void copyProject(const QString& from, const QString& to);
    /// Reads the boxes from the project file, through a connection of its own, and writes them.
    /// @return the work, which has begun and goes away by itself
    BackgroundJob* exportBoxes(const ExportChoice& choice, const ExportSubject& subject, bool overwrite);
    void askForDevice(const TrackerRequest& request);
    /// Gives the trackers' GPU memory back.
    void releaseTrackers();

Q_SIGNALS:
    void opened(std::shared_ptr<rtrack::OpenResult> result);
    void openFailed(rtrack::OpenRequest request, QString reason, bool stopped);
    void projectCopied(QString to);
    void copyFailed(QString to, QString reason);
    void exported(QString file);
    void deviceKnown(rtrack::DeviceStatus status);

private:
    BackgroundJob* startJob(BackgroundJob::Work work);
    void startOpening();
    void cancelOpening();

    StudioServices services_;
    MessageBar* messages_;
    BackgroundJob* opening_ = nullptr;    ///< at work, perhaps for nobody any more
    std::optional<OpenRequest> to_open_;  ///< what somebody waits for; not begun while another one ends
    int device_asks_ = 0;                 ///< the newest answer counts
};

}  // namespace rtrack
