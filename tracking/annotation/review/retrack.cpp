#include "tracking/annotation/review/retrack.h"

#include <algorithm>

#include "tracking/annotation/box_edits.h"
#include "tracking/annotation/keyframes.h"

namespace rtrack {
namespace {

BoxesByFrame by_frame(const std::vector<FrameBox>& boxes, int64_t first, int64_t last) {
    BoxesByFrame records;
    for (const FrameBox& box : boxes) {
        if (box.frame >= first && box.frame <= last) records.emplace(box.frame, box.record);
    }
    return records;
}

/// The object's box; nullptr: there is none, or it is said to be away.
const BoxRecord* present_at(const BoxesByFrame& boxes, int64_t frame) {
    const auto found = boxes.find(frame);
    return found != boxes.end() && !found->second.absent ? &found->second : nullptr;
}

bool is_trusted(const BoxRecord& record) {
    return !record.absent && !is_unseen(record);
}

/// @param begin, end  the stretch's own boxes
void find_starts(const std::vector<FrameBox>& boxes, size_t begin, size_t end, RetrackStretch& stretch) {
    for (size_t i = begin; i-- > 0 && !stretch.before;) {
        if (is_trusted(boxes[i].record)) stretch.before = boxes[i].frame;
    }
    for (size_t i = end; i < boxes.size() && !stretch.after; ++i) {
        if (is_trusted(boxes[i].record)) stretch.after = boxes[i].frame;
    }
    if (stretch.after) return;
    for (size_t i = begin; i-- > 0 && !stretch.before;) {
        if (!boxes[i].record.absent) stretch.before = boxes[i].frame;
    }
}

std::optional<double> mean_score(const BoxesByFrame& boxes) {
    double sum = 0;
    int64_t count = 0;
    for (const auto& [frame, record] : boxes) {
        if (record.source != BoxSource::Tracker || record.absent) continue;
        sum += record.score;
        ++count;
    }
    if (count == 0) return std::nullopt;
    return sum / static_cast<double>(count);
}

/// Agreement and the frame where old and new differ most.
void compare_boxes(const RetrackStretch& stretch, const BoxesByFrame& boxes, const BoxesByFrame& candidates,
                   RetrackComparison& comparison) {
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

/// @param frame  beside the stretch; @param end  the stretch's frame there
void meet(int64_t frame, int64_t end, const BoxesByFrame& boxes, const BoxesByFrame& found,
          RetrackComparison& comparison) {
    const BoxRecord* persons = present_at(boxes, frame);
    if (!persons || is_unseen(*persons)) return;
    const auto met = [&](const BoxesByFrame& of) {
        const BoxRecord* record = present_at(of, end);
        return record ? iou(record->box, persons->box) : 0.0;
    };
    comparison.meetings.push_back({frame, met(boxes), met(found)});
}

std::optional<double> lowest_of(const std::vector<RetrackMeeting>& meetings, double RetrackMeeting::*value) {
    std::optional<double> lowest;
    for (const RetrackMeeting& meeting : meetings) lowest = std::min(lowest.value_or(1), meeting.*value);
    return lowest;
}

struct Run {
    int64_t start, end;
    size_t stretch;
};

/// Runs of one direction; times are counted in that direction.
void add_passes(std::vector<Run> runs, int step, const std::vector<RetrackStretch>& stretches,
                std::vector<RetrackPass>& passes) {
    std::sort(runs.begin(), runs.end(), [step](const Run& a, const Run& b) {
        return std::pair(a.start * step, a.stretch) < std::pair(b.start * step, b.stretch);
    });
    const size_t before = passes.size();
    for (const Run& run : runs) {
        const auto fits = [&](const RetrackPass& pass) {
            const bool overlaps = run.start * step <= pass.end * step;
            return overlaps && std::none_of(pass.stretches.begin(), pass.stretches.end(), [&](size_t other) {
                       return stretches[other].track == stretches[run.stretch].track;
                   });
        };
        const auto found = std::find_if(passes.begin() + static_cast<ptrdiff_t>(before), passes.end(), fits);
        if (found == passes.end()) {
            passes.push_back({step, run.start, run.end, {run.stretch}});
            continue;
        }
        found->end = step * std::max(found->end * step, run.end * step);
        found->stretches.push_back(run.stretch);
    }
}

}  // namespace

bool is_flagged(const ReviewItem& item) {
    return std::any_of(item.findings.begin(), item.findings.end(),
                       [](const ReviewFinding& finding) { return finding.reason != ReviewReason::Unseen; });
}

RetrackPlan retrack_plan(int64_t track, const std::vector<FrameBox>& boxes,
                         const std::vector<ReviewItem>& items) {
    RetrackPlan plan;
    for (const auto& [begin, end] : unseen_stretches(boxes)) {
        RetrackStretch stretch{track, boxes[begin].frame, boxes[end - 1].frame, {}, {}};
        const bool flagged = std::any_of(items.begin(), items.end(), [&](const ReviewItem& item) {
            return item.track == track && item.first <= stretch.last && item.last >= stretch.first &&
                   is_flagged(item);
        });
        if (!flagged) continue;
        find_starts(boxes, begin, end, stretch);
        if (stretch.before || stretch.after) {
            plan.stretches.push_back(stretch);
        } else {
            ++plan.without_start;
        }
    }
    return plan;
}

std::vector<RetrackPass> retrack_passes(const std::vector<RetrackStretch>& stretches) {
    std::vector<Run> forward, backward;
    for (size_t i = 0; i < stretches.size(); ++i) {
        const RetrackStretch& stretch = stretches[i];
        if (stretch.before) forward.push_back({*stretch.before, stretch.last, i});
        if (stretch.after) backward.push_back({*stretch.after, stretch.first, i});
    }
    std::vector<RetrackPass> passes;
    add_passes(std::move(forward), 1, stretches, passes);
    add_passes(std::move(backward), -1, stretches, passes);
    return passes;
}

BoxesByFrame retrack_candidates(const RetrackStretch& stretch, const RetrackBoxes& found) {
    if (stretch.before && stretch.after)
        return blended(found.forward, found.backward, *stretch.before, *stretch.after);
    return stretch.before ? found.forward : found.backward;
}

std::optional<double> RetrackComparison::lowest_old_iou() const {
    return lowest_of(meetings, &RetrackMeeting::old_iou);
}

std::optional<double> RetrackComparison::lowest_new_iou() const {
    return lowest_of(meetings, &RetrackMeeting::new_iou);
}

bool is_better(const RetrackComparison& comparison) {
    if (!comparison.complete) return false;
    if (!comparison.meetings.empty())
        return *comparison.lowest_new_iou() >= *comparison.lowest_old_iou() + kBetterBy;
    if (!comparison.same_tracker || !comparison.old_score || !comparison.new_score) return false;
    return *comparison.new_score >= *comparison.old_score + kBetterBy;
}

RetrackComparison compare_retrack(const RetrackStretch& stretch, const std::vector<FrameBox>& boxes,
                                  const RetrackBoxes& found, bool same_tracker) {
    RetrackComparison comparison;
    const BoxesByFrame candidates = retrack_candidates(stretch, found);
    comparison.same_tracker = same_tracker;
    comparison.old_score = mean_score(by_frame(boxes, stretch.first, stretch.last));
    comparison.new_score = mean_score(candidates);
    comparison.complete = (!stretch.before || found.forward.contains(stretch.last)) &&
                          (!stretch.after || found.backward.contains(stretch.first));
    const BoxesByFrame around = by_frame(boxes, stretch.first - 1, stretch.last + 1);
    compare_boxes(stretch, around, candidates, comparison);
    // The end that a run starts from says nothing about it.
    if (stretch.after) meet(stretch.first - 1, stretch.first, around, found.backward, comparison);
    if (stretch.before) meet(stretch.last + 1, stretch.last, around, found.forward, comparison);
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
                           const BoxesByFrame& candidates, int64_t run) {
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
