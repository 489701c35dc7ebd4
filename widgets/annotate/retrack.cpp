#include "widgets/annotate/retrack.h"

#include <algorithm>
#include <ctime>
#include <tuple>

namespace rtrack {
namespace {

int64_t framesOf(const RetrackPass& pass) {
    return std::abs(pass.end - pass.start);
}

const BoxRecord* boxAt(const BoxesByFrame& boxes, int64_t frame) {
    const auto found = boxes.find(frame);
    return found == boxes.end() ? nullptr : &found->second;
}

bool meet(const RetrackStretch& a, const RetrackStretch& b) {
    return a.track == b.track && a.first <= b.last && b.first <= a.last;
}

}  // namespace

Retrack::Retrack(ProjectModel* model, TrackRun* run) : model_(model), run_(run) {
    connect(model, &ProjectModel::changed, this, &Retrack::onChanged);
    connect(model, &ProjectModel::largeChangeEnded, this, [this](bool done) {
        if (!done || results_.empty()) return;
        for (RetrackResult& result : results_) compare(result);  // `changed` told one box of each track only
        Q_EMIT resultsChanged();
    });
}

void Retrack::start(DecodeWorker* decoder, TrackRun::Start how, std::vector<RetrackStretch> stretches) {
    run_->stop();
    if (!decoder || stretches.empty()) return;
    std::erase_if(results_, [&](const RetrackResult& result) {
        return std::any_of(stretches.begin(), stretches.end(),
                           [&](const RetrackStretch& stretch) { return meet(stretch, result.stretch); });
    });
    decoder_ = decoder;
    how_ = std::move(how);
    how_.judge = {};
    how_.until_human_box = false;  // the stretch ends before it
    how_.candidates = [this](const TrackRun::Records& records, qint64 reached) { take(records, reached); };
    passes_ = retrack_passes(stretches);
    tracked_.clear();
    for (const RetrackStretch& stretch : stretches) {
        RetrackResult result{stretch, how_.about, {}, {}, {}};
        result.about.first_frame = stretch.before ? *stretch.before : *stretch.after;
        result.about.last_frame = stretch.before ? stretch.last : stretch.first;
        result.about.started_at = static_cast<int64_t>(std::time(nullptr));
        tracked_.push_back({std::move(result), (stretch.before ? 1 : 0) + (stretch.after ? 1 : 0)});
    }
    next_ = 0;
    frames_done_ = 0;
    Q_EMIT resultsChanged();
    startNext();
}

void Retrack::startNext() {
    const RetrackPass& pass = passes_[next_++];
    how_.tracks.clear();
    how_.spans.clear();
    for (const size_t number : pass.stretches) {
        const RetrackStretch& stretch = tracked_[number].result.stretch;
        how_.tracks.push_back(stretch.track);
        how_.spans[stretch.track] = pass.step > 0 ? TrackRun::Span{*stretch.before, stretch.last}
                                                  : TrackRun::Span{*stretch.after, stretch.first};
    }
    how_.first_frame = pass.start;
    how_.last_frame = pass.end;
    reached_ = pass.start;
    running_ = true;
    run_->start(decoder_, how_);
}

void Retrack::take(const TrackRun::Records& records, qint64 reached) {
    const RetrackPass& pass = passes_[next_ - 1];
    reached_ = reached;
    for (const size_t number : pass.stretches) {
        RetrackResult& result = tracked_[number].result;
        const RetrackStretch& stretch = result.stretch;
        const auto found = records.find(stretch.track);
        if (found == records.end()) continue;
        BoxesByFrame& boxes = pass.step > 0 ? result.found.forward : result.found.backward;
        boxes.insert(found->second.lower_bound(stretch.first), found->second.upper_bound(stretch.last));
    }
    int64_t frames = 0;
    for (const RetrackPass& each : passes_) frames += framesOf(each);
    const int64_t here = frames_done_ + std::abs(reached - pass.start);
    Q_EMIT progressed(static_cast<double>(here) / static_cast<double>(frames));
}

/// Of a pass that was stopped, the stretches count that it had passed.
void Retrack::endPass(bool whole) {
    const RetrackPass& pass = passes_[next_ - 1];
    frames_done_ += framesOf(pass);
    for (const size_t number : pass.stretches) {
        Tracked& tracked = tracked_[number];
        RetrackResult& result = tracked.result;
        const int64_t end = pass.step > 0 ? result.stretch.last : result.stretch.first;
        if (!whole && (reached_ - end) * pass.step < 0) continue;
        if (--tracked.runs_missing > 0) continue;
        if (how_.model_hash) result.about.model_hash = how_.model_hash();
        result.boxes = retrack_candidates(result.stretch, result.found);
        compare(result);
        results_.push_back(std::move(result));
    }
}

bool Retrack::goOn(const TrackEnd& end) {
    if (!running_) return false;
    running_ = false;
    const bool whole = end.kind == TrackEnd::Kind::LastFrame || end.kind == TrackEnd::Kind::Doubt;
    endPass(whole);
    if (whole && next_ < passes_.size()) {
        startNext();
        return true;
    }
    tracked_.clear();
    const auto place = [](const RetrackResult& result) {
        return std::tuple(result.about.video, result.stretch.first, result.stretch.track);
    };
    std::sort(results_.begin(), results_.end(),
              [&](const RetrackResult& a, const RetrackResult& b) { return place(a) < place(b); });
    Q_EMIT resultsChanged();
    Q_EMIT ended(end);
    return true;
}

std::optional<BoxRecord> Retrack::candidateAt(int64_t track, int64_t frame) const {
    if (running_) {
        const RetrackPass& pass = passes_[next_ - 1];
        for (const size_t number : pass.stretches) {
            const RetrackResult& result = tracked_[number].result;
            const BoxRecord* record =
                result.stretch.track == track
                    ? boxAt(pass.step > 0 ? result.found.forward : result.found.backward, frame)
                    : nullptr;
            if (record) return *record;
        }
    }
    for (const RetrackResult& result : results_) {
        const BoxRecord* record = result.stretch.track == track ? boxAt(result.boxes, frame) : nullptr;
        if (record) return *record;
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
        edit.runs[run] = result.about;
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
    result.comparison = compare_retrack(stretch, project.boxes_of(stretch.track), result.found,
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
        const auto touched = edit.boxes.lower_bound({stretch.track, stretch.first - 1});
        if (touched == edit.boxes.end() || touched->first > BoxKey{stretch.track, stretch.last + 1}) continue;
        compare(result);
        anew = true;
    }
    if (anew) Q_EMIT resultsChanged();
}

}  // namespace rtrack
