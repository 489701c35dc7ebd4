#include "app/studio/studio_services.h"

#include <QCoreApplication>
#include <atomic>
#include <cstdlib>

#include "app/engine/input.h"
#include "app/engine/tracker_keeper.h"
#include "app/studio/settings.h"
#include "tracking/base/demo.h"
#include "tracking/base/error.h"
#include "tracking/base/geometry.h"
#include "tracking/media/frame_cache.h"
#include "tracking/media/jpeg.h"
#include "tracking/media/media_source.h"
#include "tracking/trackers/doubt.h"
#include "tracking/trackers/recorded_work.h"

namespace rtrack {
namespace {

DoubtCause cause_of(DoubtReason reason) {
    switch (reason) {
        case DoubtReason::SizeJump:
            return DoubtCause::SizeJump;
        case DoubtReason::PlaceJump:
            return DoubtCause::PlaceJump;
        case DoubtReason::PointsScattered:
            return DoubtCause::ScatteredPoints;
        case DoubtReason::Disagreement:
            return DoubtCause::BackwardDisagreement;
        case DoubtReason::LowScore:
            break;
    }
    return DoubtCause::LowScore;
}

class WatchJudge : public DoubtJudge {
public:
    WatchJudge(const DoubtOptions& options, std::unique_ptr<Tracker> checker)
        : watch_(options, std::move(checker)) {}

    void start(int64_t frame_index, const ImagePtr& image, const Box& box) override {
        watch_.start(frame_index, image, box);
    }
    std::optional<DoubtFinding> judge(int64_t frame_index, const ImagePtr& image,
                                      const TrackResult& result) override {
        const std::optional<Doubt> doubt = watch_.look(frame_index, image, result);
        if (!doubt) return std::nullopt;
        return DoubtFinding{doubt->frame_index, cause_of(doubt->reason), doubt->value, doubt->threshold};
    }

private:
    DoubtWatch watch_;
};

constexpr double kLostBelowIou = 0.5;  // a box that overlaps the object less is corrected in the demo
constexpr int kCheckEvery = 12;        // frames; a second tracker costs that share of a frame

std::unique_ptr<DoubtJudge> make_judge(const DoubtRequest& request) {
    DoubtOptions options;
    options.lowest_score = request.lowest_score;
    if (request.checks_backward) options.check_every = kCheckEvery;
    return std::make_unique<WatchJudge>(options,
                                        request.checks_backward ? make_tracker(request.tracker) : nullptr);
}

/// A source read through a cache: what was shown is there at once, what comes next in the same direction is
/// decoded ahead while somebody looks at, or tracks in, the frame before.
class CachedSource : public FrameSource {
public:
    static constexpr int64_t kNear = 16;  // a jump over more frames has no direction

    CachedSource(std::unique_ptr<MediaSource> source, VideoInfo info, size_t budget_bytes)
        : info_(std::move(info)), cache_(std::move(source), budget_bytes) {}

