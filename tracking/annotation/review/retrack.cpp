#include "tracking/annotation/review/retrack.h"

#include <algorithm>

#include "tracking/annotation/box_edits.h"

namespace rtrack {
namespace {

const BoxRecord* record_at(const std::vector<FrameBox>& boxes, int64_t frame) {
    const auto found =
        std::lower_bound(boxes.begin(), boxes.end(), frame,
                         [](const FrameBox& box, int64_t wanted) { return box.frame < wanted; });
    return found != boxes.end() && found->frame == frame ? &found->record : nullptr;
}

/// The object's box; nullptr: there is none, or it is said to be away.
const BoxRecord* present_at(const std::vector<FrameBox>& boxes, int64_t frame) {
    const BoxRecord* record = record_at(boxes, frame);
    return record && !record->absent ? record : nullptr;
}

std::optional<int64_t> start_before(const std::vector<FrameBox>& boxes, size_t begin) {
    std::optional<int64_t> any;
    for (size_t i = begin; i-- > 0;) {
        if (boxes[i].record.absent) continue;
        if (!is_unseen(boxes[i].record)) return boxes[i].frame;
        if (!any) any = boxes[i].frame;
    }
    return any;
}

std::optional<double> mean_score(const std::vector<FrameBox>& boxes, int64_t first, int64_t last) {
    double sum = 0;
    int64_t count = 0;
    for (const auto& [frame, record] : boxes) {
        if (frame < first || frame > last || record.source != BoxSource::Tracker || record.absent) continue;
        sum += record.score;
        ++count;
    }
    if (count == 0) return std::nullopt;
    return sum / static_cast<double>(count);
}

/// Agreement and the frame where old and new differ most.
void compare_boxes(const RetrackStretch& stretch, const std::vector<FrameBox>& boxes,
                   const std::vector<FrameBox>& candidates, RetrackComparison& comparison) {
    double sum = 0;
    int64_t both = 0;
    double lowest = 2;  // above any IoU
    comparison.differs_most = stretch.first;
    for (int64_t frame = stretch.first; frame <= stretch.last; ++frame) {
        const BoxRecord* before = present_at(boxes, frame);
        const BoxRecord* after = present_at(candidates, frame);
        if (!before && !after) continue;
        const double overlap = before && after ? iou(before->box, after->box) : 0;
        if (before && after) {
            sum += overlap;
            ++both;
        }
        if (overlap >= lowest) continue;
        lowest = overlap;
        comparison.differs_most = frame;
    }
    if (both > 0) comparison.agreement = sum / static_cast<double>(both);
}

}  // namespace

bool is_flagged(const ReviewItem& item) {
    return std::any_of(item.findings.begin(), item.findings.end(),
                       [](const ReviewFinding& finding) { return finding.reason != ReviewReason::Unseen; });
}

RetrackPlan retrack_plan(int64_t track, const std::vector<FrameBox>& boxes,
                         const std::vector<ReviewItem>& items) {
    RetrackPlan plan;
    for (size_t begin = 0; begin < boxes.size();) {
        if (!is_unseen(boxes[begin].record)) {
            ++begin;
            continue;
        }
        size_t end = begin + 1;
        while (end < boxes.size() && is_unseen(boxes[end].record) &&
               boxes[end].frame == boxes[end - 1].frame + 1)
            ++end;
        RetrackStretch stretch{track, 0, boxes[begin].frame, boxes[end - 1].frame};
        const bool flagged = std::any_of(items.begin(), items.end(), [&](const ReviewItem& item) {
            return item.track == track && item.first <= stretch.last && item.last >= stretch.first &&
                   is_flagged(item);
        });
        if (flagged) {
            const std::optional<int64_t> start = start_before(boxes, begin);
            stretch.start = start.value_or(0);
            if (start) plan.stretches.push_back(stretch);
            if (!start) ++plan.without_start;
        }
        begin = end;
    }
    return plan;
}

bool is_better(const RetrackComparison& comparison) {
    if (!comparison.complete) return false;
    if (comparison.meeting) return comparison.meeting->new_iou >= comparison.meeting->old_iou + kBetterBy;
    if (!comparison.same_tracker || !comparison.old_score || !comparison.new_score) return false;
    return *comparison.new_score >= *comparison.old_score + kBetterBy;
}

RetrackComparison compare_retrack(const RetrackStretch& stretch, const std::vector<FrameBox>& boxes,
                                  const std::vector<FrameBox>& candidates, bool same_tracker) {
    RetrackComparison comparison;
    comparison.same_tracker = same_tracker;
    comparison.old_score = mean_score(boxes, stretch.first, stretch.last);
    comparison.new_score = mean_score(candidates, stretch.first, stretch.last);
    comparison.complete = record_at(candidates, stretch.last) != nullptr;
    compare_boxes(stretch, boxes, candidates, comparison);
    const BoxRecord* behind = present_at(boxes, stretch.last + 1);
    if (behind && !is_unseen(*behind)) {
        const auto met = [&](const std::vector<FrameBox>& of) {
            const BoxRecord* record = present_at(of, stretch.last);
            return record ? iou(record->box, behind->box) : 0.0;
        };
        comparison.meeting = RetrackMeeting{stretch.last + 1, met(boxes), met(candidates)};
    }
    comparison.better = is_better(comparison);
    return comparison;
}

bool is_of_tracker(const Project& project, const RetrackStretch& stretch, const std::string& tracker) {
    for (const FrameBox& box : project.boxes_of(stretch.track, stretch.first, stretch.last)) {
        if (box.record.source != BoxSource::Tracker) continue;
        const auto run = project.runs().find(box.record.run);
        if (run == project.runs().end() || run->second.tracker != tracker) return false;
    }
    return true;
}

ProjectEdit accept_retrack(const Project& project, const RetrackStretch& stretch,
                           const std::vector<FrameBox>& candidates, int64_t run) {
    ProjectEdit edit = remove_boxes(project, stretch.track, stretch.first, stretch.last);
    for (const auto& [frame, record] : candidates) {
        if (frame < stretch.first || frame > stretch.last) continue;
        BoxRecord taken = record;
        taken.source = BoxSource::Tracker;
        taken.run = run;
        edit.boxes[{stretch.track, frame}] = std::move(taken);
    }
    for (const auto& [frame, record] : project.boxes_of(stretch.track, stretch.first, stretch.last)) {
        if (!is_unseen(record)) edit.boxes.erase({stretch.track, frame});
    }
    return edit;
}

}  // namespace rtrack
