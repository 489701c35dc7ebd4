#include "tracking/trackers/opencv_trackers.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <optional>

#include <opencv2/core.hpp>
#include <opencv2/core/utility.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/tracking.hpp>
#include <opencv2/video/tracking.hpp>

#include "tracking/base/error.h"
#include "tracking/base/options.h"
#include "tracking/trackers/tracker_contract.h"

namespace rtrack {
namespace {

/// One tracker of OpenCV: its name for people, how it is made, and the smallest box side that it works on.
struct Recipe {
    std::string name;
    std::string description;
    std::function<cv::Ptr<cv::Tracker>()> make;
    int smallest_side;
};

// MIL's Haar features need room for random rectangles, the correlation filters a few cells of 4 px.
const std::vector<Recipe>& recipes() {
    static const std::vector<Recipe> all = {
        {"csrt", "CSRT", [] { return cv::Ptr<cv::Tracker>(cv::TrackerCSRT::create()); }, 8},
        {"kcf", "KCF", [] { return cv::Ptr<cv::Tracker>(cv::TrackerKCF::create()); }, 8},
        {"mil", "MIL", [] { return cv::Ptr<cv::Tracker>(cv::TrackerMIL::create()); }, 12},
    };
    return all;
}

/// Start and length of a span of whole pixels inside [0, available): each rounded on its own, as users of
/// OpenCV do, then at least `smallest` long.
std::pair<int, int> whole_pixels_inside(double start, double length, int available, int smallest) {
    const double from = std::clamp(start, 0.0, static_cast<double>(available));
    const double to = std::clamp(start + length, 0.0, static_cast<double>(available));
    const int rounded = static_cast<int>(std::lround(to - from));
    const int size = std::clamp(rounded, std::min(smallest, available), available);
    const int first = static_cast<int>(std::lround(from)) - (size - rounded) / 2;
    return {std::clamp(first, 0, available - size), size};
}

class OpencvTracker : public Tracker {
public:
    explicit OpencvTracker(const Recipe& recipe) : recipe_(recipe) {}

    [[nodiscard]] std::string description() const override { return recipe_.description + " (OpenCV)"; }
    [[nodiscard]] StageTimes stage_times() const override { return times_; }

    void init(const Image& frame, const Box& box) override {
        check_initial_box(frame, box);
        const auto [x, width] = whole_pixels_inside(box.x, box.width, frame.width(), recipe_.smallest_side);
        const auto [y, height] =
            whole_pixels_inside(box.y, box.height, frame.height(), recipe_.smallest_side);
        given_ = box;
        start_ = cv::Rect(x, y, width, height);
        box_ = clipped(box, frame.width(), frame.height());
        frame_size_ = cv::Size(frame.width(), frame.height());
        cv::setRNGSeed(0);
        tracker_ = recipe_.make();
        try {
            tracker_->init(bgr_from(frame), start_);
        } catch (const cv::Exception&) {
            tracker_.release();
            throw Error(ErrorCode::Contract,
                        description() + " cannot start on box " + to_string(box) + " in a frame of " +
                            std::to_string(frame.width()) + " x " + std::to_string(frame.height()) +
                            " pixels; give a box that leaves some ground around it, or take another tracker");
        }
    }

    [[nodiscard]] TrackResult update(const Image& frame) override {
        if (tracker_.empty())
            throw Error(ErrorCode::Contract, description() + " was asked to update before init");
        check_frame_size(frame, frame_size_.width, frame_size_.height);
        const std::optional<cv::Rect> found = find_in(frame);
        if (found) box_ = clipped_with_margin(box_from(*found), frame.width(), frame.height(), kMargin);
        TrackResult result;
        result.box = box_;
        result.init_box = box_;
        result.score = found ? 1 : 0;
        return result;
    }

private:
    static constexpr double kMargin = 2;

    using Clock = std::chrono::steady_clock;
    static double milliseconds_since(Clock::time_point start) {
        return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
    }

    const cv::Mat& bgr_from(const Image& frame) {
        // The header needs a pointer to non-const; cvtColor only reads it.
        const cv::Mat rgb(frame.height(), frame.width(), CV_8UC3, const_cast<uint8_t*>(frame.data()),
                          frame.stride());
        cv::cvtColor(rgb, bgr_, cv::COLOR_RGB2BGR);
        return bgr_;
    }

    /// nullopt: lost. OpenCV's trackers also fail an assertion when the target leaves the picture.
    std::optional<cv::Rect> find_in(const Image& frame) {
        Clock::time_point start = Clock::now();
        bgr_from(frame);
        times_.crop = milliseconds_since(start);
        start = Clock::now();
        cv::Rect found;
        bool following = false;
        try {
            following = tracker_->update(bgr_, found);
        } catch (const cv::Exception&) {
            following = false;
        }
        times_.network = milliseconds_since(start);
        if (!following || found.width <= 0 || found.height <= 0) return std::nullopt;
        return found;
    }

    /// From OpenCV's box back to the one that was given: it was cut at the border, grown to the smallest side
    /// and rounded to whole pixels on the way in.
    [[nodiscard]] Box box_from(const cv::Rect& found) const {
        const double scale_x = static_cast<double>(found.width) / start_.width;
        const double scale_y = static_cast<double>(found.height) / start_.height;
        return {found.x + (given_.x - start_.x) * scale_x, found.y + (given_.y - start_.y) * scale_y,
                given_.width * scale_x, given_.height * scale_y};
    }

    const Recipe& recipe_;
    cv::Ptr<cv::Tracker> tracker_;
    cv::Mat bgr_;
    cv::Rect start_;
    cv::Size frame_size_;
    Box given_;
    Box box_;
    StageTimes times_;
};

}  // namespace

const std::vector<std::string>& opencv_tracker_names() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> result;
        for (const Recipe& recipe : recipes()) result.push_back(recipe.name);
        return result;
    }();
    return names;
}

std::unique_ptr<Tracker> make_opencv_tracker(const std::string& name) {
    for (const Recipe& recipe : recipes()) {
        if (recipe.name == name) return std::make_unique<OpencvTracker>(recipe);
    }
    throw Error(ErrorCode::Argument, "OpenCV has no tracker '" + name + "' here; did you mean '" +
                                         nearest_name(name, opencv_tracker_names()) + "'?");
}

void set_opencv_threads(int threads) {
    if (threads <= 0) {
        throw Error(ErrorCode::Contract, "OpenCV needs at least one thread, got " + std::to_string(threads));
    }
    cv::setNumThreads(threads);
}

std::string opencv_version() {
    return cv::getVersionString();
}

}  // namespace rtrack
