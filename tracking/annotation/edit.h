#pragma once

#include "tracking/annotation/document.h"

namespace rtrack {

/// A change of a document: what some frames shall hold afterwards; nullopt takes the box away.
struct Edit {
    std::map<int64_t, std::optional<BoxRecord>> boxes;

    [[nodiscard]] bool empty() const { return boxes.empty(); }
    bool operator==(const Edit&) const = default;
};

/// Changes the document. `apply(document, inverse)` makes it as before, field by field.
///
/// @return the inverse.
/// @throws Error(Contract) if a frame is outside the video or a box has no positive size; nothing is changed
/// then.
Edit apply(Document& document, const Edit& edit);

/// One edit that does `first`, then `second`. The inverse of both is `then(inverse of second, inverse of
/// first)`.
[[nodiscard]] Edit then(const Edit& first, Edit second);

/// A person's box at this frame.
[[nodiscard]] Edit set_human_box(int64_t frame_index, const Box& box);

/// Takes the box at this frame away; empty if there is none.
[[nodiscard]] Edit remove_box(const Document& document, int64_t frame_index);

/// A person looked at the tracker's box and agreed: reviewed, no longer doubtful. Empty if there is no box.
[[nodiscard]] Edit accept_box(const Document& document, int64_t frame_index);

/// A tracker's results. Frames with a person's box are left as they are.
[[nodiscard]] Edit add_tracker_boxes(const Document& document, const std::map<int64_t, BoxRecord>& results);

/// Takes away the tracker's boxes from the neighbour of `frame_index` to `last_frame` (which may lie before
/// or after), up to the next box of a person: a new run from `frame_index` replaces them.
[[nodiscard]] Edit cut_tracker_tail(const Document& document, int64_t frame_index, int64_t last_frame);

}  // namespace rtrack
