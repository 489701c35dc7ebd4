#pragma once

#include "widgets/annotate/track_run.h"

namespace rtrack {

/// Fills the gap between two boxes of a person: tracks forward from the first, then backward from the second,
/// and blends the two. All of it is one step of the history. GUI thread only.
class GapFill {
public:
    /// Both must outlive it.
    GapFill(ProjectModel* model, TrackRun* run) : model_(model), run_(run) {}

    /// @param before, after  frames of the two boxes, with at least one frame between them
    void start(DecodeWorker* decoder, TrackRun::Start how, int64_t track, int64_t before, int64_t after);
    /// To be told of the end of every run. @return whether another run was started
    bool goOn(const TrackEnd& end);

private:
    enum class Stage { None, Forward, Backward };
    [[nodiscard]] std::map<int64_t, BoxRecord> tracked() const;

    ProjectModel* model_;
    TrackRun* run_;
    DecodeWorker* decoder_ = nullptr;
    TrackRun::Start how_;
    Stage stage_ = Stage::None;
    int64_t before_ = 0;
    int64_t after_ = 0;
    std::map<int64_t, BoxRecord> forward_;
};

}  // namespace rtrack
