#pragma once

#include <QObject>
#include <limits>
#include <unordered_set>

#include "widgets/annotate/frame_player.h"
#include "widgets/annotate/gap_fill.h"
#include "widgets/annotate/opened_video.h"
#include "widgets/annotate/project_model.h"
#include "widgets/annotate/retrack.h"
#include "widgets/annotate/track_run.h"

namespace rtrack {

/// An open project, one of its videos on screen, and what is selected there: where we are, without the
/// window. Changes are made by TrackEditor. GUI thread only.
///
/// Going somewhere, editing and undoing stop a tracking run first; what it tracked stays.
class AnnotateSession : public QObject {
    Q_OBJECT
public:
    explicit AnnotateSession(QObject* parent = nullptr);
    ~AnnotateSession() override;

    [[nodiscard]] ProjectModel* model() { return &model_; }
    [[nodiscard]] FramePlayer* player() { return &player_; }
    [[nodiscard]] TrackRun* trackRun() { return &run_; }
    /// Second results of the project's videos, and what was decided about them.
    [[nodiscard]] Retrack* retrack() { return &retrack_; }

    /// Another project; no video is shown yet.
    void openProject(Project project);
    void closeProject();
    [[nodiscard]] bool hasProject() const { return model_.isOpen(); }
    /// While `hasProject`.
    [[nodiscard]] const Project& project() const { return model_.project(); }

    /// Shows a video of the project. Its only track is selected.
    void showVideo(int64_t video, OpenedVideo opened);
    void hideVideo();
    [[nodiscard]] bool hasVideo() const { return decoder_ != nullptr; }
    [[nodiscard]] int64_t videoId() const { return video_id_; }  ///< 0: none
    [[nodiscard]] const OpenedVideo& video() const { return video_; }
    /// The tracks of the video on screen, in the order in which they were made.
    [[nodiscard]] std::vector<int64_t> tracks() const;

    /// The tracks that commands are about, all in the video on screen; the last one is the current one.
    [[nodiscard]] const std::vector<int64_t>& selection() const { return selection_; }
    [[nodiscard]] int64_t current() const { return selection_.empty() ? 0 : selection_.back(); }
    [[nodiscard]] bool isSelected(int64_t track) const { return selected_.contains(track); }
    void select(std::vector<int64_t> tracks);
    void select(int64_t track) { select(track == 0 ? std::vector<int64_t>() : std::vector<int64_t>{track}); }
    /// Takes it into the selection, as the current one, or out of it.
    void toggleSelected(int64_t track);
    /// The next (+1) or previous (-1) track that has a box at the frame on screen, else of all.
    void selectNext(int direction);

    /// The current track's box; nullopt: no track is selected, or it has no box there.
    [[nodiscard]] std::optional<BoxRecord> boxAt(qint64 frame) const;
    [[nodiscard]] std::optional<BoxRecord> boxOnScreen() const { return boxAt(player_.shownFrame()); }
    /// Asks for a part of a frame of the video on screen; the answer is `cropReady`.
    void wish(const CropWish& crop);
    /// All boxes at the frame on screen but those of hidden tracks.
    [[nodiscard]] std::vector<TrackBox> boxesOnScreen() const;

    void goTo(qint64 frame);
    void scrubTo(qint64 frame);
    void step(qint64 frames);
    void stepSeconds(double seconds);
    void togglePlay(double speed);
    void shuttle(int direction);
    /// The nearest frame in that direction (-1, +1) at which a selected track (any, if none is selected) has
    /// such a box.
    void goToBox(BoxKind kind, int direction);
    /// The first (-1) or last (+1) box of the selected tracks (of all, if none is selected).
    void goToTrackEnd(int direction);

    /// The part that tracking, playing and export are limited to.
    [[nodiscard]] qint64 rangeFirst() const { return range_first_; }
    [[nodiscard]] qint64 rangeLast() const { return range_last_; }
    void setRangeFirst(qint64 frame);
    void setRangeLast(qint64 frame);
    void clearRange();

    /// Before a change: the frame on screen stays.
    void hold();
    void undo();
    void redo();

    /// How `track` goes about it from now on; tracks and frames are not looked at.
    void setTracking(TrackRun::Start how) { how_ = std::move(how); }
    /// Tracks the selected tracks (all, if none is selected) that have a box at the frame on screen, forward
    /// (+1) or backward (-1), to the end of the range or over that many frames.
    void track(int direction, qint64 frames = std::numeric_limits<qint64>::max());
    /// Tracks one object further in that direction from a frame of the video on screen, wherever we are and
    /// whatever is selected; we go there.
    void trackFrom(int64_t track, qint64 frame, int direction);
    /// Fills the frames between the current track's boxes of a person before and after the frame on screen.
    void fillGap();
    /// Tracks stretches of the video on screen a second time; the results are kept apart, in `retrack`.
    void trackAgain(std::vector<RetrackStretch> stretches);
    void stopTracking() { run_.stop(); }

Q_SIGNALS:
    void videoChanged();
    void selectionChanged();
    void rangeChanged();
    /// Tracking cannot start here; a sentence that says what to do.
    void trackingRefused(QString reason);
    void trackingEnded(rtrack::TrackEnd end);
    void cropReady(qint64 token, QImage crop);

private:
    void setSelection(std::vector<int64_t> tracks);
    void endDecoder();
    void onChanged(const ProjectEdit& edit);
    [[nodiscard]] bool canBeTracked(int64_t track, qint64 frame) const;
    [[nodiscard]] bool readyToTrack();
    void setRange(qint64 first, qint64 last);
    void onTrackingEnded(const TrackEnd& end);

    OpenedVideo video_;
    int64_t video_id_ = 0;
    DecodeWorker* decoder_ = nullptr;
    ProjectModel model_;
    FramePlayer player_;
    TrackRun run_;
    GapFill gap_{&model_, &run_};
    Retrack retrack_{&model_, &run_};
    TrackRun::Start how_;
    std::vector<int64_t> selection_;
    std::unordered_set<int64_t> selected_;  // the same, to be looked up for every box on screen
    qint64 range_first_ = 0;
    qint64 range_last_ = 0;
};

}  // namespace rtrack
