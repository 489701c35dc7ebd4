#pragma once

#include <optional>
#include <vector>

#include "tracking/annotation/review/review_queue.h"

namespace rtrack {

// The flagged stretches of a track, tracked a second time: which they are, from where, and which of the two
// results is the better one. Frames from `first` to `last`, both included.

/// An unseen stretch of the review queue with a flagged place in it, to be tracked again as a whole: which of
/// its boxes went wrong before the flag is not known, and a run starts at the box before it anyway.
struct RetrackStretch {
    int64_t track = 0;
    int64_t start = 0;  ///< frame of the box that the run starts from; before `first`
    int64_t first = 0;
    int64_t last = 0;
    bool operator==(const RetrackStretch&) const = default;
};

/// What is tracked again, and what cannot be.
struct RetrackPlan {
    std::vector<RetrackStretch> stretches;  ///< by frame
    int64_t without_start = 0;              ///< flagged stretches with no box before them
};

/// A place of the queue that has more to it than that nobody has looked at it.
[[nodiscard]] bool is_flagged(const ReviewItem& item);

/// The stretches of one track that have a flagged place. A run starts at the last box before the stretch that
/// a person made or accepted and in which the object is to be seen, else at the last box of any other kind.
/// @param boxes  all of the track's, by frame
/// @param items  of the review queue, of any track and in any order; what was seen since is passed over
[[nodiscard]] RetrackPlan retrack_plan(int64_t track, const std::vector<FrameBox>& boxes,
                                       const std::vector<ReviewItem>& items);

/// A person's box just behind a stretch, and how the two results meet it: the IoU of their boxes at the
/// stretch's last frame, one frame before it, with this box. 0: there is no box at the last frame.
struct RetrackMeeting {
    int64_t frame = 0;  ///< of the person's box
    double old_iou = 0;
    double new_iou = 0;
};

/// Old and new over one stretch.
struct RetrackComparison {
    std::optional<double> old_score;  ///< mean over a tracker's boxes, in [0, 1]; nullopt: there is none
    std::optional<double> new_score;
    std::optional<double> agreement;  ///< mean IoU where both have a box; nullopt: nowhere
    std::optional<RetrackMeeting> meeting;
    int64_t differs_most = 0;   ///< the first frame of the lowest IoU; one box without the other counts as 0
    bool same_tracker = false;  ///< made the old boxes: only then the scores can be compared
    bool complete = false;      ///< the new run says something about the last frame of the stretch
    bool better = false;        ///< by the rule of is_better
};

/// By so much, in IoU or in mean score, the new result must be above the old one to be called better.
constexpr double kBetterBy = 0.05;

/// The rule: complete, and above the old one by kBetterBy in the IoU with the person's box behind the
/// stretch; where there is none, in the mean score, if the scores can be compared.
[[nodiscard]] bool is_better(const RetrackComparison& comparison);

/// @param boxes       all of the track's, by frame, as they are now
/// @param candidates  of the new run, by frame
/// @param same_tracker  as in the comparison: another model of it does not matter, another way to score does
[[nodiscard]] RetrackComparison compare_retrack(const RetrackStretch& stretch,
                                                const std::vector<FrameBox>& boxes,
                                                const std::vector<FrameBox>& candidates, bool same_tracker);

/// All of a tracker's boxes in the stretch are of runs of the tracker of this name.
[[nodiscard]] bool is_of_tracker(const Project& project, const RetrackStretch& stretch,
                                 const std::string& tracker);

/// Puts the candidates in the place of what nobody has seen: boxes that a person made or accepted meanwhile
/// stay. Unseen boxes of the stretch at frames that the new run says nothing about go, since they belong to
/// the result that was turned down.
/// @param run  the tracking run that made them, which the edit does not contain
[[nodiscard]] ProjectEdit accept_retrack(const Project& project, const RetrackStretch& stretch,
                                         const std::vector<FrameBox>& candidates, int64_t run);

}  // namespace rtrack
