#include "widgets/annotate/track_worker.h"

#include "widgets/common/qt_convert.h"

namespace rtrack {

TrackWorker::TrackWorker(QObject* parent) : QThread(parent) {
    setObjectName("track");
    QThread::start();
}

TrackWorker::~TrackWorker() {
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
        next_.reset();
        if (running_cancelled_) *running_cancelled_ = true;
        if (running_frames_) running_frames_->close();
        wake_.notify_one();
    }
    wait();
}

void TrackWorker::start(FollowJob job) {
    std::lock_guard lock(mutex_);
    next_ = std::move(job);
    wake_.notify_one();
}

std::vector<FollowedFrame> TrackWorker::take(qint64 generation) {
    std::lock_guard lock(mutex_);
    if (tracked_generation_ != generation) return {};
    return std::exchange(tracked_, {});
}

void TrackWorker::deliver(qint64 generation, FollowedFrame frame) {
    bool announce = false;
    {
        std::lock_guard lock(mutex_);
        if (tracked_generation_ != generation) tracked_.clear();
        tracked_generation_ = generation;
        announce = tracked_.empty();
        tracked_.push_back(std::move(frame));
    }
    if (announce) Q_EMIT framesReady(generation);
}

void TrackWorker::run() {
    for (;;) {
        std::optional<FollowJob> job;
        {
            std::unique_lock lock(mutex_);
            wake_.wait(lock, [&] { return stopping_ || next_; });
            if (stopping_) return;
            job.swap(next_);
            running_cancelled_ = job->cancelled;
            running_frames_ = job->frames;
        }
        const qint64 generation = job->generation;
        const TrackEnd end = run_tracking(
            *job, [&](const std::string& description) { Q_EMIT started(generation, fromStd(description)); },
            [&](FollowedFrame frame) { deliver(generation, std::move(frame)); });
        job->frames->close();
        Q_EMIT ended(generation, end);
    }
}

}  // namespace rtrack
