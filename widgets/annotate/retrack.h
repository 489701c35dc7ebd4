#pragma once

#include <QObject>
#include <optional>
#include <vector>

#include "tracking/annotation/review/retrack.h"
#include "widgets/annotate/track_run.h"

namespace rtrack {

/// The second result over a stretch, which is not in the project.
struct RetrackResult {
    RetrackStretch stretch;
    TrackingRun about;  ///< what the project will keep of the run
    RetrackBoxes found;
    BoxesByFrame boxes;  ///< the candidates: of one run, or blended of two
    RetrackComparison comparison;
};

/// Tracks stretches a second time, those of several objects together, forward and backward, and keeps the
/// results apart from the project until a person takes them or turns them down: also while other frames and
/// videos are looked at. GUI thread only.
class Retrack : public QObject {
    Q_OBJECT
public:
    /// Both must outlive it.
    Retrack(ProjectModel* model, TrackRun* run);

    /// Earlier results go where a stretch meets them.
    /// @param how  tracks and frames are not looked at; neither doubts nor cuts end these runs, since what
    ///             they found is compared with the old boxes
    void start(DecodeWorker* decoder, TrackRun::Start how, std::vector<RetrackStretch> stretches);
    /// To be told of the end of every run. @return whether it was one of these
    bool goOn(const TrackEnd& end);

    [[nodiscard]] bool running() const { return running_; }
    [[nodiscard]] size_t count() const { return tracked_.size(); }  ///< stretches that are being tracked

    /// Those that nothing was decided about, by video, frame and track; only whole ones.
    [[nodiscard]] const std::vector<RetrackResult>& results() const { return results_; }
    /// The second box of a track; also of the stretch that is being tracked.
    [[nodiscard]] std::optional<BoxRecord> candidateAt(int64_t track, int64_t frame) const;
    /// Numbers of the results that are better by the rule of is_better.
    [[nodiscard]] std::vector<size_t> betterOnes() const;
    /// Puts the boxes into the project, as one step of the history.
    /// @return false if that was refused: the results are still there then
    bool accept(const std::vector<size_t>& numbers);
    void reject(const std::vector<size_t>& numbers);
    /// Turns all of them down.
    void clear();

Q_SIGNALS:
    /// @param share  of all frames, in [0, 1]
    void progressed(double share);
    void resultsChanged();
    /// All of it is over. `frames_tracked` counts the last pass only.
    void ended(rtrack::TrackEnd end);

private:
    struct Tracked {
        RetrackResult result;
        int runs_missing = 0;
    };

    void startNext();
    void take(const TrackRun::Records& records, qint64 reached);
    void endPass(bool whole);
    void compare(RetrackResult& result) const;
    void onChanged(const ProjectEdit& edit);
    void remove(std::vector<size_t> numbers);

    ProjectModel* model_;
    TrackRun* run_;
    DecodeWorker* decoder_ = nullptr;
    TrackRun::Start how_;
    std::vector<Tracked> tracked_;  // so far; by number of the stretch
    std::vector<RetrackPass> passes_;
    size_t next_ = 0;     // pass
    qint64 reached_ = 0;  // frame, in the pass that runs
    int64_t frames_done_ = 0;
    std::vector<RetrackResult> results_;
    bool running_ = false;
};

}  // namespace rtrack
