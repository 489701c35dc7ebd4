#include "widgets/review/shown_frames.h"

namespace rtrack {

ShownFrames::ShownFrames(AnnotateSession* session, QObject* parent) : QObject(parent), session_(session) {
    connect(session->player(), &FramePlayer::frameShown, this, &ShownFrames::seeCurrent);
    // The frame where a run ends stays on screen.
    connect(session->trackRun(), &TrackRun::runningChanged, this, &ShownFrames::seeCurrent);
    connect(session->model(), &ProjectModel::changed, this, &ShownFrames::onChanged);
    connect(session->model(), &ProjectModel::replaced, this, [this] { frames_.clear(); });
    connect(session->model(), &ProjectModel::largeChangeEnded, this, [this](bool done) {
        if (done) frames_.clear();
    });
}

bool ShownFrames::contains(int64_t video, int64_t frame) const {
    if (video == session_->videoId() && frame == session_->player()->shownFrame()) return true;
    const auto of_video = frames_.find(video);
    return of_video != frames_.end() && of_video->second.contains(frame);
}

void ShownFrames::seeCurrent() {
    const qint64 frame = session_->player()->shownFrame();
    if (frame >= 0 && !session_->trackRun()->running()) frames_[session_->videoId()].insert(frame);
}

void ShownFrames::onChanged(const ProjectEdit& edit) {
    for (const auto& [key, record] : edit.boxes) {
        if (!record || record->reviewed) continue;
        const auto track = session_->project().tracks().find(key.track);
        if (track == session_->project().tracks().end()) continue;
        if (const auto of_video = frames_.find(track->second.video); of_video != frames_.end())
            of_video->second.erase(key.frame);
    }
    seeCurrent();  // with its boxes of now
}

}  // namespace rtrack
