#include "app/actions.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QWidget>

namespace rtrack {
namespace {

using Id = ActionId;
using Menu = MenuId;

// clang-format off
constexpr ActionSpec kActions[] = {
    {Id::OpenVideo, Menu::File, Scope::Always, QT_TRANSLATE_NOOP("Actions", "&Open video…"), "Ctrl+O", Glyph::OpenVideo},
    {Id::OpenFolder, Menu::File, Scope::Always, QT_TRANSLATE_NOOP("Actions", "Open &folder of pictures…"), "Ctrl+Shift+O", Glyph::OpenFolder},
    {Id::TryDemo, Menu::File, Scope::Always, QT_TRANSLATE_NOOP("Actions", "Try the &demo"), "", Glyph::Demo},
    {Id::NewProject, Menu::File, Scope::Always, QT_TRANSLATE_NOOP("Actions", "&New project…"), "Ctrl+N", Glyph::None, false, true},
    {Id::OpenProject, Menu::File, Scope::Always, QT_TRANSLATE_NOOP("Actions", "Open &project…"), "Ctrl+Alt+O"},
    {Id::SaveAs, Menu::File, Scope::Project, QT_TRANSLATE_NOOP("Actions", "&Save project as…"), "Ctrl+S"},
    {Id::CloseProject, Menu::File, Scope::Project, QT_TRANSLATE_NOOP("Actions", "&Close project"), "Ctrl+W"},
    {Id::Export, Menu::File, Scope::Video, QT_TRANSLATE_NOOP("Actions", "&Export boxes…"), "Ctrl+E", Glyph::Export, false, true},
    {Id::Import, Menu::File, Scope::Video, QT_TRANSLATE_NOOP("Actions", "&Import boxes…"), "Ctrl+I"},
    {Id::Quit, Menu::File, Scope::Always, QT_TRANSLATE_NOOP("Actions", "&Quit"), "Ctrl+Q", Glyph::None, false, true},

    {Id::Undo, Menu::Edit, Scope::Project, QT_TRANSLATE_NOOP("Actions", "&Undo"), "Ctrl+Z", Glyph::Undo},
    {Id::Redo, Menu::Edit, Scope::Project, QT_TRANSLATE_NOOP("Actions", "&Redo"), "Ctrl+Shift+Z Ctrl+Y", Glyph::Redo},
    {Id::NewBox, Menu::Edit, Scope::Video, QT_TRANSLATE_NOOP("Actions", "&New object"), "N", Glyph::NewBox, false, true},
    {Id::RedrawBox, Menu::Edit, Scope::Video, QT_TRANSLATE_NOOP("Actions", "Draw the box ane&w"), "Shift+N"},
    {Id::AcceptBox, Menu::Edit, Scope::Box, QT_TRANSLATE_NOOP("Actions", "&Accept"), "Return Enter"},
    {Id::RemoveBox, Menu::Edit, Scope::Box, QT_TRANSLATE_NOOP("Actions", "Re&move the box at this frame"), "Del"},
    {Id::RemoveTracks, Menu::Edit, Scope::Track, QT_TRANSLATE_NOOP("Actions", "&Delete the whole track"), "Shift+Del"},
    {Id::CopyBoxes, Menu::Edit, Scope::Box, QT_TRANSLATE_NOOP("Actions", "&Copy the box"), "Ctrl+C", Glyph::None, false, true},
    {Id::PasteBoxes, Menu::Edit, Scope::Video, QT_TRANSLATE_NOOP("Actions", "&Paste"), "Ctrl+V"},
    {Id::Propagate, Menu::Edit, Scope::Box, QT_TRANSLATE_NOOP("Actions", "Copy to the ne&xt frames…"), "Ctrl+B"},
    {Id::Occluded, Menu::Edit, Scope::Box, QT_TRANSLATE_NOOP("Actions", "&Occluded at this frame"), "Q", Glyph::None, false, true},
    {Id::Absent, Menu::Edit, Scope::Track, QT_TRANSLATE_NOOP("Actions", "A&bsent at this frame"), "W"},
    {Id::Merge, Menu::Edit, Scope::Track, QT_TRANSLATE_NOOP("Actions", "Mer&ge the selected tracks"), "M", Glyph::None, false, true},
    {Id::Split, Menu::Edit, Scope::Track, QT_TRANSLATE_NOOP("Actions", "Spl&it the track here"), "Ctrl+Shift+S"},
    {Id::CutTail, Menu::Edit, Scope::Track, QT_TRANSLATE_NOOP("Actions", "Cut the &tail after this frame"), "Ctrl+Shift+X"},
    {Id::Simplify, Menu::Edit, Scope::Track, QT_TRANSLATE_NOOP("Actions", "Simp&lify to keyframes…"), ""},
    {Id::Classes, Menu::Edit, Scope::Project, QT_TRANSLATE_NOOP("Actions", "Cla&sses…"), "", Glyph::None, false, true},
    {Id::Settings, Menu::Edit, Scope::Always, QT_TRANSLATE_NOOP("Actions", "&Settings…"), "Ctrl+,", Glyph::None, false, true},

    {Id::PlayPause, Menu::Go, Scope::Video, QT_TRANSLATE_NOOP("Actions", "&Play or pause"), "Space", Glyph::Play},
    {Id::StepBack, Menu::Go, Scope::Video, QT_TRANSLATE_NOOP("Actions", "One frame back"), "Left , D", Glyph::StepBack},
    {Id::StepForward, Menu::Go, Scope::Video, QT_TRANSLATE_NOOP("Actions", "One frame forward"), "Right . F", Glyph::StepForward},
    {Id::TenBack, Menu::Go, Scope::Video, QT_TRANSLATE_NOOP("Actions", "Ten frames back"), "C"},
    {Id::TenForward, Menu::Go, Scope::Video, QT_TRANSLATE_NOOP("Actions", "Ten frames forward"), "V"},
    {Id::SecondBack, Menu::Go, Scope::Video, QT_TRANSLATE_NOOP("Actions", "One second back"), "Shift+Left"},
    {Id::SecondForward, Menu::Go, Scope::Video, QT_TRANSLATE_NOOP("Actions", "One second forward"), "Shift+Right"},
    {Id::ShuttleBack, Menu::Go, Scope::Video, QT_TRANSLATE_NOOP("Actions", "Play backward, again for faster"), "J", Glyph::None, false, true},
    {Id::ShuttleStop, Menu::Go, Scope::Video, QT_TRANSLATE_NOOP("Actions", "Pause; when paused: keyframe or not"), "K"},
    {Id::ShuttleForward, Menu::Go, Scope::Video, QT_TRANSLATE_NOOP("Actions", "Play forward, again for faster"), "L"},
    {Id::ToStart, Menu::Go, Scope::Video, QT_TRANSLATE_NOOP("Actions", "To the first frame"), "Home", Glyph::ToStart, false, true},
    {Id::ToEnd, Menu::Go, Scope::Video, QT_TRANSLATE_NOOP("Actions", "To the last frame"), "End", Glyph::ToEnd},
    {Id::GoToFrame, Menu::Go, Scope::Video, QT_TRANSLATE_NOOP("Actions", "&Go to frame"), "Ctrl+G"},
    {Id::PreviousHuman, Menu::Go, Scope::Video, QT_TRANSLATE_NOOP("Actions", "Previous box made by hand"), "E"},
    {Id::NextHuman, Menu::Go, Scope::Video, QT_TRANSLATE_NOOP("Actions", "Next box made by hand"), "R"},
    {Id::PreviousInQueue, Menu::Go, Scope::Project, QT_TRANSLATE_NOOP("Actions", "Previous in the review queue"), "Alt+Left"},
    {Id::NextInQueue, Menu::Go, Scope::Project, QT_TRANSLATE_NOOP("Actions", "Next in the review queue"), "Alt+Right"},
    {Id::RangeFirst, Menu::Go, Scope::Video, QT_TRANSLATE_NOOP("Actions", "Range starts here"), "I", Glyph::None, false, true},
    {Id::RangeLast, Menu::Go, Scope::Video, QT_TRANSLATE_NOOP("Actions", "Range ends here"), "O"},
    {Id::ClearRange, Menu::Go, Scope::Video, QT_TRANSLATE_NOOP("Actions", "Clear the range"), "Alt+I"},

    {Id::TrackBackward, Menu::Track, Scope::Video, QT_TRANSLATE_NOOP("Actions", "Track &backward"), "Shift+T", Glyph::TrackBackward},
    {Id::TrackForward, Menu::Track, Scope::Video, QT_TRANSLATE_NOOP("Actions", "&Track forward"), "T", Glyph::TrackForward},
    {Id::FillGap, Menu::Track, Scope::Track, QT_TRANSLATE_NOOP("Actions", "Fill the &gap from both sides"), "Ctrl+T"},
    {Id::StopTracking, Menu::Track, Scope::Tracking, QT_TRANSLATE_NOOP("Actions", "&Stop tracking"), "Esc", Glyph::Stop},

    {Id::ZoomFit, Menu::View, Scope::Video, QT_TRANSLATE_NOOP("Actions", "&Fit the picture"), "Ctrl+0"},
    {Id::ZoomActual, Menu::View, Scope::Video, QT_TRANSLATE_NOOP("Actions", "&Actual size"), "A"},
    {Id::ZoomIn, Menu::View, Scope::Video, QT_TRANSLATE_NOOP("Actions", "Zoom &in"), "Ctrl++ Ctrl+="},
    {Id::ZoomOut, Menu::View, Scope::Video, QT_TRANSLATE_NOOP("Actions", "Zoom &out"), "Ctrl+-"},
    {Id::FollowTarget, Menu::View, Scope::Video, QT_TRANSLATE_NOOP("Actions", "Follow the &target"), "Z", Glyph::None, true},
    {Id::AnnotateWorkspace, Menu::View, Scope::Always, QT_TRANSLATE_NOOP("Actions", "&Annotate"), "Ctrl+1", Glyph::None, true, true},
    {Id::TrainWorkspace, Menu::View, Scope::Always, QT_TRANSLATE_NOOP("Actions", "T&rain"), "Ctrl+2", Glyph::None, true},
    {Id::EvaluateWorkspace, Menu::View, Scope::Always, QT_TRANSLATE_NOOP("Actions", "&Evaluate"), "Ctrl+3", Glyph::None, true},
    {Id::FullScreen, Menu::View, Scope::Always, QT_TRANSLATE_NOOP("Actions", "F&ull screen"), "F11", Glyph::None, true, true},
    {Id::ResetLayout, Menu::View, Scope::Always, QT_TRANSLATE_NOOP("Actions", "&Reset the layout"), ""},

    {Id::Keys, Menu::Help, Scope::Always, QT_TRANSLATE_NOOP("Actions", "&Keys"), "F1"},
    {Id::About, Menu::Help, Scope::Always, QT_TRANSLATE_NOOP("Actions", "&About RTrack Studio"), ""},
};

constexpr Nudge kNudges[] = {
    {"Ctrl+Left", -1, 0, 0, 0}, {"Ctrl+Right", 1, 0, 0, 0}, {"Ctrl+Up", 0, -1, 0, 0}, {"Ctrl+Down", 0, 1, 0, 0},
    {"Ctrl+Shift+Left", -10, 0, 0, 0}, {"Ctrl+Shift+Right", 10, 0, 0, 0},
    {"Ctrl+Shift+Up", 0, -10, 0, 0}, {"Ctrl+Shift+Down", 0, 10, 0, 0},
    {"Ctrl+Alt+Left", 0, 0, -1, 0}, {"Ctrl+Alt+Right", 0, 0, 1, 0}, {"Ctrl+Alt+Up", 0, 0, 0, -1}, {"Ctrl+Alt+Down", 0, 0, 0, 1},
    {"Ctrl+Alt+Shift+Left", 0, 0, -10, 0}, {"Ctrl+Alt+Shift+Right", 0, 0, 10, 0},
    {"Ctrl+Alt+Shift+Up", 0, 0, 0, -10}, {"Ctrl+Alt+Shift+Down", 0, 0, 0, 10},
};
// clang-format on

QList<QKeySequence> keySequences(const char* keys) {
    QList<QKeySequence> sequences;
    for (const QString& key : QString(keys).split(' ', Qt::SkipEmptyParts)) sequences << QKeySequence(key);
    return sequences;
}

}  // namespace

std::span<const ActionSpec> actionTable() {
    return kActions;
}

std::span<const Nudge> nudgeTable() {
    return kNudges;
}

QString Actions::text(const ActionSpec& spec) {
    return QCoreApplication::translate("Actions", spec.text);
}

QString Actions::plainText(const ActionSpec& spec) {
    static const QRegularExpression menu_marks(QString::fromUtf8("\\(&.\\)|&|…"));
    return text(spec).remove(menu_marks);
}

Actions::Actions(QWidget* window) : QObject(window), annotate_only_(new QActionGroup(this)) {
    annotate_only_->setExclusionPolicy(QActionGroup::ExclusionPolicy::None);
    for (const ActionSpec& spec : kActions) {
        auto* action = new QAction(window);
        action->setShortcuts(keySequences(spec.keys));
        action->setIcon(icon(spec.glyph));
        action->setCheckable(spec.checkable);
        action->setIconVisibleInMenu(false);
        window->addAction(action);  // keys work in full screen too, where the menu bar is hidden
        if (spec.scope != Scope::Always) annotate_only_->addAction(action);
        actions_[spec.id] = action;
    }
    retranslate();
}

QList<QAction*> Actions::list(std::initializer_list<ActionId> ids) const {
    QList<QAction*> actions;
    for (const ActionId id : ids) actions << get(id);
    return actions;
}

void Actions::retranslate() {
    for (const ActionSpec& spec : kActions) {
        QAction* action = get(spec.id);
        action->setText(text(spec));
        const QString plain = plainText(spec);
        action->setIconText(plain);
        const QString key = action->shortcut().toString(QKeySequence::NativeText);
        action->setToolTip(key.isEmpty() ? plain : QString("%1 (%2)").arg(plain, key));
    }
}

void Actions::setUsable(bool has_project, bool has_video, bool has_track, bool has_box, bool tracking) {
    for (const ActionSpec& spec : kActions) {
        switch (spec.scope) {
            case Scope::Always:
                break;
            case Scope::Project:
                get(spec.id)->setEnabled(has_project);
                break;
            case Scope::Video:
                get(spec.id)->setEnabled(has_video);
                break;
            case Scope::Track:
                get(spec.id)->setEnabled(has_video && has_track);
                break;
            case Scope::Box:
                get(spec.id)->setEnabled(has_video && has_box);
                break;
            case Scope::Tracking:
                get(spec.id)->setEnabled(tracking);
                break;
        }
    }
}

}  // namespace rtrack
