#pragma once

#include <map>

#include "tracking/annotation/project.h"

namespace rtrack {

// Keyframes: interpolated boxes lie on the line between two anchors, which are the boxes of every other
// source. Before an absent anchor they stay where the anchor before it is.

/// `from` where part is 0, `to` where it is 1; corner and size each on a line.
[[nodiscard]] Box interpolated(const Box& from, const Box& to, double part);

/// A person's box; the interpolated boxes that reach from it to the next anchor without a hole follow. What
/// was said of the frame (occluded, cover, note ...) stays.
[[nodiscard]] ProjectEdit set_box(const Project& project, int64_t track, int64_t frame, const Box& box);

/// As `set_box`, and frames without a box are filled up to the anchors before and after.
[[nodiscard]] ProjectEdit set_keyframe(const Project& project, int64_t track, int64_t frame, const Box& box);

/// The box at this frame becomes an interpolated one; without an anchor on both sides it goes. Empty if there
/// is no box.
[[nodiscard]] ProjectEdit remove_keyframe(const Project& project, int64_t track, int64_t frame);

/// Turns as many boxes as possible from `first` to `last` into interpolated ones, each with an IoU of at
/// least `min_iou` to what it was. A person's boxes stay, and both ends of every stretch without a hole.
/// @throws Error(Contract) if `min_iou` is outside (0, 1].
[[nodiscard]] ProjectEdit simplify(const Project& project, int64_t track, int64_t first, int64_t last,
                                   double min_iou);

/// Two trackers' results over the gap between two boxes of a person, one from each side, as one: the nearer a
/// side, the more it counts. Where they overlap by less than `kBlendAgreement`, the result is doubtful. Where
/// one says that the object is absent, the nearer one alone counts, in doubt if the other does not say so.
/// Frames that one side only has are that side's.
/// @param forward, backward  by frame, inside (first, last).
[[nodiscard]] std::map<int64_t, BoxRecord> blended(const std::map<int64_t, BoxRecord>& forward,
                                                   const std::map<int64_t, BoxRecord>& backward,
                                                   int64_t first, int64_t last);

constexpr double kBlendAgreement = 0.5;  // IoU, the field's mark of a success

}  // namespace rtrack
