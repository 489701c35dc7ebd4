#pragma once

#include <QObject>
#include <QTimer>
#include <optional>

#include "widgets/review/review_watch.h"
#include "widgets/review/shown_frames.h"

namespace rtrack {

/// A person's way along the review queue: where they are, and how it goes on. GUI thread only.
class ReviewWalk : public QObject {
    Q_OBJECT
public:
    /// Both must outlive it.
    ReviewWalk(AnnotateSession* session, ReviewWatch* watch, QObject* parent = nullptr);

    /// The place after (+1) or before (-1) the one where we are; from nowhere, the first. While the queue is
    /// out of date it is waited for.
    void go(int direction);
    void goTo(const ReviewItem& item);
    /// Accepts the boxes of the place where we are, as one step of the history, and goes to the next one.
    /// Only boxes whose frame was on screen are accepted: frames of the place that were not are shown first,
    /// one after the other at the video's pace; called again meanwhile, what has been shown is accepted, and
    /// the rest stays in the queue. Boxes that were corrected stay as they are. While the place's picture is
    /// still awaited, nothing is done.
    /// @return false: we are at no place of the queue.
    bool acceptAndGoOn();
    /// The frames of the place are being shown.
    [[nodiscard]] bool showing() const { return !to_show_.empty(); }
    /// Nothing is accepted. Going elsewhere, playing and every change do it too.
    void stopShowing();

    /// Where we are, as it was when we came; nullopt: the walk has not begun, or has ended.
    [[nodiscard]] const std::optional<ReviewItem>& current() const { return current_; }

Q_SIGNALS:
    void currentChanged();
    /// There is no further place in this direction.
    void ended(int direction);
    /// The place lies in another video, which is to be shown; we go there when it is.
    void videoWanted(qint64 video);

private:
    [[nodiscard]] bool isHere(qint64 frame) const;
    void arrive();
    void onVideoChanged();
    [[nodiscard]] std::vector<int64_t> framesNotShown() const;
    void showNext();
    void onShown(qint64 frame);
    void acceptShown();

    AnnotateSession* session_;
    ReviewWatch* watch_;
    ShownFrames shown_;
    QTimer timer_;                  // until the next frame of the place is shown
    std::vector<int64_t> to_show_;  // last to first
    std::optional<ReviewItem> current_;
    int wanted_direction_ = 0;  // when the queue is up to date; 0: none
};

}  // namespace rtrack
