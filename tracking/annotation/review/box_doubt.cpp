#include "tracking/annotation/review/box_doubt.h"

#include <algorithm>
#include <cmath>

namespace rtrack {
namespace {

double distance(const Point& a, const Point& b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

/// Made by the same hand: what is said of motion holds across them.
bool same_making(const BoxRecord& a, const BoxRecord& b) {
    return a.source == b.source && a.run == b.run && a.source != BoxSource::Human;
}

/// Root mean square of how far the points moved within the box.
double scatter(const BoxRecord& before, const BoxRecord& now) {
    double sum = 0;
    for (size_t k = 0; k < now.points.size(); ++k) {
        const double x = (now.points[k].x - now.box.x) / now.box.width -
                         (before.points[k].x - before.box.x) / before.box.width;
        const double y = (now.points[k].y - now.box.y) / now.box.height -
                         (before.points[k].y - before.box.y) / before.box.height;
        sum += x * x + y * y;
    }
    return std::sqrt(sum / static_cast<double>(now.points.size()));
}

double size_factor(const Box& a, const Box& b) {
    return std::max(std::max(a.width / b.width, b.width / a.width),
                    std::max(a.height / b.height, b.height / a.height));
}

class Looking {
public:
    Looking(const std::vector<FrameBox>& boxes, size_t at) : boxes_(boxes), at_(at) {}

    std::vector<ReviewFinding> run() {
        const BoxRecord& now = boxes_[at_].record;
        const BoxRecord* before = neighbour(-1);
        const BoxRecord* after = neighbour(1);
        if (now.doubtful) add(ReviewReason::Stopped, 0, 1);
        if ((before != nullptr && before->absent != now.absent) ||
            (now.absent && after != nullptr && !after->absent))
            add(ReviewReason::Absence, 0, kAbsenceWeight);
        if (now.absent) return std::move(findings_);
        if (now.source == BoxSource::Tracker)
            add(ReviewReason::LowScore, now.score, kScoreRamp.weight(now.score));
        look_at_joints(before, after);
        if (before != nullptr && !before->absent && same_making(*before, now)) look_at_motion(*before);
        return std::move(findings_);
    }

private:
    /// The box `step` frames away, if that frame has one.
    [[nodiscard]] const BoxRecord* neighbour(int step) const {
        const auto other = static_cast<int64_t>(at_) + step;
        if (other < 0 || other >= static_cast<int64_t>(boxes_.size())) return nullptr;
        const FrameBox& box = boxes_[static_cast<size_t>(other)];
        return box.frame == boxes_[at_].frame + step ? &box.record : nullptr;
    }

    void add(ReviewReason reason, double value, double weight) {
        if (weight > 0) findings_.push_back({reason, boxes_[at_].frame, value, weight});
    }

    void look_at_joints(const BoxRecord* before, const BoxRecord* after) {
        const BoxRecord& now = boxes_[at_].record;
        double agreement = 1;
        for (const BoxRecord* other : {before, after}) {
            if (other != nullptr && !other->absent && !same_making(*other, now))
                agreement = std::min(agreement, iou(other->box, now.box));
        }
        add(ReviewReason::Disagreement, agreement, kAgreementRamp.weight(agreement));
    }

    void look_at_motion(const BoxRecord& before) {
        const BoxRecord& now = boxes_[at_].record;
        const Point place = now.box.center();
        const Point last = before.box.center();
        double jump = distance(place, last);
        const BoxRecord* earlier = neighbour(-2);
        if (earlier != nullptr && !earlier->absent && same_making(*earlier, now)) {
            const Point first = earlier->box.center();
            jump = std::min(jump, distance(place, {2 * last.x - first.x, 2 * last.y - first.y}));
        }
        jump /= std::sqrt(before.box.area());
        add(ReviewReason::PlaceJump, jump, kJumpRamp.weight(jump));
        const double factor = size_factor(before.box, now.box);
        add(ReviewReason::SizeJump, factor, kSizeRamp.weight(factor));
        if (now.points.size() < 2 || now.points.size() != before.points.size()) return;
        const double moved = scatter(before, now);
        add(ReviewReason::ScatteredPoints, moved, kScatterRamp.weight(moved));
    }

    const std::vector<FrameBox>& boxes_;
    const size_t at_;
    std::vector<ReviewFinding> findings_;
};

}  // namespace

double ReviewRamp::weight(double value) const {
    return std::clamp((value - from) / (to - from), 0.0, 1.0);
}

bool is_unseen(const BoxRecord& record) {
    return record.source != BoxSource::Human && !record.reviewed;
}

std::vector<UnseenStretch> unseen_stretches(const std::vector<FrameBox>& boxes) {
    std::vector<UnseenStretch> stretches;
    for (size_t i = 0; i < boxes.size(); ++i) {
        if (!is_unseen(boxes[i].record)) continue;
        const bool goes_on =
            !stretches.empty() && stretches.back().end == i && boxes[i].frame == boxes[i - 1].frame + 1;
        if (!goes_on) stretches.push_back({i, i});
        stretches.back().end = i + 1;
    }
    return stretches;
}

std::vector<ReviewFinding> findings_at(const std::vector<FrameBox>& boxes, size_t at) {
    return Looking(boxes, at).run();
}

}  // namespace rtrack
