#pragma once

#include <QObject>
#include <functional>
#include <map>
#include <vector>

#include "widgets/annotate/annotate_session.h"

namespace rtrack {

/// What a person does with the tracks that are selected, and with their boxes at the frame on screen. Each
/// call is one step of the history. GUI thread only.
class TrackEditor : public QObject {
    Q_OBJECT
public:
    explicit TrackEditor(AnnotateSession* session, QObject* parent = nullptr);

    /// A new object with a person's box at the frame on screen; it is selected.
    void addTrack(const Box& box);
    /// A person's box of the current track; without one, `addTrack`. Calls with the same gesture
    /// (ProjectModel::newGesture) are one step.
    void setBox(const Box& box, int gesture = -1);
    void removeBoxes();
    void acceptBoxes();
    void acceptBoxAt(int64_t track, qint64 frame);
    /// Occluded, or no longer, if all are; absent and cut by the picture's edge likewise. A box that made way
    /// for "absent" comes back as it was.
    void toggleOccluded();
    void toggleAbsent();
    void toggleCutByImage();
    void toggleReviewed();
    void setCover(std::optional<int> visible_eighths);
    /// Calls for one box that nothing else comes between are one step: letters that are typed.
    void setNote(const QString& note);
    /// A person's box becomes interpolated; any other, or none, becomes a person's at the place it has.
    void toggleKeyframe();

    void copyBoxes();
    /// All boxes of the selected tracks.
    void copyTracks();
    [[nodiscard]] bool canPaste() const { return !copied_.empty() || !copied_tracks_.empty(); }
    /// The copied boxes at the frame on screen: of the same tracks where these are in the video on screen and
    /// have no box there, else of new ones. Copied tracks become new ones, the first box at the frame on
    /// screen.
    void pasteBoxes();
    /// Copies the boxes to the next `frames` frames (before it for a negative count).
    void propagate(qint64 frames);

    void removeTracks();
    void setClass(int64_t object_class);
    /// The class that the next new object gets; 0: none.
    [[nodiscard]] int64_t classOfNew() const { return class_of_new_; }
    void setClassOfNew(int64_t object_class) { class_of_new_ = object_class; }
    /// Of a track, and if it is the current one of all selected tracks of its class; an empty answer takes it
    /// away.
    void setAttribute(qint64 track, const QString& name, const QString& answer);
    void rename(int64_t track, const QString& name);
    void setLocked(int64_t track, bool locked);
    void setHidden(int64_t track, bool hidden);
    /// Of the selected tracks: takes it away where all of them have it.
    void toggleLocked();
    void toggleHidden();
    /// All selected tracks become the one that was selected first.
    void merge();
    /// The boxes from the frame on screen on go to a new track.
    void split();
    /// Takes away the boxes after the frame on screen up to the next one of a person.
    void cutTail();
    /// Leaves as many boxes to interpolation as lie near enough to it.
    void simplify(double min_iou);

Q_SIGNALS:
    /// Whole tracks were removed; `boxes` of them.
    void tracksRemoved(qint64 tracks, qint64 boxes);
    /// Tracks became one, and of that many frames at which more than one of them had a box made by hand only
    /// one was kept.
    void mergedWithLoss(qint64 boxes);
    /// Boxes beyond the frame on screen were removed.
    void tailCut(qint64 boxes);
    /// What was asked for cannot be done; a sentence that says why.
    void impossible(QString reason);

private:
    struct CopiedBox {
        int64_t track = 0;
        Track like;
        Box box;
    };
    using EditOf = std::function<ProjectEdit(int64_t track)>;
    using TrackEditOf = std::function<ProjectEdit(const Project& project, int64_t track)>;
    using Flag = bool BoxRecord::*;

    [[nodiscard]] const Project& project() const { return session_->project(); }
    [[nodiscard]] ProjectModel* model() const { return session_->model(); }
    [[nodiscard]] qint64 frame() const { return session_->player()->shownFrame(); }
    /// A frame is on screen and tracks are selected; tracking and playing end.
    [[nodiscard]] bool ready() const;
    bool changeSelected(const QString& text, const EditOf& edit_of, int gesture = -1);
    /// Of as many boxes as the selected tracks have, or as many as are given: see ProjectModel::changeBySize.
    void changeTracks(const QString& text, const TrackEditOf& edit_of, const std::function<void()>& done = {},
                      std::optional<qint64> boxes = {});
    [[nodiscard]] qint64 boxesOf(const std::vector<int64_t>& tracks) const;
    void pasteTracks();
    void toggleFlag(Flag flag, const QString& on, const QString& off);
    void toggleMark(bool Track::*mark, const QString& on, const QString& off);
    void changeTrack(int64_t track, const QString& text, const std::function<void(Track&)>& change);

    AnnotateSession* session_;
    std::vector<CopiedBox> copied_;
    std::vector<int64_t> copied_tracks_;         // in place of `copied_`
    std::map<BoxKey, BoxRecord> before_absent_;  // what "absent" took the place of
    int64_t class_of_new_ = 0;
    BoxKey note_of_;  // the box that had a note last
    int note_gesture_ = -1;
};

}  // namespace rtrack
