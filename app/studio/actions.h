#pragma once

#include <QAction>
#include <QActionGroup>
#include <QObject>
#include <map>
#include <span>

#include "widgets/commands/key_map.h"
#include "widgets/common/icons.h"

namespace rtrack {

enum class ActionId {
    OpenVideo,
    OpenFolder,
    TryDemo,
    NewProject,
    OpenProject,
    Save,
    SaveAs,
    CloseProject,
    Export,
    Import,
    MediaInfo,
    RemoveVideo,
    Quit,
    Undo,
    Redo,
    SelectAll,
    NewBox,
    RedrawBox,
    ExtremePoints,
    RemoveBox,
    RemoveTracks,
    CopyBoxes,
    CopyTracks,
    PasteBoxes,
    Propagate,
    Occluded,
    Absent,
    Merge,
    Split,
    CutTail,
    Simplify,
    LockTracks,
    HideTracks,
    Classes,
    AcceptBox,
    Settings,
    PlayPause,
    StepBack,
    StepForward,
    TenBack,
    TenForward,
    SecondBack,
    SecondForward,
    ShuttleBack,
    ShuttleStop,
    ShuttleForward,
    ToStart,
    ToEnd,
    ToTrackStart,
    ToTrackEnd,
    GoToFrame,
    PreviousHuman,
    NextHuman,
    PreviousInQueue,
    NextInQueue,
    RangeFirst,
    RangeLast,
    ClearRange,
    TrackFlaggedAgain,
    TrackBackward,
    TrackForward,
    TrackStep,
    FillGap,
    StopTracking,
    ZoomFit,
    ZoomActual,
    ZoomIn,
    ZoomOut,
    FollowTarget,
    AnnotateWorkspace,
    TrainWorkspace,
    EvaluateWorkspace,
    FullScreen,
    ResetLayout,
    TakeTour,
    FindCommand,
    Keys,
    LabelGuide,
    About,
};

/// When an action can be used.
enum class Scope {
    Always,
    Project,   ///< a project is open
    Video,     ///< a video is shown
    Track,     ///< a track is selected
    Box,       ///< a selected track has a box at the frame on screen
    Tracking,  ///< a tracking run is in progress
};

enum class MenuId { File, Edit, Go, Track, View, Help };

struct ActionSpec {
    ActionId id;
    const char* name;  ///< in settings and files of keys: stays as it is
    MenuId menu;
    Scope scope;
    const char* text;  ///< English, for translation in the context "Actions"
    const char* keys;  ///< of the profile Studio: portable key sequences, separated by blanks
    Glyph glyph = Glyph::None;
    bool checkable = false;
    bool separator_before = false;
};

/// Every action of the window, in the order of the menus.
[[nodiscard]] std::span<const ActionSpec> actionTable();

/// Keys that move or resize the box, as steps of its four numbers in frame pixels.
struct Nudge {
    const char* keys;
    double x, y, width, height;
};
[[nodiscard]] std::span<const Nudge> nudgeTable();

/// The actions of the table as QActions, in the language of the moment.
class Actions : public QObject {
    Q_OBJECT
public:
    explicit Actions(QWidget* window);

    [[nodiscard]] QAction* get(ActionId id) const { return actions_.at(id); }
    [[nodiscard]] QList<QAction*> list(std::initializer_list<ActionId> ids) const;
    void retranslate();
    /// Menus and tool tips show them too.
    void setKeys(const KeySet& set, const KeyChoice& choice);
    /// The first key of an action for people; empty: it has none.
    [[nodiscard]] QString keyText(ActionId id) const;
    /// What answers to a key already; empty: nothing.
    [[nodiscard]] QString nameAtKey(const QKeySequence& key) const;
    /// The actions that need a video, as one: disabled, they stay so whatever setUsable says.
    [[nodiscard]] QActionGroup* annotateOnly() { return annotate_only_; }
    void setUsable(bool has_project, bool has_video, bool has_track, bool has_box, bool tracking);
    [[nodiscard]] static QString menuTitle(MenuId id);
    [[nodiscard]] static QString text(const ActionSpec& spec);
    /// Without the letter for the menu ("&Undo", in Chinese "撤销(&U)") and the dots.
    [[nodiscard]] static QString plainText(const ActionSpec& spec);

Q_SIGNALS:
    void keysChanged();

private:
    std::map<ActionId, QAction*> actions_;
    QActionGroup* annotate_only_;
};

}  // namespace rtrack
