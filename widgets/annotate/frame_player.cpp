#include "widgets/annotate/frame_player.h"

#include <algorithm>
#include <cmath>

namespace rtrack {
namespace {

constexpr double kFramesPerSecondWithoutTime = 25;  // pictures in a folder have no clock of their own
constexpr double kFastestShuttle = 8;
constexpr int kPlayTickMilliseconds = 8;

}  // namespace

FramePlayer::FramePlayer(QObject* parent) : QObject(parent) {
    play_timer_.setTimerType(Qt::PreciseTimer);
    play_timer_.setInterval(kPlayTickMilliseconds);
    connect(&play_timer_, &QTimer::timeout, this, &FramePlayer::tick);
}

void FramePlayer::setVideo(DecodeWorker* worker, const VideoInfo& video) {
    pause();
    if (worker_) worker_->disconnect(this);
    worker_ = worker;
    video_ = video;
    setRange(0, video.frame_count - 1);
    ++generation_;
    position_ = 0;
    shown_frame_ = -1;
    if (!worker) return;
    connect(worker, &DecodeWorker::frameReady, this, &FramePlayer::onFrameReady);
    connect(worker, &DecodeWorker::frameFailed, this, &FramePlayer::onFrameFailed);
    seek(0);
}

double FramePlayer::secondsAt(qint64 frame) const {
    if (frame >= 0 && frame < static_cast<qint64>(video_.seconds.size())) {
        return video_.seconds[static_cast<size_t>(frame)];
    }
    const double rate = video_.frames_per_second > 0 ? video_.frames_per_second : kFramesPerSecondWithoutTime;
    return static_cast<double>(frame) / rate;
}

qint64 FramePlayer::frameAtSeconds(double seconds) const {
    if (video_.seconds.empty()) {
        const double rate =
            video_.frames_per_second > 0 ? video_.frames_per_second : kFramesPerSecondWithoutTime;
        return static_cast<qint64>(std::floor(seconds * rate + 1e-6));
    }
    const auto next = std::upper_bound(video_.seconds.begin(), video_.seconds.end(), seconds + 1e-6);
    return next - video_.seconds.begin() - 1;
}

qint64 FramePlayer::frameNearSeconds(double seconds) const {
    const qint64 last = video_.frame_count - 1;
    const qint64 before = std::clamp<qint64>(frameAtSeconds(seconds), 0, last);
    const qint64 after = std::min(before + 1, last);
    return secondsAt(after) - seconds < seconds - secondsAt(before) ? after : before;
}

void FramePlayer::setRange(qint64 first, qint64 last) {
    range_first_ = first;
    range_last_ = last;
}

void FramePlayer::want(qint64 frame) {
    if (!worker_) return;
    position_ = std::clamp<qint64>(frame, 0, video_.frame_count - 1);
    worker_->want(position_, generation_);
    Q_EMIT positionChanged(position_);
}

void FramePlayer::seek(qint64 frame) {
    pause();
    ++generation_;
    want(frame);
}

void FramePlayer::scrub(qint64 frame) {
    pause();
    want(frame);
}

void FramePlayer::step(qint64 frames) {
    scrub(position_ + frames);
}

void FramePlayer::stepSeconds(double seconds) {
    const qint64 target = frameNearSeconds(secondsAt(position_) + seconds);
    seek(target == position_ ? position_ + (seconds > 0 ? 1 : -1) : target);
}

void FramePlayer::play(double speed) {
    if (!worker_ || speed == 0) return pause();
    const bool in_range = position_ >= range_first_ && position_ <= range_last_;
    play_first_ = in_range ? range_first_ : 0;
    play_last_ = in_range ? range_last_ : video_.frame_count - 1;
    const bool at_end = speed > 0 ? position_ >= play_last_ : position_ <= play_first_;
    if (at_end && !playing()) want(speed > 0 ? play_first_ : play_last_);
    speed_ = speed;
    play_start_seconds_ = secondsAt(position_);
    play_clock_.start();
    play_timer_.start();
    Q_EMIT playingChanged(speed_);
}

void FramePlayer::pause() {
    if (!playing()) return;
    speed_ = 0;
    play_timer_.stop();
    // Stay with what is on screen; a picture that is still on its way would make the view jump after the
    // pause.
    ++generation_;
    if (shown_frame_ >= 0) position_ = shown_frame_;
    Q_EMIT playingChanged(0);
    Q_EMIT positionChanged(position_);
}

void FramePlayer::shuttle(int direction) {
    const bool same_direction = speed_ * direction > 0;
    play(same_direction ? std::clamp(speed_ * 2, -kFastestShuttle, kFastestShuttle) : direction);
}

void FramePlayer::tick() {
    const double seconds =
        play_start_seconds_ + speed_ * static_cast<double>(play_clock_.nsecsElapsed()) * 1e-9;
    const qint64 frame = frameAtSeconds(seconds);
    const bool past_end = speed_ > 0 ? seconds >= secondsAt(play_last_) : frame < play_first_;
    if (past_end) {
        const qint64 end = speed_ > 0 ? play_last_ : play_first_;
        if (shown_frame_ == end) return pause();
        if (position_ != end) want(end);
        return;
    }
    if (frame != position_) want(frame);
}

void FramePlayer::showDecoded(qint64 frame, const ImagePtr& image) {
    ++generation_;
    position_ = frame;
    shown_frame_ = frame;
    Q_EMIT positionChanged(frame);
    Q_EMIT frameShown(frame, image);
}

void FramePlayer::onFrameReady(qint64 frame, qint64 generation, const ImagePtr& image) {
    if (generation != generation_) return;
    shown_frame_ = frame;
    Q_EMIT frameShown(frame, image);
}

void FramePlayer::onFrameFailed(qint64 frame, qint64 generation, const QString& reason) {
    if (generation != generation_) return;
    pause();
    Q_EMIT failed(frame, reason);
}

}  // namespace rtrack
