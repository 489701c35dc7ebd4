#pragma once

#include <QObject>

#include "app/studio/project_controller.h"
#include "widgets/annotate/annotate_session.h"
#include "widgets/common/message_bar.h"

namespace rtrack {

class TrainPage;

/// What the Train workspace needs of the rest of the studio: the GPU's memory, the boxes of the open project,
/// and an answer to what becomes of runs at work when the window closes. GUI thread.
class TrainActions : public QObject {
    Q_OBJECT
public:
    /// All of them must outlive it. @param window  parent of the question; closed with the answer
    TrainActions(TrainPage* page, AnnotateSession* session, ProjectController* projects, StudioTasks* tasks,
                 MessageBar* messages, QWidget* window);

    /// Whether tracking computes on a GPU.
    void setTrackingOnGpu(bool on_gpu) { tracking_on_gpu_ = on_gpu; }
    /// Whether the window may close now. If not, a person is asked about the runs at work.
    [[nodiscard]] bool mayClose();

private:
    void giveMemoryTo(const QString& device);
    void trainOnProject();
    [[nodiscard]] bool canBeTrainedOn(int64_t track) const;
    void askAboutRuns();
    [[nodiscard]] QString wordsAboutRuns() const;

    TrainPage* page_;
    AnnotateSession* session_;
    ProjectController* projects_;
    StudioTasks* tasks_;
    MessageBar* messages_;
    QWidget* window_;
    bool tracking_on_gpu_ = false;
    bool runs_answered_ = false;
};

}  // namespace rtrack
