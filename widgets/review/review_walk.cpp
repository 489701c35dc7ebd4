#include "widgets/review/review_walk.h"

#include <utility>

#include "tracking/annotation/box_edits.h"
#include "widgets/annotate/object_colors.h"

namespace rtrack {

ReviewWalk::ReviewWalk(AnnotateSession* session, ReviewWatch* watch, QObject* parent)
    : QObject(parent), session_(session), watch_(watch) {
    connect(watch, &ReviewWatch::changed, this, [this] {
        if (!watch_->outdated() && wanted_direction_ != 0) go(wanted_direction_);
    });
    connect(session->model(), &ProjectModel::replaced, this, [this] {
        wanted_direction_ = 0;
        current_.reset();
        Q_EMIT currentChanged();
    });
    connect(session, &AnnotateSession::videoChanged, this, &ReviewWalk::onVideoChanged);
}

void ReviewWalk::go(int direction) {
    if (!session_->hasProject()) return;
    session_->hold();
    wanted_direction_ = watch_->outdated() ? direction : 0;
    if (wanted_direction_ != 0) return;
    const auto& items = watch_->queue().items();
    const ReviewItem* next = nullptr;
    if (current_) {
        next = watch_->queue().beside(*current_, direction);
    } else if (!items.empty()) {
        next = &items.front();
    }
    if (!next) return Q_EMIT ended(direction);
    goTo(*next);
}

void ReviewWalk::goTo(const ReviewItem& item) {
    if (!session_->project().tracks().contains(item.track)) return;
    current_ = item;
    if (session_->videoId() == current_->video) {
        arrive();
    } else {
        Q_EMIT videoWanted(current_->video);
    }
    Q_EMIT currentChanged();
}

void ReviewWalk::arrive() {
    session_->select(current_->track);
    session_->goTo(current_->look);
}

void ReviewWalk::onVideoChanged() {
    if (current_ && session_->hasVideo() && session_->videoId() == current_->video &&
        session_->project().tracks().contains(current_->track))
        arrive();
}

bool ReviewWalk::isHere(qint64 frame) const {
    return current_ && session_->videoId() == current_->video && session_->current() == current_->track &&
           current_->first <= frame && frame <= current_->last;
}

bool ReviewWalk::acceptAndGoOn() {
    if (!isHere(session_->player()->position())) return false;
    if (!isHere(session_->player()->shownFrame())) return true;  // nobody has seen it yet
    session_->hold();
    const ReviewItem seen = *current_;
    const QString name = nameOfTrack(session_->project(), seen.track);
    const QString text = seen.boxes() == 1
                             ? tr("Accept frame %1 of %2").arg(seen.first).arg(name)
                             : tr("Accept frames %1 to %2 of %3").arg(seen.first).arg(seen.last).arg(name);
    if (!session_->model()->change(accept_boxes(session_->project(), seen.track, seen.first, seen.last),
                                   text))
        return true;
    watch_->forget(seen.track, seen.first, seen.last);
    const ReviewItem* next = watch_->queue().beside(seen, 1);
    if (!next && !watch_->queue().items().empty()) next = &watch_->queue().items().front();
    if (next) {
        goTo(*next);
    } else {
        current_.reset();
        Q_EMIT currentChanged();
        Q_EMIT ended(1);
    }
    return true;
}

}  // namespace rtrack
