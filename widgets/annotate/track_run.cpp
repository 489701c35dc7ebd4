#include "widgets/annotate/track_run.h"

#include "tracking/annotation/box_edits.h"

namespace rtrack {
namespace {

constexpr size_t kFramesAhead = 4;      // decoded and waiting for the tracker
constexpr int kBatchMilliseconds = 40;  // 25 pictures a second: the processor is for the tracker

std::map<int64_t, Box> humanBoxesBetween(const Project& project, int64_t track, int64_t first, int64_t last) {
    std::map<int64_t, Box> boxes;
    for (const FrameBox& box : project.boxes_of(track, std::min(first, last), std::max(first, last))) {
        if (box.record.source == BoxSource::Human && !box.record.absent) boxes[box.frame] = box.record.box;
    }
    return boxes;
}

BoxRecord recordOf(const TrackResult& result) {
    BoxRecord record;
    record.box = result.box;
    record.source = BoxSource::Tracker;
    record.score = result.score;
    record.points = result.points;
    if (result.init_box != result.box) record.init_box = result.init_box;
    return record;
}

}  // namespace

TrackRun::TrackRun(ProjectModel* model, QObject* parent) : QObject(parent), model_(model) {
    qRegisterMetaType<TrackEnd>();
    batch_timer_.setSingleShot(true);
    batch_timer_.setInterval(kBatchMilliseconds);
    connect(&batch_timer_, &QTimer::timeout, this, &TrackRun::takeBatch);
    connect(&worker_, &TrackWorker::framesReady, this, [this](qint64 generation) {
        if (generation == generation_ && running_ && !batch_timer_.isActive()) batch_timer_.start();
    });
    connect(&worker_, &TrackWorker::started, this, [this](qint64 generation, const QString& description) {
        if (generation == generation_) tracker_description_ = description;
    });
    connect(&worker_, &TrackWorker::ended, this, &TrackRun::onEnded);
}

TrackRun::~TrackRun() {
    if (cancelled_) *cancelled_ = true;
    if (frames_) frames_->close();
}

void TrackRun::start(DecodeWorker* decoder, const Start& start) {
    stop();
    const auto first = model_->project().box_at(start.track, start.first_frame);
    if (!decoder || !first || start.first_frame == start.last_frame) return;

    start_ = start;
    frames_ = std::make_shared<FrameQueue>(kFramesAhead);
    cancelled_ = std::make_shared<std::atomic<bool>>(false);
    gesture_ = model_->newGesture();
    frames_kept_ = 0;
    running_ = true;

    FollowJob job;
    job.generation = ++generation_;
    job.first_frame = start.first_frame;
    job.first_box = first->box;
    job.last_frame = start.last_frame;
    job.step = start.last_frame > start.first_frame ? 1 : -1;
    job.human_boxes = humanBoxesBetween(model_->project(), start.track, start.first_frame, start.last_frame);
    job.frames = frames_;
    job.cancelled = cancelled_;
    job.tracker = start.tracker;
    job.judge = start.judge;
    decoder->stream({start.first_frame, start.last_frame, job.step, frames_});
    worker_.start(std::move(job));
    Q_EMIT runningChanged(true);
}

void TrackRun::stop() {
    if (!running_) return;
    *cancelled_ = true;
    frames_->close();
    takeBatch();
    TrackEnd end;
    end.kind = TrackEnd::Kind::Stopped;
    finish(end);
}

ProjectEdit TrackRun::tailAfter(int64_t frame) const {
    const bool forward = start_.last_frame > start_.first_frame;
    const Project& project = model_->project();
    const auto human = project.neighbour(start_.track, frame,
                                         forward ? Direction::Forward : Direction::Backward, BoxKind::Human);
    if (forward) {
        const int64_t last = human ? std::min<int64_t>(*human - 1, start_.last_frame) : start_.last_frame;
        return remove_boxes(project, start_.track, frame + 1, last);
    }
    const int64_t last = human ? std::max<int64_t>(*human + 1, start_.last_frame) : start_.last_frame;
    return remove_boxes(project, start_.track, last, frame - 1);
}

void TrackRun::takeBatch() {
    batch_timer_.stop();
    const std::vector<FollowedFrame> batch = worker_.take(generation_);
    if (batch.empty() || !running_) return;
    std::map<int64_t, BoxRecord> results;
    for (const FollowedFrame& frame : batch) results[frame.frame_index] = recordOf(frame.result);

    ProjectEdit edit = add_tracker_boxes(model_->project(), start_.track, results, 0);
    if (frames_kept_ == 0) edit = then(tailAfter(start_.first_frame), edit);
    frames_kept_ += static_cast<qint64>(batch.size());
    model_->change(edit, tr("Track from frame %1").arg(start_.first_frame), gesture_);
    Q_EMIT advanced(batch.back().frame_index, batch.back().image);
}

void TrackRun::onEnded(qint64 generation, TrackEnd end) {
    if (generation != generation_ || !running_) return;
    takeBatch();
    if (end.doubt) {
        const int64_t frame = end.doubt->frame_index;
        ProjectEdit edit = tailAfter(frame);
        const auto record = model_->project().box_at(start_.track, frame);
        if (record && record->source == BoxSource::Tracker) {
            BoxRecord doubtful = *record;
            doubtful.doubtful = true;
            edit.boxes[{start_.track, frame}] = doubtful;
        }
        model_->change(edit, tr("Track from frame %1").arg(start_.first_frame), gesture_);
    }
    finish(std::move(end));
}

void TrackRun::finish(TrackEnd end) {
    running_ = false;
    ++generation_;
    end.frames_tracked = frames_kept_;
    frames_.reset();
    cancelled_.reset();
    Q_EMIT runningChanged(false);
    Q_EMIT ended(end);
}

}  // namespace rtrack
