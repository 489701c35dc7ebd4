#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include "tracking/annotation/video_info.h"
#include "widgets/annotate/decode_worker.h"

namespace rtrack {

/// Where in the video we are: seeks, steps, plays at a speed, and shows the pictures as the decode thread
/// hands them over. GUI thread only; never waits.
class FramePlayer : public QObject {
    Q_OBJECT
public:
    explicit FramePlayer(QObject* parent = nullptr);

    /// Forgets the video before. `worker` must outlive its use here; nullptr: no video.
    void setVideo(DecodeWorker* worker, const VideoInfo& video);

    [[nodiscard]] qint64 position() const { return position_; }       ///< the frame that is wanted
    [[nodiscard]] qint64 shownFrame() const { return shown_frame_; }  ///< the frame on screen; -1: none yet
    /// Where playing ends; another video has it whole.
    void setRange(qint64 first, qint64 last);

    [[nodiscard]] bool playing() const { return speed_ != 0; }
    [[nodiscard]] double speed() const { return speed_; }  ///< negative: backward; 0: paused
    /// Seconds from the first frame: by the video's clock, or by its index where pictures have no time.
    [[nodiscard]] double secondsAt(qint64 frame) const;

    /// A new generation: pictures that were asked for before are dropped when they come. Clamped to the
    /// video.
    void seek(qint64 frame);
    /// Follows a finger: like `seek`, but pictures on their way are still shown, so that a scrub has a live
    /// preview.
    void scrub(qint64 frame);
    void step(qint64 frames);
    /// To the frame whose time is nearest, so that there and back are the same step.
    void stepSeconds(double seconds);
    /// From within the range to its end, then from its other end again; from outside to the video's.
    void play(double speed);
    void pause();
    /// J (-1) and L (+1): plays in that direction; again: twice as fast, up to 8 times.
    void shuttle(int direction);
    /// Shows a picture that somebody else decoded (a tracking run); it becomes the position.
    void showDecoded(qint64 frame, const ImagePtr& image);

Q_SIGNALS:
    void positionChanged(qint64 frame);
    void frameShown(qint64 frame, rtrack::ImagePtr image);
    void playingChanged(double speed);
    void failed(qint64 frame, QString reason);

private:
    void want(qint64 frame);
    void tick();
    [[nodiscard]] qint64 frameAtSeconds(double seconds) const;
    [[nodiscard]] qint64 frameNearSeconds(double seconds) const;
    void onFrameReady(qint64 frame, qint64 generation, const ImagePtr& image);
    void onFrameFailed(qint64 frame, qint64 generation, const QString& reason);

    QPointer<DecodeWorker> worker_;
    VideoInfo video_;
    qint64 generation_ = 0;  // raised by every seek; never goes back, not even with another video
    qint64 position_ = 0;
    qint64 shown_frame_ = -1;
    double speed_ = 0;
    qint64 range_first_ = 0;
    qint64 range_last_ = 0;
    qint64 play_first_ = 0;  // where playing ends
    qint64 play_last_ = 0;
    double play_start_seconds_ = 0;
    QElapsedTimer play_clock_;
    QTimer play_timer_;
};

}  // namespace rtrack
