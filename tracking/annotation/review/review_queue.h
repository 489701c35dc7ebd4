#pragma once

#include <map>
#include <memory>
#include <vector>

#include "tracking/annotation/review/box_doubt.h"

namespace rtrack {

/// Frames of one track, without a hole, that are worth one look.
///
/// `worth = (b + (1 - b) D) log2(1 + N) (1 + a / (a + h)) / 2`
///
/// with D the largest weight of what is odd in it (box_doubt.h); b = kCalmDoubt, what is left where nothing
/// is odd; N the boxes of the unseen stretch that it lies in, because a box that is wrong mostly stays wrong
/// until the next one that a person has seen; a the frames from the look to that one (a / (a + h) = 1 if
/// there is none), and h = kNearFrames. It ranks; it is no probability.
struct ReviewItem {
    int64_t video = 0;
    int64_t track = 0;
    int64_t first = 0;  ///< frames, both included; all of them unseen
    int64_t last = 0;
    int64_t look = 0;  ///< the frame to look at: where it is oddest, else the farthest from what was seen
    std::vector<ReviewFinding> findings;  ///< the heaviest of each reason, heaviest first; never empty
    double doubt = 0;                     ///< D
    int64_t stretch = 0;                  ///< N
    double worth = 0;

    [[nodiscard]] int64_t boxes() const { return last - first + 1; }
    bool operator==(const ReviewItem&) const = default;
};

constexpr double kCalmDoubt = 0.1;
constexpr double kNearFrames = 25;       ///< from a box that was seen: half of what distance can add
constexpr double kOddFrom = 0.25;        ///< weight from which a frame makes a place of its own
constexpr int64_t kBridgedFrames = 5;    ///< odd frames this near are one place
constexpr int64_t kMostCalmFrames = 60;  ///< more of them, with nothing odd, are several places

/// The formula above.
[[nodiscard]] double review_worth(double doubt, int64_t stretch, std::optional<int64_t> frames_to_seen);

/// The places of one track, by frame: every unseen box is in exactly one. Linear in the number of boxes.
/// @param boxes  all of the track's, by frame.
[[nodiscard]] std::vector<ReviewItem> review_items(int64_t video, int64_t track,
                                                   const std::vector<FrameBox>& boxes);

/// The places of all tracks, ranked. A value: a copy shares the places of each track with the original. An
/// edit costs the tracks that it touches. Locked tracks are finished and have no places; hidden ones have
/// none while nobody can see their boxes.
class ReviewQueue {
public:
    /// Looks at the tracks anew. Reads their boxes. @throws Error(Data) as Project.
    void look_at(const Project& project, const std::vector<int64_t>& tracks);
    /// Ranks again: the places of `video` come first, since going to another one takes time.
    void rank(int64_t video);

    [[nodiscard]] const std::vector<ReviewItem>& items() const { return ranked_; }
    /// The place after (+1) or before (-1) this one in the ranking, which need not be there any more;
    /// nullptr: there is none. Before `rank` it is of the ranking before.
    [[nodiscard]] const ReviewItem* beside(const ReviewItem& item, int direction) const;
    /// Takes out what lies in these frames of the track, which were seen a moment ago.
    void remove(int64_t track, int64_t first, int64_t last);

private:
    [[nodiscard]] bool comes_before(const ReviewItem& a, const ReviewItem& b) const;

    std::map<int64_t, std::shared_ptr<const std::vector<ReviewItem>>> by_track_;
    std::vector<ReviewItem> ranked_;
    int64_t video_ = 0;
};

}  // namespace rtrack
