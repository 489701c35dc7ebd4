#pragma once

#include <QThread>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <vector>

#include "widgets/annotate/track_loop.h"

namespace rtrack {

/// Runs tracking jobs one after the other on its own thread, which lives as long as the window.
///
/// Public methods may be called from any thread and return at once.
class TrackWorker : public QThread {
    Q_OBJECT
public:
    explicit TrackWorker(QObject* parent = nullptr);
    /// Stops the job in progress and waits for the frame in progress.
    ~TrackWorker() override;

    /// The job in progress should have been cancelled before.
    void start(FollowJob job);
    /// What was tracked since the last call; all of it before `ended` is delivered.
    [[nodiscard]] std::vector<FollowedFrame> take(qint64 generation);

Q_SIGNALS:
    void started(qint64 generation, QString trackerDescription);
    /// Something can be taken. Sent once until `take` is called, however many frames there are.
    void framesReady(qint64 generation);
    void ended(qint64 generation, rtrack::TrackEnd end);

protected:
    void run() override;

private:
    void deliver(qint64 generation, FollowedFrame frame);

    std::mutex mutex_;  // guards what follows
    std::condition_variable wake_;
    std::optional<FollowJob> next_;
    std::shared_ptr<std::atomic<bool>> running_cancelled_;
    std::shared_ptr<FrameQueue> running_frames_;
    std::vector<FollowedFrame> tracked_;
    qint64 tracked_generation_ = -1;
    bool stopping_ = false;
};

}  // namespace rtrack

Q_DECLARE_METATYPE(rtrack::TrackEnd)
