#include "app/studio_services.h"

#include "app/input.h"
#include "tracking/media/media_source.h"
#include "tracking/trackers/doubt.h"

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

std::unique_ptr<DoubtJudge> make_judge(const DoubtRequest& request) {
    DoubtOptions options;
    options.lowest_score = request.lowest_score;
    return std::make_unique<WatchJudge>(options,
                                        request.checks_backward ? make_tracker(request.tracker) : nullptr);
}

OpenedVideo open_file(const std::string& path, const std::function<void(double)>& progress,
                      const std::function<bool()>& cancelled) {
    OpenOptions options;
    options.progress = progress;
    options.cancelled = cancelled;
    std::shared_ptr<MediaSource> source = open_frame_source(path, options);
    const MediaInfo media = source->info();
    OpenedVideo video;
    video.info = video_info_of(*source);
    video.variable_rate = media.variable_rate;
    video.rotation = media.rotation;
    video.codec = media.codec;
    video.damage = media.damage;
    video.source = std::move(source);
    return video;
}

OpenedVideo open_demo() {
    std::shared_ptr<FrameSource> source = open_input("demo:");
    OpenedVideo video;
    video.info = video_info_of(*source);
    video.first_box = known_box(*source, 0);
    video.source = std::move(source);
    return video;
}

/// Hands the last tracker out again as long as the request stays the same: loading a model takes a second.
class TrackerKeeper {
public:
    std::shared_ptr<Tracker> get(const TrackerRequest& request) {
        const std::string key =
            request.tracker + "|" + request.model + "|" + request.device + "|" + request.precision;
        if (!tracker_ || key != key_) {
            tracker_.reset();
            tracker_ = make_tracker(request);
            key_ = key;
        }
        return tracker_;
    }

private:
    std::string key_;
    std::shared_ptr<Tracker> tracker_;
};

}  // namespace

StudioServices studio_services() {
    StudioServices services;
    services.open = open_file;
    services.open_demo = open_demo;
    services.tracker = [keeper = std::make_shared<TrackerKeeper>()](const TrackerRequest& request) {
        return keeper->get(request);
    };
    services.tracker_names = tracker_names();
    services.device_status = device_status;
    services.judge = make_judge;
    return services;
}

}  // namespace rtrack
