#include <QDir>
#include <QDockWidget>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QShortcut>
#include <cmath>
#include <mutex>

#include "app/studio/command_actions.h"
#include "app/studio/exchange_actions.h"
#include "app/studio/key_profiles.h"
#include "app/studio/main_window.h"
#include "app/studio/review_actions.h"
#include "app/studio/studio_messages.h"
#include "app/studio/track_actions.h"
#include "widgets/annotate/frame_view.h"
#include "widgets/annotate/inspector.h"
#include "widgets/annotate/object_colors.h"
#include "widgets/annotate/timeline.h"
#include "widgets/annotate/track_list.h"
#include "widgets/annotate/transport_bar.h"
#include "widgets/common/qt_convert.h"
#include "widgets/common/start_page.h"

namespace rtrack {
namespace {

/// Said by the track thread, asked by the window.
class ModelHash {
public:
    void set(std::string hash) {
        const std::lock_guard lock(mutex_);
        hash_ = std::move(hash);
    }
    [[nodiscard]] std::string get() const {
        const std::lock_guard lock(mutex_);
        return hash_;
    }

private:
    mutable std::mutex mutex_;
    std::string hash_;
};

constexpr int kNudgePauseMilliseconds = 800;
constexpr int kTrailFrames = 15;
constexpr double kZoomStep = 1.25;

}  // namespace

void MainWindow::connectGoActions() {
    AnnotateSession* session = &session_;
    const auto on = [this](ActionId id, auto&& what) {
        connect(action(id), &QAction::triggered, this, what);
    };
    on(ActionId::PlayPause, [=, this] {
        if (!review_->stopShowing()) session->togglePlay(transport_->speed());
    });
    on(ActionId::StepBack, [=] { session->step(-1); });
    on(ActionId::StepForward, [=] { session->step(1); });
    on(ActionId::TenBack, [=] { session->step(-10); });
    on(ActionId::TenForward, [=] { session->step(10); });
    on(ActionId::SecondBack, [=] { session->stepSeconds(-1); });
    on(ActionId::SecondForward, [=] { session->stepSeconds(1); });
    on(ActionId::ShuttleBack, [=] { session->shuttle(-1); });
    on(ActionId::ShuttleStop, [=, this] {
        if (session->player()->playing()) return session->player()->pause();
        editor_.toggleKeyframe();
    });
    on(ActionId::ShuttleForward, [=] { session->shuttle(1); });
    on(ActionId::ToStart, [=] { session->goTo(0); });
    on(ActionId::ToEnd, [=] { session->goTo(session->video().info.frame_count - 1); });
    on(ActionId::ToTrackStart, [=] { session->goToTrackEnd(-1); });
    on(ActionId::ToTrackEnd, [=] { session->goToTrackEnd(1); });
    on(ActionId::GoToFrame, [=, this] { transport_->editFrame(); });
    on(ActionId::PreviousHuman, [=] { session->goToBox(BoxKind::Human, -1); });
    on(ActionId::NextHuman, [=] { session->goToBox(BoxKind::Human, 1); });
    on(ActionId::RangeFirst, [=] { session->setRangeFirst(session->player()->position()); });
    on(ActionId::RangeLast, [=] { session->setRangeLast(session->player()->position()); });
    on(ActionId::ClearRange, [=] { session->clearRange(); });
    for (const auto& [id, direction] :
         {std::pair(ActionId::TrackForward, 1), std::pair(ActionId::TrackBackward, -1)}) {
        on(id, [=, this, direction = direction] {
            messages_->clear();
            session->track(direction);
        });
    }
    on(ActionId::TrackStep, [=] { session->track(1, 1); });
    on(ActionId::StopTracking, [=] { session->stopTracking(); });
}

void MainWindow::connectEditActions() {
    const auto on = [this](ActionId id, auto&& what) {
        connect(action(id), &QAction::triggered, this, what);
    };
    on(ActionId::Undo, [this] { session_.undo(); });
    on(ActionId::Redo, [this] { session_.redo(); });
    on(ActionId::SelectAll, [this] { session_.select(session_.tracks()); });
    on(ActionId::NewBox, [this] { draw(frame_view_->drawing() && !redraws_); });  // again: not a new one
    on(ActionId::RedrawBox, [this] { draw(true); });
    action(ActionId::ExtremePoints)->setChecked(settings_.draws_by_extreme_points);
    frame_view_->setDrawsByExtremePoints(settings_.draws_by_extreme_points);
    connect(action(ActionId::ExtremePoints), &QAction::toggled, this, [this](bool by_points) {
        settings_.draws_by_extreme_points = by_points;
        saveSettings(settings_);
        frame_view_->setDrawsByExtremePoints(by_points);
    });
    for (const Nudge& step : nudgeTable()) {
        auto* shortcut = new QShortcut(QKeySequence(step.keys), this);
        connect(shortcut, &QShortcut::activated, this, [this, step] { nudge(step); });
    }
    nudge_timer_.setSingleShot(true);
    nudge_timer_.setInterval(kNudgePauseMilliseconds);
    connect(&nudge_timer_, &QTimer::timeout, this, [this] { nudge_gesture_ = -1; });
}

void MainWindow::connectViewActions() {
    const auto on = [this](ActionId id, auto&& what) {
        connect(action(id), &QAction::triggered, this, what);
    };
    on(ActionId::ZoomFit, [this] { frame_view_->zoomFit(); });
    on(ActionId::ZoomActual, [this] { frame_view_->zoomActual(); });
    on(ActionId::ZoomIn, [this] { frame_view_->zoomBy(kZoomStep); });
    on(ActionId::ZoomOut, [this] { frame_view_->zoomBy(1 / kZoomStep); });
    connect(action(ActionId::FollowTarget), &QAction::toggled, frame_view_, &FrameView::setFollowing);
    on(ActionId::ResetLayout, [this] { resetLayout(); });
    connect(action(ActionId::FullScreen), &QAction::toggled, this,
            [this](bool full) { setWindowState(windowState().setFlag(Qt::WindowFullScreen, full)); });
}

void MainWindow::connectSession() {
    connect(session_.player(), &FramePlayer::frameShown, this, [this](qint64, const ImagePtr& image) {
        frame_view_->setFrame(image);
        refreshBox();
    });
    connect(session_.player(), &FramePlayer::positionChanged, this, [this](qint64 frame) {
        timeline_->setPosition(frame);
        transport_->setPosition(frame, session_.player()->secondsAt(frame));
    });
    connect(session_.player(), &FramePlayer::playingChanged, this, [this](double speed) {
        transport_->setPlaying(speed);
        action(ActionId::PlayPause)->setIcon(icon(speed == 0 ? Glyph::Play : Glyph::Pause));
    });
    connect(session_.player(), &FramePlayer::failed, this, [this](qint64 frame, const QString& reason) {
        messages_->showMessage(frameFailedMessage(frame, reason));
    });
    connect(&session_, &AnnotateSession::rangeChanged, this, [this] {
        timeline_->setRange(session_.rangeFirst(), session_.rangeLast());
        transport_->setRange(session_.rangeFirst(), session_.rangeLast());
    });
    connect(session_.trackRun(), &TrackRun::runningChanged, this, [this] {
        refreshActions();
        refreshBox();
    });
    connect(&session_, &AnnotateSession::trackingRefused, this, [this](const QString& reason) {
        Message message;
        message.title = tr("There is nothing to track from.");
        message.text = reason;
        messages_->showMessage(message);
    });
    connect(&session_, &AnnotateSession::trackingEnded, this, &MainWindow::onTrackingEnded);
    // After a drag the picture shows what was wished for.
    connect(session_.model(), &ProjectModel::refused, this, &MainWindow::refreshBox);
    const auto reconsider = [this] { messages_->dropOutdated(); };
    connect(session_.model(), &ProjectModel::changed, this, reconsider);
    connect(&session_, &AnnotateSession::videoChanged, this, reconsider);
}

void MainWindow::connectViews() {
    connect(frame_view_, &FrameView::boxDrawn, this, [this](const QRectF& box) {
        if (redraws_) {
            editor_.setBox(toBox(box));
        } else {
            editor_.addTrack(toBox(box));
        }
    });
    connect(frame_view_, &FrameView::boxDragged, this,
            [this](const QRectF& box) { editor_.setBox(toBox(box)); });
    connect(frame_view_, &FrameView::trackPressed, this, [this](qint64 track, bool extend) {
        if (extend) {
            session_.toggleSelected(track);
        } else {
            session_.select(track);
        }
    });
    connect(frame_view_, &FrameView::drawingChanged, this, [this] { refreshHint(); });
    connect(frame_view_, &FrameView::scaleChanged, this, [this](double scale) {
        if (session_.hasVideo())
            zoom_label_->setText(QString("%1 %").arg(std::lround(100 * scale * devicePixelRatioF())));
    });
    connect(timeline_, &Timeline::scrubbed, this, [this](qint64 frame, bool finished) {
        if (finished) {
            session_.goTo(frame);
        } else {
            session_.scrubTo(frame);
        }
    });
    connect(timeline_, &Timeline::thresholdDragged, this, [this](double threshold, bool finished) {
        settings_.lowest_score = threshold;
        if (finished) refreshTracker();
    });
    connect(transport_, &TransportBar::frameEntered, this, [this](qint64 frame) {
        session_.goTo(frame);
        frame_view_->setFocus();
    });
    connect(transport_, &TransportBar::speedChosen, this, [this](double speed) {
        if (session_.player()->playing()) session_.player()->play(speed);
    });
    connect(inspector_, &Inspector::boxEntered, this,
            [this](const QRectF& box) { editor_.setBox(toBox(box)); });
    connect(inspector_, &Inspector::shownChanged, this, [this](bool points, bool init_box, bool trail) {
        settings_.shows_points = points;
        settings_.shows_init_box = init_box;
        settings_.shows_trail = trail;
        refreshBox();
    });
    connect(inspector_, &Inspector::trackerChosen, this, [this](const QString& name) {
        settings_.tracker.tracker = name.toStdString();
        refreshTracker();
    });
    connect(inspector_, &Inspector::doubtChosen, this,
            [this](bool stops, double lowest_score, bool checks_backward) {
                settings_.stops_in_doubt = stops;
                settings_.lowest_score = lowest_score;
                settings_.checks_backward = checks_backward;
                refreshTracker();
            });
    connect(inspector_, &Inspector::replacingChosen, this, [this](bool until_human_box, bool fills_missing) {
        settings_.until_human_box = until_human_box;
        settings_.fills_missing = fills_missing;
        refreshTracker();
    });
    connect(start_page_, &StartPage::recentChosen, this, &MainWindow::openPath);
    connect(start_page_, &StartPage::leftOpenChosen, this, &MainWindow::openPath);
    connect(start_page_, &StartPage::deviceHelpWanted, this, &MainWindow::explainDevice);
}

void MainWindow::connectParts() {
    connect(review_, &ReviewActions::shown, this, &MainWindow::showReview);
    connect(review_, &ReviewActions::videoWanted, project_controller_, &ProjectController::showVideo);
    connect(review_, &ReviewActions::candidatesChanged, this, &MainWindow::refreshBox);
    connect(exchange_, &ExchangeActions::reviewWanted, this, &MainWindow::showReview);
    connect(command_actions_, &CommandActions::keysChanged, this, &MainWindow::takeKeys);
    connect(track_list_, &TrackList::videoChosen, project_controller_, &ProjectController::showVideo);
    connect(track_list_, &TrackList::classesWanted, track_actions_, &TrackActions::showClasses);
    connect(frame_view_, &FrameView::nextTrackWanted, &session_, &AnnotateSession::selectNext);
}

void MainWindow::takeKeys() {
    actions_->setKeys(studioKeys(), settings_.keys);
    transport_->setGoToKey(actions_->keyText(ActionId::GoToFrame));
    inspector_->setKeys(actions_->keyText(ActionId::Occluded), actions_->keyText(ActionId::Absent));
    refreshActions();
}

void MainWindow::refreshTracker() {
    const TrackerRequest request = settings_.tracker;
    const DoubtRequest doubt{settings_.lowest_score, settings_.checks_backward, request};
    TrackRun::Start how;
    const auto hash = std::make_shared<ModelHash>();
    how.tracker = [make = services_.tracker, identity = services_.identity, request, hash](size_t target) {
        auto tracker = make(request, target);
        if (identity) hash->set(identity(request).model_hash);
        return tracker;
    };
    how.model_hash = [hash] { return hash->get(); };
    if (settings_.stops_in_doubt) how.judge = [make = services_.judge, doubt] { return make(doubt); };
    how.until_human_box = settings_.until_human_box;
    how.may = settings_.fills_missing ? TrackerMay::FillMissingOnly : TrackerMay::ReplaceBoxes;
    how.about = aboutRun(settings_);
    session_.setTracking(how);
    timeline_->setThreshold(doubt.lowest_score);
    inspector_->setDoubt(settings_.stops_in_doubt, doubt.lowest_score, doubt.checks_backward);
    inspector_->setReplacing(settings_.until_human_box, settings_.fills_missing);
    inspector_->setShown(settings_.shows_points, settings_.shows_init_box, settings_.shows_trail);
    const QString asked =
        fromStd(request.tracker + "|" + request.model + "|" + request.device + "|" + request.precision);
    if (asked == std::exchange(device_asked_, asked)) return;
    tasks_->askForDevice(request);
}

void MainWindow::refreshRecent() {
    start_page_->setRecent(settings_.recent);
    recent_menu_->clear();
    recent_menu_->setEnabled(!settings_.recent.isEmpty());
    for (const QString& path : settings_.recent) {
        connect(recent_menu_->addAction(QDir::toNativeSeparators(path)), &QAction::triggered, this,
                [this, path] { openPath(path); });
    }
}

void MainWindow::refreshBox() {
    const qint64 frame = session_.player()->shownFrame();
    Overlay overlay;
    for (TrackBox& box : session_.boxesOnScreen()) {
        const QColor color = colorOfTrack(session_.project(), box.track);
        const QString name = nameOfTrack(session_.project(), box.track);
        OverlayBox object{box.track, std::move(box.record), color, name, session_.isSelected(box.track)};
        if (box.track == session_.current()) {
            overlay.current = std::move(object);
        } else {
            overlay.boxes.push_back(std::move(object));
        }
    }
    review_->addCandidates(overlay, frame);
    overlay.show_points = settings_.shows_points;
    overlay.show_init_box = settings_.shows_init_box;
    overlay.show_handles = !session_.trackRun()->running() && !session_.player()->playing();
    if (settings_.shows_trail && session_.current() != 0)
        overlay.trails = trailsOf(session_.project(), session_.current(), frame, kTrailFrames);
    frame_view_->setOverlay(std::move(overlay));
    const std::optional<BoxRecord> record = session_.boxOnScreen();
    inspector_->setRecord(record, std::max<qint64>(0, frame));
    track_actions_->refreshAttributes();
    for (const ActionId id : {ActionId::AcceptBox, ActionId::RemoveBox, ActionId::CopyBoxes,
                              ActionId::Propagate, ActionId::Occluded})
        action(id)->setEnabled(record.has_value());
}

void MainWindow::refreshActions() {
    ProjectModel* model = session_.model();
    actions_->setUsable(session_.hasProject(), session_.hasVideo(), session_.current() != 0,
                        session_.boxOnScreen().has_value(), session_.trackRun()->running());
    action(ActionId::Undo)->setEnabled(model->canUndo());
    action(ActionId::Redo)->setEnabled(model->canRedo());
    action(ActionId::Undo)->setToolTip(tr("Undo: %1").arg(model->undoText()));
    action(ActionId::Redo)->setToolTip(tr("Redo: %1").arg(model->redoText()));
    timeline_dock_->setEnabled(session_.hasVideo());
    inspector_dock_->setEnabled(session_.hasVideo());
    tracks_dock_->setEnabled(session_.hasProject());
    refreshHint();
}

void MainWindow::refreshHint() {
    if (session_.trackRun()->running())
        return hint_->setText(tr("Tracking. %1 stops it.").arg(actions_->keyText(ActionId::StopTracking)));
    const bool empty = session_.hasVideo() && !session_.project().read_only() && session_.tracks().empty();
    if (!frame_view_->drawing() && empty)
        return hint_->setText(
            tr("%1, then drag a box around what is to be followed; %2 follows it.")
                .arg(actions_->keyText(ActionId::NewBox), actions_->keyText(ActionId::TrackForward)));
    if (!frame_view_->drawing()) return hint_->clear();
    const QString how =
        frame_view_->drawsByExtremePoints()
            ? tr("Point %1 of 4: click where the object ends at the top, left, bottom and right, in any "
                 "order. By keyboard: arrows (Shift: 10 px) and Enter. Esc takes a point back.")
                  .arg(frame_view_->extremePointCount() + 1)
            : tr("Drag a box around the object. By keyboard: arrows (Shift: 10 px), Enter for each "
                 "corner, Esc to give up.");
    const QString whose = redraws_ ? tr("Box of %1.").arg(nameOfTrack(session_.project(), session_.current()))
                          : session_.current() != 0 ? tr("New object; %1 again: the box of the selected one.")
                                                          .arg(actions_->keyText(ActionId::NewBox))
                                                    : tr("New object.");
    hint_->setText(whose + " " + how);
}

void MainWindow::draw(bool redraws) {
    session_.hold();
    redraws_ = redraws && session_.current() != 0;
    frame_view_->startDrawing();
    refreshHint();
}

void MainWindow::refreshTitle() {
    const QString named = project_controller_->projectName();
    const VideoInfo& video = session_.video().info;
    const QString name = video.name == "demo:" ? tr("Demo") : QFileInfo(fromStd(video.name)).fileName();
    const bool read_only = session_.hasProject() && session_.project().read_only();
    const QString project = read_only ? tr("%1 (read only)").arg(named) : named;
    setWindowTitle(session_.hasVideo()     ? tr("%1 – %2 – RTrack Studio").arg(name, project)
                   : session_.hasProject() ? tr("%1 – RTrack Studio").arg(project)
                                           : tr("RTrack Studio"));
    if (!session_.hasVideo()) return media_label_->clear();
    QString text = QString::fromUtf8("%1 × %2").arg(video.width).arg(video.height);
    if (!session_.video().codec.empty()) text += ", " + fromStd(session_.video().codec);
    if (session_.video().rotation != 0) text += ", " + tr("turned by %1°").arg(session_.video().rotation);
    media_label_->setText(text);
}

void MainWindow::nudge(const Nudge& step) {
    const std::optional<BoxRecord> record = session_.boxOnScreen();
    if (!record || record->absent || frame_view_->drawing()) return;
    if (nudge_gesture_ < 0) nudge_gesture_ = session_.model()->newGesture();
    nudge_timer_.start();
    Box box = record->box;
    box.x += step.x;
    box.y += step.y;
    box.width = std::max(1.0, box.width + step.width);
    box.height = std::max(1.0, box.height + step.height);
    editor_.setBox(box, nudge_gesture_);
}

void MainWindow::onTrackingEnded(const TrackEnd& end) {
    messages_->showMessage([this, end] { return messageOfEnd(end); });
}

Message MainWindow::messageOfEnd(const TrackEnd& end) {
    Message message = trackingMessage(end, session_.video().info.frame_count);
    message.holds = [this, video = session_.videoId(), run = end.run] {
        return session_.videoId() == video && (run == 0 || session_.project().runs().contains(run));
    };
    if (end.kind == TrackEnd::Kind::Doubt) addAnswers(message, end.doubts.front(), end.direction);
    if (end.kind == TrackEnd::Kind::Failed) {
        message.buttons.push_back({tr("Settings"), [this] { action(ActionId::Settings)->trigger(); }});
    }
    return message;
}

/// The buttons are about the frame and the object of the doubt, wherever the person went since.
void MainWindow::addAnswers(Message& message, const TrackDoubt& doubt, int direction) {
    const int64_t track = doubt.track;
    const int64_t frame = doubt.finding.frame_index;
    if (!session_.project().tracks().contains(track)) return;
    if (const std::optional<BoxRecord> doubted = session_.project().box_at(track, frame)) {
        const bool goes_on = !doubted->absent;
        message.buttons.push_back({goes_on ? tr("It is right, go on") : tr("It is right"), [=, this] {
                                       editor_.acceptBoxAt(track, frame);
                                       if (goes_on) session_.trackFrom(track, frame, direction);
                                   }});
    }
    message.buttons.push_back({tr("Draw it anew"), [=, this] {
                                   if (!session_.project().tracks().contains(track)) return;
                                   session_.select(track);
                                   session_.goTo(frame);
                                   draw(true);
                               }});
}

void MainWindow::changeSettings(const Settings& settings) {
    const bool theme_changes = settings.theme != settings_.theme;
    const bool language_changes = settings.language != settings_.language;
    settings_ = settings;
    saveSettings(settings_);
    services_.set_frame_memory(settings_.frame_megabytes);
    if (theme_changes) applyTheme(settings_.theme);
    if (language_changes) applyLanguage(settings_.language);
    inspector_->setTrackers(services_.tracker_names, fromStd(settings_.tracker.tracker));
    refreshTracker();
    refreshBox();
}

}  // namespace rtrack
