#include "app/studio/review_actions.h"

#include <QStackedWidget>
#include <algorithm>
#include <utility>

#include "app/studio/project_messages.h"
#include "app/studio/studio_messages.h"
#include "widgets/annotate/object_colors.h"
#include "widgets/review/retrack_panel.h"
#include "widgets/review/review_panel.h"

namespace rtrack {

ReviewActions::ReviewActions(AnnotateSession* session, TrackEditor* editor, Actions* actions,
                             MessageBar* messages, QObject* parent)
    : QObject(parent),
      session_(session),
      editor_(editor),
      actions_(actions),
      messages_(messages),
      pages_(new QStackedWidget),
      panel_(new ReviewPanel(
          session, actions->list({ActionId::PreviousInQueue, ActionId::AcceptBox, ActionId::NextInQueue}))),
      retrack_panel_(new RetrackPanel(session)) {
    pages_->addWidget(panel_);
    pages_->addWidget(retrack_panel_);
    connectQueue();
    connectRetrack();
}

QWidget* ReviewActions::pages() const {
    return pages_;
}

void ReviewActions::connectQueue() {
    ReviewWalk* walk = panel_->walk();
    const auto go = [this, walk](int direction) {
        Q_EMIT shown();
        messages_->clear();
        walk->go(direction);
    };
    connect(actions_->get(ActionId::PreviousInQueue), &QAction::triggered, this, [go] { go(-1); });
    connect(actions_->get(ActionId::NextInQueue), &QAction::triggered, this, [go] { go(1); });
    connect(actions_->get(ActionId::AcceptBox), &QAction::triggered, this, &ReviewActions::accept);
    connect(walk, &ReviewWalk::videoWanted, this, &ReviewActions::videoWanted);
    connect(walk, &ReviewWalk::ended, this, [this](int direction) {
        const bool all_seen = session_->project().counts().unreviewed == 0;
        const ActionId back = direction < 0 ? ActionId::NextInQueue : ActionId::PreviousInQueue;
        messages_->showMessage(
            [=, this] { return queueEndedMessage(direction, all_seen, actions_->keyText(back)); });
    });
}

void ReviewActions::connectRetrack() {
    connect(retrack_panel_, &RetrackPanel::videoWanted, this, &ReviewActions::videoWanted);
    connect(actions_->get(ActionId::TrackFlaggedAgain), &QAction::triggered, this,
            &ReviewActions::trackFlaggedAgain);
    connect(panel_->watch(), &ReviewWatch::changed, this, &ReviewActions::onQueueChanged);
    connect(session_, &AnnotateSession::videoChanged, this,
            &ReviewActions::stopWaiting);  // it was about that
    Retrack* retrack = session_->retrack();
    connect(retrack, &Retrack::resultsChanged, this, [this, retrack] {
        const bool compares = !retrack->results().empty();
        pages_->setCurrentWidget(compares ? static_cast<QWidget*>(retrack_panel_) : panel_);
        Q_EMIT candidatesChanged();
    });
    connect(retrack, &Retrack::progressed, this, [this, retrack](double share) {
        messages_->setProgressText(retrackProgressText(retrack->count()));
        messages_->setProgress(share);
    });
    connect(retrack, &Retrack::ended, this, &ReviewActions::onRetrackEnded);
}

void ReviewActions::trackFlaggedAgain() {
    if (!session_->hasVideo()) return;
    session_->hold();
    if (!panel_->watch()->outdated()) return startRetrack();
    retrack_waits_ = true;
    messages_->showProgress(waitingForQueueText(), [this] { stopWaiting(); });
}

void ReviewActions::onQueueChanged() {
    if (!retrack_waits_) return;
    const QString failure = panel_->watch()->failure();
    if (!failure.isEmpty()) {
        retrack_waits_ = false;
        messages_->showMessage([failure] { return queueFailedMessage(failure); });
    } else if (!panel_->watch()->outdated()) {
        startRetrack();
    }
}

void ReviewActions::stopWaiting() {
    if (!std::exchange(retrack_waits_, false)) return;
    if (messages_->text() == waitingForQueueText()) messages_->clear();
}

void ReviewActions::startRetrack() {
    stopWaiting();
    std::vector<RetrackStretch> stretches;
    int64_t without_start = 0;
    for (const int64_t track : session_->selection().empty() ? session_->tracks() : session_->selection()) {
        if (session_->project().track(track).locked) continue;
        const RetrackPlan plan =
            retrack_plan(track, session_->project().boxes_of(track), panel_->watch()->queue().items());
        stretches.insert(stretches.end(), plan.stretches.begin(), plan.stretches.end());
        without_start += plan.without_start;
    }
    if (stretches.empty())
        return messages_->showMessage([=] { return nothingToRetrackMessage(without_start); });
    messages_->showProgress(retrackProgressText(stretches.size()), [this] { session_->stopTracking(); });
    session_->trackAgain(std::move(stretches));
}

void ReviewActions::onRetrackEnded(const TrackEnd& end) {
    const auto& results = session_->retrack()->results();
    const auto count = [&](bool better_only) {
        return static_cast<size_t>(std::count_if(results.begin(), results.end(), [&](const auto& result) {
            return result.about.video == session_->videoId() && (result.comparison.better || !better_only);
        }));
    };
    const size_t tracked = count(false);
    messages_->showMessage([=, better = count(true)] { return retrackMessage(end, tracked, better); });
    if (tracked == 0) return;
    Q_EMIT shown();
    retrack_panel_->showFirst();
}

void ReviewActions::addCandidates(Overlay& overlay, qint64 frame) const {
    if (!session_->hasVideo() || frame < 0) return;
    for (const int64_t track : session_->tracks()) {
        const std::optional<BoxRecord> record = session_->retrack()->candidateAt(track, frame);
        if (!record || session_->project().track(track).hidden) continue;
        const QString name = nameOfTrack(session_->project(), track);
        const auto mark = [&](OverlayBox& box) {
            if (box.track != track) return;
            box.compared = true;
            box.name = tr("%1, old").arg(name);
        };
        for (OverlayBox& box : overlay.boxes) mark(box);
        if (overlay.current) mark(*overlay.current);
        overlay.candidates.push_back(
            {track, *record, colors::kCandidate, tr("%1, new").arg(name), false, false});
    }
}

bool ReviewActions::stopShowing() {
    const bool showing = panel_->walk()->showing();
    if (showing) panel_->walk()->stopShowing();
    return showing;
}

/// While results are compared: the new boxes of the stretch. On a walk along the queue: all that the place
/// has, and on to the next. Else what is on screen.
void ReviewActions::accept() {
    if (retrack_panel_->acceptShown()) return;
    if (!panel_->walk()->acceptAndGoOn()) editor_->acceptBoxes();
}

}  // namespace rtrack
