#include "widgets/annotate/track_loop.h"

#include <algorithm>
#include <chrono>

#include "tracking/base/error.h"
#include "widgets/annotate/scene_cut.h"

namespace rtrack {
namespace {

using Clock = std::chrono::steady_clock;

// A box of which less than this lies in the picture has left it.
constexpr double kVisibleShare = 0.25;

double visible_share(const Box& box, const Image& image) {
    const Box picture{0, 0, static_cast<double>(image.width()), static_cast<double>(image.height())};
    const double width = std::min(box.right(), picture.right()) - std::max(box.x, 0.0);
    const double height = std::min(box.bottom(), picture.bottom()) - std::max(box.y, 0.0);
    return std::max(0.0, width) * std::max(0.0, height) / box.area();
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

    /// @return whether the tracker is to follow: not where the frame has a person's box, or is the first one.
    bool begin_frame(const FollowJob& job, const StreamedFrame& frame) {
        ended_ = frame.frame_index == target_.last_frame;
        const auto human = target_.human_boxes.find(frame.frame_index);
        if (frame.frame_index == job.first_frame) {
            start(frame, target_.first_box);
        } else if (human != target_.human_boxes.end()) {
            start(frame, human->second);
        } else {
            return true;
        }
        return false;
    }

    [[nodiscard]] std::optional<DoubtFinding> judge(const StreamedFrame& frame, const TrackResult& result) {
        if (!result.box.valid()) return DoubtFinding{frame.frame_index, DoubtCause::Lost, 0, 0};
        const double visible = visible_share(result.box, *frame.image);
        if (visible < kVisibleShare)
            return DoubtFinding{frame.frame_index, DoubtCause::LeftPicture, visible, kVisibleShare};
        return judge_ ? judge_->judge(frame.frame_index, frame.image, result) : std::nullopt;
    }

private:
    void start(const StreamedFrame& frame, const Box& box) {
        tracker_->init(*frame.image, box);
        if (make_judge_) judge_ = make_judge_();
        if (judge_) judge_->start(frame.frame_index, frame.image, box);
    }

    const FollowTarget& target_;
    std::shared_ptr<Tracker> tracker_;
    std::unique_ptr<DoubtJudge> judge_;
    DoubtJudgeProvider make_judge_;
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
        FollowedFrame followed{frame.frame_index, frame.image, {}};
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

private:
    void take(Follower& follower, const StreamedFrame& frame, TrackResult result, bool cut,
              FollowedFrame& followed) {
        ++end_.frames_tracked;
        std::optional<DoubtFinding> doubt = follower.judge(frame, result);
        if (cut) doubt = DoubtFinding{frame.frame_index, DoubtCause::SceneCut, 0, 0};
        if (result.box.valid()) followed.results.emplace_back(follower.track(), std::move(result));
        if (!doubt) return;
        end_.doubts.push_back({follower.track(), *doubt});
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
