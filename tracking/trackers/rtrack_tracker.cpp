#include "tracking/trackers/rtrack_tracker.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <ATen/ATen.h>

#include "tracking/base/crop.h"
#include "tracking/base/error.h"
#include "tracking/kernels/crop_resize.h"
#include "tracking/kernels/named_errors.h"
#include "tracking/trackers/lost_search.h"
#include "tracking/trackers/network_look.h"
#include "tracking/trackers/track_network.h"
#include "tracking/trackers/tracker_contract.h"

namespace rtrack {
namespace {

constexpr const char* kMemoryAdvice =
    "end other programs that use the device, track fewer objects at once, or take a smaller model or "
    "another device";

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
    table.add("second_look", &second_look)
        .help(
            "Look at every frame a second time, mirrored and half a token aside, and take the mean of both "
            "boxes; false: once, as the paper does.");
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
    TemplateFeatures mirrored_features;
    std::array<float, 3> padding{};
    Box box;
    LostSearch lost_search;
    int low_scores = 0;  // frames in a row
    int frame_width = 0;
    int frame_height = 0;
    StageTimes times;

    /// The frame's pixels on the network's device; on the CPU they are the frame's own.
    [[nodiscard]] at::Tensor uploaded(const Image& frame) const {
        return frame_tensor(frame, network->device());
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

    [[nodiscard]] View view(const Box& around, const at::Tensor& score_window) const {
        const ModelOptions& model = network->options();
        return {features, crop_around(around, model.search_factor, model.search_size), score_window, false};
    }

    /// The second view is mirrored and half a token aside, so that the network's errors are others.
    [[nodiscard]] std::vector<View> views_near() const {
        std::vector<View> views = {view(box, window)};
        if (!options.second_look) return views;
        View second = views.front();
        second.features = mirrored_features;
        second.mirrored = true;
        const double aside = 0.5 * network->options().patch() / second.crop.scale();
        second.crop.center.x += aside;
        second.crop.center.y += aside;
        views.push_back(std::move(second));
        return views;
    }

    [[nodiscard]] bool lost() const { return low_scores >= options.lost_after; }

    /// Takes what was seen as the target's place. @param at_once  its size too, however much that changes
    [[nodiscard]] TrackResult taken(Look look, bool at_once) {
        TrackResult result;
        if (look.usable) {
            box = kept_in_frame(at_once ? look.refined_box : smoothed(look.refined_box, look.score));
            result.init_box = kept_in_frame(look.init_box);
            result.points = std::move(look.points);
            result.score = look.score;
            result.score_map = std::move(look.score_map);
            result.search_region =
                box_from_cxcywh(look.crop.center.x, look.crop.center.y, look.crop.side, look.crop.side);
        } else {
            box = kept_in_frame(box);
            result.init_box = box;
        }
        low_scores = seems_lost(result.score) ? low_scores + 1 : 0;
        if (result.score >= options.found_score) lost_search.seen(box);
        result.box = box;
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

/// Runs the network once on the views of some trackers.
/// @param views  one or two for each tracker; two are looked at as one
std::vector<Look> look_together(const States& states, const at::Tensor& frame,
                                const std::vector<std::vector<View>>& views) {
    std::vector<View> all;
    for (const std::vector<View>& some : views) all.insert(all.end(), some.begin(), some.end());
    const bool with_map =
        std::any_of(states.begin(), states.end(), [](const auto* s) { return s->score_map_wanted; });
    const auto* first = states.front();
    StageTimes times;
    std::vector<Look> each =
        look(*first->network, frame, all, first->padding, first->options.sparse, with_map, times);
    std::vector<Look> looks;
    auto next = each.begin();
    for (size_t i = 0; i < states.size(); ++i) {
        Look one = std::move(*next++);
        for (size_t k = 1; k < views[i].size(); ++k) one = joined(std::move(one), *next++);
        if (!states[i]->score_map_wanted) one.score_map.clear();
        looks.push_back(std::move(one));
        const auto share = static_cast<double>(states.size());
        states[i]->times.crop += times.crop / share;
        states[i]->times.network += times.network / share;
        states[i]->times.post += times.post / share;
    }
    return looks;
}

/// Looks at the next few places of the frame. @return whether `best` now is that of the lost target.
bool search_elsewhere(RTrackTracker::State& state, const at::Tensor& frame, Look& best) {
    bool found = false;
    const at::Tensor flat = at::ones_like(state.window);
    for (const Box& place :
         state.lost_search.next_places(state.options.looks, state.network->options().search_factor,
                                       state.frame_width, state.frame_height)) {
        Look other = look_together({&state}, frame, {{state.view(place, flat)}}).front();
        if (!other.usable || other.score < state.options.found_score) continue;
        if (best.usable && other.score <= best.score) continue;
        best = std::move(other);
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
    s.lost_search.seen(s.box);
    const Crop crop = crop_around(s.box, model.template_factor, model.template_size);
    const auto share_x = static_cast<float>(s.box.width / crop.side);
    const auto share_y = static_cast<float>(s.box.height / crop.side);
    with_named_errors(
        [&] {
            const at::Tensor pixels = crop_resize(s.uploaded(frame), {crop}, s.padding);
            const at::Tensor target_size =
                at::tensor({share_x, share_y}, at::kFloat).unsqueeze(0).to(pixels.device());
            s.features = s.network->encode_template(pixels, target_size);
            if (s.options.second_look)
                s.mirrored_features = s.network->encode_template(pixels.flip(3), target_size);
        },
        kMemoryAdvice);
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
    with_named_errors(
        [&] {
            const at::Tensor pixels = states.front()->uploaded(frame);
            std::vector<std::vector<View>> views;
            for (const State* s : states) views.push_back(s->views_near());
            std::vector<Look> looks = look_together(states, pixels, views);
            for (size_t i = 0; i < states.size(); ++i) {
                const bool found_again = states[i]->lost() && search_elsewhere(*states[i], pixels, looks[i]);
                results.push_back(states[i]->taken(std::move(looks[i]), found_again));
            }
        },
        kMemoryAdvice);
    return results;
}

}  // namespace rtrack
