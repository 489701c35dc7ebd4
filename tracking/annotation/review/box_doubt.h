#pragma once

#include <vector>

#include "tracking/annotation/project.h"

namespace rtrack {

/// Why a person should look at a box that no person has looked at.
enum class ReviewReason {
    Stopped,          ///< a run stopped here in doubt
    LowScore,         ///< the tracker itself is unsure
    PlaceJump,        ///< the box is far from where its motion was leading
    SizeJump,         ///< the box's width or height changed at once
    ScatteredPoints,  ///< the TrackPoints left the places in the box that they had before
    Disagreement,     ///< at a joint: two runs, or a run and a person's box, do not fit together
    Absence,          ///< the object is said to have left or to have come back
    Unseen,           ///< nothing odd, but nobody has looked
};

/// What is odd about one box.
struct ReviewFinding {
    ReviewReason reason = ReviewReason::Unseen;
    int64_t frame = 0;
    double value = 0;   ///< what was measured, in the unit of the ramp below; 0 for Stopped, Absence, Unseen
    double weight = 0;  ///< 0: nothing to say, 1: hardly ever right
    bool operator==(const ReviewFinding&) const = default;
};

/// A measure's weight is 0 up to `from`, 1 from `to` on, and on a line between; `to` may lie below `from`.
struct ReviewRamp {
    double from = 0;
    double to = 0;
    [[nodiscard]] double weight(double value) const;
};

// Where a run stops in doubt (trackers/doubt.h) is the far end of the ramp for jump, size and points.
constexpr ReviewRamp kScoreRamp{0.7, 0.3};
constexpr ReviewRamp kJumpRamp{0.3, 1.5};       ///< in roots of the box's area
constexpr ReviewRamp kSizeRamp{1.15, 1.8};      ///< factor from one frame to the next
constexpr ReviewRamp kScatterRamp{0.1, 0.3};    ///< root mean square, as a share of the box
constexpr ReviewRamp kAgreementRamp{0.6, 0.3};  ///< IoU of two neighbouring frames
constexpr double kAbsenceWeight = 0.8;

/// Nobody has looked at it, and no person made it.
[[nodiscard]] bool is_unseen(const BoxRecord& record);

/// The unseen boxes of a track, in stretches without a hole: positions from `begin` to before `end`.
struct UnseenStretch {
    size_t begin = 0;
    size_t end = 0;
};
[[nodiscard]] std::vector<UnseenStretch> unseen_stretches(const std::vector<FrameBox>& boxes);

/// What is odd about `boxes[at]`, compared with the boxes at the frames before and after it; those with
/// weight 0 are left out.
///
/// A jump is measured as the smaller of two distances of the centres, so that a jump and its way back count
/// and a steady motion does not: from the place before, and from where the motion was leading. Across a joint
/// (another run, or a person's box) only the overlap counts.
/// @param boxes  of one track, by frame.
[[nodiscard]] std::vector<ReviewFinding> findings_at(const std::vector<FrameBox>& boxes, size_t at);

}  // namespace rtrack
