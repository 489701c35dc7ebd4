#include <algorithm>
#include <cmath>

#include "training/data/pair_context.h"
#include "training/data/procedural.h"

namespace rtrack {

Figure figure_from(const PairContext& context, const FigureSource& source) {
    Figure figure;
    figure.picture = context.picture(source.picture->file);
    figure.outline = source.instance->polygons;
    figure.box = box_of_points(Affine{}, figure.outline);
    context.check_box(figure.box, *figure.picture, {source.picture->file, 0, ""});
    figure.name = source.picture->file.filename().string();
    return figure;
}

Figure draw_figure(const PairContext& context, const CategoryKey& near_category) {
    Random& random = context.random;
    const std::vector<FigureSource>& alike = context.pool.figures_of(near_category);
    if (!alike.empty() && random.chance(0.5)) return figure_from(context, random.pick(alike));
    if (!context.pool.figures().empty() && random.chance(0.75)) {
        return figure_from(context, random.pick(context.pool.figures()));
    }
    return generated_figure(random, random.chance(0.5) && !context.pool.pictures().empty()
                                        ? context.picture(random.pick(context.pool.pictures()))
                                        : nullptr);
}

Ground draw_ground(const PairContext& context, int size, bool generated) {
    Random& random = context.random;
    Ground ground;
    ground.picture = generated || context.pool.pictures().empty()
                         ? generated_texture(random, 128)
                         : context.picture(random.pick(context.pool.pictures()));
    const double shorter = std::min(ground.picture->width(), ground.picture->height());
    ground.view.side = random.uniform(0.35, 0.95) * shorter;
    ground.view.size = size;
    const double half = ground.view.side / 2;
    ground.view.center = {random.uniform(half, ground.picture->width() - half),
                          random.uniform(half, ground.picture->height() - half)};
    ground.view.mirrored = random.chance(0.5);
    return ground;
}

Image render(const Ground& ground) {
    return warp(*ground.picture, crop_from_picture(ground.view), ground.view.size, ground.picture->mean());
}

namespace {

/// The view of the template's crop on the ground of the search crop: the same place as the target's, or one
/// nearby.
Ground template_ground(const PairContext& context, const Ground& search, Point target_in_search) {
    Ground ground = search;
    const ViewSizes& sizes = context.sizes;
    const Point at = crop_from_picture(search.view).inverse()(target_in_search);
    ground.view.size = sizes.template_size;
    ground.view.side = search.view.side * sizes.template_factor / sizes.search_factor;
    const double spread = ground.view.side / 2;
    const double half = ground.view.side / 2;
    const auto inside = [half](double value, double limit) {
        return limit > 2 * half ? std::clamp(value, half, limit - half) : limit / 2;
    };
    ground.view.center = {inside(at.x + context.random.normal(spread), search.picture->width()),
                          inside(at.y + context.random.normal(spread), search.picture->height())};
    return ground;
}

/// Another object of the same shape with another surface, or of another shape with the same surface.
Figure look_alike(const PairContext& context, const Figure& figure) {
    Random& random = context.random;
    const PyramidPtr surface =
        random.chance(0.5) ? context.picture(random.pick(context.pool.pictures())) : nullptr;
    Figure other = generated_figure(random, random.chance(0.4) ? figure.picture : surface);
    if (random.chance(0.5)) {
        const double size = std::sqrt(figure.box.area());
        const double other_size = std::sqrt(other.box.area());
        const Point from = figure.box.center(), to = other.box.center();
        other.outline = figure.outline;
        for (auto& polygon : other.outline) {
            for (Point& p : polygon) {
                p = {to.x + (p.x - from.x) * other_size / size, to.y + (p.y - from.y) * other_size / size};
            }
        }
        other.box = box_of_points(Affine{}, other.outline);
    }
    return other;
}

void paste_others(const PairContext& context, const Figure& target, bool generated,
                  const CategoryKey& category, Image& crop) {
    Random& random = context.random;
    const double usual_size = context.sizes.search_size / context.sizes.search_factor;
    const auto count = random.integer(0, context.augment().paste_distractors);
    for (int64_t i = 0; i < count; ++i) {
        const Figure other =
            generated && random.chance(0.6) ? look_alike(context, target) : draw_figure(context, category);
        Placement placement;
        placement.center = {random.uniform(0, crop.width()), random.uniform(0, crop.height())};
        placement.size = usual_size * std::exp(random.normal(0.35));
        placement.mirrored = random.chance(0.5);
        ViewGeometry turn;
        draw_warp(context, turn);
        placement.rotation = turn.rotation;
        placement.stretch = turn.stretch;
        paste(other, crop_from_picture(other, placement), random.chance(0.5), crop);
    }
}

Placement search_placement(const PairContext& context, const Figure& figure, bool mirrored) {
    const double size = std::sqrt(figure.box.area());
    const SearchJitter jitter = draw_jitter(context, figure.box.width, figure.box.height);
    const double scale = context.sizes.search_size / jitter.side;
    Placement placement;
    placement.size = size * scale;
    placement.center = {context.sizes.search_size / 2.0 - jitter.offset_x * scale,
                        context.sizes.search_size / 2.0 - jitter.offset_y * scale};
    placement.mirrored = mirrored;
    ViewGeometry turn;
    draw_warp(context, turn);
    placement.rotation = turn.rotation;
    placement.stretch = turn.stretch;
    return placement;
}

void paste_template(const PairContext& context, const Figure& figure, const Ground& ground, bool mirrored,
                    bool soft, RawPair& pair) {
    pair.template_crop = render(ground);
    Placement placement;
    placement.center = {context.sizes.template_size / 2.0, context.sizes.template_size / 2.0};
    placement.size = context.sizes.template_size / context.sizes.template_factor;
    placement.mirrored = mirrored;
    const Box box = paste(figure, crop_from_picture(figure, placement), soft, pair.template_crop);
    pair.target_width = box.width / context.sizes.template_size;
    pair.target_height = box.height / context.sizes.template_size;
}

}  // namespace

std::optional<RawPair> make_pasted_pair(const PairContext& context, const PairDraw& draw) {
    Random& random = context.random;
    const AugmentOptions& options = context.augment();
    const bool generated = draw.kind == PairKind::Procedural;
    const PyramidPtr surface = generated && random.chance(0.5) && !context.pool.pictures().empty()
                                   ? context.picture(random.pick(context.pool.pictures()))
                                   : nullptr;
    const Figure figure = generated ? generated_figure(random, surface) : figure_from(context, *draw.figure);
    RawPair pair;
    pair.source = (generated ? "generated object" : "pasted " + figure.name + " " + to_string(figure.box));
    if (!generated) pair.category = draw.figure->category;

    const bool mirrored = random.chance(options.flip);
    const bool search_mirrored = mirrored != random.chance(options.view_flip);
    const bool soft = random.chance(0.5);
    const Ground search_ground =
        draw_ground(context, context.sizes.search_size, generated && random.chance(options.generated_ground));
    const Placement placement = search_placement(context, figure, search_mirrored);
    pair.search_crop = render(search_ground);

    const bool same_ground = random.chance(options.same_ground);
    if (!generated && !same_ground && random.chance(0.7)) {
        crop_template(context, *figure.picture, figure.box, mirrored, pair);
    } else {
        const Ground ground = same_ground ? template_ground(context, search_ground, placement.center)
                                          : draw_ground(context, context.sizes.template_size, false);
        paste_template(context, figure, ground, mirrored, soft, pair);
    }
    paste_others(context, figure, generated, pair.category, pair.search_crop);
    Figure moved = figure;
    if (generated && random.chance(0.5)) {
        moved.outline[0] = bent_outline(random, figure.outline[0], 0.06);
        moved.box = box_of_points(Affine{}, moved.outline);
    }
    pair.target_in_search = paste(moved, crop_from_picture(figure, placement), soft, pair.search_crop);
    return pair;
}

}  // namespace rtrack
