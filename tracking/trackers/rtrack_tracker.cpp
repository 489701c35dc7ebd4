#include "tracking/trackers/rtrack_tracker.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <map>

#include <ATen/ATen.h>

#include "tracking/base/crop.h"
#include "tracking/base/error.h"
#include "tracking/kernels/crop_resize.h"
#include "tracking/trackers/calm_search.h"
#include "tracking/trackers/lost_search.h"
#include "tracking/trackers/track_network.h"
#include "tracking/trackers/tracker_contract.h"

namespace rtrack {
namespace {

using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// Hann window over the search region's bins without its zeros at the border: 0.5 (1 - cos(2 pi k / (S +
/// 1))), k = 1..S, mixed with a flat one. @return [S * S]
at::Tensor score_window(int cells, double share) {
    const at::Tensor k = at::arange(1, cells + 1, at::kFloat);
    const at::Tensor hann = 0.5 * (1 - at::cos(k * (2 * M_PI / (cells + 1))));
    return (at::outer(hann, hann) * share + (1 - share)).flatten();
}

/// The given box, kept so that its crops are possible: at least `smallest` long, and no farther out than one
/// frame.
Box workable(const Box& box, double width, double height, double smallest) {
    const double x1 = std::clamp(box.x, -width, 2 * width);
    const double y1 = std::clamp(box.y, -height, 2 * height);
    const double x2 = std::clamp(box.right(), -width, 2 * width);
    const double y2 = std::clamp(box.bottom(), -height, 2 * height);
    return box_from_cxcywh((x1 + x2) / 2, (y1 + y2) / 2, std::max(smallest, x2 - x1),
                           std::max(smallest, y2 - y1));
}

/// What the network says about the chosen bin, in search-crop pixels.
struct Choice {
    double score = 0;
    Box init_box;
    Box refined_box;
    std::vector<Point> points;
    std::vector<float> score_map;
};

/// Picks the best bin of every crop and brings its numbers to the host, in one copy for all.
/// @param windows  [B, N]
std::vector<Choice> best_bins(const RTrackOutput& output, const at::Tensor& windows, bool with_map) {
    const at::Tensor scores = output.score_logits.to(at::kFloat).sigmoid();
    const int64_t batch = scores.size(0);
    const at::Tensor best = (scores * windows).argmax(1, /*keepdim=*/true);
    const auto at_best = [&](const at::Tensor& values) {  // [B, N, ...] -> [B, the rest in a row]
        const at::Tensor flat = values.to(at::kFloat).flatten(2);
        return flat.gather(1, best.unsqueeze(2).expand({batch, 1, flat.size(2)})).squeeze(1);
    };
    std::vector<at::Tensor> parts = {scores.gather(1, best), at_best(output.init_boxes),
                                     at_best(output.refined_boxes), at_best(output.refined_points)};
    const int64_t point_values = parts[3].size(1);
    if (with_map) parts.push_back(scores);
    const at::Tensor host = at::cat(parts, 1).cpu().contiguous();

    std::vector<Choice> choices(batch);
    for (int64_t i = 0; i < batch; ++i) {
        const float* values = host.const_data_ptr<float>() + i * host.size(1);
        Choice& choice = choices[i];
        choice.score = values[0];
        choice.init_box = box_from_corners(values[1], values[2], values[3], values[4]);
        choice.refined_box = box_from_corners(values[5], values[6], values[7], values[8]);
        const float* points = values + 9;
        for (int64_t k = 0; k + 1 < point_values; k += 2) choice.points.push_back({points[k], points[k + 1]});
        if (with_map) choice.score_map.assign(points + point_values, values + host.size(1));
    }
    return choices;
}

bool finite(const Choice& choice) {
    bool all = std::isfinite(choice.score) && choice.init_box.valid() && choice.refined_box.valid();
    for (const Point& point : choice.points) all = all && std::isfinite(point.x) && std::isfinite(point.y);
    return all;
}

/// One run of the network and where it looked.
struct Look {
    Crop crop;
    Choice choice;
    bool usable = false;  ///< everything about it is finite
};

}  // namespace

void RTrackTrackerOptions::describe(OptionTable& table) {
    table.add("window", &window)
        .range(0, 1)
        .help("Share of the Hann window by which scores far from the last place count less; 0 turns it off.");
    table.add("size_caution", &size_caution)
        .range(0, 16)
        .help(
            "The box takes the new size by a share of score^size_caution, so that unsure answers cannot blow "
            "it up frame by frame; 0: the size as it is found.");
    table.add("sparse", &sparse)
        .help("Drop unimportant search tokens (section 3.1.1); faster for large networks.");
    table.add("calm_search", &calm_search)
        .help(
            "While the target moves little and is sure, look at the middle of the search region only: the "
            "same scale, fewer tokens, faster on a CPU. Not on a GPU.");
    table.add("calm_score", &calm_score)
        .range(0, 1)
        .help("Below this score the whole search region is looked at, in the same frame.");
    table.add("lost_score", &lost_score)
        .range(0, 1)
        .help("A target whose score stays below this is lost, and looked for in the whole frame; 0: never.");
    table.add("found_score", &found_score)
        .range(0, 1)
        .help("The score at which a place elsewhere counts as the lost target.");
    table.add("lost_after", &lost_after)
        .range(1, 1000)
        .unit("frames")
        .help("So many frames of low score in a row make a target lost.");
    table.add("looks", &looks)
        .range(1, 64)
        .help("Other places looked at in a frame while the target is lost: each costs a run of the network.");
    table.add("smallest_side", &smallest_side)
        .range(1, 64)
        .unit("px")
        .help("No box gets smaller, and at least this much of it stays in the frame.");
}

struct RTrackTracker::State {
    std::shared_ptr<const TrackNetwork> network;
    RTrackTrackerOptions options;
    std::string description;
    at::Tensor window;
    bool score_map_wanted = false;

