#include "tracking/annotation/edit.h"

#include "tracking/base/error.h"

namespace rtrack {
namespace {

void check(const Document& document, const Edit& edit) {
    for (const auto& [frame_index, record] : edit.boxes) {
        if (frame_index < 0 || frame_index >= document.video().frame_count) {
            throw Error(ErrorCode::Contract,
                        "frame " + std::to_string(frame_index) + " is outside the video of " +
                            std::to_string(document.video().frame_count) + " frames; nothing was changed");
        }
        if (record && !record->box.valid()) {
            throw Error(ErrorCode::Contract, "the box at frame " + std::to_string(frame_index) +
                                                 " must have positive size, got " + to_string(record->box));
        }
    }
}

}  // namespace

Edit apply(Document& document, const Edit& edit) {
    check(document, edit);
    Edit inverse;
    for (const auto& [frame_index, record] : edit.boxes) {
        const BoxRecord* before = document.record_at(frame_index);
        inverse.boxes[frame_index] = before ? std::optional(*before) : std::nullopt;
        if (record) {
            document.boxes_[frame_index] = *record;
        } else {
            document.boxes_.erase(frame_index);
        }
    }
    return inverse;
}

Edit then(const Edit& first, Edit second) {
    second.boxes.insert(first.boxes.begin(), first.boxes.end());  // keeps what `second` says
    return second;
}

Edit set_human_box(int64_t frame_index, const Box& box) {
    BoxRecord record;
    record.box = box;
    record.reviewed = true;
    return Edit{{{frame_index, record}}};
}

Edit remove_box(const Document& document, int64_t frame_index) {
    if (!document.record_at(frame_index)) return {};
    return Edit{{{frame_index, std::nullopt}}};
}

Edit accept_box(const Document& document, int64_t frame_index) {
    const BoxRecord* before = document.record_at(frame_index);
    if (!before) return {};
    BoxRecord accepted = *before;
    accepted.reviewed = true;
    accepted.doubtful = false;
    return Edit{{{frame_index, accepted}}};
}

Edit add_tracker_boxes(const Document& document, const std::map<int64_t, BoxRecord>& results) {
    Edit edit;
    for (const auto& [frame_index, result] : results) {
        const BoxRecord* before = document.record_at(frame_index);
        if (before && before->source == BoxSource::Human) continue;
        BoxRecord record = result;
        record.source = BoxSource::Tracker;
        edit.boxes[frame_index] = std::move(record);
    }
    return edit;
}

Edit cut_tracker_tail(const Document& document, int64_t frame_index, int64_t last_frame) {
    Edit edit;
    const auto& boxes = document.boxes();
    const auto cut = [&](const auto& entry) {
        const bool beyond = last_frame >= frame_index ? entry.first > last_frame : entry.first < last_frame;
        if (beyond || entry.second.source == BoxSource::Human) return false;
        edit.boxes[entry.first] = std::nullopt;
        return true;
    };
    if (last_frame >= frame_index) {
        for (auto next = boxes.upper_bound(frame_index); next != boxes.end() && cut(*next); ++next) {
        }
    } else {
        for (auto next = std::make_reverse_iterator(boxes.lower_bound(frame_index));
             next != boxes.rend() && cut(*next); ++next) {
        }
    }
    return edit;
}

}  // namespace rtrack