    [[nodiscard]] std::string name() const override { return info_.name; }
    [[nodiscard]] int64_t frame_count() const override { return info_.frame_count; }
    [[nodiscard]] int width() const override { return info_.width; }
    [[nodiscard]] int height() const override { return info_.height; }
    [[nodiscard]] double frames_per_second() const override { return info_.frames_per_second; }
    [[nodiscard]] std::optional<double> seconds_at(int64_t frame_index) const override {
        if (info_.seconds.empty()) return std::nullopt;
        return info_.seconds.at(static_cast<size_t>(frame_index));
    }
    [[nodiscard]] ImagePtr read(int64_t frame_index) override {
        check_frame_index(*this, frame_index);
        const int64_t step = frame_index - last_read_;
        const int direction = step == 0 || std::abs(step) > kNear ? 0 : (step > 0 ? 1 : -1);
        last_read_ = frame_index;
        cache_.request(frame_index, direction);
        return cache_.get(frame_index);
    }
    [[nodiscard]] FrameMemory memory() const {
        const FrameCache::Usage usage = cache_.usage();
        return {usage.frames, static_cast<int64_t>(usage.bytes), static_cast<int64_t>(usage.budget_bytes)};
    }

private:
    VideoInfo info_;
    FrameCache cache_;
    int64_t last_read_ = 0;
};

OpenedVideo open_file(const std::string& path, size_t budget_bytes,
                      const std::function<void(double)>& progress, const std::function<bool()>& cancelled) {
    OpenOptions options;
    options.progress = progress;
    options.cancelled = cancelled;
    std::unique_ptr<MediaSource> source = open_frame_source(path, options);
    const MediaInfo media = source->info();
    OpenedVideo video;
    video.info = video_info_of(*source);
    video.variable_rate = media.variable_rate;
    video.odd_timestamps = media.repeated_timestamps + media.missing_timestamps;
    video.rotation = media.rotation;
    video.codec = media.codec;
    video.damage = media.damage;
    video.frame_index = source->frame_index();
    const auto cached = std::make_shared<CachedSource>(std::move(source), video.info, budget_bytes);
    video.frame_memory = [weak = std::weak_ptr(cached)] {
        const auto kept = weak.lock();
        return kept ? kept->memory() : FrameMemory{};
    };
    video.source = cached;
    return video;
}

OpenedVideo open_demo() {
    std::shared_ptr<FrameSource> source = open_input(kDemoPath);
    OpenedVideo video;
    video.info = video_info_of(*source);
    video.first_box = known_box(*source, 0);
    video.source = std::move(source);
    return video;
}

/// Tracks as a person would with the truth before her eyes: a box that lost the object is put right, and
/// tracking goes on from there.
void track_ahead(OpenedVideo& video, int64_t count, const TrackerRequest& request,
                 const std::function<void(double)>& progress, const std::function<bool()>& cancelled) {
    const std::unique_ptr<Tracker> tracker = make_tracker(request);
    tracker->init(*video.source->read(0), video.first_box.value());
    for (int64_t frame = 1; frame <= count; ++frame) {
        if (cancelled()) throw Error(ErrorCode::Stopped, "The demo was not tracked: stopped on request.");
        const ImagePtr picture = video.source->read(frame);
        video.tracked.push_back(tracker->update(*picture));
        const std::optional<Box> truth = known_box(*video.source, frame);
        if (truth && !(iou(video.tracked.back().box, *truth) >= kLostBelowIou)) {
            video.corrections[frame] = *truth;
            tracker->init(*picture, *truth);
        }
        progress(static_cast<double>(frame) / static_cast<double>(count));
    }
}

}  // namespace

StudioServices studio_services() {
    StudioServices services;
    const auto frame_megabytes = std::make_shared<std::atomic<int>>(Settings().frame_megabytes);
    services.set_frame_memory = [frame_megabytes](int megabytes) { *frame_megabytes = megabytes; };
    services.open = [frame_megabytes](const auto& path, const auto& progress, const auto& cancelled) {
        return open_file(path, static_cast<size_t>(*frame_megabytes) << 20, progress, cancelled);
    };
    services.open_demo = open_demo;
    services.track_ahead = track_ahead;
    const auto keeper = std::make_shared<TrackerKeeper>(make_tracker, release_unused_cuda_memory);
    services.tracker = [keeper](const TrackerRequest& request, size_t target) {
        return keeper->get(request, target);
    };
    services.release_trackers = [keeper] { keeper->release(); };
    services.tracker_names = tracker_names();
    services.published_results_file = published_results_file().string();
    services.device_status = device_status;
    services.judge = make_judge;
    services.write_jpeg = [](const std::filesystem::path& file, const Image& picture) {
        write_jpeg(file, picture);
    };
    services.render = render_annotations;
    services.frame_times = frame_times;
    services.identity = tracker_identity;
    services.engine_program = QCoreApplication::applicationDirPath() + "/rtrack";
    if (!services.published_results_file.empty())
        services.published = read_published_results(services.published_results_file);
    return services;
}

}  // namespace rtrack
