#include "widgets/annotate/track_loop.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "tracking/base/error.h"
#include "widgets/annotate/scene_cut.h"

namespace rtrack {
namespace {

using Clock = std::chrono::steady_clock;

// A target of which less than this lies in the picture has left it; less sure results need less evidence.
constexpr double kVisibleShare = 0.25;
constexpr double kUnsureVisibleShare = 0.35;
// With less than this in the picture, and the rest beyond its border, a target is leaving or coming back.
constexpr double kLeavingShare = 0.6;
// The score at which RTrack takes a place elsewhere as the target that it lost.
constexpr double kSureScore = 0.6;

double share_inside(const Box& box, const Image& image) {
    return clipped(box, image.width(), image.height()).area() / box.area();
}

/// Or nearly: what a tracker sees of a target that goes over the border ends a little before it.
bool touches_border(const Box& box, const Image& image) {
    constexpr double kReach = 0.05;  // of the box's size
    const double reach = std::max(2.0, kReach * std::sqrt(box.area()));
    return box.x <= reach || box.y <= reach || box.right() >= image.width() - reach ||
           box.bottom() >= image.height() - reach;
}

/// One target with its tracker and judge, which start together at each box of a person.
class Follower {
public:
    Follower(const FollowJob& job, size_t number)
        : target_(job.targets[number]), tracker_(job.tracker(number)), make_judge_(job.judge) {}

    [[nodiscard]] int64_t track() const { return target_.track; }
    [[nodiscard]] std::string description() const { return tracker_->description(); }
    [[nodiscard]] bool ended() const { return ended_; }
    void end() { ended_ = true; }

    [[nodiscard]] Tracker* tracker() const { return tracker_.get(); }

    /// @return whether the tracker is to follow: not before its start, nor where the frame has a box
    /// that stays.
    bool begin_frame(const FollowJob& job, const StreamedFrame& frame) {
        if ((frame.frame_index - target_.first_frame) * job.step < 0) return false;
        ended_ = frame.frame_index == target_.last_frame;
        const auto settled = target_.settled.find(frame.frame_index);
        if (frame.frame_index == target_.first_frame) {
            start(frame, target_.first_box);
        } else if (settled != target_.settled.end()) {
            // Nothing is to be followed to the next frame if that has such a box too.
            if (!target_.settled.contains(frame.frame_index + job.step)) start(frame, settled->second);
        } else {
            return true;
        }
        return false;
    }

    struct Verdict {
        bool absent = false;  ///< the result is none of the target
        std::optional<DoubtFinding> doubt;
    };
    [[nodiscard]] Verdict judge(const StreamedFrame& frame, const TrackResult& result) {
        if (left_at_) return look_out(frame, result);
        if (!result.box.valid()) return {false, DoubtFinding{frame.frame_index, DoubtCause::Lost, 0, 0}};
        std::optional<DoubtFinding> doubt =
            judge_ ? judge_->judge(frame.frame_index, frame.image, result) : std::nullopt;
        const double visible = visible_share(result.box, *frame.image);
        const bool leaves = visible < kLeavingShare && touches_border(result.box, *frame.image);
        if (leaves && doubt && result.score >= kSureScore && is_about_shape(doubt->cause)) doubt.reset();
        const bool unsure = result.score < kSureScore;
        const bool left =
            visible < kVisibleShare || (unsure && (visible < kUnsureVisibleShare || (leaves && doubt)));
        if (!left) {
            if (!touches_border(result.box, *frame.image) && result.score >= kSureScore)
                whole_area_ = result.box.area();
            return {false, std::move(doubt)};
        }
        if (!tracker_->looks_for_lost())
            return {false, DoubtFinding{frame.frame_index, DoubtCause::LeftPicture, visible, kVisibleShare}};
        left_at_ = frame.frame_index;
        return {true, std::nullopt};
    }

    /// What remains to be said at the end of the run.
    [[nodiscard]] std::optional<DoubtFinding> last_word() const {
        if (!left_at_) return std::nullopt;
        return DoubtFinding{*left_at_, DoubtCause::NotSeenAgain, 0, kVisibleShare};
    }

private:
    void start(const StreamedFrame& frame, const Box& box) {
        tracker_->init(*frame.image, box);
        left_at_.reset();
        whole_area_ = box.area();
        if (make_judge_) judge_ = make_judge_();
        if (judge_) judge_->start(frame.frame_index, frame.image, box);
    }

    /// How much of the target is to be seen. Trackers that clip their boxes to the picture give it away by
    /// the size that is left at its border.
    [[nodiscard]] double visible_share(const Box& box, const Image& image) const {
        const double inside = share_inside(box, image);
        return touches_border(box, image) ? std::min(inside, box.area() / whole_area_) : inside;
    }

