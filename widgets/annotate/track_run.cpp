#include "widgets/annotate/track_run.h"

#include <algorithm>
#include <ctime>

namespace rtrack {
namespace {

constexpr size_t kFramesAhead = 4;      // decoded and waiting for the tracker
constexpr int kBatchMilliseconds = 40;  // 25 pictures a second: the processor is for the tracker

std::map<int64_t, Box> settledBetween(const Project& project, int64_t track, int64_t first, int64_t last) {
    std::map<int64_t, Box> boxes;
    for (const FrameBox& box : project.boxes_of(track, std::min(first, last), std::max(first, last))) {
        if (is_settled(box.record) && !box.record.absent) boxes[box.frame] = box.record.box;
    }
    return boxes;
}

/// A tracker's proposal that the target is not to be seen.
BoxRecord absence() {
    BoxRecord record;
    record.source = BoxSource::Tracker;
    record.absent = true;
    return record;
}

}  // namespace

BoxRecord recordOf(const TrackResult& result) {
    BoxRecord record;
    record.box = result.box;
    record.source = BoxSource::Tracker;
    record.score = result.score;
    record.points = result.points;
    if (result.init_box != result.box) record.init_box = result.init_box;
    return record;
}

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
    connect(model, &ProjectModel::refused, this, [this](const QString& reason) { refusal_ = reason; });
}

TrackRun::~TrackRun() {
    if (cancelled_) *cancelled_ = true;
    if (frames_) frames_->close();
}

FollowTarget TrackRun::targetOf(int64_t track) const {
    const auto part = start_.spans.find(track);
    const Span span = part != start_.spans.end() ? part->second : Span{start_.first_frame, start_.last_frame};
    FollowTarget target;
    target.track = track;
    target.first_frame = span.first_frame;
    target.first_box = model_->project().box_at(track, span.first_frame)->box;
    target.last_frame = span.last_frame;
    target.settled = settledBetween(model_->project(), track, span.first_frame, span.last_frame);
    const auto human = model_->project().neighbour(
        track, span.first_frame, forward() ? Direction::Forward : Direction::Backward, BoxKind::Human);
    if (start_.until_human_box && human)
        target.last_frame = forward() ? std::min<int64_t>(*human - 1, span.last_frame)
                                      : std::max<int64_t>(*human + 1, span.last_frame);
    return target;
}

void TrackRun::start(DecodeWorker* decoder, const Start& start) {
    stop();
    if (!decoder || start.tracks.empty() || start.first_frame == start.last_frame) return;

    start_ = start;
    frames_ = std::make_shared<FrameQueue>(kFramesAhead);
    cancelled_ = std::make_shared<std::atomic<bool>>(false);
    gesture_ = start.gesture >= 0 ? start.gesture : model_->newGesture();
    run_id_ = model_->newId();
    has_changed_ = false;
    boxes_kept_ = 0;
    reached_ = start.first_frame;
    doubts_.clear();
    running_ = true;

    FollowJob job;
    job.generation = ++generation_;
    job.step = forward() ? 1 : -1;
    for (const int64_t track : start.tracks) job.targets.push_back(targetOf(track));
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
    if (running_) finish(end);
}

ProjectEdit TrackRun::tailAfter(int64_t track, int64_t frame) const {
    const Project& project = model_->project();
    const auto stop = project.neighbour(track, frame, forward() ? Direction::Forward : Direction::Backward,
                                        BoxKind::Settled);
    if (forward()) {
        const int64_t last = stop ? std::min<int64_t>(*stop - 1, start_.last_frame) : start_.last_frame;
        return remove_boxes(project, track, frame + 1, last);
    }
    const int64_t last = stop ? std::max<int64_t>(*stop + 1, start_.last_frame) : start_.last_frame;
    return remove_boxes(project, track, last, frame - 1);
}

/// An earlier run used another file of the same name.
bool TrackRun::usesOtherModel(const TrackingRun& about) const {
    const auto& runs = model_->project().runs();
    return !about.model_hash.empty() && std::any_of(runs.begin(), runs.end(), [&](const auto& entry) {
        const TrackingRun& run = entry.second;
        return run.model == about.model && !run.model_hash.empty() && run.model_hash != about.model_hash;
    });
}

