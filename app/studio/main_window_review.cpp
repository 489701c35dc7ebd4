#include <QDockWidget>
#include <QStackedWidget>
#include <algorithm>

#include "app/studio/main_window.h"
#include "app/studio/project_messages.h"
#include "app/studio/studio_messages.h"
#include "widgets/annotate/frame_view.h"
#include "widgets/annotate/object_colors.h"
#include "widgets/review/retrack_panel.h"
#include "widgets/review/review_panel.h"

namespace rtrack {

void MainWindow::buildReview() {
    review_panel_ = new ReviewPanel(
        &session_, actions_->list({ActionId::PreviousInQueue, ActionId::AcceptBox, ActionId::NextInQueue}));
    review_dock_ = new QDockWidget;
    review_dock_->setObjectName("review");
    retrack_panel_ = new RetrackPanel(&session_);
    review_pages_ = new QStackedWidget;
    review_pages_->addWidget(review_panel_);
    review_pages_->addWidget(retrack_panel_);
    review_dock_->setWidget(review_pages_);
    addDockWidget(Qt::RightDockWidgetArea, review_dock_);
    tabifyDockWidget(inspector_dock_, review_dock_);
    inspector_dock_->raise();
}

void MainWindow::connectReview() {
    ReviewWalk* walk = review_panel_->walk();
    const auto go = [this, walk](int direction) {
        showReview();
        messages_->clear();
        walk->go(direction);
    };
    connect(action(ActionId::PreviousInQueue), &QAction::triggered, this, [go] { go(-1); });
    connect(action(ActionId::NextInQueue), &QAction::triggered, this, [go] { go(1); });
    connect(walk, &ReviewWalk::videoWanted, project_controller_, &ProjectController::showVideo);
    connect(walk, &ReviewWalk::ended, this, [this](int direction) {
        const bool all_seen = session_.project().counts().unreviewed == 0;
        messages_->showMessage([=] { return queueEndedMessage(direction, all_seen); });
    });
    connect(retrack_panel_, &RetrackPanel::videoWanted, project_controller_, &ProjectController::showVideo);
    connect(action(ActionId::TrackFlaggedAgain), &QAction::triggered, this, &MainWindow::trackFlaggedAgain);
    connect(review_panel_->watch(), &ReviewWatch::changed, this, [this] {
        if (retrack_waits_ && !review_panel_->watch()->outdated()) startRetrack();
    });
    Retrack* retrack = session_.retrack();
    connect(retrack, &Retrack::resultsChanged, this, [this, retrack] {
        const bool compares = !retrack->results().empty();
        review_pages_->setCurrentWidget(compares ? static_cast<QWidget*>(retrack_panel_) : review_panel_);
        refreshBox();
    });
    connect(retrack, &Retrack::progressed, this, [this, retrack](double share) {
        messages_->setProgressText(retrackProgressText(retrack->count()));
        messages_->setProgress(share);
    });
    connect(retrack, &Retrack::ended, this, &MainWindow::onRetrackEnded);
}

/// Of the selected tracks, else of all in this video; once the queue knows of every change.
void MainWindow::trackFlaggedAgain() {
    if (!session_.hasVideo()) return;
    session_.hold();
    retrack_waits_ = review_panel_->watch()->outdated();
    if (!retrack_waits_) startRetrack();
}

void MainWindow::startRetrack() {
    retrack_waits_ = false;
    if (!session_.hasVideo()) return;
    std::vector<RetrackStretch> stretches;
    int64_t without_start = 0;
    for (const int64_t track : session_.selection().empty() ? session_.tracks() : session_.selection()) {
        if (session_.project().track(track).locked) continue;
        const RetrackPlan plan =
            retrack_plan(track, session_.project().boxes_of(track), review_panel_->watch()->queue().items());
        stretches.insert(stretches.end(), plan.stretches.begin(), plan.stretches.end());
        without_start += plan.without_start;
    }
    if (stretches.empty())
        return messages_->showMessage([=] { return nothingToRetrackMessage(without_start); });
    messages_->showProgress(retrackProgressText(stretches.size()), [this] { session_.stopTracking(); });
    session_.trackAgain(std::move(stretches));
}

void MainWindow::onRetrackEnded(const TrackEnd& end) {
    const auto& results = session_.retrack()->results();
    const auto count = [&](bool better_only) {
        return static_cast<size_t>(std::count_if(results.begin(), results.end(), [&](const auto& result) {
            return result.about.video == session_.videoId() && (result.comparison.better || !better_only);
        }));
    };
    const size_t tracked = count(false);
    messages_->showMessage([=, better = count(true)] { return retrackMessage(end, tracked, better); });
    if (tracked == 0) return;
    showReview();
    retrack_panel_->showFirst();
}

/// Old and new on the same frame: the old box in dashes, the new one beside it.
void MainWindow::addCandidates(Overlay& overlay, qint64 frame) {
    if (!session_.hasVideo() || frame < 0) return;
    for (const int64_t track : session_.tracks()) {
        const std::optional<BoxRecord> record = session_.retrack()->candidateAt(track, frame);
        if (!record || session_.project().track(track).hidden) continue;
        const QString name = nameOfTrack(session_.project(), track);
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

void MainWindow::showReview() {
    if (!docks_shown_) return;
    review_dock_->show();
    review_dock_->raise();
}

/// While results are compared: the new boxes of the stretch. On a walk along the queue: all that the place
/// has, and on to the next. Else what is on screen.
void MainWindow::accept() {
    if (retrack_panel_->acceptShown()) return;
    if (!review_panel_->walk()->acceptAndGoOn()) editor_.acceptBoxes();
}

}  // namespace rtrack
