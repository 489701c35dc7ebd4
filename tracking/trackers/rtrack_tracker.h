#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tracking/base/options.h"
#include "tracking/base/tracker.h"

namespace rtrack {

class TrackNetwork;

/// How RTrack goes from the network's scores to a box (REFERENCE: OSTrack's inference).
struct RTrackTrackerOptions {
    double window = 1.0;
    double size_caution = 3;
    bool sparse = false;
    bool second_look = true;
    double lost_score = 0.45;
    double found_score = 0.6;
    int lost_after = 5;
    int looks = 4;
    double smallest_side = 2;

    void describe(OptionTable& table);
};

/// The paper's tracker: crops around the last box, runs the network, takes the bin with the highest score
/// under a Hann window, and its nine points and pseudo-boxes. Template features are computed once, in `init`.
///
/// Ours is that every frame is looked at a second time, mirrored and half a token aside: the mean of both
/// boxes errs less than either.
///
/// A target whose score stays low is lost: a few other places of the frame are then looked at in every frame,
/// in rounds over the whole of it, until one of them has a high score. That is ours; the paper does not say
/// what happens to a lost target.
///
/// Crops follow the half-pixel rule of tracking/base/crop.h in both directions. What comes out is always
/// finite and touches the frame; where the network's answer is not finite the last box stays, with score 0.
class RTrackTracker : public Tracker {
public:
    /// @param network      several trackers may share it
    /// @param description  for people: "RTrack shipped, CPU, bf16"
    RTrackTracker(std::shared_ptr<const TrackNetwork> network, const RTrackTrackerOptions& options,
                  const std::string& description);
    ~RTrackTracker() override;
    RTrackTracker(RTrackTracker&&) noexcept;
    RTrackTracker& operator=(RTrackTracker&&) noexcept;

    [[nodiscard]] std::string description() const override;
    void init(const Image& frame, const Box& box) override;
    [[nodiscard]] TrackResult update(const Image& frame) override;
    /// As update_together where all are RTrack's and share their network, else one by one.
    [[nodiscard]] std::vector<TrackResult> update_all(const std::vector<Tracker*>& trackers,
                                                      const Image& frame) override;
    /// Every tracker follows its object into the same frame: the frame is uploaded once, the network runs
    /// once with a batch of all of them, and one copy brings the answers back. The same results as one by
    /// one, within rounding; stage times are shared out evenly.
    /// @throws Error(Contract) as `update`, and if they do not share network and sparsity.
    [[nodiscard]] static std::vector<TrackResult> update_together(const std::vector<RTrackTracker*>& trackers,
                                                                  const Image& frame);
    [[nodiscard]] bool looks_for_lost() const override;
    [[nodiscard]] StageTimes stage_times() const override;
    void set_score_map_wanted(bool wanted) override;

    struct State;

private:
    std::unique_ptr<State> state_;
};

}  // namespace rtrack
