#pragma once

#include <map>
#include <optional>
#include <vector>

#include "tracking/annotation/review/review_queue.h"

namespace rtrack {

// The flagged stretches of tracks, tracked a second time: which they are, from where, and which of the two
// results is the better one. Frames from `first` to `last`, both included.

/// An unseen stretch of the review queue with a flagged place in it, to be tracked again as a whole: which of
/// its boxes went wrong before the flag is not known. It is tracked forward from the box before it, backward
/// from the one after it, or both.
struct RetrackStretch {
    int64_t track = 0;
    int64_t first = 0;
    int64_t last = 0;
    std::optional<int64_t> before;  ///< frame of the box that a run forward starts from, < first
    std::optional<int64_t> after;   ///< of a run backward, > last; one of the two is there
    bool operator==(const RetrackStretch&) const = default;
};

/// What is tracked again, and what cannot be.
struct RetrackPlan {
    std::vector<RetrackStretch> stretches;  ///< by frame
    int64_t without_start = 0;              ///< flagged stretches with no box to start from
};

/// Stretches that are tracked together, over the same frames in the same direction.
struct RetrackPass {
    int step = 1;                   ///< +1 forward, -1 backward
    int64_t start = 0;              ///< frame at which the first of them starts
    int64_t end = 0;                ///< frame at which the last of them ends, included
    std::vector<size_t> stretches;  ///< numbers; never two of the same track
    bool operator==(const RetrackPass&) const = default;
};

using BoxesByFrame = std::map<int64_t, BoxRecord>;

/// What a second tracking found in a stretch; a direction that was not asked for is empty.
struct RetrackBoxes {
    BoxesByFrame forward;
    BoxesByFrame backward;
};

/// A place of the queue that has more to it than that nobody has looked at it.
[[nodiscard]] bool is_flagged(const ReviewItem& item);

/// The stretches of one track that have a flagged place. Runs start at the nearest boxes before and after the
/// stretch that a person made or accepted and in which the object is to be seen; where there is neither, one
/// starts at the last box of any other kind before it.
/// @param boxes  all of the track's, by frame
/// @param items  of the review queue, of any track and in any order; what was seen since is passed over
[[nodiscard]] RetrackPlan retrack_plan(int64_t track, const std::vector<FrameBox>& boxes,
                                       const std::vector<ReviewItem>& items);

/// Forward passes, then backward ones, each by frame. Stretches share a pass where their runs overlap in
/// time: a frame is decoded once, and a tracker that can follow several targets in one step does.
[[nodiscard]] std::vector<RetrackPass> retrack_passes(const std::vector<RetrackStretch>& stretches);

/// The new boxes: of the one run, or both blended as a gap between two boxes is filled.
[[nodiscard]] BoxesByFrame retrack_candidates(const RetrackStretch& stretch, const RetrackBoxes& found);

/// A person's box next to a stretch, at the end that a run came to, and how the two results meet it: the IoU
/// of this box with the old one and the run's at the stretch's frame beside it. 0: there is no box.
struct RetrackMeeting {
    int64_t frame = 0;  ///< of the person's box
    double old_iou = 0;
    double new_iou = 0;
    bool operator==(const RetrackMeeting&) const = default;
};

/// Old and new over one stretch.
struct RetrackComparison {
    std::optional<double> old_score;  ///< mean over a tracker's boxes, in [0, 1]; nullopt: there is none
    std::optional<double> new_score;
    std::optional<double> agreement;       ///< mean IoU where both have a box; nullopt: nowhere
    std::vector<RetrackMeeting> meetings;  ///< by frame; at most one for each run
    int64_t differs_most = 0;   ///< the first frame of the lowest IoU; one box without the other counts as 0
    bool same_tracker = false;  ///< made the old boxes: only then the scores can be compared
    bool complete = false;      ///< every run says something about the frame that it ended at
    bool better = false;        ///< by the rule of is_better

    /// Of all meetings; nullopt: nothing is met.
    [[nodiscard]] std::optional<double> lowest_old_iou() const;
    [[nodiscard]] std::optional<double> lowest_new_iou() const;
};

/// By so much, in IoU or in mean score, the new result must be above the old one to be called better.
constexpr double kBetterBy = 0.05;

/// The rule: complete, and above the old one by kBetterBy in the lowest IoU with the boxes of a person that
/// are met; where there are none, in the mean score, if the scores can be compared.
[[nodiscard]] bool is_better(const RetrackComparison& comparison);

/// @param boxes  all of the track's, by frame, as they are now
/// @param same_tracker  as in the comparison: another model of it does not matter, another way to score does
[[nodiscard]] RetrackComparison compare_retrack(const RetrackStretch& stretch,
                                                const std::vector<FrameBox>& boxes, const RetrackBoxes& found,
                                                bool same_tracker);

/// All of a tracker's boxes in the stretch are of runs of the tracker of this name.
[[nodiscard]] bool is_of_tracker(const Project& project, const RetrackStretch& stretch,
                                 const std::string& tracker);

/// Puts the candidates in the place of what nobody has seen: boxes that a person made or accepted meanwhile
/// stay. Unseen boxes of the stretch at frames that the new run says nothing about go, since they belong to
/// the result that was turned down.
/// @param run  the tracking run that made them, which the edit does not contain
[[nodiscard]] ProjectEdit accept_retrack(const Project& project, const RetrackStretch& stretch,
                                         const BoxesByFrame& candidates, int64_t run);

}  // namespace rtrack
