#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tracking/base/bounded_queue.h"
#include "tracking/base/tracker.h"

namespace rtrack {

/// A frame on its way from the decode thread to the track thread.
struct StreamedFrame {
    int64_t frame_index = 0;
    ImagePtr image;     ///< nullptr if it could not be decoded
    std::string error;  ///< then: why
};
using FrameQueue = BoundedQueue<StreamedFrame>;

/// What makes a result doubtful.
enum class DoubtCause {
    LowScore,
    PlaceJump,
    SizeJump,
    ScatteredPoints,
    BackwardDisagreement,
    Lost,
    LeftPicture,   ///< nearly all of the target lies outside: it is proposed as absent
    NotSeenAgain,  ///< it left here and was looked for in vain: proposed as absent to the end of the run
    Returned,      ///< it left before, was looked for, and seems to be back; `value`: the frame it left at
    SceneCut,      ///< the first picture of another scene
};

/// A frame at which a person should look.
struct DoubtFinding {
    int64_t frame_index = 0;
    DoubtCause cause = DoubtCause::LowScore;
    double value = 0;  ///< what was measured
    double limit = 0;  ///< what it should not have passed
};

/// Judges the results of one run, in order. Made anew for each start box; used on the track thread only.
class DoubtJudge {
public:
    virtual ~DoubtJudge() = default;
    /// The start box, on its frame.
    virtual void start(int64_t frame_index, const ImagePtr& image, const Box& box) = 0;
    /// nullopt: go on. The doubtful frame may lie before `frame_index`; results after it are then worthless.
    virtual std::optional<DoubtFinding> judge(int64_t frame_index, const ImagePtr& image,
                                              const TrackResult& result) = 0;
};

/// Makes or hands out the tracker; called on the track thread, may take seconds, may throw Error.
///
/// @param target  trackers of different numbers are in use at the same time
using TrackerProvider = std::function<std::shared_ptr<Tracker>(size_t target)>;
/// nullptr: never in doubt.
using DoubtJudgeProvider = std::function<std::unique_ptr<DoubtJudge>()>;

/// One object of a tracking run.
struct FollowTarget {
    int64_t track = 0;
    int64_t first_frame = 0;         ///< at which it starts; the first result is for the one after
    Box first_box;                   ///< there
    int64_t last_frame = 0;          ///< included: a hard limit
    std::map<int64_t, Box> settled;  ///< boxes that stay: where the run meets one, the tracker starts again
};

/// One tracking run, forward or backward.
struct FollowJob {
    int64_t generation = 0;
    int step = 1;  ///< +1 forward, -1 backward
    std::vector<FollowTarget> targets;
    std::shared_ptr<FrameQueue> frames;  ///< from the first target's start on, in the direction of the run
    std::shared_ptr<std::atomic<bool>> cancelled;
    TrackerProvider tracker;
    DoubtJudgeProvider judge;
};

/// Where following a track ended in doubt.
struct TrackDoubt {
    int64_t track = 0;
    DoubtFinding finding;
};

struct FollowedFrame {
    int64_t frame_index = 0;
    ImagePtr image;
    std::vector<std::pair<int64_t, TrackResult>> results;  ///< by track
    std::vector<int64_t> absent;     ///< tracks that left the picture and are looked for
    std::vector<TrackDoubt> doubts;  ///< of targets that ended with this frame
};

struct TrackEnd {
    enum class Kind { LastFrame, Doubt, Stopped, Failed };
    Kind kind = Kind::LastFrame;
    std::vector<TrackDoubt> doubts;  ///< in the order of the run; those targets ended there
    std::string failure;             ///< a full sentence, if failed
    int64_t frames_tracked = 0;      ///< of all tracks
    bool other_model = false;        ///< earlier runs of the project used another file of the model's name
    int64_t run = 0;                 ///< in the project; 0: it has changed nothing there
    int direction = 1;               ///< -1: backward
    int64_t reached = 0;             ///< the last frame that was looked at
    double seconds = 0;  ///< from the first result's start to the end, without loading the tracker
};

/// Follows each target until its last frame or a doubt, all until a cut between two scenes or a request to
/// stop. Runs on the caller's thread.
///
/// @param on_started  called with the tracker's description once it is ready
/// @param on_frame    called for each frame; without results where all have a person's box
[[nodiscard]] TrackEnd run_tracking(const FollowJob& job,
                                    const std::function<void(const std::string&)>& on_started,
                                    const std::function<void(FollowedFrame)>& on_frame);

}  // namespace rtrack
