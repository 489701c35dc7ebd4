#include "tracking/annotation/keyframes.h"

#include "tracking/base/error.h"

namespace rtrack {
namespace {

double part_of(int64_t frame, int64_t first, int64_t last) {
    return static_cast<double>(frame - first) / static_cast<double>(last - first);
}

/// The box at `frame` between two anchors; nullopt: nothing is there after an absent anchor.
std::optional<Box> between(const FrameBox& from, const FrameBox& to, int64_t frame) {
    if (from.record.absent) return std::nullopt;
    if (to.record.absent) return from.record.box;
    return interpolated(from.record.box, to.record.box, part_of(frame, from.frame, to.frame));
}

BoxRecord new_interpolated(const BoxRecord& anchor, const Box& box) {
    BoxRecord record;
    record.box = box;
    record.source = BoxSource::Interpolated;
    record.occluded = anchor.occluded;
    record.cut_by_image = anchor.cut_by_image;
    record.cover = anchor.cover;
    return record;
}

/// A box that is computed from now on: what a tracker said of it no longer holds.
BoxRecord as_interpolated(BoxRecord record, const Box& box) {
    record.reviewed = record.reviewed && record.box == box;
    record.box = box;
    record.source = BoxSource::Interpolated;
    record.score = 1;
    record.points.clear();
    record.init_box.reset();
    record.doubtful = false;
    record.run = 0;
    return record;
}

enum class Holes { Leave, Fill };

/// Puts what lies between two neighbouring anchors on their line. With Holes::Leave only if there is none.
void interpolate_gap(const Project& project, ProjectEdit& edit, int64_t track, const FrameBox& from,
                     const FrameBox& to, Holes holes) {
    const std::vector<FrameBox> boxes = project.boxes_of(track, from.frame + 1, to.frame - 1);
    if (holes == Holes::Leave && static_cast<int64_t>(boxes.size()) != to.frame - from.frame - 1) return;
    auto present = boxes.begin();
    for (int64_t frame = from.frame + 1; frame < to.frame; ++frame) {
        const bool is_there = present != boxes.end() && present->frame == frame;
        const std::optional<Box> box = between(from, to, frame);
        std::optional<BoxRecord>& record = edit.boxes[{track, frame}];
        if (box)
            record = is_there ? as_interpolated(present->record, *box) : new_interpolated(from.record, *box);
        if (is_there) ++present;
    }
}

std::optional<FrameBox> anchor_beside(const Project& project, int64_t track, int64_t frame,
                                      Direction direction) {
    const auto found = project.neighbour(track, frame, direction, BoxKind::Anchor);
    if (!found) return std::nullopt;
    return FrameBox{*found, *project.box_at(track, *found)};
}

ProjectEdit place_box(const Project& project, int64_t track, int64_t frame, const Box& box, Holes holes) {
    BoxRecord record = project.box_at(track, frame).value_or(BoxRecord{});
    record = as_interpolated(record, box);
    record.source = BoxSource::Human;
    record.reviewed = true;
    record.absent = false;
    ProjectEdit edit;
    const FrameBox placed{frame, record};
    if (const auto before = anchor_beside(project, track, frame, Direction::Backward))
        interpolate_gap(project, edit, track, *before, placed, holes);
    if (const auto after = anchor_beside(project, track, frame, Direction::Forward))
        interpolate_gap(project, edit, track, placed, *after, holes);
    edit.boxes[{track, frame}] = std::move(record);
    return edit;
}

/// Keeps what it must of one stretch between two kept boxes: the worst first, until all others are near
/// enough to the line.
class Simplifier {
public:
    Simplifier(const std::vector<FrameBox>& boxes, double min_iou) : boxes_(boxes), min_iou_(min_iou) {}

    /// @param first, last  positions of two kept boxes.
    void run(size_t first, size_t last, int64_t track, ProjectEdit& edit) const {
        std::vector<std::pair<size_t, size_t>> stretches = {{first, last}};
        while (!stretches.empty()) {
            const auto [from, to] = stretches.back();
            stretches.pop_back();
            if (const auto kept = worst_anchor(from, to)) {
                stretches.emplace_back(from, *kept);
                stretches.emplace_back(*kept, to);
                continue;
            }
            for (size_t i = from + 1; i < to; ++i) {
                edit.boxes[{track, boxes_[i].frame}] =
                    as_interpolated(boxes_[i].record, on_line(from, to, i));
            }
        }
    }

private:
    [[nodiscard]] Box on_line(size_t from, size_t to, size_t i) const {
        return interpolated(boxes_[from].record.box, boxes_[to].record.box,
                            part_of(boxes_[i].frame, boxes_[from].frame, boxes_[to].frame));
    }

