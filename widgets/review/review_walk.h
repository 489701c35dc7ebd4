#pragma once

#include <QObject>
#include <optional>

#include "widgets/review/review_watch.h"

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
    /// Accepts all boxes of the place where we are, as one step of the history, and goes to the next one.
    /// Boxes that were corrected there stay as they are. While its picture is still awaited, nothing is done.
    /// @return false: we are at no place of the queue.
    bool acceptAndGoOn();

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

    AnnotateSession* session_;
    ReviewWatch* watch_;
    std::optional<ReviewItem> current_;
    int wanted_direction_ = 0;  // when the queue is up to date; 0: none
};

}  // namespace rtrack