    /// What the picture's border does to a box that goes over it.
    [[nodiscard]] static bool is_about_shape(DoubtCause cause) {
        return cause == DoubtCause::SizeJump || cause == DoubtCause::PlaceJump ||
               cause == DoubtCause::ScatteredPoints;
    }

    /// The target is away: is it back?
    [[nodiscard]] Verdict look_out(const StreamedFrame& frame, const TrackResult& result) {
        const bool back = result.box.valid() && result.score >= kSureScore &&
                          (!touches_border(result.box, *frame.image) ||
                           visible_share(result.box, *frame.image) >= kLeavingShare);
        if (!back) return {true, std::nullopt};
        const auto left_at = static_cast<double>(*left_at_);
        left_at_.reset();
        return {false, DoubtFinding{frame.frame_index, DoubtCause::Returned, left_at, 0}};
    }

    const FollowTarget& target_;
    std::shared_ptr<Tracker> tracker_;
    std::unique_ptr<DoubtJudge> judge_;
    DoubtJudgeProvider make_judge_;
    double whole_area_ = 0;           // when it was last seen clear of the border
    std::optional<int64_t> left_at_;  // it is away since then, and looked for
    bool ended_ = false;
};

/// All targets of a run, frame by frame.
class Following {
public:
    explicit Following(const FollowJob& job) : job_(job) {
        for (size_t number = 0; number < job.targets.size(); ++number) followers_.emplace_back(job, number);
    }

    [[nodiscard]] std::string description() const { return followers_.front().description(); }
    [[nodiscard]] bool ended() const {
        return std::all_of(followers_.begin(), followers_.end(), [](const Follower& f) { return f.ended(); });
    }
    [[nodiscard]] TrackEnd& end() { return end_; }

    [[nodiscard]] FollowedFrame look(const StreamedFrame& frame) {
        const bool cut = cuts_.look(*frame.image) && job_.judge;
        FollowedFrame followed{frame.frame_index, frame.image, {}, {}, {}};
        std::vector<Follower*> following;
        std::vector<Tracker*> trackers;
        for (Follower& follower : followers_) {
            if (follower.ended() || !follower.begin_frame(job_, frame)) continue;
            following.push_back(&follower);
            trackers.push_back(follower.tracker());
        }
        if (trackers.empty()) return followed;
        std::vector<TrackResult> results = trackers.front()->update_all(trackers, *frame.image);
        for (size_t i = 0; i < following.size(); ++i) {
            take(*following[i], frame, std::move(results[i]), cut, followed);
        }
        return followed;
    }

    /// Targets that left and were not seen again end in doubt where they left.
    void finish() {
        for (const Follower& follower : followers_) {
            if (const auto finding = follower.last_word())
                end_.doubts.push_back({follower.track(), *finding});
        }
        std::stable_sort(end_.doubts.begin(), end_.doubts.end(), [this](const auto& a, const auto& b) {
            return (a.finding.frame_index - b.finding.frame_index) * job_.step < 0;
        });
    }

private:
    void take(Follower& follower, const StreamedFrame& frame, TrackResult result, bool cut,
              FollowedFrame& followed) {
        ++end_.frames_tracked;
        auto [absent, doubt] = follower.judge(frame, result);
        if (cut) doubt = DoubtFinding{frame.frame_index, DoubtCause::SceneCut, 0, 0};
        if (absent) {
            followed.absent.push_back(follower.track());
        } else if (result.box.valid()) {
            followed.results.emplace_back(follower.track(), std::move(result));
        }
        if (!doubt) return;
        end_.doubts.push_back({follower.track(), *doubt});
        followed.doubts.push_back(end_.doubts.back());
        follower.end();
    }

    const FollowJob& job_;
    std::vector<Follower> followers_;
    SceneCutWatch cuts_;
    TrackEnd end_;
};

TrackEnd follow_frames(const FollowJob& job, Following& following,
                       const std::function<void(FollowedFrame)>& on_frame) {
    const auto begin = Clock::now();
    TrackEnd& end = following.end();
    while (auto frame = job.frames->pop()) {
        if (*job.cancelled) break;
        if (!frame->image) throw Error(ErrorCode::Data, frame->error);
        on_frame(following.look(*frame));
        if (following.ended()) break;
    }
    following.finish();
    end.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    end.kind = *job.cancelled       ? TrackEnd::Kind::Stopped
               : end.doubts.empty() ? TrackEnd::Kind::LastFrame
                                    : TrackEnd::Kind::Doubt;
    return end;
}

}  // namespace

TrackEnd run_tracking(const FollowJob& job, const std::function<void(const std::string&)>& on_started,
                      const std::function<void(FollowedFrame)>& on_frame) {
    try {
        Following following(job);
        on_started(following.description());
        return follow_frames(job, following, on_frame);
    } catch (const std::exception& failure) {  // the edge of the track thread
        TrackEnd end;
        end.kind = TrackEnd::Kind::Failed;
        end.failure = failure.what();
        return end;
    }
}

}  // namespace rtrack
