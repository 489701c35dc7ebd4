#include "tracking/trackers/network_look.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include <ATen/DeviceAccelerator.h>

#include "tracking/kernels/crop_resize.h"

namespace rtrack {
namespace {

using Clock = std::chrono::steady_clock;

/// Since `start`, when all that was queued on the device is done.
double milliseconds_since(Clock::time_point start, at::Device device) {
    if (!device.is_cpu()) at::accelerator::synchronizeDevice(device.index());
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

TemplateFeatures features_of(const std::vector<View>& views) {
    if (views.size() == 1) return views.front().features;
    std::vector<at::Tensor> tokens;
    std::vector<at::Tensor> similarities;
    for (const View& view : views) {
        tokens.push_back(view.features.tokens);
        if (view.features.similarity.defined()) similarities.push_back(view.features.similarity);
    }
    return {at::cat(tokens), similarities.empty() ? at::Tensor() : at::cat(similarities)};
}

at::Tensor pixels_of(const at::Tensor& frame, const std::vector<View>& views,
                     const std::array<float, 3>& padding) {
    std::vector<Crop> crops;
    for (const View& view : views) crops.push_back(view.crop);
    at::Tensor pixels = crop_resize(frame, crops, padding);
    std::vector<int64_t> mirrored;
    for (size_t i = 0; i < views.size(); ++i) {
        if (views[i].mirrored) mirrored.push_back(static_cast<int64_t>(i));
    }
    if (mirrored.empty()) return pixels;
    const at::Tensor which = at::tensor(mirrored).to(pixels.device());
    return pixels.index_copy_(0, which, pixels.index_select(0, which).flip(3));
}

/// From pixels of the view's crop, which may be mirrored, to the frame's.
class ToFrame {
public:
    explicit ToFrame(const View& view) : crop_(view.crop), mirrored_(view.mirrored) {}
    [[nodiscard]] Point operator()(const Point& point) const {
        return crop_.frame_from_crop(Point{mirrored_ ? crop_.size - point.x : point.x, point.y});
    }
    /// @param values  x1 y1 x2 y2
    [[nodiscard]] Box box(const float* values) const {
        const Point a = (*this)(Point{values[0], values[1]});
        const Point b = (*this)(Point{values[2], values[3]});
        return box_from_corners(std::min(a.x, b.x), a.y, std::max(a.x, b.x), b.y);
    }

private:
    Crop crop_;
    bool mirrored_;
};

bool finite(const Look& look) {
    bool all = std::isfinite(look.score) && look.init_box.valid() && look.refined_box.valid();
    for (const Point& point : look.points) all = all && std::isfinite(point.x) && std::isfinite(point.y);
    return all;
}

/// Picks the best bin of every view and brings its numbers to the host, in one copy for all.
std::vector<Look> best_bins(const RTrackOutput& output, const std::vector<View>& views, bool with_map) {
    const at::Tensor scores = output.score_logits.to(at::kFloat).sigmoid();
    const int64_t batch = scores.size(0);
    std::vector<at::Tensor> windows;
    for (const View& view : views) windows.push_back(view.window);
    const at::Tensor weighted = scores * at::stack(windows);
    const at::Tensor best = weighted.argmax(1, /*keepdim=*/true);
    const auto at_best = [&](const at::Tensor& values) {  // [B, N, ...] -> [B, the rest in a row]
        const at::Tensor flat = values.to(at::kFloat).flatten(2);
        return flat.gather(1, best.unsqueeze(2).expand({batch, 1, flat.size(2)})).squeeze(1);
    };
    std::vector<at::Tensor> parts = {scores.gather(1, best), weighted.gather(1, best),
                                     at_best(output.init_boxes), at_best(output.refined_boxes),
                                     at_best(output.refined_points)};
    const int64_t point_values = parts.back().size(1);
    if (with_map) parts.push_back(scores);
    const at::Tensor host = at::cat(parts, 1).cpu().contiguous();

    std::vector<Look> looks(views.size());
    for (size_t i = 0; i < views.size(); ++i) {
        const float* values = host.const_data_ptr<float>() + static_cast<int64_t>(i) * host.size(1);
        const ToFrame in_frame(views[i]);
        Look& look = looks[i];
        look.crop = views[i].crop;
        look.score = values[0];
        look.weighted_score = values[1];
        look.init_box = in_frame.box(values + 2);
        look.refined_box = in_frame.box(values + 6);
        const float* points = values + 10;
        const auto side = static_cast<int64_t>(std::lround(std::sqrt(point_values / 2)));
        for (int64_t k = 0; k < point_values / 2; ++k) {
            // Points start as rows of a square grid: a mirrored view's columns come from the other side, so
            // that point k means the same in every look.
            const int64_t from = views[i].mirrored ? k / side * side + side - 1 - k % side : k;
            look.points.push_back(in_frame(Point{points[2 * from], points[2 * from + 1]}));
        }
        if (with_map) {
            look.score_map.assign(points + point_values, values + host.size(1));
            const auto cells = static_cast<int64_t>(std::lround(std::sqrt(look.score_map.size())));
            for (int64_t row = 0; views[i].mirrored && row < cells; ++row) {
                const auto first = look.score_map.begin() + row * cells;
                std::reverse(first, first + cells);
            }
        }
        look.usable = finite(look);
    }
    return looks;
}

}  // namespace

std::vector<Look> look(const TrackNetwork& network, const at::Tensor& frame, const std::vector<View>& views,
                       const std::array<float, 3>& padding, bool sparse, bool with_map, StageTimes& times) {
    Clock::time_point start = Clock::now();
    const at::Tensor searches = pixels_of(frame, views, padding);
    times.crop += milliseconds_since(start, searches.device());
    start = Clock::now();
    const RTrackOutput output = network.forward(features_of(views), searches, sparse);
    times.network += milliseconds_since(start, searches.device());
    start = Clock::now();
    std::vector<Look> looks = best_bins(output, views, with_map);
    times.post += milliseconds_since(start, searches.device());
    return looks;
}

Look joined(Look first, const Look& second) {
    if (!second.usable) return first;
    if (!first.usable) return second;
    constexpr double kAgreement = 0.5;  // IoU
    const double score = (first.score + second.score) / 2;
    if (iou(first.refined_box, second.refined_box) < kAgreement) {
        Look better = second.weighted_score > first.weighted_score ? second : std::move(first);
        better.score = score / 2;
        return better;
    }
    const Box from = first.refined_box;
    const auto mean = [](double a, double b) { return (a + b) / 2; };
    const Box to = {mean(from.x, second.refined_box.x), mean(from.y, second.refined_box.y),
                    mean(from.width, second.refined_box.width), mean(from.height, second.refined_box.height)};
    for (Point& point : first.points) {
        point.x = to.x + (point.x - from.x) * to.width / from.width;
        point.y = to.y + (point.y - from.y) * to.height / from.height;
    }
    first.refined_box = to;
    first.score = score;
    return first;
}

}  // namespace rtrack
