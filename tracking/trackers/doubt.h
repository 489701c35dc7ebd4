#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tracking/base/options.h"
#include "tracking/base/tracker.h"

namespace rtrack {

/// Why a tracker's answer should be looked at by a person.
enum class DoubtReason {
    LowScore,         ///< the tracker itself is unsure, or says it lost the object
    SizeJump,         ///< the box's width or height changed more than it ever does between frames
    PlaceJump,        ///< the box is far from where its motion was leading
    PointsScattered,  ///< the TrackPoints left the places on the object that they held before
    Disagreement,     ///< tracked backward from here, the object comes out elsewhere than it came from
};

/// For files and for translation: "low_score", "size_jump", "place_jump", "points_scattered", "disagreement".
[[nodiscard]] std::string to_string(DoubtReason reason);

struct Doubt {
    DoubtReason reason = DoubtReason::LowScore;
    /// The first doubtful frame; for Disagreement it may lie before the frame looked at.
    int64_t frame_index = 0;
    double value = 0;      ///< what was measured
    double threshold = 0;  ///< what would have been accepted

    /// A sentence: "The score is 0.12, below 0.25."
    [[nodiscard]] std::string text() const;
};

struct DoubtOptions {
    double lowest_score = 0.45;
    double largest_size_change = 1.8;
    double largest_jump = 1.5;
    double largest_scatter = 0.30;
    int memory = 8;
    int check_every = 0;
    int check_stride = 3;
    double lowest_agreement = 0.3;

    void describe(OptionTable& table);
};

/// Watches the results of one object's tracking, frame after frame in the direction of tracking, and says
/// when to stop and ask. Without a checking tracker, or without images, there is no backward check;
/// everything else is arithmetic on the results. One thread at a time.
class DoubtWatch {
public:
    /// @param checker  a second tracker of any kind for the backward check, or null
    explicit DoubtWatch(const DoubtOptions& options, std::unique_ptr<Tracker> checker = nullptr);

    /// Tracking starts (again) from a box that is right: a person drew it.
    void start(int64_t frame_index, ImagePtr image, const Box& box);

    /// @param image  the frame, or null
    /// @return what is doubtful about this result; nullopt: nothing.
    /// @throws Error(Contract) before `start`; what the checking tracker throws.
    [[nodiscard]] std::optional<Doubt> look(int64_t frame_index, ImagePtr image, const TrackResult& result);

private:
    struct Seen {
        int64_t frame_index = 0;
        ImagePtr image;
        Box box;
    };

    [[nodiscard]] std::optional<Doubt> look_at_motion(int64_t frame_index, const Box& box) const;
    [[nodiscard]] std::optional<Doubt> look_at_points(int64_t frame_index, const TrackResult& result) const;
    [[nodiscard]] std::optional<Doubt> check_backward();
    void remember(int64_t frame_index, ImagePtr image, const TrackResult& result);

    DoubtOptions options_;
    std::unique_ptr<Tracker> checker_;
    std::deque<Box> recent_;                        // the last `memory` boxes, oldest first
    std::deque<std::vector<Point>> recent_points_;  // as shares of their box
    std::vector<Seen> chain_;                       // every check_stride-th frame since the last check
    int64_t since_check_ = 0;
};

}  // namespace rtrack
