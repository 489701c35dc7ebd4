#include "app/studio/draw_actions.h"

#include <QShortcut>
#include <algorithm>

#include "widgets/annotate/frame_view.h"
#include "widgets/annotate/object_colors.h"
#include "widgets/common/qt_convert.h"

namespace rtrack {
namespace {

constexpr int kNudgePauseMilliseconds = 800;

}  // namespace

DrawActions::DrawActions(AnnotateSession* session, TrackEditor* editor, FrameView* view, Settings* settings,
                         Actions* actions, QWidget* page)
    : QObject(page), session_(session), editor_(editor), view_(view), settings_(settings), actions_(actions) {
    connectActions();
    connectView();
    connectKeys(page);
}

void DrawActions::connectActions() {
    connect(actions_->get(ActionId::NewBox), &QAction::triggered, this,
            [this] { draw(view_->drawing() && !redraws_); });  // again: not a new one
    connect(actions_->get(ActionId::RedrawBox), &QAction::triggered, this, [this] { draw(true); });
    QAction* by_points = actions_->get(ActionId::ExtremePoints);
    by_points->setChecked(settings_->draws_by_extreme_points);
    view_->setDrawsByExtremePoints(settings_->draws_by_extreme_points);
    connect(by_points, &QAction::toggled, this, [this](bool on) {
        settings_->draws_by_extreme_points = on;
        saveSettings(*settings_);
        view_->setDrawsByExtremePoints(on);
    });
}

void DrawActions::connectView() {
    connect(view_, &FrameView::boxDrawn, this, [this](const QRectF& box) {
        if (redraws_) {
            editor_->setBox(toBox(box));
        } else {
            editor_->addTrack(toBox(box));
        }
    });
    connect(view_, &FrameView::boxDragged, this, [this](const QRectF& box) { editor_->setBox(toBox(box)); });
    connect(view_, &FrameView::drawingChanged, this, &DrawActions::hintChanged);
    connect(session_, &AnnotateSession::selectionChanged, this, [this] {
        if (redraws_ && session_->current() == 0) view_->cancelDrawing();  // there is nothing to draw anew
    });
}

void DrawActions::connectKeys(QWidget* page) {
    for (const Nudge& step : nudgeTable()) {
        auto* shortcut = new QShortcut(QKeySequence(step.keys), page);
        connect(shortcut, &QShortcut::activated, this, [this, step] { nudge(step); });
    }
    nudge_timer_.setSingleShot(true);
    nudge_timer_.setInterval(kNudgePauseMilliseconds);
    connect(&nudge_timer_, &QTimer::timeout, this, [this] { nudge_gesture_ = -1; });
}

void DrawActions::draw(bool redraws) {
    session_->hold();
    redraws_ = redraws && session_->current() != 0;
    view_->startDrawing();
    Q_EMIT hintChanged();
}

QString DrawActions::hint() const {
    const QString how =
        view_->drawsByExtremePoints()
            ? tr("Point %1 of 4: click where the object ends at the top, left, bottom and right, in any "
                 "order. By keyboard: arrows (Shift: 10 px) and Enter. Esc takes a point back.")
                  .arg(view_->extremePointCount() + 1)
            : tr("Drag a box around the object. By keyboard: arrows (Shift: 10 px), Enter for each "
                 "corner, Esc to give up.");
    const int64_t current = session_->current();
    const QString whose = current == 0 ? tr("New object.")
                          : redraws_   ? tr("Box of %1.").arg(nameOfTrack(session_->project(), current))
                                       : tr("New object; %1 again: the box of the selected one.")
                                           .arg(actions_->keyText(ActionId::NewBox));
    return whose + " " + how;
}

void DrawActions::nudge(const Nudge& step) {
    const std::optional<BoxRecord> record = session_->boxOnScreen();
    if (!record || record->absent || view_->drawing()) return;
    if (nudge_gesture_ < 0) nudge_gesture_ = session_->model()->newGesture();
    nudge_timer_.start();
    Box box = record->box;
    box.x += step.x;
    box.y += step.y;
    box.width = std::max(1.0, box.width + step.width);
    box.height = std::max(1.0, box.height + step.height);
    editor_->setBox(box, nudge_gesture_);
}

}  // namespace rtrack
