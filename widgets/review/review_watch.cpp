#include "widgets/review/review_watch.h"

#include <memory>
#include <utility>

#include "widgets/common/background_job.h"

namespace rtrack {
namespace {

constexpr int kDelayMilliseconds = 80;    // edits that follow each other closely are looked at once
constexpr int kRetryMilliseconds = 2000;  // after a look that failed

}  // namespace

ReviewWatch::ReviewWatch(AnnotateSession* session, QObject* parent) : QObject(parent), session_(session) {
    timer_.setSingleShot(true);
    connect(&timer_, &QTimer::timeout, this, &ReviewWatch::start);
    connect(session->model(), &ProjectModel::replaced, this, &ReviewWatch::onReplaced);
    connect(session->model(), &ProjectModel::changed, this, &ReviewWatch::onChanged);
    connect(session->trackRun(), &TrackRun::runningChanged, this, &ReviewWatch::startSoon);
    connect(session, &AnnotateSession::videoChanged, this, [this] {
        rank_wanted_ = true;
        startSoon();
    });
}

void ReviewWatch::onReplaced() {
    ++generation_;
    looking_ = rank_wanted_ = false;
    changed_tracks_.clear();
    seen_meanwhile_.clear();
    queue_ = {};
    failure_.clear();
    if (session_->hasProject()) {
        for (const auto& [id, track] : session_->project().tracks()) changed_tracks_.insert(id);
    }
    startSoon();
    Q_EMIT changed();
}

void ReviewWatch::onChanged(const ProjectEdit& edit) {
    for (const auto& [track, value] : edit.tracks) changed_tracks_.insert(track);
    for (const auto& [key, record] : edit.boxes) changed_tracks_.insert(key.track);
    startSoon();
}

void ReviewWatch::startSoon() {
    if (outdated() && !looking_ && !session_->trackRun()->running()) timer_.start(kDelayMilliseconds);
}

void ReviewWatch::start() {
    if (!session_->hasProject() || looking_ || !outdated() || session_->trackRun()->running()) return;
    looking_ = true;
    rank_wanted_ = false;
    const std::set<int64_t> tracks = std::exchange(changed_tracks_, {});
    const auto queue = std::make_shared<ReviewQueue>(queue_);
    auto* job = new BackgroundJob(
        [queue, tracks, file = session_->project().file(), video = session_->videoId()](
            const auto&, const auto& cancelled) {
            if (!tracks.empty()) {
                const Project project = Project::open(file, Project::Mode::Read);
                for (const int64_t track : tracks) {
                    if (cancelled()) return;
                    queue->look_at(project, {track});
                }
            }
            queue->rank(video);
        },
        this);
    connect(job, &BackgroundJob::done, this, [this, queue, generation = generation_] {
        if (generation == generation_) take(std::move(*queue));
    });
    connect(job, &BackgroundJob::failed, this,
            [this, tracks, generation = generation_](const QString& reason, bool) {
                if (generation == generation_) lookAgain(tracks, reason);
            });
    job->start();
}

void ReviewWatch::take(ReviewQueue queue) {
    looking_ = false;
    failure_.clear();
    queue_ = std::move(queue);
    for (const Seen& seen : std::exchange(seen_meanwhile_, {}))
        queue_.remove(seen.track, seen.first, seen.last);
    startSoon();
    Q_EMIT changed();
}

/// What a failed look was about is still to be looked at.
void ReviewWatch::lookAgain(const std::set<int64_t>& tracks, const QString& reason) {
    looking_ = false;
    rank_wanted_ = true;
    changed_tracks_.insert(tracks.begin(), tracks.end());
    seen_meanwhile_.clear();  // they are out of the queue that stays
    failure_ = reason;
    timer_.start(kRetryMilliseconds);
    Q_EMIT changed();
}

void ReviewWatch::forget(int64_t track, int64_t first, int64_t last) {
    if (looking_) seen_meanwhile_.push_back({track, first, last});
    queue_.remove(track, first, last);
    Q_EMIT changed();
}

}  // namespace rtrack