    TemplateFeatures features;  // of the target; empty before init
    std::array<float, 3> padding{};
    Box box;
    LostSearch lost_search;
    CalmSearch calm_search;
    double last_score = 0;
    int low_scores = 0;  // frames in a row
    int frame_width = 0;
    int frame_height = 0;
    StageTimes times;

    /// The frame's pixels on the network's device; on the CPU they are the frame's own.
    [[nodiscard]] at::Tensor uploaded(const Image& frame) const {
        return frame_tensor(frame, network->device());
    }

    [[nodiscard]] at::Tensor cut(const Image& frame, const Crop& crop) const {
        return crop_resize(uploaded(frame), {crop}, padding);
    }

    /// The score says so, or what is left of the target is a sliver at the frame's border: the score of such
    /// a sliver says little.
    [[nodiscard]] bool seems_lost(double score) const {
        constexpr double kSliver = 0.35;  // of the area when it was seen last
        if (score >= options.found_score || options.lost_score <= 0) return false;
        const bool at_border =
            box.x <= 0 || box.y <= 0 || box.right() >= frame_width || box.bottom() >= frame_height;
        return score < options.lost_score ||
               (at_border && box.area() < kSliver * lost_search.last_seen().area());
    }

    /// The side, in tokens, of the part of the search region to look at first.
    [[nodiscard]] int first_cells() const {
        const ModelOptions& model = network->options();
        const bool calm =
            options.calm_search && network->device().is_cpu() && last_score >= options.calm_score;
        return calm ? calm_search.cells(box, model.search_cells(), model.search_factor)
                    : model.search_cells();
    }

    [[nodiscard]] bool lost() const { return low_scores >= options.lost_after; }

    /// Takes what was seen as the target's place. @param at_once  its size too, however much that changes
    [[nodiscard]] TrackResult taken(Look look, bool at_once) {
        const Clock::time_point start = Clock::now();
        const Choice& choice = look.choice;
        const Box before = box;
        TrackResult result;
        if (look.usable) {
            const Box found = look.crop.frame_from_crop(choice.refined_box);
            box = kept_in_frame(at_once ? found : smoothed(found, choice.score));
            result.init_box = kept_in_frame(look.crop.frame_from_crop(choice.init_box));
            for (const Point& point : choice.points) {
                result.points.push_back(look.crop.frame_from_crop(point));
            }
            result.score = choice.score;
            result.score_map = std::move(look.choice.score_map);
            result.search_region =
                box_from_cxcywh(look.crop.center.x, look.crop.center.y, look.crop.side, look.crop.side);
        } else {
            box = kept_in_frame(box);
            result.init_box = box;
        }
        calm_search.moved(before, box);
        last_score = result.score;
        low_scores = seems_lost(result.score) ? low_scores + 1 : 0;
        if (result.score >= options.found_score) lost_search.seen(box);
        result.box = box;
        times.post += milliseconds_since(start);
        return result;
    }

    /// Size moves by a share that falls with the score; the place is taken as it is.
    [[nodiscard]] Box smoothed(const Box& found, double score) const {
        const double share = std::pow(score, options.size_caution);
        const Point center = found.center();
        return box_from_cxcywh(center.x, center.y, box.width + (found.width - box.width) * share,
                               box.height + (found.height - box.height) * share);
    }

