#include "widgets/annotate/annotate_session.h"

#include <algorithm>

#include "widgets/annotate/object_colors.h"

namespace rtrack {
namespace {

/// Why none of these tracks can be followed from the frame, and what to do about it.
QString whyNotFrom(const Project& project, const std::vector<int64_t>& tracks, qint64 frame) {
    for (const int64_t track : tracks) {
        const auto box = project.box_at(track, frame);
        if (!box) continue;
        const QString text =
            project.track(track).locked
                ? AnnotateSession::tr("%1 is locked. Unlock it in the list of tracks to track it.")
                : AnnotateSession::tr("%1 is absent at this frame. Go to one where it can be seen.");
        return text.arg(nameOfTrack(project, track));
    }
    return AnnotateSession::tr(
               "There is no box at frame %1. Draw one around the object first: Edit, New object.")
        .arg(frame);
}

}  // namespace

AnnotateSession::AnnotateSession(QObject* parent) : QObject(parent), run_(&model_) {
    connect(&run_, &TrackRun::advanced, &player_, &FramePlayer::showDecoded);
    connect(&run_, &TrackRun::ended, this, &AnnotateSession::onTrackingEnded);
    connect(&model_, &ProjectModel::changed, this, &AnnotateSession::onChanged);
}

AnnotateSession::~AnnotateSession() {
    run_.stop();
}

void AnnotateSession::openProject(Project project) {
    hideVideo();
    retrack_.clear();
    model_.open(std::move(project));
}

void AnnotateSession::closeProject() {
    hideVideo();
    retrack_.clear();
    model_.close();
}

void AnnotateSession::endDecoder() {
    if (!decoder_) return;  // it ends after the frame that it is reading; nobody waits for it
    connect(decoder_, &QThread::finished, decoder_, &QObject::deleteLater);
    decoder_->requestStop();
    decoder_ = nullptr;
}

void AnnotateSession::showVideo(int64_t video, OpenedVideo opened) {
    run_.stop();
    video_ = std::move(opened);  // first: the old source must end on its decode thread, where it may wait
    endDecoder();
    decoder_ = new DecodeWorker(video_.source, this);
    // A part of the last video that comes late is nobody's: tracks of two projects have the same ids.
    connect(decoder_, &DecodeWorker::cropReady, this,
            [this, asked = decoder_](qint64 token, const QImage& crop) {
                if (asked == decoder_) Q_EMIT cropReady(token, crop);
            });
    decoder_->start();
    video_id_ = video;
    range_first_ = 0;
    range_last_ = video_.info.frame_count - 1;
    player_.setVideo(decoder_, video_.info);
    const std::vector<int64_t> present = tracks();
    setSelection(present.size() == 1 ? present : std::vector<int64_t>());
    Q_EMIT videoChanged();
    Q_EMIT selectionChanged();
    Q_EMIT rangeChanged();
}

void AnnotateSession::hideVideo() {
    if (!hasVideo()) return;
    run_.stop();
    video_ = {};
    player_.setVideo(nullptr, {});
    endDecoder();
    video_id_ = 0;
    setSelection({});
    Q_EMIT videoChanged();
    Q_EMIT selectionChanged();
}

std::vector<int64_t> AnnotateSession::tracks() const {
    std::vector<int64_t> tracks;
    if (!hasVideo()) return tracks;
    for (const auto& [id, track] : project().tracks()) {
        if (track.video == video_id_) tracks.push_back(id);
    }
    return tracks;
}

void AnnotateSession::select(std::vector<int64_t> tracks) {
    if (tracks == selection_) return;
    setSelection(std::move(tracks));
    Q_EMIT selectionChanged();
}

void AnnotateSession::setSelection(std::vector<int64_t> tracks) {
    selection_ = std::move(tracks);
    selected_ = {selection_.begin(), selection_.end()};
}

void AnnotateSession::toggleSelected(int64_t track) {
    std::vector<int64_t> tracks = selection_;
    if (std::erase(tracks, track) == 0) tracks.push_back(track);
    select(std::move(tracks));
}

void AnnotateSession::selectNext(int direction) {
    std::vector<int64_t> candidates;
    for (const TrackBox& box : boxesOnScreen()) candidates.push_back(box.track);
    if (candidates.empty()) candidates = tracks();
    if (candidates.empty()) return;
    const auto present = std::find(candidates.begin(), candidates.end(), current());
    const auto count = static_cast<qint64>(candidates.size());
    qint64 next = direction > 0 ? 0 : count - 1;
    if (present != candidates.end()) next = (present - candidates.begin() + direction + count) % count;
    select(candidates[static_cast<size_t>(next)]);
}

std::optional<BoxRecord> AnnotateSession::boxAt(qint64 frame) const {
    if (current() == 0 || frame < 0) return std::nullopt;
    return project().box_at(current(), frame);
}

std::vector<TrackBox> AnnotateSession::boxesOnScreen() const {
    if (!hasVideo() || player_.shownFrame() < 0) return {};
    std::vector<TrackBox> boxes = project().boxes_at(video_id_, player_.shownFrame());
    std::erase_if(boxes, [this](const TrackBox& box) { return project().track(box.track).hidden; });
    return boxes;
}

void AnnotateSession::wish(const CropWish& crop) {
    if (decoder_) decoder_->wish(crop);
}

void AnnotateSession::onChanged(const ProjectEdit& edit) {
    if (edit.videos.contains(video_id_) && !project().videos().contains(video_id_)) return hideVideo();
    std::vector<int64_t> left = selection_;
    std::erase_if(left, [this](int64_t track) { return !project().tracks().contains(track); });
    select(std::move(left));
}

void AnnotateSession::goTo(qint64 frame) {
    run_.stop();
    player_.seek(frame);
}

void AnnotateSession::scrubTo(qint64 frame) {
    run_.stop();
    player_.scrub(frame);
}

void AnnotateSession::step(qint64 frames) {
    run_.stop();
    player_.step(frames);
}

void AnnotateSession::stepSeconds(double seconds) {
    run_.stop();
    player_.stepSeconds(seconds);
}

void AnnotateSession::togglePlay(double speed) {
    run_.stop();
    if (player_.playing()) {
        player_.pause();
    } else {
        player_.play(speed);
    }
}

void AnnotateSession::shuttle(int direction) {
    run_.stop();
    player_.shuttle(direction);
}

void AnnotateSession::goToBox(BoxKind kind, int direction) {
    const Direction towards = direction > 0 ? Direction::Forward : Direction::Backward;
    std::optional<int64_t> nearest;
    for (const int64_t track : selection_.empty() ? tracks() : selection_) {
        const auto found = project().neighbour(track, player_.position(), towards, kind);
        if (found && (!nearest || (*found - *nearest) * direction < 0)) nearest = found;
    }
    if (nearest) goTo(*nearest);
}

void AnnotateSession::goToTrackEnd(int direction) {
    std::optional<int64_t> end;
    for (const int64_t track : selection_.empty() ? tracks() : selection_) {
        const auto found = direction < 0
                               ? project().neighbour(track, -1, Direction::Forward)
                               : project().neighbour(track, video_.info.frame_count, Direction::Backward);
        if (found && (!end || (*found - *end) * direction > 0)) end = found;
    }
    if (end) goTo(*end);
}

void AnnotateSession::setRange(qint64 first, qint64 last) {
    range_first_ = first;
    range_last_ = last;
    player_.setRange(first, last);
    Q_EMIT rangeChanged();
}

void AnnotateSession::setRangeFirst(qint64 frame) {
    setRange(frame, std::max(range_last_, frame));
}

void AnnotateSession::setRangeLast(qint64 frame) {
    setRange(std::min(range_first_, frame), frame);
}

void AnnotateSession::clearRange() {
    setRange(0, std::max<qint64>(0, video_.info.frame_count - 1));
}

void AnnotateSession::hold() {
    run_.stop();
    player_.pause();
}

void AnnotateSession::undo() {
    hold();
    model_.undo();
}

void AnnotateSession::redo() {
    hold();
    model_.redo();
}

bool AnnotateSession::canBeTracked(int64_t track, qint64 frame) const {
    const auto box = project().box_at(track, frame);
    return box && !box->absent && !project().track(track).locked;
}

bool AnnotateSession::readyToTrack() {
    if (!hasVideo()) return false;
    hold();
    return model_.mayChange();
}

void AnnotateSession::track(int direction, qint64 frames) {
    if (!readyToTrack()) return;
    const qint64 first = player_.position();
    TrackRun::Start start = how_;
    start.about.video = video_id_;
    start.first_frame = first;
    const qint64 last = direction > 0 ? range_last_ : range_first_;
    start.last_frame = std::abs(last - first) > frames ? first + direction * frames : last;
    const std::vector<int64_t> wanted = selection_.empty() ? tracks() : selection_;
    start.tracks = wanted;
    std::erase_if(start.tracks, [&](int64_t track) { return !canBeTracked(track, first); });
    if (start.tracks.empty()) {
        Q_EMIT trackingRefused(whyNotFrom(project(), wanted, first));
    } else if (first == (direction > 0 ? video_.info.frame_count - 1 : 0)) {
        Q_EMIT trackingRefused(direction > 0 ? tr("This is the last frame: there is nothing behind it.")
                                             : tr("This is the first frame: there is nothing before it."));
    } else if ((start.last_frame - first) * direction <= 0) {
        Q_EMIT trackingRefused(tr("The range ends at frame %1, so there is nothing to track from here. Clear "
                                  "the range or go to another frame.")
                                   .arg(last));
    } else {
        run_.start(decoder_, start);
    }
}

void AnnotateSession::trackFrom(int64_t track, qint64 frame, int direction) {
    if (!hasVideo() || !project().tracks().contains(track)) return;
    select(track);
    goTo(frame);
    this->track(direction);
}

void AnnotateSession::fillGap() {
    if (!readyToTrack()) return;
    const qint64 frame = player_.position();
    const auto before = current() == 0
                            ? std::nullopt
                            : project().neighbour(current(), frame + 1, Direction::Backward, BoxKind::Human);
    const auto after =
        before ? project().neighbour(current(), frame, Direction::Forward, BoxKind::Human) : std::nullopt;
    if (!after || *after - *before < 2 || !canBeTracked(current(), *before) ||
        !canBeTracked(current(), *after)) {
        Q_EMIT trackingRefused(
            tr("To fill a gap, select a track and go to a frame between two of its boxes made by hand."));
        return;
    }
    TrackRun::Start how = how_;
    how.about.video = video_id_;
    gap_.start(decoder_, how, current(), *before, *after);
}

void AnnotateSession::trackAgain(std::vector<RetrackStretch> stretches) {
    if (!readyToTrack()) return;
    TrackRun::Start how = how_;
    how.about.video = video_id_;
    retrack_.start(decoder_, std::move(how), std::move(stretches));
}

void AnnotateSession::onTrackingEnded(const TrackEnd& end) {
    if (gap_.goOn(end) || retrack_.goOn(end)) return;
    if (end.kind == TrackEnd::Kind::Doubt) {
        // The others are where they should be: what is done next is about this one.
        const TrackDoubt& first = end.doubts.front();
        select(first.track);
        player_.seek(first.finding.frame_index);
    }
    Q_EMIT trackingEnded(end);
}

}  // namespace rtrack
