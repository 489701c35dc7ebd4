#include "app/studio/annotate_page.h"

#include <QEvent>
#include <QHideEvent>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>

#include "app/studio/draw_actions.h"
#include "app/studio/go_actions.h"
#include "app/studio/review_actions.h"
#include "app/studio/studio_messages.h"
#include "app/studio/track_actions.h"
#include "app/studio/tracking_control.h"
#include "widgets/annotate/frame_view.h"
#include "widgets/annotate/inspector.h"
#include "widgets/annotate/object_colors.h"
#include "widgets/annotate/timeline.h"
#include "widgets/annotate/track_list.h"
#include "widgets/annotate/transport_bar.h"
#include "widgets/common/focus_edge.h"
#include "widgets/common/qt_convert.h"
#include "widgets/common/start_page.h"

namespace rtrack {
namespace {

constexpr int kTrailFrames = 15;
constexpr double kZoomStep = 1.25;

/// What is done with boxes is done with those of all selected tracks.
bool showsSelected(const Overlay& overlay) {
    return overlay.current || std::any_of(overlay.boxes.begin(), overlay.boxes.end(),
                                          [](const OverlayBox& box) { return box.selected; });
}

}  // namespace

AnnotatePage::AnnotatePage(AnnotateSession* session, TrackEditor* editor, const StudioServices& services,
                           Settings* settings, MessageBar* messages, Actions* actions)
    : session_(session),
      editor_(editor),
      settings_(settings),
      messages_(messages),
      actions_(actions),
      tracker_names_(services.tracker_names) {
    buildCenter();
    buildSides();
    new GoActions(session, editor, review_, transport_, actions, this);
    track_actions_ = new TrackActions(session, editor, inspector_, messages, actions, this);
    drawing_ = new DrawActions(session, editor, frame_view_, settings, actions, this);
    tracking_ = new TrackingControl(session, editor, services, settings, messages, actions, this);
    connectActions();
    connectProject();
    connectSession();
    connectView();
    connectSides();
    connectInspector();
    retranslate();
    applySettings();
}

void AnnotatePage::buildCenter() {
    start_page_ = new StartPage(actions_->list(
        {ActionId::OpenVideo, ActionId::OpenFolder, ActionId::OpenProject, ActionId::TryDemo}));
    frame_view_ = new FrameView;
    new FocusEdge(frame_view_);
    start_area_ = new QScrollArea;  // where there is little room, beside docks
    start_area_->setWidget(start_page_);
    start_area_->setWidgetResizable(true);
    start_area_->setFrameShape(QFrame::NoFrame);
    start_area_->setFocusPolicy(Qt::NoFocus);
    addWidget(start_area_);
    addWidget(frame_view_);
}

void AnnotatePage::buildSides() {
    transport_ = new TransportBar(actions_->list({ActionId::ToStart, ActionId::StepBack, ActionId::PlayPause,
                                                  ActionId::StepForward, ActionId::ToEnd}));
    timeline_ = new Timeline(session_);
    bottom_ = new QWidget;
    auto* column = new QVBoxLayout(bottom_);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(transport_);
    column->addWidget(timeline_, 1);
    inspector_ = new Inspector;
    review_ = new ReviewActions(session_, editor_, actions_, messages_, this);
    track_list_ = new TrackList(session_, editor_);
}

void AnnotatePage::connectActions() {
    const auto on = [this](ActionId id, auto&& what) {
        connect(actions_->get(id), &QAction::triggered, this, what);
    };
    on(ActionId::Undo, [this] { session_->undo(); });
    on(ActionId::Redo, [this] { session_->redo(); });
    on(ActionId::SelectAll, [this] { session_->select(session_->tracks()); });
    on(ActionId::ZoomFit, [this] { frame_view_->zoomFit(); });
    on(ActionId::ZoomActual, [this] { frame_view_->zoomActual(); });
    on(ActionId::ZoomIn, [this] { frame_view_->zoomBy(kZoomStep); });
    on(ActionId::ZoomOut, [this] { frame_view_->zoomBy(1 / kZoomStep); });
    connect(actions_->get(ActionId::FollowTarget), &QAction::toggled, frame_view_, &FrameView::setFollowing);
    connect(drawing_, &DrawActions::hintChanged, this, &AnnotatePage::refreshHint);
    connect(tracking_, &TrackingControl::redrawWanted, this, [this] { drawing_->draw(true); });
}

void AnnotatePage::connectProject() {
    ProjectModel* model = session_->model();
    connect(model, &ProjectModel::replaced, this, [this] {
        refreshActions();
        refreshBox();
    });
    connect(model, &ProjectModel::changed, this, [this](const ProjectEdit& edit) {
        timeline_->boxesChanged(edit);
        refreshBox();
        refreshActions();
        messages_->dropOutdated();
    });
    connect(model, &ProjectModel::largeChangeBegan, this, &AnnotatePage::refreshActions);
    connect(model, &ProjectModel::largeChangeEnded, this, &AnnotatePage::refreshActions);
    // After a drag the picture shows what was wished for.
    connect(model, &ProjectModel::refused, this, &AnnotatePage::refreshBox);
}

void AnnotatePage::connectSession() {
    FramePlayer* player = session_->player();
    connect(player, &FramePlayer::frameShown, this, [this](qint64, const ImagePtr& image) {
        frame_view_->setFrame(image);
        refreshBox();
    });
    connect(player, &FramePlayer::positionChanged, this, [this, player](qint64 frame) {
        timeline_->setPosition(frame);
        transport_->setPosition(frame, player->secondsAt(frame));
    });
    connect(player, &FramePlayer::playingChanged, transport_, &TransportBar::setPlaying);
    connect(player, &FramePlayer::failed, this, [this](qint64 frame, const QString& reason) {
        messages_->showMessage(frameFailedMessage(frame, reason));
    });
    connect(session_, &AnnotateSession::selectionChanged, this, [this] {
        timeline_->tracksChanged();
        refreshBox();
        refreshActions();
    });
    connect(session_, &AnnotateSession::rangeChanged, this, [this] {
        timeline_->setRange(session_->rangeFirst(), session_->rangeLast());
        transport_->setRange(session_->rangeFirst(), session_->rangeLast());
    });
    connect(session_->trackRun(), &TrackRun::runningChanged, this, [this] {
        refreshActions();
        refreshBox();
    });
}

void AnnotatePage::connectView() {
    connect(frame_view_, &FrameView::trackPressed, this, [this](qint64 track, bool extend) {
        if (extend) {
            session_->toggleSelected(track);
        } else {
            session_->select(track);
        }
    });
    connect(frame_view_, &FrameView::nextTrackWanted, session_, &AnnotateSession::selectNext);
    connect(frame_view_, &FrameView::scaleChanged, this, &AnnotatePage::scaleChanged);
}

void AnnotatePage::connectSides() {
    connect(timeline_, &Timeline::scrubbed, this, [this](qint64 frame, bool finished) {
        if (finished) {
            session_->goTo(frame);
        } else {
            session_->scrubTo(frame);
        }
    });
    connect(timeline_, &Timeline::thresholdDragged, this, [this](double threshold, bool finished) {
        settings_->lowest_score = threshold;
        if (finished) chooseTracking();
    });
    connect(transport_, &TransportBar::frameEntered, this, [this](qint64 frame) {
        session_->goTo(frame);
        frame_view_->setFocus();
    });
    connect(track_list_, &TrackList::videoChosen, this, &AnnotatePage::videoWanted);
    connect(track_list_, &TrackList::classesWanted, track_actions_, &TrackActions::showClasses);
    connect(review_, &ReviewActions::shown, this, &AnnotatePage::reviewWanted);
    connect(review_, &ReviewActions::videoWanted, this, &AnnotatePage::videoWanted);
    connect(review_, &ReviewActions::candidatesChanged, this, &AnnotatePage::refreshBox);
}

void AnnotatePage::connectInspector() {
    connect(inspector_, &Inspector::boxEntered, this,
            [this](const QRectF& box) { editor_->setBox(toBox(box)); });
    connect(inspector_, &Inspector::shownChanged, this, [this](const ShownParts& shown) {
        settings_->shows_names = shown.names;
        settings_->shows_points = shown.points;
        settings_->shows_init_box = shown.init_box;
        settings_->shows_trail = shown.trail;
        refreshBox();
    });
    connect(inspector_, &Inspector::trackerChosen, this, [this](const QString& name) {
        settings_->tracker.tracker = name.toStdString();
        chooseTracking();
    });
    connect(inspector_, &Inspector::doubtChosen, this,
            [this](bool stops, double lowest_score, bool checks_backward) {
                settings_->stops_in_doubt = stops;
                settings_->lowest_score = lowest_score;
                settings_->checks_backward = checks_backward;
                chooseTracking();
            });
    connect(inspector_, &Inspector::ended, this, [this] { frame_view_->setFocus(); });
    connect(inspector_, &Inspector::replacingChosen, this, [this](bool until_human_box, bool fills_missing) {
        settings_->until_human_box = until_human_box;
        settings_->fills_missing = fills_missing;
        chooseTracking();
    });
}

void AnnotatePage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QStackedWidget::changeEvent(event);
}

