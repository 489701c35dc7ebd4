#pragma once

#include <QObject>
#include <QTimer>
#include <set>

#include "tracking/annotation/review/review_queue.h"
#include "widgets/annotate/annotate_session.h"

namespace rtrack {

/// Keeps the review queue of the open project up to date: looks at the tracks that changed, on another thread
/// and through a connection of its own. While a tracker runs it waits. GUI thread only.
class ReviewWatch : public QObject {
    Q_OBJECT
public:
    /// @param session  must outlive it
    explicit ReviewWatch(AnnotateSession* session, QObject* parent = nullptr);

    [[nodiscard]] const ReviewQueue& queue() const { return queue_; }
    /// The project has changed since the queue was made.
    [[nodiscard]] bool outdated() const { return looking_ || !changed_tracks_.empty() || rank_wanted_; }
    /// These boxes were seen: takes their places out at once, before the tracks are looked at anew.
    void forget(int64_t track, int64_t first, int64_t last);
    /// Why the queue could not be made, which is tried again; empty: it could.
    [[nodiscard]] QString failure() const { return failure_; }

Q_SIGNALS:
    void changed();

private:
    struct Seen {
        int64_t track = 0;
        int64_t first = 0;
        int64_t last = 0;
    };

    void onReplaced();
    void onChanged(const ProjectEdit& edit);
    void startSoon();
    void start();
    void take(ReviewQueue queue);
    void lookAgain(const std::set<int64_t>& tracks, const QString& reason);

    AnnotateSession* session_;
    ReviewQueue queue_;
    QTimer timer_;
    std::set<int64_t> changed_tracks_;
    std::vector<Seen> seen_meanwhile_;  // while the tracks are looked at
    bool rank_wanted_ = false;
    bool looking_ = false;
    qint64 generation_ = 0;  // raised by every other project
    QString failure_;
};

}  // namespace rtrack
