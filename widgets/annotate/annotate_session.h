#pragma once

#include <QObject>

#include "widgets/annotate/document_model.h"
#include "widgets/annotate/frame_player.h"
#include "widgets/annotate/opened_video.h"
#include "widgets/annotate/track_run.h"

namespace rtrack {

/// One open video with its boxes: what the window's actions do, without the window. GUI thread only.
///
/// Going somewhere, editing and undoing stop a tracking run first; what it tracked stays.
class AnnotateSession : public QObject {
    Q_OBJECT
public:
    explicit AnnotateSession(QObject* parent = nullptr);
    ~AnnotateSession() override;

    void open(OpenedVideo video);
    [[nodiscard]] bool hasVideo() const { return decoder_ != nullptr; }
    [[nodiscard]] const OpenedVideo& video() const { return video_; }
    [[nodiscard]] const Document& document() const { return model_.document(); }
    [[nodiscard]] DocumentModel* model() { return &model_; }
    [[nodiscard]] FramePlayer* player() { return &player_; }
    [[nodiscard]] TrackRun* trackRun() { return &run_; }

    void goTo(qint64 frame);
    void scrubTo(qint64 frame);
    void step(qint64 frames);
    void stepSeconds(double seconds);
    void togglePlay(double speed);
    void shuttle(int direction);
    /// The nearest frame in that direction (-1, +1) whose box is a person's.
    void goToHumanBox(int direction);
    /// The nearest frame in that direction at which tracking stopped in doubt.
    void goToDoubt(int direction);

    /// The part that tracking and export are limited to.
    [[nodiscard]] qint64 rangeFirst() const { return range_first_; }
    [[nodiscard]] qint64 rangeLast() const { return range_last_; }
    void setRangeFirst(qint64 frame);
    void setRangeLast(qint64 frame);
    void clearRange();

    /// A person's box at the frame on screen. Calls with the same gesture (DocumentModel::newGesture) are one
    /// step.
    void setBox(const Box& box, int gesture = -1);
    void removeBox();
    void acceptBox() { acceptBoxAt(player_.shownFrame()); }
    void acceptBoxAt(qint64 frame);
    void undo();
    void redo();

    /// What `track` uses from now on.
    void setTracker(TrackerProvider tracker, DoubtJudgeProvider judge);
    /// Tracks from the frame on screen, forward (+1) or backward (-1), to the end of the range.
    void track(int direction);
    void stopTracking() { run_.stop(); }

Q_SIGNALS:
    void videoChanged();
    void rangeChanged();
    /// Tracking cannot start here; a sentence that says what to do.
    void trackingRefused(QString reason);
    void trackingEnded(rtrack::TrackEnd end);

private:
    template <typename Wanted>
    void goToNeighbour(int direction, Wanted wanted);
    void onTrackingEnded(const TrackEnd& end);

    OpenedVideo video_;
    DecodeWorker* decoder_ = nullptr;
    DocumentModel model_;
    FramePlayer player_;
    TrackRun run_;
    TrackerProvider tracker_;
    DoubtJudgeProvider judge_;
    qint64 range_first_ = 0;
    qint64 range_last_ = 0;
};

}  // namespace rtrack