/// The picture does not move when a message comes or goes; the other workspaces need no room for one.
void AnnotatePage::showEvent(QShowEvent* event) {
    messages_->setKeepsItsRoom(session_->hasVideo());
    QStackedWidget::showEvent(event);
}

void AnnotatePage::hideEvent(QHideEvent* event) {
    if (!event->spontaneous()) messages_->setKeepsItsRoom(false);
    QStackedWidget::hideEvent(event);
}

void AnnotatePage::retranslate() {
    frame_view_->setAccessibleName(tr("Picture with the boxes"));
    refreshBox();
    refreshActions();
}

void AnnotatePage::showVideo() {
    frame_view_->cancelDrawing();
    frame_view_->setFrame(nullptr);
    timeline_->setVideo(session_->video().info);
    transport_->setVideo(session_->video());
    if (session_->hasVideo()) {
        setCurrentWidget(frame_view_);
        frame_view_->setFocus();
    } else {
        setCurrentWidget(start_area_);
        refreshBox();
    }
    refreshActions();
    messages_->setKeepsItsRoom(isVisible() && session_->hasVideo());
    messages_->dropOutdated();
}

void AnnotatePage::applySettings() {
    inspector_->setTrackers(tracker_names_, fromStd(settings_->tracker.tracker));
    inspector_->setShown(
        {settings_->shows_names, settings_->shows_points, settings_->shows_init_box, settings_->shows_trail});
    chooseTracking();
    refreshBox();
}

