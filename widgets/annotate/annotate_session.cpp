#include "widgets/annotate/annotate_session.h"

#include <algorithm>

namespace rtrack {

AnnotateSession::AnnotateSession(QObject* parent) : QObject(parent), run_(&model_) {
    connect(&run_, &TrackRun::advanced, &player_, &FramePlayer::showDecoded);
    connect(&run_, &TrackRun::ended, this, &AnnotateSession::onTrackingEnded);
}

AnnotateSession::~AnnotateSession() {
    run_.stop();
}

void AnnotateSession::open(OpenedVideo video) {
    run_.stop();
    video_ = std::move(video);  // first: the old source must end on its decode thread, where it may wait
    if (decoder_) {             // it ends after the frame that it is reading; nobody waits for it
        connect(decoder_, &QThread::finished, decoder_, &QObject::deleteLater);
        decoder_->requestStop();
    }
    decoder_ = new DecodeWorker(video_.source, this);
    decoder_->start();
    model_.reset(Document(video_.info));
    range_first_ = 0;
    range_last_ = video_.info.frame_count - 1;
    player_.setVideo(decoder_, video_.info);
    if (video_.first_box) model_.change(set_human_box(0, *video_.first_box), tr("Mark the object"));
    Q_EMIT videoChanged();
    Q_EMIT rangeChanged();
}

void AnnotateSession::goTo(qint64 frame) {
    run_.stop();
    player_.seek(frame);
}

void AnnotateSession::scrubTo(qint64 frame) {
    run_.stop();
    player_.scrub(frame);
}

void AnnotateSession::step(qint64 frames) {
    run_.stop();
    player_.step(frames);
}

void AnnotateSession::stepSeconds(double seconds) {
    run_.stop();
    player_.stepSeconds(seconds);
}

void AnnotateSession::togglePlay(double speed) {
    run_.stop();
    if (player_.playing()) {
        player_.pause();
    } else {
        player_.play(speed);
    }
}

void AnnotateSession::shuttle(int direction) {
    run_.stop();
    player_.shuttle(direction);
}

template <typename Wanted>
void AnnotateSession::goToNeighbour(int direction, Wanted wanted) {
    const auto& boxes = document().boxes();
    if (direction > 0) {
        const auto found = std::find_if(boxes.upper_bound(player_.position()), boxes.end(), wanted);
        if (found != boxes.end()) goTo(found->first);
    } else {
        const auto begin = std::make_reverse_iterator(boxes.lower_bound(player_.position()));
        const auto found = std::find_if(begin, boxes.rend(), wanted);
        if (found != boxes.rend()) goTo(found->first);
    }
}

void AnnotateSession::goToHumanBox(int direction) {
    goToNeighbour(direction, [](const auto& entry) { return entry.second.source == BoxSource::Human; });
}

void AnnotateSession::goToDoubt(int direction) {
    goToNeighbour(direction, [](const auto& entry) { return entry.second.doubtful; });
}

void AnnotateSession::setRangeFirst(qint64 frame) {
    range_first_ = frame;
    range_last_ = std::max(range_last_, frame);
    Q_EMIT rangeChanged();
}

void AnnotateSession::setRangeLast(qint64 frame) {
    range_last_ = frame;
    range_first_ = std::min(range_first_, frame);
    Q_EMIT rangeChanged();
}

void AnnotateSession::clearRange() {
    range_first_ = 0;
    range_last_ = std::max<qint64>(0, document().video().frame_count - 1);
    Q_EMIT rangeChanged();
}

void AnnotateSession::setBox(const Box& box, int gesture) {
    if (player_.shownFrame() < 0 || !box.valid()) return;
    run_.stop();
    player_.pause();
    const bool replaces = document().record_at(player_.shownFrame()) != nullptr;
    model_.change(set_human_box(player_.shownFrame(), box),
                  replaces ? tr("Correct the box at frame %1").arg(player_.shownFrame())
                           : tr("Draw a box at frame %1").arg(player_.shownFrame()),
                  gesture);
}

void AnnotateSession::removeBox() {
    run_.stop();
    player_.pause();
    model_.change(remove_box(document(), player_.shownFrame()),
                  tr("Remove the box at frame %1").arg(player_.shownFrame()));
}

void AnnotateSession::acceptBoxAt(qint64 frame) {
    run_.stop();
    player_.pause();
    const BoxRecord* record = document().record_at(frame);
    if (!record || record->reviewed) return;
    model_.change(accept_box(document(), frame), tr("Accept the box at frame %1").arg(frame));
}

void AnnotateSession::undo() {
    run_.stop();
    model_.undoStack()->undo();
}

void AnnotateSession::redo() {
    run_.stop();
    model_.undoStack()->redo();
}

void AnnotateSession::setTracker(TrackerProvider tracker, DoubtJudgeProvider judge) {
    tracker_ = std::move(tracker);
    judge_ = std::move(judge);
}

void AnnotateSession::track(int direction) {
    if (!hasVideo()) return;
    run_.stop();
    player_.pause();
    const qint64 first = player_.position();
    const qint64 last = direction > 0 ? range_last_ : range_first_;
    if (!document().record_at(first)) {
        Q_EMIT trackingRefused(
            tr("There is no box at frame %1. Press N and drag a box around the object first.").arg(first));
    } else if ((last - first) * direction <= 0) {
        Q_EMIT trackingRefused(tr("Frame %1 is the end of the range, so there is nothing to track. Clear the "
                                  "range (Alt+I) or go to another frame.")
                                   .arg(first));
    } else {
        run_.start(decoder_, {first, last, tracker_, judge_});
    }
}

void AnnotateSession::onTrackingEnded(const TrackEnd& end) {
    if (end.doubt) player_.seek(end.doubt->frame_index);
    Q_EMIT trackingEnded(end);
}

}  // namespace rtrack
