#include "widgets/annotate/retrack.h"

#include <algorithm>
#include <ctime>

namespace rtrack {
namespace {

const BoxRecord* boxAt(const RetrackResult& result, int64_t frame) {
    const auto found =
        std::lower_bound(result.boxes.begin(), result.boxes.end(), frame,
                         [](const FrameBox& box, int64_t wanted) { return box.frame < wanted; });
    return found != result.boxes.end() && found->frame == frame ? &found->record : nullptr;
}

}  // namespace

Retrack::Retrack(ProjectModel* model, TrackRun* run) : model_(model), run_(run) {
    connect(model, &ProjectModel::changed, this, &Retrack::onChanged);
}

void Retrack::start(DecodeWorker* decoder, TrackRun::Start how, std::vector<RetrackStretch> stretches) {
    run_->stop();
    clear();
    if (!decoder || stretches.empty()) return;
    decoder_ = decoder;
    how_ = std::move(how);
    how_.judge = {};
    how_.until_human_box = false;  // the stretch ends before it
    how_.candidates = [this](int64_t, const auto& records) { take(records); };
    stretches_ = std::move(stretches);
    next_ = 0;
    frames_done_ = 0;
    startNext();
}

void Retrack::startNext() {
    const RetrackStretch& stretch = stretches_[next_++];
    tracked_ = {stretch, how_.about, {}, {}};
    tracked_.about.first_frame = stretch.start;
    tracked_.about.last_frame = stretch.last;
    tracked_.about.started_at = static_cast<int64_t>(std::time(nullptr));
    how_.tracks = {stretch.track};
    how_.first_frame = stretch.start;
    how_.last_frame = stretch.last;
    running_ = true;
    run_->start(decoder_, how_);
}

void Retrack::take(const std::map<int64_t, BoxRecord>& records) {
    const RetrackStretch& stretch = tracked_.stretch;
    for (const auto& [frame, record] : records) {
        if (frame >= stretch.first && frame <= stretch.last) tracked_.boxes.push_back({frame, record});
    }
    int64_t frames = 0;
    for (const RetrackStretch& each : stretches_) frames += each.last - each.start;
    const int64_t here = records.rbegin()->first - stretch.start;
    Q_EMIT progressed(static_cast<double>(frames_done_ + here) / static_cast<double>(frames));
}

bool Retrack::goOn(const TrackEnd& end) {
    if (!running_) return false;
    running_ = false;
    const bool whole = end.kind == TrackEnd::Kind::LastFrame || end.kind == TrackEnd::Kind::Doubt;
    if (whole) {
        const RetrackStretch& stretch = tracked_.stretch;
        frames_done_ += stretch.last - stretch.start;
        compare(tracked_);
        results_.push_back(std::move(tracked_));
    }
    tracked_ = {};
    if (whole && next_ < stretches_.size()) {
        startNext();
        return true;
    }
    Q_EMIT resultsChanged();
    Q_EMIT ended(end);
    return true;
}

std::optional<BoxRecord> Retrack::candidateAt(int64_t track, int64_t frame) const {
    const auto in = [&](const RetrackResult& result) {
        return result.stretch.track == track ? boxAt(result, frame) : nullptr;
    };
    if (const BoxRecord* record = running_ ? in(tracked_) : nullptr) return *record;
    for (const RetrackResult& result : results_) {
        if (const BoxRecord* record = in(result)) return *record;
    }
    return std::nullopt;
}

std::vector<size_t> Retrack::betterOnes() const {
    std::vector<size_t> numbers;
    for (size_t i = 0; i < results_.size(); ++i) {
        if (results_[i].comparison.better) numbers.push_back(i);
    }
    return numbers;
}

bool Retrack::accept(const std::vector<size_t>& numbers) {
    if (numbers.empty()) return true;
    ProjectEdit edit;
    for (const size_t number : numbers) {
        const RetrackResult& result = results_.at(number);
        const int64_t run = model_->newId();
        TrackingRun& about = edit.runs[run].emplace(result.about);
        if (how_.model_hash) about.model_hash = how_.model_hash();
        edit = then(std::move(edit), accept_retrack(model_->project(), result.stretch, result.boxes, run));
    }
    // The change is told to this object too: the results must not go before it was made, nor stay after it.
    const std::vector<RetrackResult> before = results_;
    remove(numbers);
    const QString text = tr("Take the new boxes of %n stretches", nullptr, static_cast<int>(numbers.size()));
    const bool made = model_->change(edit, text);
    if (!made) results_ = before;
    Q_EMIT resultsChanged();
    return made;
}

void Retrack::reject(const std::vector<size_t>& numbers) {
    remove(numbers);
    Q_EMIT resultsChanged();
}

void Retrack::remove(std::vector<size_t> numbers) {
    std::sort(numbers.rbegin(), numbers.rend());
    for (const size_t number : numbers) results_.erase(results_.begin() + static_cast<ptrdiff_t>(number));
}

void Retrack::clear() {
    if (results_.empty()) return;
    results_.clear();
    Q_EMIT resultsChanged();
}

void Retrack::compare(RetrackResult& result) const {
    const Project& project = model_->project();
    const RetrackStretch& stretch = result.stretch;
    result.comparison = compare_retrack(stretch, project.boxes_of(stretch.track), result.boxes,
                                        is_of_tracker(project, stretch, result.about.tracker));
}

/// The old boxes may have become others, or the track may be gone.
void Retrack::onChanged(const ProjectEdit& edit) {
    const size_t before = results_.size();
    const Project& project = model_->project();
    std::erase_if(results_, [&](const RetrackResult& result) {
        return !project.tracks().contains(result.stretch.track);
    });
    bool anew = before != results_.size();
    for (RetrackResult& result : results_) {
        const RetrackStretch& stretch = result.stretch;
        const auto touched = edit.boxes.lower_bound({stretch.track, stretch.first});
        if (touched == edit.boxes.end() || touched->first > BoxKey{stretch.track, stretch.last + 1}) continue;
        compare(result);
        anew = true;
    }
    if (anew) Q_EMIT resultsChanged();
}

}  // namespace rtrack
