#include "app/studio/actions.h"

#include <QCoreApplication>
#include <QWidget>

#include "widgets/commands/command.h"

namespace rtrack {
namespace {

using Id = ActionId;
using Menu = MenuId;

// clang-format off
constexpr ActionSpec kActions[] = {
    {Id::OpenVideo, "open_video", Menu::File, Scope::Always, QT_TRANSLATE_NOOP("Actions", "&Open video…"), "Ctrl+O", Glyph::OpenVideo},
    {Id::OpenFolder, "open_folder", Menu::File, Scope::Always, QT_TRANSLATE_NOOP("Actions", "Open &folder of pictures…"), "Ctrl+Shift+O", Glyph::OpenFolder},
    {Id::TryDemo, "try_demo", Menu::File, Scope::Always, QT_TRANSLATE_NOOP("Actions", "Try the &demo"), "", Glyph::Demo},
    {Id::NewProject, "new_project", Menu::File, Scope::Always, QT_TRANSLATE_NOOP("Actions", "&New project…"), "Ctrl+N", Glyph::None, false, true},
    {Id::OpenProject, "open_project", Menu::File, Scope::Always, QT_TRANSLATE_NOOP("Actions", "Open &project…"), "Ctrl+Alt+O", Glyph::OpenProject},
    {Id::Save, "save", Menu::File, Scope::Project, QT_TRANSLATE_NOOP("Actions", "Sa&ve project"), "Ctrl+S"},
    {Id::SaveAs, "save_as", Menu::File, Scope::Project, QT_TRANSLATE_NOOP("Actions", "&Save project as…"), "Ctrl+Alt+S"},
    {Id::CloseProject, "close_project", Menu::File, Scope::Project, QT_TRANSLATE_NOOP("Actions", "&Close project"), "Ctrl+W"},
    {Id::Export, "export", Menu::File, Scope::Video, QT_TRANSLATE_NOOP("Actions", "&Export boxes…"), "Ctrl+E", Glyph::Export, false, true},
    {Id::Import, "import", Menu::File, Scope::Video, QT_TRANSLATE_NOOP("Actions", "&Import boxes…"), "Ctrl+I"},
    {Id::MediaInfo, "media_info", Menu::File, Scope::Video, QT_TRANSLATE_NOOP("Actions", "&About the video…"), "", Glyph::None, false, true},
    {Id::RemoveVideo, "remove_video", Menu::File, Scope::Video, QT_TRANSLATE_NOOP("Actions", "Re&move the video from the project"), ""},
    {Id::Quit, "quit", Menu::File, Scope::Always, QT_TRANSLATE_NOOP("Actions", "&Quit"), "Ctrl+Q", Glyph::None, false, true},

    {Id::Undo, "undo", Menu::Edit, Scope::Project, QT_TRANSLATE_NOOP("Actions", "&Undo"), "Ctrl+Z", Glyph::Undo},
    {Id::Redo, "redo", Menu::Edit, Scope::Project, QT_TRANSLATE_NOOP("Actions", "&Redo"), "Ctrl+Shift+Z Ctrl+Y", Glyph::Redo},
    {Id::SelectAll, "select_all", Menu::Edit, Scope::Video, QT_TRANSLATE_NOOP("Actions", "Select a&ll objects"), "Ctrl+A", Glyph::None, false, true},
    {Id::NewBox, "new_box", Menu::Edit, Scope::Video, QT_TRANSLATE_NOOP("Actions", "&New object"), "N", Glyph::NewBox},
    {Id::RedrawBox, "redraw_box", Menu::Edit, Scope::Video, QT_TRANSLATE_NOOP("Actions", "Draw the box ane&w"), "Shift+N"},
    {Id::ExtremePoints, "extreme_points", Menu::Edit, Scope::Video, QT_TRANSLATE_NOOP("Actions", "Draw by &four extreme points"), "X", Glyph::None, true},
    {Id::AcceptBox, "accept_box", Menu::Edit, Scope::Box, QT_TRANSLATE_NOOP("Actions", "&Accept"), "Return Enter"},
    {Id::RemoveBox, "remove_box", Menu::Edit, Scope::Box, QT_TRANSLATE_NOOP("Actions", "Re&move the box at this frame"), "Del"},
    {Id::RemoveTracks, "remove_tracks", Menu::Edit, Scope::Track, QT_TRANSLATE_NOOP("Actions", "&Delete the whole track"), "Shift+Del"},
    {Id::CopyBoxes, "copy_boxes", Menu::Edit, Scope::Box, QT_TRANSLATE_NOOP("Actions", "&Copy the box"), "Ctrl+C", Glyph::None, false, true},
    {Id::CopyTracks, "copy_tracks", Menu::Edit, Scope::Track, QT_TRANSLATE_NOOP("Actions", "Copy the &whole track"), "Ctrl+Shift+C"},
    {Id::PasteBoxes, "paste_boxes", Menu::Edit, Scope::Video, QT_TRANSLATE_NOOP("Actions", "&Paste"), "Ctrl+V"},
    {Id::Propagate, "propagate", Menu::Edit, Scope::Box, QT_TRANSLATE_NOOP("Actions", "Copy to the ne&xt frames…"), "Ctrl+B"},
    {Id::Occluded, "occluded", Menu::Edit, Scope::Box, QT_TRANSLATE_NOOP("Actions", "&Occluded at this frame"), "Q", Glyph::None, false, true},
    {Id::Absent, "absent", Menu::Edit, Scope::Track, QT_TRANSLATE_NOOP("Actions", "A&bsent at this frame"), "W"},
    {Id::Merge, "merge", Menu::Edit, Scope::Track, QT_TRANSLATE_NOOP("Actions", "Mer&ge the selected tracks"), "M", Glyph::None, false, true},
    {Id::Split, "split", Menu::Edit, Scope::Track, QT_TRANSLATE_NOOP("Actions", "Spl&it the track here"), "Ctrl+Shift+S"},
    {Id::CutTail, "cut_tail", Menu::Edit, Scope::Track, QT_TRANSLATE_NOOP("Actions", "Cut the &tail after this frame"), "Ctrl+Shift+X"},
    {Id::Simplify, "simplify", Menu::Edit, Scope::Track, QT_TRANSLATE_NOOP("Actions", "Simp&lify to keyframes…"), ""},
    {Id::LockTracks, "lock_tracks", Menu::Edit, Scope::Track, QT_TRANSLATE_NOOP("Actions", "Loc&k or unlock the selected tracks"), "Ctrl+L"},
    {Id::HideTracks, "hide_tracks", Menu::Edit, Scope::Track, QT_TRANSLATE_NOOP("Actions", "&Hide or show the selected tracks"), "Ctrl+H"},
    {Id::Classes, "classes", Menu::Edit, Scope::Project, QT_TRANSLATE_NOOP("Actions", "Cla&sses…"), "", Glyph::None, false, true},
    {Id::Settings, "settings", Menu::Edit, Scope::Always, QT_TRANSLATE_NOOP("Actions", "&Settings…"), "Ctrl+,", Glyph::None, false, true},

    {Id::PlayPause, "play_pause", Menu::Go, Scope::Video, QT_TRANSLATE_NOOP("Actions", "&Play or pause"), "Space", Glyph::Play},
    {Id::StepBack, "step_back", Menu::Go, Scope::Video, QT_TRANSLATE_NOOP("Actions", "One frame back"), "Left , D", Glyph::StepBack},
    {Id::StepForward, "step_forward", Menu::Go, Scope::Video, QT_TRANSLATE_NOOP("Actions", "One frame forward"), "Right . F", Glyph::StepForward},
    {Id::TenBack, "ten_back", Menu::Go, Scope::Video, QT_TRANSLATE_NOOP("Actions", "Ten frames back"), "C"},
    {Id::TenForward, "ten_forward", Menu::Go, Scope::Video, QT_TRANSLATE_NOOP("Actions", "Ten frames forward"), "V"},
    {Id::SecondBack, "second_back", Menu::Go, Scope::Video, QT_TRANSLATE_NOOP("Actions", "One second back"), "Shift+Left"},
    {Id::SecondForward, "second_forward", Menu::Go, Scope::Video, QT_TRANSLATE_NOOP("Actions", "One second forward"), "Shift+Right"},
    {Id::ShuttleBack, "shuttle_back", Menu::Go, Scope::Video, QT_TRANSLATE_NOOP("Actions", "Play backward, again for faster"), "J", Glyph::None, false, true},
    {Id::ShuttleStop, "shuttle_stop", Menu::Go, Scope::Video, QT_TRANSLATE_NOOP("Actions", "Pause; when paused: keyframe or not"), "K"},
    {Id::ShuttleForward, "shuttle_forward", Menu::Go, Scope::Video, QT_TRANSLATE_NOOP("Actions", "Play forward, again for faster"), "L"},
    {Id::ToStart, "to_start", Menu::Go, Scope::Video, QT_TRANSLATE_NOOP("Actions", "To the first frame"), "Home", Glyph::ToStart, false, true},
    {Id::ToEnd, "to_end", Menu::Go, Scope::Video, QT_TRANSLATE_NOOP("Actions", "To the last frame"), "End", Glyph::ToEnd},
    {Id::ToTrackStart, "to_track_start", Menu::Go, Scope::Video, QT_TRANSLATE_NOOP("Actions", "To the first box of the track"), "Ctrl+Home"},
    {Id::ToTrackEnd, "to_track_end", Menu::Go, Scope::Video, QT_TRANSLATE_NOOP("Actions", "To the last box of the track"), "Ctrl+End"},
    {Id::GoToFrame, "go_to_frame", Menu::Go, Scope::Video, QT_TRANSLATE_NOOP("Actions", "&Go to frame"), "Ctrl+G"},
    {Id::PreviousHuman, "previous_human", Menu::Go, Scope::Video, QT_TRANSLATE_NOOP("Actions", "Previous box made by hand"), "E"},
    {Id::NextHuman, "next_human", Menu::Go, Scope::Video, QT_TRANSLATE_NOOP("Actions", "Next box made by hand"), "R"},
    {Id::PreviousInQueue, "previous_in_queue", Menu::Go, Scope::Project, QT_TRANSLATE_NOOP("Actions", "Previous in the review queue"), "Alt+Left"},
    {Id::NextInQueue, "next_in_queue", Menu::Go, Scope::Project, QT_TRANSLATE_NOOP("Actions", "Next in the review queue"), "Alt+Right"},
    {Id::RangeFirst, "range_first", Menu::Go, Scope::Video, QT_TRANSLATE_NOOP("Actions", "Range starts here"), "I", Glyph::None, false, true},
    {Id::RangeLast, "range_last", Menu::Go, Scope::Video, QT_TRANSLATE_NOOP("Actions", "Range ends here"), "O"},
    {Id::ClearRange, "clear_range", Menu::Go, Scope::Video, QT_TRANSLATE_NOOP("Actions", "Clear the range"), "Alt+I"},

    {Id::TrackBackward, "track_backward", Menu::Track, Scope::Video, QT_TRANSLATE_NOOP("Actions", "Track &backward"), "Shift+T", Glyph::TrackBackward},
    {Id::TrackForward, "track_forward", Menu::Track, Scope::Video, QT_TRANSLATE_NOOP("Actions", "&Track forward"), "T", Glyph::TrackForward},
    {Id::TrackStep, "track_step", Menu::Track, Scope::Video, QT_TRANSLATE_NOOP("Actions", "Track &one frame forward"), ""},
    {Id::FillGap, "fill_gap", Menu::Track, Scope::Track, QT_TRANSLATE_NOOP("Actions", "Fill the &gap from both sides"), "Ctrl+T"},
    {Id::TrackFlaggedAgain, "track_flagged_again", Menu::Track, Scope::Video, QT_TRANSLATE_NOOP("Actions", "Track the flagged &ranges again"), ""},
    {Id::StopTracking, "stop_tracking", Menu::Track, Scope::Tracking, QT_TRANSLATE_NOOP("Actions", "&Stop tracking"), "Esc", Glyph::Stop},

    {Id::ZoomFit, "zoom_fit", Menu::View, Scope::Video, QT_TRANSLATE_NOOP("Actions", "&Fit the picture"), "Ctrl+0"},
    {Id::ZoomActual, "zoom_actual", Menu::View, Scope::Video, QT_TRANSLATE_NOOP("Actions", "&Actual size"), "A"},
    {Id::ZoomIn, "zoom_in", Menu::View, Scope::Video, QT_TRANSLATE_NOOP("Actions", "Zoom &in"), "Ctrl++ Ctrl+="},
    {Id::ZoomOut, "zoom_out", Menu::View, Scope::Video, QT_TRANSLATE_NOOP("Actions", "Zoom &out"), "Ctrl+-"},
    {Id::FollowTarget, "follow_target", Menu::View, Scope::Video, QT_TRANSLATE_NOOP("Actions", "Follow the &target"), "Z", Glyph::None, true},
    {Id::AnnotateWorkspace, "annotate_workspace", Menu::View, Scope::Always, QT_TRANSLATE_NOOP("Actions", "&Annotate"), "Ctrl+1", Glyph::None, true, true},
    {Id::TrainWorkspace, "train_workspace", Menu::View, Scope::Always, QT_TRANSLATE_NOOP("Actions", "T&rain"), "Ctrl+2", Glyph::None, true},
    {Id::EvaluateWorkspace, "evaluate_workspace", Menu::View, Scope::Always, QT_TRANSLATE_NOOP("Actions", "&Evaluate"), "Ctrl+3", Glyph::None, true},
    {Id::FullScreen, "full_screen", Menu::View, Scope::Always, QT_TRANSLATE_NOOP("Actions", "F&ull screen"), "F11", Glyph::None, true, true},
    {Id::ResetLayout, "reset_layout", Menu::View, Scope::Always, QT_TRANSLATE_NOOP("Actions", "&Reset the layout"), ""},

    {Id::TakeTour, "take_tour", Menu::Help, Scope::Always, QT_TRANSLATE_NOOP("Actions", "Take the &tour"), ""},
    {Id::FindCommand, "find_command", Menu::Help, Scope::Always, QT_TRANSLATE_NOOP("Actions", "&Find a command…"), "Ctrl+Shift+P"},
    {Id::Keys, "keys", Menu::Help, Scope::Always, QT_TRANSLATE_NOOP("Actions", "&Keys…"), "F1"},
    {Id::LabelGuide, "label_guide", Menu::Help, Scope::Always, QT_TRANSLATE_NOOP("Actions", "What the &labels mean…"), ""},
    {Id::About, "about", Menu::Help, Scope::Always, QT_TRANSLATE_NOOP("Actions", "&About RTrack Studio"), ""},
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

}  // namespace

std::span<const ActionSpec> actionTable() {
    return kActions;
}

std::span<const Nudge> nudgeTable() {
    return kNudges;
}

QString Actions::menuTitle(MenuId id) {
    constexpr const char* kTitles[] = {
        QT_TRANSLATE_NOOP("Menus", "&File"), QT_TRANSLATE_NOOP("Menus", "&Edit"),
        QT_TRANSLATE_NOOP("Menus", "&Go"),   QT_TRANSLATE_NOOP("Menus", "&Track"),
        QT_TRANSLATE_NOOP("Menus", "&View"), QT_TRANSLATE_NOOP("Menus", "&Help")};
    return QCoreApplication::translate("Menus", kTitles[static_cast<int>(id)]);
}

QString Actions::text(const ActionSpec& spec) {
    return QCoreApplication::translate("Actions", spec.text);
}

QString Actions::plainText(const ActionSpec& spec) {
    return withoutMenuMarks(text(spec));
}

Actions::Actions(QWidget* window) : QObject(window), annotate_only_(new QActionGroup(this)) {
    annotate_only_->setExclusionPolicy(QActionGroup::ExclusionPolicy::None);
    for (const ActionSpec& spec : kActions) {
        auto* action = new QAction(window);
        action->setObjectName(spec.name);
        action->setShortcuts(keysFromText(spec.keys));
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
        const QString key = keyText(spec.id);
        action->setToolTip(key.isEmpty() ? plain : QString("%1 (%2)").arg(plain, key));
    }
}

void Actions::setKeys(const KeySet& set, const KeyChoice& choice) {
    for (const ActionSpec& spec : kActions) get(spec.id)->setShortcuts(keysInForce(set, choice, spec.name));
    retranslate();
    Q_EMIT keysChanged();
}

QString Actions::nameAtKey(const QKeySequence& key) const {
    for (const ActionSpec& spec : kActions) {
        if (get(spec.id)->shortcuts().contains(key)) return plainText(spec);
    }
    return {};
}

QString Actions::keyText(ActionId id) const {
    return get(id)->shortcut().toString(QKeySequence::NativeText);
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
