#include "widgets/annotate/track_loop.h"

#include <chrono>

#include "tracking/base/error.h"

namespace rtrack {
namespace {

using Clock = std::chrono::steady_clock;

/// The tracker and the judge of one run, which start together at each box of a person.
class Follower {
public:
    explicit Follower(const FollowJob& job) : tracker_(job.tracker()), make_judge_(job.judge) {}

    [[nodiscard]] std::string description() const { return tracker_->description(); }

    void start(const StreamedFrame& frame, const Box& box) {
        tracker_->init(*frame.image, box);
        if (make_judge_) judge_ = make_judge_();
        if (judge_) judge_->start(frame.frame_index, frame.image, box);
    }

    [[nodiscard]] TrackResult follow(const StreamedFrame& frame) { return tracker_->update(*frame.image); }

    [[nodiscard]] std::optional<DoubtFinding> judge(const StreamedFrame& frame, const TrackResult& result) {
        if (!result.box.valid()) return DoubtFinding{frame.frame_index, DoubtCause::Lost, 0, 0};
        return judge_ ? judge_->judge(frame.frame_index, frame.image, result) : std::nullopt;
    }

private:
    std::shared_ptr<Tracker> tracker_;
    std::unique_ptr<DoubtJudge> judge_;
    DoubtJudgeProvider make_judge_;
};

TrackEnd follow_frames(const FollowJob& job, Follower& follower,
                       const std::function<void(FollowedFrame)>& on_frame) {
    TrackEnd end;
    const auto begin = Clock::now();
    const auto finish = [&](TrackEnd::Kind kind) {
        end.kind = kind;
        end.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
        return end;
    };
    while (auto frame = job.frames->pop()) {
        if (*job.cancelled) return finish(TrackEnd::Kind::Stopped);
        if (!frame->image) throw Error(ErrorCode::Data, frame->error);
        const auto human = job.human_boxes.find(frame->frame_index);
        if (frame->frame_index == job.first_frame) {
            follower.start(*frame, job.first_box);
        } else if (human != job.human_boxes.end()) {
            follower.start(*frame, human->second);
        } else {
            TrackResult result = follower.follow(*frame);
            const std::optional<DoubtFinding> doubt = follower.judge(*frame, result);
            ++end.frames_tracked;
            if (result.box.valid()) on_frame({frame->frame_index, frame->image, std::move(result)});
            if (doubt) {
                end.doubt = doubt;
                return finish(TrackEnd::Kind::Doubt);
            }
        }
        if (frame->frame_index == job.last_frame) return finish(TrackEnd::Kind::LastFrame);
    }
    return finish(*job.cancelled ? TrackEnd::Kind::Stopped : TrackEnd::Kind::LastFrame);
}

}  // namespace

TrackEnd run_tracking(const FollowJob& job, const std::function<void(const std::string&)>& on_started,
                      const std::function<void(FollowedFrame)>& on_frame) {
    try {
        Follower follower(job);
        on_started(follower.description());
        return follow_frames(job, follower, on_frame);
    } catch (const std::exception& failure) {  // the edge of the track thread
        TrackEnd end;
        end.kind = TrackEnd::Kind::Failed;
        end.failure = failure.what();
        return end;
    }
}

}  // namespace rtrack
