#include <algorithm>
#include <cmath>
#include <numbers>

#include "training/data/pair_context.h"
#include "training/data/photometry.h"
#include "training/data/procedural.h"

namespace rtrack {

namespace {

constexpr double kTurn = 2 * std::numbers::pi;

/// Box of `first` that `second` covers, as a share of `first`.
double covered_share(const Box& first, const Box& second) {
    const double width = std::min(first.right(), second.right()) - std::max(first.x, second.x);
    const double height = std::min(first.bottom(), second.bottom()) - std::max(first.y, second.y);
    return width > 0 && height > 0 ? width * height / first.area() : 0;
}

/// Another object, often of the target's kind, beside the target.
void add_distractor(const PairContext& context, RawPair& pair) {
    Random& random = context.random;
    const Figure figure = draw_figure(context, pair.category);
    const double size = std::sqrt(pair.target_in_search.area()) * std::exp(random.normal(0.3));
    for (int attempt = 0; attempt < 6; ++attempt) {
        Placement placement;
        const double angle = random.uniform(0, kTurn);
        const double distance = size * random.uniform(0.8, 2);
        placement.center = {pair.target_in_search.center().x + distance * std::cos(angle),
                            pair.target_in_search.center().y + distance * std::sin(angle)};
        placement.size = size;
        placement.mirrored = random.chance(0.5);
        const Affine map = crop_from_picture(figure, placement);
        if (covered_share(pair.target_in_search, box_of_points(map, figure.outline)) > 0.1) continue;
        paste(figure, map, random.chance(0.5), pair.search_crop);
        return;
    }
}

/// An object over an edge of the target.
void add_occluder(const PairContext& context, RawPair& pair) {
    Random& random = context.random;
    const Figure figure = draw_figure(context, {0, -1});
    const Box& target = pair.target_in_search;
    const double size = std::sqrt(target.area());
    const double angle = random.uniform(0, kTurn);
    const double reach = random.uniform(0.4, 0.7);
    Placement placement;
    placement.center = {target.center().x + reach * target.width * std::cos(angle),
                        target.center().y + reach * target.height * std::sin(angle)};
    placement.size = size * random.uniform(0.4, 0.9);
    placement.rotation = random.normal(0.3);
    placement.mirrored = random.chance(0.5);
    paste(figure, crop_from_picture(figure, placement), random.chance(0.5), pair.search_crop);
}

void erase_part(const PairContext& context, const Box& visible, Image& crop) {
    Random& random = context.random;
    const double width = visible.width * random.uniform(0.2, 0.6);
    const double height = visible.height * random.uniform(0.2, 0.6);
    const Box part{random.uniform(visible.x, visible.right() - width),
                   random.uniform(visible.y, visible.bottom() - height), width, height};
    Color color;
    for (uint8_t& value : color) value = static_cast<uint8_t>(random.below(256));
    fill_box(crop, part, color);
}

void change_colors(const PairContext& context, RawPair& pair) {
    Random& random = context.random;
    const AugmentOptions& options = context.augment();
    if (random.chance(options.color)) {
        const ColorTable table = random_color_table(random, options.color_strength);
        recolor(table, pair.template_crop);
        recolor(table, pair.search_crop);
        if (random.chance(0.3)) {
            const double saturation = std::exp(random.normal(0.4 * options.color_strength));
            change_saturation(pair.template_crop, saturation);
            change_saturation(pair.search_crop, saturation);
        }
    }
    if (random.chance(options.search_color)) {
        recolor(random_color_table(random, options.color_strength), pair.search_crop);
        if (random.chance(0.2)) {
            add_light_gradient(pair.search_crop, random.uniform(0.1, 0.5), random.uniform(0, kTurn));
        }
    }
    for (Image* crop : {&pair.template_crop, &pair.search_crop}) {
        if (random.chance(options.exposure)) recolor(random_exposure_table(random), *crop);
        const double factor = random.uniform(1 - options.brightness, 1 + options.brightness);
        if (options.brightness > 0) change_brightness(*crop, factor);
    }
}

/// @param share  factor on every chance.
Degradation draw_degradation(const PairContext& context, double share, int size) {
    Random& random = context.random;
    const AugmentOptions& options = context.augment();
    const double unit = size / 192.0;  // strengths are for a crop of 192 pixels
    Degradation result;
    if (random.chance(options.blur * share)) result.blur_sigma = random.uniform(0.4, 1.6) * unit;
    if (random.chance(options.motion_blur * share)) {
        result.motion_length = random.uniform(2, 11) * unit;
        result.motion_radians = random.uniform(0, std::numbers::pi);
    }
    if (random.chance(options.low_resolution * share)) result.resolution = random.uniform(0.35, 0.8);
    if (random.chance(options.noise * share)) result.noise = static_cast<int>(random.integer(4, 20));
    return result;
}

void spoil(const PairContext& context, RawPair& pair) {
    const AugmentOptions& options = context.augment();
    const Degradation search = draw_degradation(context, 1, pair.search_crop.width());
    const Degradation alone =
        draw_degradation(context, options.template_degradation, pair.template_crop.width());
    const bool joint = context.random.chance(options.joint_degradation);
    degrade(search, pair.search_crop, context.random);
    degrade(joint ? search : alone, pair.template_crop, context.random);
}

}  // namespace

std::optional<Sample> finish_pair(const PairContext& context, PairKind kind, RawPair pair) {
    constexpr double kShortestSide = 2;  // crop pixels: less is no target
    const AugmentOptions& options = context.augment();
    const Box& target = pair.target_in_search;
    const Box visible = clipped(target, pair.search_crop.width(), pair.search_crop.height());
    if (std::min(visible.width, visible.height) < kShortestSide) return std::nullopt;
    if (visible.area() < options.min_visible * target.area()) return std::nullopt;

    Random& random = context.random;
    const bool pasted = kind == PairKind::Paste || kind == PairKind::Procedural;
    if (random.chance(options.distractor) && !pasted) add_distractor(context, pair);
    if (random.chance(options.occluder)) add_occluder(context, pair);
    if (random.chance(options.erase)) erase_part(context, visible, pair.search_crop);
    change_colors(context, pair);
    spoil(context, pair);
    if (random.chance(options.grayscale)) {
        make_gray(pair.template_crop);
        make_gray(pair.search_crop);
    }
    Sample sample;
    sample.template_crop = std::move(pair.template_crop);
    sample.search_crop = std::move(pair.search_crop);
    sample.target_in_search = visible;
    sample.target_width = pair.target_width;
    sample.target_height = pair.target_height;
    sample.source = std::move(pair.source);
    return sample;
}

}  // namespace rtrack
