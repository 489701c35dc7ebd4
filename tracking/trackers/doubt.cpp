#include "tracking/trackers/doubt.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "tracking/base/error.h"

namespace rtrack {
namespace {

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

template <typename Value>
double median_of(const std::deque<Box>& boxes, const Value& value) {
    std::vector<double> values;
    for (const Box& box : boxes) values.push_back(value(box));
    return median(std::move(values));
}

/// Places in the box as shares of its sides: the box's own move and growth are no scatter.
std::vector<Point> shares_of(const Box& box, const std::vector<Point>& points) {
    std::vector<Point> shares;
    for (const Point& point : points) {
        shares.push_back({(point.x - box.x) / box.width, (point.y - box.y) / box.height});
    }
    return shares;
}

/// The box around the points: shares relate to it, since a smoothed box may be another.
Box hull_of(const std::vector<Point>& points) {
    const auto by_x = [](const Point& a, const Point& b) { return a.x < b.x; };
    const auto by_y = [](const Point& a, const Point& b) { return a.y < b.y; };
    const auto [left, right] = std::minmax_element(points.begin(), points.end(), by_x);
    const auto [top, bottom] = std::minmax_element(points.begin(), points.end(), by_y);
    return box_from_corners(left->x, top->y, std::max(right->x, left->x + 1),
                            std::max(bottom->y, top->y + 1));
}

/// Root mean square of how far the points are from their mean places in `before`.
double scatter(const std::vector<Point>& now, const std::deque<std::vector<Point>>& before) {
    double sum = 0;
    for (size_t k = 0; k < now.size(); ++k) {
        Point mean;
        for (const std::vector<Point>& points : before) {
            mean.x += points[k].x / static_cast<double>(before.size());
            mean.y += points[k].y / static_cast<double>(before.size());
        }
        sum += std::pow(now[k].x - mean.x, 2) + std::pow(now[k].y - mean.y, 2);
    }
    return std::sqrt(sum / static_cast<double>(now.size()));
}

}  // namespace

std::string to_string(DoubtReason reason) {
    switch (reason) {
        case DoubtReason::LowScore:
            return "low_score";
        case DoubtReason::SizeJump:
            return "size_jump";
        case DoubtReason::PlaceJump:
            return "place_jump";
        case DoubtReason::PointsScattered:
            return "points_scattered";
        case DoubtReason::Disagreement:
            return "disagreement";
    }
    return "unknown";
}

std::string Doubt::text() const {
    const char* format = "";
    switch (reason) {
        case DoubtReason::LowScore:
            format = "The score is %.2f, below %.2f.";
            break;
        case DoubtReason::SizeJump:
            format = "The box's size changed by a factor of %.2f at once, above %.2f.";
            break;
        case DoubtReason::PlaceJump:
            format = "The box is %.2f of its own size away from where its motion led, above %.2f.";
            break;
        case DoubtReason::PointsScattered:
            format = "The points moved by %.2f of the box within it, above %.2f.";
            break;
        case DoubtReason::Disagreement:
            format =
                "Tracked back from here, the object overlaps by %.2f with where it came from, below %.2f.";
            break;
    }
    char text[160];
    std::snprintf(text, sizeof text, format, value, threshold);
    return text;
}

void DoubtOptions::describe(OptionTable& table) {
    table.add("lowest_score", &lowest_score)
        .range(0, 1)
        .help("Stop where the tracker's score falls below this.");
    table.add("largest_size_change", &largest_size_change)
        .range(1, 100)
        .help(
            "Stop where width or height differ by more than this factor from their median over the last "
            "frames.");
    table.add("largest_jump", &largest_jump)
        .range(0, 100)
        .help("Stop where the box is farther from where its motion led than this many times its own size.");
    table.add("largest_scatter", &largest_scatter)
        .range(0, 100)
        .help("Stop where the points moved within the box by more than this share of it.");
    table.add("memory", &memory)
        .range(2, 100)
        .unit("frames")
        .help("How many past frames motion and size are judged by.");
    table.add("check_every", &check_every)
        .range(0, 1000)
        .unit("frames")
        .help(
            "How often a second tracker goes backward to see whether it comes out where the first came from; "
            "0: never.");
    table.add("check_stride", &check_stride)
        .range(1, 100)
        .unit("frames")
        .help("Steps of the backward check: larger is faster and keeps fewer pictures.");
    table.add("lowest_agreement", &lowest_agreement)
        .range(0, 1)
        .help("Stop where the boxes of the backward check and of the tracking overlap less than this.");
}

DoubtWatch::DoubtWatch(const DoubtOptions& options, std::unique_ptr<Tracker> checker)
    : options_(options), checker_(std::move(checker)) {}

void DoubtWatch::start(int64_t frame_index, ImagePtr image, const Box& box) {
    recent_ = {box};
    recent_points_.clear();
    chain_.clear();
    if (image) chain_.push_back({frame_index, std::move(image), box});
    since_check_ = 0;
}

std::optional<Doubt> DoubtWatch::look(int64_t frame_index, ImagePtr image, const TrackResult& result) {
    if (recent_.empty())
        throw Error(ErrorCode::Contract, "a doubt watch looked at a result before it was started");
    std::optional<Doubt> doubt;
    if (!(result.score >= options_.lowest_score)) {
        doubt = Doubt{DoubtReason::LowScore, frame_index, result.score, options_.lowest_score};
    }
    if (!doubt) doubt = look_at_motion(frame_index, result.box);
    if (!doubt) doubt = look_at_points(frame_index, result);
    remember(frame_index, std::move(image), result);
    if (!doubt && since_check_ == 0) doubt = check_backward();
    return doubt;
}

void DoubtWatch::remember(int64_t frame_index, ImagePtr image, const TrackResult& result) {
    const auto memory = static_cast<size_t>(options_.memory);
    recent_.push_back(result.box);
    if (recent_.size() > memory) recent_.pop_front();
    if (!result.points.empty()) recent_points_.push_back(shares_of(hull_of(result.points), result.points));
    if (recent_points_.size() > memory) recent_points_.pop_front();
    if (!checker_ || options_.check_every == 0 || !image) {
        since_check_ = 1;
        return;
    }
    ++since_check_;
    const bool due = since_check_ >= options_.check_every;
    if (due || since_check_ % options_.check_stride == 0)
        chain_.push_back({frame_index, std::move(image), result.box});
    if (due) since_check_ = 0;
}

std::optional<Doubt> DoubtWatch::look_at_motion(int64_t frame_index, const Box& box) const {
    const double width = median_of(recent_, [](const Box& b) { return b.width; });
    const double height = median_of(recent_, [](const Box& b) { return b.height; });
    const double change =
        std::max({box.width / width, width / box.width, box.height / height, height / box.height});
    if (!(change <= options_.largest_size_change)) {
        return Doubt{DoubtReason::SizeJump, frame_index, change, options_.largest_size_change};
    }
    const Point last = recent_.back().center();
    Point step;
    if (recent_.size() > 1) {
        std::vector<double> dx;
        std::vector<double> dy;
        for (size_t i = 1; i < recent_.size(); ++i) {
            dx.push_back(recent_[i].center().x - recent_[i - 1].center().x);
            dy.push_back(recent_[i].center().y - recent_[i - 1].center().y);
        }
        step = {median(std::move(dx)), median(std::move(dy))};
    }
    const Point now = box.center();
    // Standing still is no surprise either: an object may stop at once.
    const double distance = std::min(std::hypot(now.x - last.x - step.x, now.y - last.y - step.y),
                                     std::hypot(now.x - last.x, now.y - last.y));
    const double jump = distance / std::sqrt(width * height);
    if (jump <= options_.largest_jump) return std::nullopt;
    return Doubt{DoubtReason::PlaceJump, frame_index, jump, options_.largest_jump};
}

std::optional<Doubt> DoubtWatch::look_at_points(int64_t frame_index, const TrackResult& result) const {
    if (result.points.empty() || recent_points_.size() < 2) return std::nullopt;
    if (recent_points_.back().size() != result.points.size()) return std::nullopt;
    const double moved = scatter(shares_of(hull_of(result.points), result.points), recent_points_);
    if (moved <= options_.largest_scatter) return std::nullopt;
    return Doubt{DoubtReason::PointsScattered, frame_index, moved, options_.largest_scatter};
}

std::optional<Doubt> DoubtWatch::check_backward() {
    if (!checker_ || chain_.size() < 2) return std::nullopt;
    std::optional<Doubt> doubt;
    const Seen latest = chain_.back();
    checker_->init(*latest.image, latest.box);
    // The frames that both ways agree on end where the object was lost: that is the first doubtful one.
    for (size_t i = chain_.size() - 1; i-- > 0 && !doubt;) {
        const double agreement = iou(checker_->update(*chain_[i].image).box, chain_[i].box);
        if (agreement < options_.lowest_agreement) {
            doubt = Doubt{DoubtReason::Disagreement, chain_[i + 1].frame_index, agreement,
                          options_.lowest_agreement};
        }
    }
    chain_ = {latest};
    return doubt;
}

}  // namespace rtrack
