#include "app/studio/go_actions.h"

#include "app/studio/review_actions.h"
#include "widgets/annotate/transport_bar.h"

namespace rtrack {

GoActions::GoActions(AnnotateSession* session, TrackEditor* editor, ReviewActions* review,
                     TransportBar* transport, Actions* actions, QObject* parent)
    : QObject(parent),
      session_(session),
      editor_(editor),
      review_(review),
      transport_(transport),
      actions_(actions) {
    connectPlaying();
    connectSteps();
    connectRange();
}

void GoActions::connectPlaying() {
    on(ActionId::PlayPause, [this] {
        if (!review_->stopShowing()) session_->togglePlay(transport_->speed());
    });
    on(ActionId::ShuttleBack, [this] { session_->shuttle(-1); });
    on(ActionId::ShuttleStop, [this] {
        if (session_->player()->playing()) return session_->player()->pause();
        editor_->toggleKeyframe();
    });
    on(ActionId::ShuttleForward, [this] { session_->shuttle(1); });
    connect(session_->player(), &FramePlayer::playingChanged, this, [this](double speed) {
        actions_->get(ActionId::PlayPause)->setIcon(icon(speed == 0 ? Glyph::Play : Glyph::Pause));
    });
    connect(transport_, &TransportBar::speedChosen, this, [this](double speed) {
        if (session_->player()->playing()) session_->player()->play(speed);
    });
}

void GoActions::connectSteps() {
    on(ActionId::StepBack, [this] { session_->step(-1); });
    on(ActionId::StepForward, [this] { session_->step(1); });
    on(ActionId::TenBack, [this] { session_->step(-10); });
    on(ActionId::TenForward, [this] { session_->step(10); });
    on(ActionId::SecondBack, [this] { session_->stepSeconds(-1); });
    on(ActionId::SecondForward, [this] { session_->stepSeconds(1); });
    on(ActionId::ToStart, [this] { session_->goTo(0); });
    on(ActionId::ToEnd, [this] { session_->goTo(session_->video().info.frame_count - 1); });
    on(ActionId::ToTrackStart, [this] { session_->goToTrackEnd(-1); });
    on(ActionId::ToTrackEnd, [this] { session_->goToTrackEnd(1); });
    on(ActionId::GoToFrame, [this] { transport_->editFrame(); });
    on(ActionId::PreviousHuman, [this] { session_->goToBox(BoxKind::Human, -1); });
    on(ActionId::NextHuman, [this] { session_->goToBox(BoxKind::Human, 1); });
}

void GoActions::connectRange() {
    on(ActionId::RangeFirst, [this] { session_->setRangeFirst(session_->player()->position()); });
    on(ActionId::RangeLast, [this] { session_->setRangeLast(session_->player()->position()); });
    on(ActionId::ClearRange, [this] { session_->clearRange(); });
}

}  // namespace rtrack
