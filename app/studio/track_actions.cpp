#include "app/studio/track_actions.h"

#include <QInputDialog>
#include <QShortcut>

#include "app/studio/project_messages.h"
#include "widgets/annotate/attribute_form.h"
#include "widgets/annotate/class_dialog.h"
#include "widgets/annotate/inspector.h"
#include "widgets/common/qt_convert.h"

namespace rtrack {
namespace {

constexpr int kPropagatedFrames = 10;
constexpr double kSimplifiedIou = 0.9;

}  // namespace

TrackActions::TrackActions(AnnotateSession* session, TrackEditor* editor, Inspector* inspector,
                           MessageBar* messages, Actions* actions, QWidget* page)
    : QObject(page),
      session_(session),
      editor_(editor),
      inspector_(inspector),
      messages_(messages),
      actions_(actions),
      page_(page) {
    connectActions(actions);
    connectInspector();
    connectEditor();
    connect(session_->model(), &ProjectModel::replaced, this, &TrackActions::refreshClassKeys);
    connect(actions, &Actions::keysChanged, this, &TrackActions::refreshClassKeys);
    connect(session_->model(), &ProjectModel::changed, this, [this](const ProjectEdit& edit) {
        if (!edit.classes.empty()) refreshClassKeys();
    });
}

void TrackActions::connectActions(Actions* actions) {
    TrackEditor* editor = editor_;
    const auto on = [this, actions](ActionId id, auto&& what) {
        connect(actions->get(id), &QAction::triggered, this, what);
    };
    on(ActionId::RemoveBox, [=] { editor->removeBoxes(); });
    on(ActionId::RemoveTracks, [=] { editor->removeTracks(); });
    on(ActionId::CopyBoxes, [=] { editor->copyBoxes(); });
    on(ActionId::CopyTracks, [=] { editor->copyTracks(); });
    on(ActionId::PasteBoxes, [=] { editor->pasteBoxes(); });
    on(ActionId::Propagate, [this] { askHowFarToPropagate(); });
    on(ActionId::Occluded, [=] { editor->toggleOccluded(); });
    on(ActionId::Absent, [=] { editor->toggleAbsent(); });
    on(ActionId::Merge, [=] { editor->merge(); });
    on(ActionId::Split, [=] { editor->split(); });
    on(ActionId::CutTail, [=] { editor->cutTail(); });
    on(ActionId::Simplify, [this] { askHowMuchToSimplify(); });
    on(ActionId::LockTracks, [=] { editor->toggleLocked(); });
    on(ActionId::HideTracks, [=] { editor->toggleHidden(); });
    on(ActionId::Classes, [this] { showClasses(); });
    on(ActionId::FillGap, [this] {
        messages_->clear();
        session_->fillGap();
    });
}

void TrackActions::connectInspector() {
    TrackEditor* editor = editor_;
    connect(inspector_, &Inspector::occludedToggled, editor, &TrackEditor::toggleOccluded);
    connect(inspector_, &Inspector::absentToggled, editor, &TrackEditor::toggleAbsent);
    connect(inspector_, &Inspector::cutToggled, editor, &TrackEditor::toggleCutByImage);
    connect(inspector_, &Inspector::reviewedToggled, editor, &TrackEditor::toggleReviewed);
    connect(inspector_, &Inspector::noteEntered, editor, &TrackEditor::setNote);
    connect(inspector_, &Inspector::coverChosen, this,
            [=](int eighths) { editor->setCover(eighths < 0 ? std::nullopt : std::optional(eighths)); });
    connect(inspector_->attributes(), &AttributeForm::answered, editor, &TrackEditor::setAttribute);
    connect(inspector_->attributes(), &AttributeForm::refused, this,
            [this](const QString& reason) { messages_->showMessage(impossibleMessage(reason)); });
}

void TrackActions::connectEditor() {
    const auto tell = [this](Message message) {
        message.buttons.push_back({tr("Undo"), [this] { session_->undo(); }});
        const ProjectModel* model = session_->model();  // the button is about the last change
        message.holds = [model, changes = model->changes()] { return model->changes() == changes; };
        messages_->showMessage(message);
    };
    connect(editor_, &TrackEditor::tracksRemoved, this,
            [=](qint64 tracks, qint64 boxes) { tell(tracksRemovedMessage(tracks, boxes)); });
    connect(editor_, &TrackEditor::mergedWithLoss, this,
            [=](qint64 boxes) { tell(mergedWithLossMessage(boxes)); });
    connect(editor_, &TrackEditor::tailCut, this, [=](qint64 boxes) { tell(tailCutMessage(boxes)); });
    connect(editor_, &TrackEditor::impossible, this,
            [this](const QString& reason) { messages_->showMessage(impossibleMessage(reason)); });
}

void TrackActions::refreshAttributes() {
    const int64_t current = session_->hasProject() ? session_->current() : 0;
    if (current == 0 || !session_->project().tracks().contains(current))
        return inspector_->attributes()->clear();
    const Track& track = session_->project().track(current);
    const auto known = session_->project().classes().find(track.object_class);
    inspector_->attributes()->setTrack(
        current, known == session_->project().classes().end() ? ObjectClass{} : known->second,
        track.attributes);
}

void TrackActions::refreshClassKeys() {
    qDeleteAll(class_keys_);
    class_keys_.clear();
    if (!session_->hasProject()) return;
    Keys taken;  // where two answer to a key, neither would
    for (const auto& [id, object_class] : session_->project().classes()) {
        const QKeySequence key(fromStd(object_class.key));
        if (key.isEmpty() || taken.contains(key) || !actions_->nameAtKey(key).isEmpty()) continue;
        taken << key;
        auto* shortcut = new QShortcut(key, page_);
        connect(shortcut, &QShortcut::activated, this, [this, id = id] { editor_->setClass(id); });
        class_keys_.push_back(shortcut);
    }
}

void TrackActions::showClasses() {
    auto* dialog = new ClassDialog(
        session_, [this](const QKeySequence& key) { return actions_->nameAtKey(key); }, page_);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

void TrackActions::askHowFarToPropagate() {
    QInputDialog* dialog =
        numberDialog(tr("Copy to the next frames"), tr("How many frames? A negative number goes backward."));
    dialog->setInputMode(QInputDialog::IntInput);
    dialog->setIntRange(-100000, 100000);
    dialog->setIntValue(kPropagatedFrames);
    connect(dialog, &QInputDialog::intValueSelected, editor_, &TrackEditor::propagate);
    dialog->open();
}

void TrackActions::askHowMuchToSimplify() {
    QInputDialog* dialog =
        numberDialog(tr("Simplify to keyframes"), tr("Smallest overlap (IoU) of each box with what it was:"));
    dialog->setInputMode(QInputDialog::DoubleInput);
    dialog->setDoubleRange(0.5, 1);
    dialog->setDoubleDecimals(2);
    dialog->setDoubleValue(kSimplifiedIou);
    connect(dialog, &QInputDialog::doubleValueSelected, editor_, &TrackEditor::simplify);
    dialog->open();
}

QInputDialog* TrackActions::numberDialog(const QString& title, const QString& question) {
    auto* dialog = new QInputDialog(page_);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->setLabelText(question);
    return dialog;
}

}  // namespace rtrack
