#pragma once

#include <QObject>
#include <QTimer>
#include <memory>

#include "tracking/annotation/box_edits.h"
#include "widgets/annotate/decode_worker.h"
#include "widgets/annotate/project_model.h"
#include "widgets/annotate/track_worker.h"

namespace rtrack {

/// What a tracker found, as a box of the project; the run that made it is not in it.
[[nodiscard]] BoxRecord recordOf(const TrackResult& result);

/// The GUI thread's side of tracking: starts runs, puts their results into the project in batches (one run
/// is one undo step), and drops what comes from a run that was stopped.
class TrackRun : public QObject {
    Q_OBJECT
public:
    explicit TrackRun(ProjectModel* model, QObject* parent = nullptr);
    ~TrackRun() override;

    struct Span {
        qint64 first_frame = 0;
        qint64 last_frame = 0;  ///< included
    };
    /// By track, then by frame.
    using Records = std::map<int64_t, std::map<int64_t, BoxRecord>>;
    struct Start {
        std::vector<int64_t> tracks;  ///< each must have a box at the frame it starts from
        qint64 first_frame = 0;
        qint64 last_frame = 0;          ///< included; before `first_frame`: backward
        std::map<int64_t, Span> spans;  ///< of tracks that are followed over a part of the run only
        bool until_human_box = false;
        TrackerMay may = TrackerMay::ReplaceBoxes;
        TrackerProvider tracker;
        DoubtJudgeProvider judge;  ///< empty: no doubt ends the run, nor a cut
        TrackingRun about;         ///< what the project keeps of the run
        /// The SHA-256 of the model that runs, asked once there are results; empty function: there is none.
        std::function<std::string()> model_hash;
        int gesture = -1;  ///< the run is a part of this step; -1: a step of its own
        /// If set, it gets the results up to a frame, and the project stays as it is.
        std::function<void(const Records& records, qint64 reached)> candidates;
    };
    /// Stops a run in progress first. Of the boxes ahead those go that the run may replace, up to the next
    /// settled one.
    void start(DecodeWorker* decoder, const Start& start);
    /// Ends at once; what was tracked so far stays, and so do doubts. Does nothing if no run is in progress.
    void stop();

    [[nodiscard]] bool running() const { return running_; }
    [[nodiscard]] const QString& trackerDescription() const { return tracker_description_; }

Q_SIGNALS:
    void runningChanged(bool running);
    /// The newest frame of a batch, with its picture.
    void advanced(qint64 frame, rtrack::ImagePtr image);
    void ended(rtrack::TrackEnd end);

private:
    [[nodiscard]] FollowTarget targetOf(int64_t track) const;
    /// Takes away a track's boxes beyond `frame` up to the next settled one and the end of the run.
    [[nodiscard]] ProjectEdit tailAfter(int64_t track, int64_t frame) const;
    [[nodiscard]] bool usesOtherModel(const TrackingRun& about) const;
    [[nodiscard]] ProjectEdit firstEdit();
    [[nodiscard]] ProjectEdit doubtEdit(const TrackDoubt& doubt) const;
    /// @return false if the project refused it; so for all of them
    bool change(const ProjectEdit& edit);
    void takeBatch();
    bool keep(const Records& results);
    bool keep(const std::vector<TrackDoubt>& doubts);
    void endRefused();
    [[nodiscard]] bool forward() const { return start_.last_frame > start_.first_frame; }
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
    int64_t run_id_ = 0;
    bool other_model_ = false;
    bool has_changed_ = false;
    qint64 boxes_kept_ = 0;
    QString refusal_;  // why the project made no change last
    qint64 reached_ = 0;
    std::vector<TrackDoubt> doubts_;  // so far
    bool running_ = false;
    QString tracker_description_;
};

}  // namespace rtrack