    [[nodiscard]] Box kept_in_frame(const Box& found) const {
        return clipped_with_margin(found, frame_width, frame_height, options.smallest_side);
    }
};

namespace {

using States = std::vector<RTrackTracker::State*>;

TemplateFeatures joined_features(const States& states) {
    if (states.size() == 1) return states.front()->features;
    std::vector<at::Tensor> tokens;
    std::vector<at::Tensor> similarities;
    for (const auto* state : states) {
        tokens.push_back(state->features.tokens);
        if (state->features.similarity.defined()) similarities.push_back(state->features.similarity);
    }
    return {at::cat(tokens), similarities.empty() ? at::Tensor() : at::cat(similarities)};
}

void add_times(const States& states, double StageTimes::*stage, Clock::time_point start) {
    const double each = milliseconds_since(start) / static_cast<double>(states.size());
    for (auto* state : states) state->times.*stage += each;
}

/// The middle of a window over the whole search region. @param window [N]. @return [cells^2]
at::Tensor middle_window(const at::Tensor& window, int whole_cells, int cells) {
    if (cells == whole_cells) return window;
    const int border = (whole_cells - cells) / 2;
    return window.reshape({whole_cells, whole_cells})
        .narrow(0, border, cells)
        .narrow(1, border, cells)
        .flatten();
}

/// Runs the network once, on the search region around a box for each of the trackers.
/// @param frame    [H, W, 3] on the network's device
/// @param windows  [N], one a tracker, over the whole search region
/// @param cells    the side of the part of it that is looked at, in tokens
std::vector<Look> look_at(const States& states, const at::Tensor& frame, const std::vector<Box>& around,
                          const std::vector<at::Tensor>& windows, int cells) {
    const TrackNetwork& network = *states.front()->network;
    const ModelOptions& model = network.options();
    Clock::time_point start = Clock::now();
    std::vector<Crop> crops;
    const double factor = model.search_factor * cells / model.search_cells();
    for (const Box& box : around) crops.push_back(crop_around(box, factor, cells * model.patch()));
    const at::Tensor searches = crop_resize(frame, crops, states.front()->padding);
    add_times(states, &StageTimes::crop, start);

    start = Clock::now();
    const RTrackOutput output =
        network.forward(joined_features(states), searches, states.front()->options.sparse);
    add_times(states, &StageTimes::network, start);

    start = Clock::now();
    const bool with_map =
        std::any_of(states.begin(), states.end(), [](const auto* s) { return s->score_map_wanted; });
    std::vector<at::Tensor> middles;
    for (const at::Tensor& window : windows) {
        middles.push_back(middle_window(window, model.search_cells(), cells));
    }
    std::vector<Choice> choices = best_bins(output, at::stack(middles), with_map);
    std::vector<Look> looks;
    for (size_t i = 0; i < states.size(); ++i) {
        if (!states[i]->score_map_wanted) choices[i].score_map.clear();
        const bool usable = finite(choices[i]);
        looks.push_back({crops[i], std::move(choices[i]), usable});
    }
    add_times(states, &StageTimes::post, start);
    return looks;
}

/// Where each tracker's target is, going by its last box: first in the part of the search region where it is
/// likely, one run of the network for all parts of one size; then, for those whose score is low there, in the
/// whole region.
std::vector<Look> look_near(const States& states, const at::Tensor& frame) {
    const int whole = states.front()->network->options().search_cells();
    std::map<int, std::vector<size_t>> by_cells;
    for (size_t i = 0; i < states.size(); ++i) by_cells[states[i]->first_cells()].push_back(i);
    std::vector<Look> looks(states.size());
    const auto look = [&](const std::vector<size_t>& chosen, int cells) {
        States some;
        std::vector<Box> around;
        std::vector<at::Tensor> windows;
        for (const size_t i : chosen) {
            some.push_back(states[i]);
            around.push_back(states[i]->box);
            windows.push_back(states[i]->window);
        }
        std::vector<Look> found = look_at(some, frame, around, windows, cells);
        for (size_t k = 0; k < chosen.size(); ++k) looks[chosen[k]] = std::move(found[k]);
    };
    std::vector<size_t> unsure;
    for (const auto& [cells, chosen] : by_cells) {
        look(chosen, cells);
        if (cells == whole) continue;
        for (const size_t i : chosen) {
            if (!looks[i].usable || looks[i].choice.score < states[i]->options.calm_score)
                unsure.push_back(i);
        }
    }
    if (!unsure.empty()) look(unsure, whole);
    return looks;
}

/// Looks at the next few places of the frame. @return whether `look` now is that of the lost target.
bool search_elsewhere(RTrackTracker::State& state, const at::Tensor& frame, Look& look) {
    bool found = false;
    const at::Tensor flat = at::ones_like(state.window);
    const int cells = state.network->options().search_cells();
    for (const Box& place :
         state.lost_search.next_places(state.options.looks, state.network->options().search_factor,
                                       state.frame_width, state.frame_height)) {
        Look other = look_at({&state}, frame, {place}, {flat}, cells).front();
        if (!other.usable || other.choice.score < state.options.found_score) continue;
        if (look.usable && other.choice.score <= look.choice.score) continue;
        look = std::move(other);
        found = true;
    }
    return found;
}

}  // namespace

RTrackTracker::RTrackTracker(std::shared_ptr<const TrackNetwork> network, const RTrackTrackerOptions& options,
                             const std::string& description)
    : state_(std::make_unique<State>()) {
    const c10::InferenceMode guard;
    state_->network = std::move(network);
    state_->options = options;
    state_->description = description;
    state_->window =
        score_window(state_->network->options().search_cells(), options.window).to(state_->network->device());
}

RTrackTracker::~RTrackTracker() = default;
RTrackTracker::RTrackTracker(RTrackTracker&&) noexcept = default;
RTrackTracker& RTrackTracker::operator=(RTrackTracker&&) noexcept = default;

std::string RTrackTracker::description() const {
    return state_->description;
}

bool RTrackTracker::looks_for_lost() const {
    return state_->options.lost_score > 0;
}

StageTimes RTrackTracker::stage_times() const {
    return state_->times;
}

void RTrackTracker::set_score_map_wanted(bool wanted) {
    state_->score_map_wanted = wanted;
}

void RTrackTracker::init(const Image& frame, const Box& box) {
    check_initial_box(frame, box);
    const c10::InferenceMode guard;
    State& s = *state_;
    const ModelOptions& model = s.network->options();
    s.frame_width = frame.width();
    s.frame_height = frame.height();
    s.box = workable(box, frame.width(), frame.height(), s.options.smallest_side);
    s.padding = model.padding == "mean" ? mean_color(frame) : std::array<float, 3>{};
    s.low_scores = 0;
    s.last_score = 1;
    s.calm_search.start();
    s.lost_search.seen(s.box);
    const Crop crop = crop_around(s.box, model.template_factor, model.template_size);
    const auto share_x = static_cast<float>(s.box.width / crop.side);
    const auto share_y = static_cast<float>(s.box.height / crop.side);
    const at::Tensor target_size = at::tensor({share_x, share_y}, at::kFloat).unsqueeze(0);
    s.features = s.network->encode_template(s.cut(frame, crop), target_size.to(s.network->device()));
}

TrackResult RTrackTracker::update(const Image& frame) {
    return std::move(update_together({this}, frame).front());
}

std::vector<TrackResult> RTrackTracker::update_all(const std::vector<Tracker*>& trackers,
                                                   const Image& frame) {
    std::vector<RTrackTracker*> alike;
    for (Tracker* tracker : trackers) {
        auto* other = dynamic_cast<RTrackTracker*>(tracker);
        if (other == nullptr || other->state_->network != state_->network ||
            other->state_->options.sparse != state_->options.sparse)
            return Tracker::update_all(trackers, frame);
        alike.push_back(other);
    }
    return update_together(alike, frame);
}

std::vector<TrackResult> RTrackTracker::update_together(const std::vector<RTrackTracker*>& trackers,
                                                        const Image& frame) {
    States states;
    const c10::InferenceMode guard;
    for (const RTrackTracker* tracker : trackers) {
        State& s = *tracker->state_;
        if (!s.features.tokens.defined())
            throw Error(ErrorCode::Contract, "RTrack was asked to update before init");
        check_frame_size(frame, s.frame_width, s.frame_height);
        const State& first = *trackers.front()->state_;
        if (s.network != first.network || s.options.sparse != first.options.sparse) {
            throw Error(ErrorCode::Contract, "trackers that update together share their network");
        }
        s.times = {};
        states.push_back(&s);
    }
    std::vector<TrackResult> results;
    if (states.empty()) return results;
    if (states.front()->network->options().padding == "mean") {
        const std::array<float, 3> padding = mean_color(frame);
        for (State* s : states) s->padding = padding;
    }
    const at::Tensor pixels = states.front()->uploaded(frame);
    std::vector<Look> looks = look_near(states, pixels);
    for (size_t i = 0; i < states.size(); ++i) {
        const bool found_again = states[i]->lost() && search_elsewhere(*states[i], pixels, looks[i]);
        results.push_back(states[i]->taken(std::move(looks[i]), found_again));
    }
    return results;
}

}  // namespace rtrack