    /// nullopt: every box between is near enough, or lies on a line already.
    [[nodiscard]] std::optional<size_t> worst_anchor(size_t from, size_t to) const {
        bool near_enough = true;
        double lowest = 2;
        std::optional<size_t> worst;
        for (size_t i = from + 1; i < to; ++i) {
            const double overlap = iou(boxes_[i].record.box, on_line(from, to, i));
            if (!(overlap >= min_iou_)) near_enough = false;
            if (boxes_[i].record.source == BoxSource::Interpolated || !(overlap < lowest)) continue;
            lowest = overlap;
            worst = i;
        }
        return near_enough ? std::nullopt : worst;
    }

    const std::vector<FrameBox>& boxes_;
    const double min_iou_;
};

bool must_stay(const std::vector<FrameBox>& boxes, size_t i) {
    const auto is_end = [&](size_t beside) {
        return beside >= boxes.size() || boxes[beside].record.absent ||
               std::abs(boxes[beside].frame - boxes[i].frame) != 1;
    };
    return boxes[i].record.source == BoxSource::Human || boxes[i].record.absent || is_end(i - 1) ||
           is_end(i + 1);
}

}  // namespace

Box interpolated(const Box& from, const Box& to, double part) {
    const auto mix = [part](double a, double b) { return a + (b - a) * part; };
    return {mix(from.x, to.x), mix(from.y, to.y), mix(from.width, to.width), mix(from.height, to.height)};
}

ProjectEdit set_box(const Project& project, int64_t track, int64_t frame, const Box& box) {
    return place_box(project, track, frame, box, Holes::Leave);
}

ProjectEdit set_keyframe(const Project& project, int64_t track, int64_t frame, const Box& box) {
    return place_box(project, track, frame, box, Holes::Fill);
}

ProjectEdit remove_keyframe(const Project& project, int64_t track, int64_t frame) {
    ProjectEdit edit;
    if (!project.box_at(track, frame)) return edit;
    const auto before = anchor_beside(project, track, frame, Direction::Backward);
    const auto after = anchor_beside(project, track, frame, Direction::Forward);
    if (before && after) {
        interpolate_gap(project, edit, track, *before, *after, Holes::Leave);
        if (edit.boxes.empty() && !before->record.absent && !after->record.absent)
            edit.boxes[{track, frame}] = new_interpolated(before->record, *between(*before, *after, frame));
    }
    if (edit.boxes.empty()) edit.boxes[{track, frame}] = std::nullopt;
    return edit;
}

ProjectEdit simplify(const Project& project, int64_t track, int64_t first, int64_t last, double min_iou) {
    if (!(min_iou > 0 && min_iou <= 1))
        throw Error(ErrorCode::Contract, "the IoU to keep lies in (0, 1], got " + std::to_string(min_iou));
    const std::vector<FrameBox> boxes = project.boxes_of(track, first, last);
    const Simplifier simplifier(boxes, min_iou);
    ProjectEdit edit;
    size_t kept = 0;
    for (size_t i = 1; i < boxes.size(); ++i) {
        if (!must_stay(boxes, i)) continue;
        if (i - kept > 1) simplifier.run(kept, i, track, edit);
        kept = i;
    }
    return edit;
}

std::map<int64_t, BoxRecord> blended(const std::map<int64_t, BoxRecord>& forward,
                                     const std::map<int64_t, BoxRecord>& backward, int64_t first,
                                     int64_t last) {
    std::map<int64_t, BoxRecord> result = forward;
    result.insert(backward.begin(), backward.end());
    for (auto& [frame, record] : result) {
        const auto a = forward.find(frame);
        const auto b = backward.find(frame);
        if (a == forward.end() || b == backward.end()) continue;
        const double part = part_of(frame, first, last);
        record = part < 0.5 ? a->second : b->second;
        if (a->second.absent || b->second.absent) {  // an absent one has no box to reckon with
            record.doubtful = a->second.absent != b->second.absent;
            continue;
        }
        record.box = interpolated(a->second.box, b->second.box, part);
        record.score = a->second.score + (b->second.score - a->second.score) * part;
        record.doubtful = iou(a->second.box, b->second.box) < kBlendAgreement;
        for (size_t i = 0; i < record.points.size(); ++i) {
            if (a->second.points.size() != b->second.points.size()) break;
            const Point& from = a->second.points[i];
            const Point& to = b->second.points[i];
            record.points[i] = {from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part};
        }
    }
    return result;
}

}  // namespace rtrack