/// What the project keeps of the run, and room for its boxes.
ProjectEdit TrackRun::firstEdit() {
    ProjectEdit edit;
    TrackingRun about = start_.about;
    about.first_frame = start_.first_frame;
    about.last_frame = start_.last_frame;
    about.started_at = static_cast<int64_t>(std::time(nullptr));
    if (start_.model_hash) about.model_hash = start_.model_hash();
    other_model_ = usesOtherModel(about);
    edit.runs[run_id_] = about;
    if (start_.may == TrackerMay::FillMissingOnly) return edit;
    for (const int64_t track : start_.tracks)
        edit = then(std::move(edit), tailAfter(track, start_.first_frame));
    return edit;
}

bool TrackRun::change(const ProjectEdit& edit) {
    const QString text =
        tr("Track %n objects from frame %1", nullptr, static_cast<int>(start_.tracks.size()));
    return model_->change(edit, text.arg(start_.first_frame), gesture_);
}

void TrackRun::takeBatch() {
    batch_timer_.stop();
    std::vector<FollowedFrame> batch = worker_.take(generation_);
    if (batch.empty() || !running_) return;
    Records results;
    std::vector<TrackDoubt> doubts;
    for (const FollowedFrame& frame : batch) {
        doubts.insert(doubts.end(), frame.doubts.begin(), frame.doubts.end());
        for (const auto& [track, result] : frame.results)
            results[track].emplace(frame.frame_index, recordOf(result));
        for (const int64_t track : frame.absent) results[track].emplace(frame.frame_index, absence());
    }
    if (!start_.candidates && ((!results.empty() && !keep(results)) || !keep(doubts))) return endRefused();
    for (const auto& [track, records] : results) boxes_kept_ += static_cast<qint64>(records.size());
    reached_ = batch.back().frame_index;
    doubts_.insert(doubts_.end(), doubts.begin(), doubts.end());
    if (start_.candidates) start_.candidates(results, reached_);
    Q_EMIT advanced(batch.back().frame_index, batch.back().image);
}

/// The project takes no more boxes: its disk is full, its file cannot be written.
void TrackRun::endRefused() {
    *cancelled_ = true;
    frames_->close();
    TrackEnd end;
    end.kind = TrackEnd::Kind::Failed;
    end.failure = refusal_.toStdString();
    finish(end);
}

bool TrackRun::keep(const Records& results) {
    ProjectEdit edit = has_changed_ ? ProjectEdit{} : firstEdit();
    for (const auto& [track, records] : results)
        edit =
            then(std::move(edit), add_tracker_boxes(model_->project(), track, records, run_id_, start_.may));
    if (!change(edit)) return false;
    has_changed_ = true;
    return true;
}

bool TrackRun::keep(const std::vector<TrackDoubt>& doubts) {
    ProjectEdit edit;
    for (const TrackDoubt& doubt : doubts) edit = then(std::move(edit), doubtEdit(doubt));
    return change(edit);
}

/// The doubtful box is marked, what was tracked beyond it goes; a target that left is proposed as absent.
ProjectEdit TrackRun::doubtEdit(const TrackDoubt& doubt) const {
    const int64_t frame = doubt.finding.frame_index;
    ProjectEdit edit;
    if (start_.may == TrackerMay::ReplaceBoxes && doubt.finding.cause != DoubtCause::NotSeenAgain)
        edit = tailAfter(doubt.track, frame);
    auto record = model_->project().box_at(doubt.track, frame);
    if (!record || record->source != BoxSource::Tracker || record->run != run_id_) return edit;
    if (doubt.finding.cause == DoubtCause::LeftPicture) {
        record = absence();
        record->run = run_id_;
    }
    record->doubtful = true;
    edit.boxes[{doubt.track, frame}] = *record;
    return edit;
}

void TrackRun::onEnded(qint64 generation, TrackEnd end) {
    if (generation != generation_ || !running_) return;
    takeBatch();
    if (!running_) return;  // the last boxes were refused
    if (!start_.candidates) {
        std::vector<TrackDoubt> last_words = end.doubts;
        std::erase_if(last_words, [](const TrackDoubt& doubt) {
            return doubt.finding.cause != DoubtCause::NotSeenAgain;  // they are kept already
        });
        if (!keep(last_words)) return endRefused();
    }
    finish(std::move(end));
}

void TrackRun::finish(TrackEnd end) {
    running_ = false;
    ++generation_;
    end.frames_tracked = boxes_kept_;
    end.run = has_changed_ ? run_id_ : 0;
    end.direction = forward() ? 1 : -1;
    end.reached = reached_;
    if (end.doubts.empty()) end.doubts = doubts_;  // stopped or failed: those of before
    end.other_model = std::exchange(other_model_, false);
    frames_.reset();
    cancelled_.reset();
    Q_EMIT runningChanged(false);
    Q_EMIT ended(end);
}

}  // namespace rtrack
