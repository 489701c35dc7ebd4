#include "tracking/annotation/review/review_queue.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace rtrack {
namespace {

/// Keeps the heaviest finding of each reason.
void collect(std::vector<ReviewFinding>& kept, const std::vector<ReviewFinding>& found) {
    for (const ReviewFinding& finding : found) {
        const auto same = std::find_if(kept.begin(), kept.end(),
                                       [&](const auto& other) { return other.reason == finding.reason; });
        if (same == kept.end()) {
            kept.push_back(finding);
        } else if (finding.weight > same->weight) {
            *same = finding;
        }
    }
}

/// The unseen stretches of a track, cut into places.
class Places {
public:
    Places(int64_t video, int64_t track, const std::vector<FrameBox>& boxes)
        : video_(video), track_(track), boxes_(boxes) {}

    std::vector<ReviewItem> run() {
        measure_distances();
        for (const auto& [begin, end] : unseen_stretches(boxes_)) cut(begin, end);
        return std::move(items_);
    }

private:
    void measure_distances() {
        to_seen_.assign(boxes_.size(), std::nullopt);
        const auto pass = [&](size_t i, std::optional<int64_t>& seen) {
            if (!is_unseen(boxes_[i].record)) seen = boxes_[i].frame;
            if (!seen) return;
            const int64_t away = std::abs(boxes_[i].frame - *seen);
            if (!to_seen_[i] || away < *to_seen_[i]) to_seen_[i] = away;
        };
        std::optional<int64_t> before;
        std::optional<int64_t> after;
        for (size_t i = 0; i < boxes_.size(); ++i) pass(i, before);
        for (size_t i = boxes_.size(); i-- > 0;) pass(i, after);
    }

    /// A stretch from `begin` to before `end`: odd places, and what lies between them.
    void cut(size_t begin, size_t end) {
        stretch_ = static_cast<int64_t>(end - begin);
        size_t done = begin;
        for (size_t i = begin; i < end; ++i) {
            std::vector<ReviewFinding> found = odd_at(i);
            if (found.empty()) continue;
            calm(done, i);
            size_t last = i;
            std::vector<ReviewFinding> kept = std::move(found);
            for (size_t k = i + 1; k < end && k <= last + kBridgedFrames; ++k) {
                found = odd_at(k);
                if (found.empty()) continue;
                last = k;
                collect(kept, found);
            }
            odd(i, last, std::move(kept));
            done = last + 1;
            i = last;
        }
        calm(done, end);
    }

    [[nodiscard]] std::vector<ReviewFinding> odd_at(size_t i) const {
        std::vector<ReviewFinding> found = findings_at(boxes_, i);
        std::erase_if(found, [](const ReviewFinding& finding) { return finding.weight < kOddFrom; });
        return found;
    }

    void odd(size_t begin, size_t last, std::vector<ReviewFinding> findings) {
        std::sort(findings.begin(), findings.end(), [](const ReviewFinding& a, const ReviewFinding& b) {
            return std::tuple(-a.weight, a.frame, a.reason) < std::tuple(-b.weight, b.frame, b.reason);
        });
        const size_t look = begin + static_cast<size_t>(findings.front().frame - boxes_[begin].frame);
        add(begin, last, look, std::move(findings));
    }

    void calm(size_t begin, size_t end) {
        const size_t parts = (end - begin + kMostCalmFrames - 1) / kMostCalmFrames;
        for (size_t part = 0; part < parts; ++part) {
            const size_t first = begin + (end - begin) * part / parts;
            const size_t last = begin + (end - begin) * (part + 1) / parts - 1;
            size_t look = first + (last - first) / 2;
            for (size_t i = first; i <= last; ++i) {
                if (to_seen_[i].value_or(0) > to_seen_[look].value_or(0)) look = i;
            }
            add(first, last, look, {{ReviewReason::Unseen, boxes_[look].frame, 0, 0}});
        }
    }

    void add(size_t first, size_t last, size_t look, std::vector<ReviewFinding> findings) {
        ReviewItem item;
        item.video = video_;
        item.track = track_;
        item.first = boxes_[first].frame;
        item.last = boxes_[last].frame;
        item.look = boxes_[look].frame;
        item.doubt = findings.front().weight;
        item.findings = std::move(findings);
        item.stretch = stretch_;
        item.worth = review_worth(item.doubt, stretch_, to_seen_[look]);
        items_.push_back(std::move(item));
    }

    const int64_t video_;
    const int64_t track_;
    const std::vector<FrameBox>& boxes_;
    std::vector<std::optional<int64_t>> to_seen_;  // frames to the nearest box that a person has seen
    int64_t stretch_ = 0;
    std::vector<ReviewItem> items_;
};

}  // namespace

double review_worth(double doubt, int64_t stretch, std::optional<int64_t> frames_to_seen) {
    const auto away = static_cast<double>(frames_to_seen.value_or(0));
    const double novelty = frames_to_seen ? away / (away + kNearFrames) : 1;
    return (kCalmDoubt + (1 - kCalmDoubt) * doubt) * std::log2(1 + static_cast<double>(stretch)) *
           (1 + novelty) / 2;
}

std::vector<ReviewItem> review_items(int64_t video, int64_t track, const std::vector<FrameBox>& boxes) {
    return Places(video, track, boxes).run();
}

void ReviewQueue::look_at(const Project& project, const std::vector<int64_t>& tracks) {
    for (const int64_t id : tracks) {
        by_track_.erase(id);
        const auto track = project.tracks().find(id);
        if (track == project.tracks().end() || project.counts(id).unreviewed == 0) continue;
        if (track->second.locked || track->second.hidden) continue;
        auto items = review_items(track->second.video, id, project.boxes_of(id));
        if (!items.empty()) by_track_[id] = std::make_shared<const std::vector<ReviewItem>>(std::move(items));
    }
}

bool ReviewQueue::comes_before(const ReviewItem& a, const ReviewItem& b) const {
    const auto key = [this](const ReviewItem& item) {
        return std::tuple(item.video != video_, -item.worth, item.track, item.first);
    };
    return key(a) < key(b);
}

void ReviewQueue::rank(int64_t video) {
    video_ = video;
    ranked_.clear();
    for (const auto& [track, items] : by_track_) ranked_.insert(ranked_.end(), items->begin(), items->end());
    std::sort(ranked_.begin(), ranked_.end(),
              [this](const ReviewItem& a, const ReviewItem& b) { return comes_before(a, b); });
}

const ReviewItem* ReviewQueue::beside(const ReviewItem& item, int direction) const {
    const auto before = [this](const ReviewItem& a, const ReviewItem& b) { return comes_before(a, b); };
    if (direction > 0) {
        const auto next = std::upper_bound(ranked_.begin(), ranked_.end(), item, before);
        return next == ranked_.end() ? nullptr : &*next;
    }
    const auto here = std::lower_bound(ranked_.begin(), ranked_.end(), item, before);
    return here == ranked_.begin() ? nullptr : &*std::prev(here);
}

void ReviewQueue::remove(int64_t track, int64_t first, int64_t last) {
    std::erase_if(ranked_, [&](const ReviewItem& item) {
        return item.track == track && item.first >= first && item.last <= last;
    });
}

}  // namespace rtrack
