#pragma once

#include <functional>
#include <map>

#include "tracking/annotation/project.h"

namespace rtrack {

// Edits of boxes that people and trackers ask for. They read the project and change nothing; an empty edit:
// there is nothing to do. Frames from `first` to `last`, both included. See keyframes.h for a person's box.

[[nodiscard]] ProjectEdit remove_boxes(const Project& project, int64_t track, int64_t first, int64_t last);

/// Lets `change` have each box: occluded, cover, cut by image, reviewed, note ... Boxes that it leaves as
/// they are do not come into the edit.
[[nodiscard]] ProjectEdit change_boxes(const Project& project, int64_t track, int64_t first, int64_t last,
                                       const std::function<void(BoxRecord& record)>& change);

/// A person looked at the boxes and agreed: reviewed, no longer doubtful.
[[nodiscard]] ProjectEdit accept_boxes(const Project& project, int64_t track, int64_t first, int64_t last);

/// The record as one that interpolation starts from: a person's where it was interpolated.
[[nodiscard]] BoxRecord as_anchor(BoxRecord record);

/// Every frame says that the object is not there. From a tracker (a proposal to be reviewed), settled
/// boxes stay. From a person, interpolated boxes beside become keyframes: they stood between two, and one of
/// these is cut off now.
[[nodiscard]] ProjectEdit set_absent(const Project& project, int64_t track, int64_t first, int64_t last,
                                     BoxSource source = BoxSource::Human);

/// What a tracking run may replace beside nothing; never a settled box.
enum class TrackerMay {
    ReplaceBoxes,     ///< any other box
    FillMissingOnly,  ///< interpolated boxes only
};

/// A tracker's results, by frame, of a tracking run (0: not kept).
[[nodiscard]] ProjectEdit add_tracker_boxes(const Project& project, int64_t track,
                                            const std::map<int64_t, BoxRecord>& results, int64_t run,
                                            TrackerMay may = TrackerMay::ReplaceBoxes);

/// The box, moved as little as possible to lie inside a picture of this size; cut where it is larger.
[[nodiscard]] Box moved_inside(const Box& box, double picture_width, double picture_height);

enum class CutTo {
    NextHumanBox,  ///< not included
    End,           ///< of the track, a person's boxes too
};

/// Takes away the boxes after `frame`, or before it.
[[nodiscard]] ProjectEdit cut_tail(const Project& project, int64_t track, int64_t frame,
                                   Direction direction = Direction::Forward,
                                   CutTo cut_to = CutTo::NextHumanBox);

/// Copies the box at `frame` to the next `count` frames (before it for a negative count), up to the next
/// person's box and the video's end: the last copy as a person's, the others interpolated.
/// @throws Error(Contract) if there is no box at `frame`.
[[nodiscard]] ProjectEdit propagate(const Project& project, int64_t track, int64_t frame, int64_t count);

}  // namespace rtrack
