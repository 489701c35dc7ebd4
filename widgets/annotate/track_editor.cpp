#include "widgets/annotate/track_editor.h"

#include <algorithm>
#include <limits>

#include "tracking/annotation/box_edits.h"
#include "tracking/annotation/keyframes.h"
#include "tracking/annotation/track_edits.h"
#include "widgets/annotate/object_colors.h"

namespace rtrack {
namespace {

constexpr int64_t kEveryFrame = std::numeric_limits<int64_t>::max();

/// Frames at which both tracks have a box of a person, and not the same.
qint64 contestedFrames(const Project& project, int64_t kept, int64_t merged) {
    const std::vector<int64_t> frames = project.frames_of(merged, BoxKind::Human, 0, kEveryFrame);
    return std::count_if(frames.begin(), frames.end(), [&](int64_t frame) {
        const auto present = project.box_at(kept, frame);
        return present && present->source == BoxSource::Human && present != project.box_at(merged, frame);
    });
}

}  // namespace

TrackEditor::TrackEditor(AnnotateSession* session, QObject* parent) : QObject(parent), session_(session) {
    connect(session->model(), &ProjectModel::replaced, this, [this] {
        copied_.clear();
        copied_tracks_.clear();
        before_absent_.clear();
        class_of_new_ = 0;
        note_gesture_ = -1;
    });
}

bool TrackEditor::ready() const {
    if (!session_->hasVideo() || frame() < 0 || session_->selection().empty()) return false;
    session_->hold();
    return true;
}

bool TrackEditor::changeSelected(const QString& text, const EditOf& edit_of, int gesture) {
    if (!ready()) return false;
    ProjectEdit edit;
    for (const int64_t track : session_->selection()) edit = then(std::move(edit), edit_of(track));
    return !edit.empty() && model()->change(edit, text, gesture);
}

void TrackEditor::changeTracks(const QString& text, const TrackEditOf& edit_of,
                               const std::function<void()>& done, std::optional<qint64> boxes) {
    if (!ready()) return;
    const auto all = [tracks = session_->selection(), edit_of](const Project& project) {
        ProjectEdit edit;
        for (const int64_t track : tracks) edit = then(std::move(edit), edit_of(project, track));
        return edit;
    };
    model()->changeBySize(boxes.value_or(boxesOf(session_->selection())), text, all, done);
}

qint64 TrackEditor::boxesOf(const std::vector<int64_t>& tracks) const {
    qint64 boxes = 0;
    for (const int64_t track : tracks) boxes += project().counts(track).boxes;
    return boxes;
}

void TrackEditor::addTrack(const Box& box) {
    if (!session_->hasVideo() || frame() < 0 || !box.valid()) return;
    session_->hold();
    const int64_t id = model()->newId();
    ProjectEdit edit;
    Track& track = edit.tracks[id].emplace();
    track.video = session_->videoId();
    if (project().classes().contains(class_of_new_)) track.object_class = class_of_new_;
    edit.boxes[{id, frame()}] = human_box(box);
    const QString text = tr("New object at frame %1").arg(frame());
    if (model()->change(withNumbers(project(), std::move(edit)), text)) session_->select(id);
}

void TrackEditor::setBox(const Box& box, int gesture) {
    if (session_->current() == 0) return addTrack(box);
    if (!ready() || !box.valid()) return;
    const int64_t track = session_->current();
    const bool replaces = project().box_at(track, frame()).has_value();
    model()->change(
        set_box(project(), track, frame(), box),
        replaces ? tr("Correct the box at frame %1").arg(frame()) : tr("Draw a box at frame %1").arg(frame()),
        gesture);
}

void TrackEditor::removeBoxes() {
    changeSelected(tr("Remove the box at frame %1").arg(frame()),
                   [this](int64_t track) { return remove_boxes(project(), track, frame(), frame()); });
}

void TrackEditor::acceptBoxes() {
    changeSelected(tr("Accept the box at frame %1").arg(frame()),
                   [this](int64_t track) { return accept_boxes(project(), track, frame(), frame()); });
}

void TrackEditor::acceptBoxAt(int64_t track, qint64 at) {
    session_->hold();
    model()->change(accept_boxes(project(), track, at, at), tr("Accept the box at frame %1").arg(at));
}

void TrackEditor::toggleFlag(Flag flag, const QString& on, const QString& off) {
    if (!ready()) return;
    const auto& selection = session_->selection();
    const bool all = std::all_of(selection.begin(), selection.end(), [&](int64_t track) {
        const auto record = project().box_at(track, frame());
        return record && (*record).*flag;
    });
    changeSelected((all ? off : on).arg(frame()), [&](int64_t track) {
        return change_boxes(project(), track, frame(), frame(),
                            [&](BoxRecord& record) { record.*flag = !all; });
    });
}

void TrackEditor::toggleOccluded() {
    toggleFlag(&BoxRecord::occluded, tr("Occluded at frame %1"), tr("Not occluded at frame %1"));
}

void TrackEditor::toggleCutByImage() {
    toggleFlag(&BoxRecord::cut_by_image, tr("Cut by the picture at frame %1"),
               tr("Not cut by the picture at frame %1"));
}

void TrackEditor::toggleReviewed() {
    toggleFlag(&BoxRecord::reviewed, tr("Reviewed at frame %1"), tr("Not reviewed at frame %1"));
}

void TrackEditor::toggleAbsent() {
    if (!ready()) return;
    const auto shown = session_->boxOnScreen();
    const QString text =
        (shown && shown->absent ? tr("Not absent at frame %1") : tr("Absent at frame %1")).arg(frame());
    const int gesture = model()->newGesture();
    ProjectEdit back;  // after the rest: no tracker's box comes in place of what a person said
    const auto toggled = [&](int64_t track) {
        const BoxKey key{track, frame()};
        const auto record = project().box_at(track, frame());
        if (record && record->absent) {
            const auto before = before_absent_.extract(key);
            if (!before.empty() && record->source == BoxSource::Human) back.boxes[key] = before.mapped();
            return remove_boxes(project(), track, frame(), frame());
        }
        if (record) {
            before_absent_[key] = *record;
        } else {
            before_absent_.erase(key);
        }
        return set_absent(project(), track, frame(), frame());
    };
    if (changeSelected(text, toggled, gesture)) model()->change(back, text, gesture);
}

void TrackEditor::setCover(std::optional<int> visible_eighths) {
    changeSelected(tr("Cover at frame %1").arg(frame()), [&](int64_t track) {
        return change_boxes(project(), track, frame(), frame(),
                            [&](BoxRecord& record) { record.cover = visible_eighths; });
    });
}

void TrackEditor::setNote(const QString& note) {
    if (!ready()) return;
    const BoxKey key{session_->current(), frame()};
    if (note_gesture_ < 0 || key != note_of_) note_gesture_ = model()->newGesture();
    note_of_ = key;
    model()->change(change_boxes(project(), key.track, key.frame, key.frame,
                                 [&](BoxRecord& record) { record.note = note.toStdString(); }),
                    tr("Note at frame %1").arg(frame()), note_gesture_);
}

void TrackEditor::toggleKeyframe() {
    if (!ready()) return;
    const int64_t track = session_->current();
    const auto record = project().box_at(track, frame());
    if (record && record->source == BoxSource::Human) {
        model()->change(remove_keyframe(project(), track, frame()),
                        tr("No keyframe at frame %1").arg(frame()));
    } else if (record && !record->absent) {
        model()->change(set_keyframe(project(), track, frame(), record->box),
                        tr("Keyframe at frame %1").arg(frame()));
    } else {
        Q_EMIT impossible(tr("There is no box at frame %1 that could become a keyframe.").arg(frame()));
    }
}

void TrackEditor::copyBoxes() {
    if (!ready()) return;
    copied_.clear();
    copied_tracks_.clear();
    for (const int64_t track : session_->selection()) {
        const auto record = project().box_at(track, frame());
        if (record && !record->absent) copied_.push_back({track, project().track(track), record->box});
    }
}

void TrackEditor::copyTracks() {
    if (!ready()) return;
    copied_.clear();
    copied_tracks_ = session_->selection();
}

/// Copies of the tracks that are still there, moved so that their first box is at the frame on screen.
void TrackEditor::pasteTracks() {
    std::erase_if(copied_tracks_, [this](int64_t track) { return !project().tracks().contains(track); });
    std::optional<int64_t> first;
    for (const int64_t track : copied_tracks_) {
        const auto box = project().neighbour(track, -1, Direction::Forward);
        if (box && (!first || *box < *first)) first = box;
    }
    if (!first) return;
    std::vector<int64_t> pasted;
    for (size_t i = 0; i < copied_tracks_.size(); ++i) pasted.push_back(model()->newId());
    const auto copies = [pasted, tracks = copied_tracks_, video = session_->videoId(),
                         shift = frame() - *first](const Project& project) {
        ProjectEdit edit;
        for (size_t i = 0; i < tracks.size(); ++i) {
            const ProjectEdit copy = copy_track(project, tracks[i], pasted[i], video, shift);
            if (!copy.boxes.empty()) edit = then(std::move(edit), copy);
        }
        return withNumbers(project, std::move(edit));
    };
    const auto select_pasted = [this, pasted] {
        std::vector<int64_t> made = pasted;
        std::erase_if(made, [this](int64_t track) { return !project().tracks().contains(track); });
        session_->select(made);
    };
    model()->changeBySize(boxesOf(copied_tracks_), tr("Paste at frame %1").arg(frame()), copies,
                          select_pasted);
}

void TrackEditor::pasteBoxes() {
    if (!session_->hasVideo() || frame() < 0 || !canPaste()) return;
    session_->hold();
    if (!copied_tracks_.empty()) return pasteTracks();
    ProjectEdit edit;
    std::vector<int64_t> pasted;
    for (const CopiedBox& copied : copied_) {
        const VideoInfo& video = session_->video().info;
        const Box box = moved_inside(copied.box, video.width, video.height);
        const auto known = project().tracks().find(copied.track);
        if (known != project().tracks().end() && known->second.video == session_->videoId() &&
            !project().box_at(copied.track, frame())) {
            edit = then(std::move(edit), set_box(project(), copied.track, frame(), box));
            pasted.push_back(copied.track);
            continue;
        }
        pasted.push_back(model()->newId());
        Track track = copied.like;
        track.video = session_->videoId();
        track.name.clear();
        track.locked = false;
        edit.tracks[pasted.back()] = std::move(track);
        edit.boxes[{pasted.back(), frame()}] = human_box(box);
    }
    edit = withNumbers(project(), std::move(edit));
    if (model()->change(edit, tr("Paste at frame %1").arg(frame()))) session_->select(pasted);
}

void TrackEditor::propagate(qint64 frames) {
    const auto copies = [at = frame(), frames](const Project& project, int64_t track) {
        return project.box_at(track, at) ? rtrack::propagate(project, track, at, frames) : ProjectEdit{};
    };
    changeTracks(tr("Copy to %n frames", nullptr, static_cast<int>(std::abs(frames))), copies, {},
                 std::abs(frames) * static_cast<qint64>(session_->selection().size()));
}

void TrackEditor::removeTracks() {
    if (!ready()) return;
    const auto tracks = static_cast<qint64>(session_->selection().size());
    const qint64 boxes = boxesOf(session_->selection());
    changeTracks(tr("Delete %n tracks", nullptr, static_cast<int>(tracks)), delete_track,
                 [this, tracks, boxes] { Q_EMIT tracksRemoved(tracks, boxes); });
}

void TrackEditor::setClass(int64_t object_class) {
    class_of_new_ = object_class;
    changeSelected(tr("Change the class"), [&](int64_t track) {
        return change_track(project(), track, [&](Track& value) { value.object_class = object_class; });
    });
}

void TrackEditor::changeTrack(int64_t track, const QString& text, const std::function<void(Track&)>& change) {
    session_->hold();
    model()->change(change_track(project(), track, change), text);
}

void TrackEditor::setAttribute(qint64 track, const QString& name, const QString& answer) {
    if (!session_->hasProject() || !project().tracks().contains(track)) return;
    session_->hold();
    // Text that was typed for a track comes when another one is chosen: it is for that track alone.
    const bool is_current = track == session_->current();
    ProjectEdit edit;
    for (const int64_t one : is_current ? session_->selection() : std::vector<int64_t>{track}) {
        if (project().track(one).object_class != project().track(track).object_class) continue;
        const auto change = [&](Track& value) {
            if (answer.isEmpty()) {
                value.attributes.erase(name.toStdString());
            } else {
                value.attributes[name.toStdString()] = answer.toStdString();
            }
        };
        edit = then(std::move(edit), change_track(project(), one, change));
    }
    model()->change(edit, tr("Set the attribute %1").arg(name));
}

void TrackEditor::rename(int64_t track, const QString& name) {
    changeTrack(track, tr("Rename the track"), [&](Track& value) { value.name = name.toStdString(); });
}

void TrackEditor::setLocked(int64_t track, bool locked) {
    changeTrack(track, locked ? tr("Lock the track") : tr("Unlock the track"),
                [=](Track& value) { value.locked = locked; });
}

void TrackEditor::setHidden(int64_t track, bool hidden) {
    changeTrack(track, hidden ? tr("Hide the track") : tr("Show the track"),
                [=](Track& value) { value.hidden = hidden; });
}

void TrackEditor::toggleMark(bool Track::*mark, const QString& on, const QString& off) {
    const bool all = std::ranges::all_of(session_->selection(),
                                         [&](int64_t track) { return project().track(track).*mark; });
    changeSelected(all ? off : on, [&](int64_t track) {
        return change_track(project(), track, [&](Track& value) { value.*mark = !all; });
    });
}

void TrackEditor::toggleLocked() {
    toggleMark(&Track::locked, tr("Lock the track"), tr("Unlock the track"));
}

void TrackEditor::toggleHidden() {
    toggleMark(&Track::hidden, tr("Hide the track"), tr("Show the track"));
}

void TrackEditor::merge() {
    if (!ready()) return;
    const std::vector<int64_t> selection = session_->selection();
    if (selection.size() < 2) {
        return Q_EMIT impossible(
            tr("Select the tracks that are one object: with Shift or Ctrl in the list."));
    }
    const int gesture = model()->newGesture();  // one step, of several edits: each sees what came before
    qint64 lost = 0;
    for (size_t i = 1; i < selection.size(); ++i) {
        const qint64 contested = contestedFrames(project(), selection.front(), selection[i]);
        if (!model()->change(merge_tracks(project(), selection.front(), selection[i]),
                             tr("Merge %n tracks", nullptr, static_cast<int>(selection.size())), gesture))
            break;
        lost += contested;
    }
    session_->select(selection.front());
    if (lost > 0) Q_EMIT mergedWithLoss(lost);
}

void TrackEditor::split() {
    if (!ready()) return;
    const int64_t track = session_->current();
    const bool before = project().neighbour(track, frame(), Direction::Backward).has_value();
    const bool after =
        project().box_at(track, frame()) || project().neighbour(track, frame(), Direction::Forward);
    if (!before || !after) {
        return Q_EMIT impossible(
            tr("All boxes lie on one side of frame %1: there is nothing to split.").arg(frame()));
    }
    const int64_t id = model()->newId();
    const auto parts = [track, id, at = frame()](const Project& project) {
        return withNumbers(project, split_track(project, track, at, id));
    };
    model()->changeBySize(boxesOf({track}), tr("Split at frame %1").arg(frame()), parts,
                          [this, id] { session_->select(id); });
}

void TrackEditor::cutTail() {
    if (!ready()) return;
    const auto& selection = session_->selection();
    const bool any = std::any_of(selection.begin(), selection.end(), [this](int64_t track) {
        const auto next = project().neighbour(track, frame(), Direction::Forward);
        return next && project().box_at(track, *next)->source != BoxSource::Human;
    });
    if (!any) {
        return Q_EMIT impossible(
            tr("After frame %1 nothing lies before the next box made by hand: there is nothing to cut.")
                .arg(frame()));
    }
    const auto boxes = std::make_shared<qint64>(0);
    const auto tail = [boxes, at = frame()](const Project& project, int64_t track) {
        ProjectEdit edit = cut_tail(project, track, at);
        *boxes += static_cast<qint64>(edit.boxes.size());
        return edit;
    };
    changeTracks(tr("Cut the tail after frame %1").arg(frame()), tail,
                 [this, boxes] { Q_EMIT tailCut(*boxes); });
}

void TrackEditor::simplify(double min_iou) {
    changeTracks(tr("Simplify to keyframes"), [min_iou](const Project& project, int64_t track) {
        return rtrack::simplify(project, track, 0, kEveryFrame, min_iou);
    });
}

}  // namespace rtrack
