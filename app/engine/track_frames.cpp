#include "app/engine/track_frames.h"

#include <chrono>
#include <new>

#include "tracking/base/read_ahead.h"
#include "tracking/media/media_source.h"

namespace rtrack {

namespace {

ReadAhead::Options reading_of(const FrameSource& source) {
    ReadAhead::Options options;
    if (const auto* media = dynamic_cast<const MediaSource*>(&source)) {
        options.group_start = [media](int64_t frame_index) { return media->group_of(frame_index).first; };
    }
    return options;
}

std::optional<ReadAhead::Frame> next_frame(ReadAhead& reader, TrackReport& report) {
    try {
        return reader.next();
    } catch (const Error& error) {
        if (report.frames.empty() || error.code() != ErrorCode::Data) throw;
        report.failure = error;
        return std::nullopt;
    }
}

// Here the box is an argument of a person.
void start_tracker(Tracker& tracker, const Image& image, const Box& box) {
    try {
        tracker.init(image, box);
    } catch (const Error& failure) {
        if (failure.code() != ErrorCode::Contract) throw;
        throw Error(ErrorCode::Argument, failure.what());
    }
}

/// What the tracker makes of the next frame; nullopt: it failed, and the report says why.
std::optional<TrackResult> next_result(Tracker& tracker, const Image& image, TrackReport& report) {
    try {
        return tracker.update(image);
    } catch (const Error& failure) {
        report.failure = failure;
    } catch (const std::bad_alloc&) {
        report.failure = Error(ErrorCode::OutOfMemory, "out of memory");
    } catch (const std::exception& failure) {  // OpenCV's
        report.failure = Error(ErrorCode::Internal, failure.what());
    }
    return std::nullopt;
}

}  // namespace

TrackReport track(FrameSource& source, Tracker& tracker, const TrackJob& job, const TrackObserver& observer) {
    using Clock = std::chrono::steady_clock;
    check_frame_index(source, job.first);
    check_frame_index(source, job.last);
    TrackReport report;
    ReadAhead reader(source, job.first, job.last, reading_of(source));
    Clock::time_point start = Clock::now();
    while (const std::optional<ReadAhead::Frame> frame = next_frame(reader, report)) {
        TrackedFrame tracked{frame->frame_index, {}};
        if (report.frames.empty()) {
            start_tracker(tracker, *frame->image, job.box);
            tracked.result.box = job.box;
            tracked.result.init_box = job.box;
            tracked.result.score = 1;
            start = Clock::now();
        } else {
            std::optional<TrackResult> result = next_result(tracker, *frame->image, report);
            if (!result) break;
            tracked.result = std::move(*result);
            const StageTimes times = tracker.stage_times();
            report.decode_milliseconds += frame->read_milliseconds;
            report.milliseconds.crop += times.crop;
            report.milliseconds.network += times.network;
            report.milliseconds.post += times.post;
        }
        report.frames.push_back(std::move(tracked));
        if (!observer(frame->image, report.frames.back())) {
            report.stopped = report.frames.back().frame_index != job.last;
            break;
        }
    }
    report.seconds = std::chrono::duration<double>(Clock::now() - start).count();
    return report;
}

}  // namespace rtrack
