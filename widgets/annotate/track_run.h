#pragma once

#include <QObject>
#include <QTimer>
#include <memory>

#include "widgets/annotate/decode_worker.h"
#include "widgets/annotate/project_model.h"
#include "widgets/annotate/track_worker.h"

namespace rtrack {

/// The GUI thread's side of tracking: starts runs, puts their results into the project in batches (one run
/// is one undo step), and drops what comes from a run that was stopped.
class TrackRun : public QObject {
    Q_OBJECT
public:
    explicit TrackRun(ProjectModel* model, QObject* parent = nullptr);
    ~TrackRun() override;

    struct Start {
        int64_t track = 0;
        qint64 first_frame = 0;  ///< must hold a box
        qint64 last_frame = 0;   ///< included; before `first_frame`: backward
        TrackerProvider tracker;
        DoubtJudgeProvider judge;
    };
    /// Stops a run in progress first. Replaces the tracker's boxes ahead, up to the next box of a person.
    void start(DecodeWorker* decoder, const Start& start);
    /// Ends at once; what was tracked so far stays. Does nothing if no run is in progress.
    void stop();

    [[nodiscard]] bool running() const { return running_; }
    [[nodiscard]] const QString& trackerDescription() const { return tracker_description_; }

Q_SIGNALS:
    void runningChanged(bool running);
    /// The newest frame of a batch, with its picture.
    void advanced(qint64 frame, rtrack::ImagePtr image);
    void ended(rtrack::TrackEnd end);

private:
    /// Takes away the boxes beyond `frame` up to the next one of a person and the end of the run.
    [[nodiscard]] ProjectEdit tailAfter(int64_t frame) const;
    void takeBatch();
    void onEnded(qint64 generation, TrackEnd end);
    void finish(TrackEnd end);

    ProjectModel* model_;
    TrackWorker worker_;
    QTimer batch_timer_;
    std::shared_ptr<FrameQueue> frames_;
    std::shared_ptr<std::atomic<bool>> cancelled_;
    Start start_;
    qint64 generation_ = 0;  // raised by every start and stop
    int gesture_ = -1;
    qint64 frames_kept_ = 0;
    bool running_ = false;
    QString tracker_description_;
};

}  // namespace rtrack
