#include "widgets/review/review_walk.h"

#include <algorithm>
#include <utility>

#include "tracking/annotation/box_edits.h"
#include "widgets/annotate/object_colors.h"

namespace rtrack {
namespace {

constexpr int kShortestMilliseconds = 10;  // that a frame of a place is shown
constexpr int kLongestMilliseconds = 200;

}  // namespace

ReviewWalk::ReviewWalk(AnnotateSession* session, ReviewWatch* watch, QObject* parent)
    : QObject(parent), session_(session), watch_(watch), shown_(session) {
    timer_.setSingleShot(true);
    connect(&timer_, &QTimer::timeout, this, &ReviewWalk::showNext);
    const FramePlayer* player = session->player();
    connect(player, &FramePlayer::frameShown, this, &ReviewWalk::onShown);
    connect(player, &FramePlayer::failed, this, [this] {
        if (showing()) timer_.start(0);  // nobody can see it: it stays in the queue
    });
    connect(player, &FramePlayer::positionChanged, this, [this](qint64 frame) {
        if (showing() && frame != to_show_.back()) stopShowing();
    });
    connect(player, &FramePlayer::playingChanged, this, &ReviewWalk::stopShowing);
    connect(session->model(), &ProjectModel::changed, this, &ReviewWalk::stopShowing);
    connect(session, &AnnotateSession::selectionChanged, this, &ReviewWalk::stopShowing);
    connect(watch, &ReviewWatch::changed, this, [this] {
        if (!watch_->outdated() && wanted_direction_ != 0) go(wanted_direction_);
    });
    connect(session->model(), &ProjectModel::replaced, this, [this] {
        stopShowing();
        wanted_direction_ = 0;
        current_.reset();
        Q_EMIT currentChanged();
    });
    connect(session, &AnnotateSession::videoChanged, this, &ReviewWalk::onVideoChanged);
}

void ReviewWalk::go(int direction) {
    stopShowing();
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
    stopShowing();
    wanted_direction_ = 0;
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
    if (!showing() && !isHere(session_->player()->shownFrame())) return true;  // nobody has seen it yet
    const bool enough = showing();
    wanted_direction_ = 0;  // it goes on from here, not twice once the queue is made
    session_->hold();
    stopShowing();
    if (!enough) to_show_ = framesNotShown();
    if (!showing()) {
        acceptShown();
    } else {
        session_->player()->scrub(to_show_.back());
    }
    return true;
}

/// Of boxes that nobody has seen, last to first.
std::vector<int64_t> ReviewWalk::framesNotShown() const {
    std::vector<int64_t> frames;
    for (const FrameBox& box :
         session_->project().boxes_of(current_->track, current_->first, current_->last)) {
        if (is_unseen(box.record) && !shown_.contains(current_->video, box.frame))
            frames.push_back(box.frame);
    }
    std::reverse(frames.begin(), frames.end());
    return frames;
}

void ReviewWalk::onShown(qint64 frame) {
    if (!showing() || frame != to_show_.back()) return;
    const FramePlayer* player = session_->player();
    const double milliseconds = 1000 * (player->secondsAt(frame + 1) - player->secondsAt(frame));
    timer_.start(
        static_cast<int>(std::clamp<double>(milliseconds, kShortestMilliseconds, kLongestMilliseconds)));
}

void ReviewWalk::showNext() {
    if (!showing()) return;
    to_show_.pop_back();
    if (!showing()) return acceptShown();
    session_->player()->scrub(to_show_.back());
}

void ReviewWalk::stopShowing() {
    timer_.stop();
    to_show_.clear();
}

void ReviewWalk::acceptShown() {
    const ReviewItem seen = *current_;
    const Project& project = session_->project();
    ProjectEdit edit;
    for (const FrameBox& box : project.boxes_of(seen.track, seen.first, seen.last)) {
        if (shown_.contains(seen.video, box.frame))
            edit = then(std::move(edit), accept_boxes(project, seen.track, box.frame, box.frame));
    }
    const QString name = nameOfTrack(project, seen.track);
    const QString text = seen.boxes() == 1
                             ? tr("Accept frame %1 of %2").arg(seen.first).arg(name)
                             : tr("Accept frames %1 to %2 of %3").arg(seen.first).arg(seen.last).arg(name);
    if (!session_->model()->change(edit, text)) return;
    watch_->forget(seen.track, seen.first, seen.last);
    const ReviewItem* next = watch_->queue().beside(seen, 1);
    if (!next && !watch_->queue().items().empty()) next = &watch_->queue().items().front();
    if (next) return goTo(ReviewItem(*next));
    current_.reset();
    Q_EMIT currentChanged();
    Q_EMIT ended(1);
}

}  // namespace rtrack