void AnnotatePage::showKeys() {
    transport_->setGoToKey(actions_->keyText(ActionId::GoToFrame));
    inspector_->setKeys(actions_->keyText(ActionId::Occluded), actions_->keyText(ActionId::Absent));
    refreshActions();
}

void AnnotatePage::chooseTracking() {
    tracking_->applySettings();
    timeline_->setThreshold(settings_->lowest_score);
    inspector_->setDoubt(settings_->stops_in_doubt, settings_->lowest_score, settings_->checks_backward);
    inspector_->setReplacing(settings_->until_human_box, settings_->fills_missing);
    Q_EMIT trackingChosen();
}

Overlay AnnotatePage::overlay() const {
    const qint64 frame = session_->player()->shownFrame();
    Overlay overlay;
    for (TrackBox& box : session_->boxesOnScreen()) {
        const QColor color = colorOfTrack(session_->project(), box.track);
        const QString name = nameOfTrack(session_->project(), box.track);
        OverlayBox object{box.track, std::move(box.record), color, name, session_->isSelected(box.track)};
        if (box.track == session_->current()) {
            overlay.current = std::move(object);
        } else {
            overlay.boxes.push_back(std::move(object));
        }
    }
    review_->addCandidates(overlay, frame);
    overlay.show_names = settings_->shows_names;
    overlay.show_points = settings_->shows_points;
    overlay.show_init_box = settings_->shows_init_box;
    overlay.show_handles = !session_->trackRun()->running() && !session_->player()->playing();
    if (settings_->shows_trail && session_->current() != 0)
        overlay.trails = trailsOf(session_->project(), session_->current(), frame, kTrailFrames);
    return overlay;
}

void AnnotatePage::refreshBox() {
    frame_view_->setOverlay(overlay());
    const std::optional<BoxRecord> record = session_->boxOnScreen();
    inspector_->setRecord(record, std::max<qint64>(0, session_->player()->shownFrame()));
    track_actions_->refreshAttributes();
    for (const ActionId id : {ActionId::AcceptBox, ActionId::RemoveBox, ActionId::CopyBoxes,
                              ActionId::Propagate, ActionId::Occluded})
        actions_->get(id)->setEnabled(showsSelected(frame_view_->overlay()));
}

void AnnotatePage::refreshActions() {
    ProjectModel* model = session_->model();
    actions_->setUsable(session_->hasProject(), session_->hasVideo(), session_->current() != 0,
                        showsSelected(frame_view_->overlay()), session_->trackRun()->running());
    QAction* undo = actions_->get(ActionId::Undo);
    QAction* redo = actions_->get(ActionId::Redo);
    undo->setEnabled(model->canUndo());
    redo->setEnabled(model->canRedo());
    undo->setToolTip(tr("Undo: %1").arg(model->undoText()));
    redo->setToolTip(tr("Redo: %1").arg(model->redoText()));
    refreshHint();
}

void AnnotatePage::refreshHint() {
    Q_EMIT hintChanged(hint());
}

QString AnnotatePage::hint() const {
    if (session_->trackRun()->running())
        return tr("Tracking. %1 stops it.").arg(actions_->keyText(ActionId::StopTracking));
    if (frame_view_->drawing()) return drawing_->hint();
    const bool empty = session_->hasVideo() && !session_->project().read_only() && session_->tracks().empty();
    if (!empty) return {};
    return tr("%1, then drag a box around what is to be followed; %2 follows it.")
        .arg(actions_->keyText(ActionId::NewBox), actions_->keyText(ActionId::TrackForward));
}

}  // namespace rtrack
