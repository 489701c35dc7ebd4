#include <algorithm>
#include <cmath>
#include <numbers>

#include "tracking/base/crop.h"
#include "tracking/base/error.h"
#include "training/data/pair_context.h"

namespace rtrack {

void PairContext::check_box(const Box& box, const Pyramid& picture, TextFault where) const {
    where.message = misplacement(box, picture.width(), picture.height());
    if (where.message.empty()) return;
    faults.note(where);
    throw Error(ErrorCode::Data, describe(where));
}

SearchJitter draw_jitter(const PairContext& context, double width, double height) {
    const AugmentOptions& options = context.augment();
    const double jittered_width = width * std::exp(context.random.normal(options.scale_jitter));
    const double jittered_height = height * std::exp(context.random.normal(options.scale_jitter));
    const double size = std::sqrt(jittered_width * jittered_height);
    SearchJitter jitter;
    jitter.side = size * context.sizes.search_factor;
    jitter.offset_x = size * options.center_jitter * (context.random.uniform() - 0.5);
    jitter.offset_y = size * options.center_jitter * (context.random.uniform() - 0.5);
    return jitter;
}

void draw_warp(const PairContext& context, ViewGeometry& view) {
    const AugmentOptions& options = context.augment();
    const bool turned = context.random.chance(0.5);
    const double rotation = context.random.normal(options.rotation_degrees * std::numbers::pi / 180);
    view.rotation = turned ? rotation : 0;
    view.stretch = context.random.normal(options.stretch);
}

namespace {

std::optional<Color> border_of(const PairContext& context, const Pyramid& picture) {
    const std::string& pad = context.augment().pad;
    return (pad == "model" ? context.sizes.padding : pad) == "mean" ? picture.mean() : Color{0, 0, 0};
}

/// A box as a person might have drawn it.
Box loosened(const PairContext& context, const Box& box) {
    const double spread = context.augment().template_jitter;
    if (spread <= 0) return box;
    const double width = box.width * std::exp(context.random.normal(spread));
    const double height = box.height * std::exp(context.random.normal(spread));
    return box_from_cxcywh(box.center().x + context.random.normal(spread / 2) * box.width,
                           box.center().y + context.random.normal(spread / 2) * box.height, width, height);
}

double outside_share(const Pyramid& picture, const Affine& picture_from_crop, int size) {
    constexpr int kProbes = 12;
    int outside = 0;
    for (int y = 0; y < kProbes; ++y) {
        for (int x = 0; x < kProbes; ++x) {
            const Point at = picture_from_crop({(x + 0.5) * size / kProbes, (y + 0.5) * size / kProbes});
            outside += at.x < 0 || at.y < 0 || at.x >= picture.width() || at.y >= picture.height();
        }
    }
    return static_cast<double>(outside) / (kProbes * kProbes);
}

/// The view with another picture around it instead of a plain colour.
Image warped_onto_ground(const PairContext& context, const PyramidPtr& picture,
                         const Affine& crop_from_picture) {
    Image crop = render(draw_ground(context, context.sizes.search_size, false));
    const double width = picture->width(), height = picture->height();
    const Figure whole{
        picture, {{{0, 0}, {width, 0}, {width, height}, {0, height}}}, {0, 0, width, height}, {}, ""};
    paste(whole, crop_from_picture, false, crop);
    return crop;
}

struct SearchRequest {
    Box box;
    const std::vector<std::vector<Point>>* outline = nullptr;  ///< null or empty: box only
    bool warped = false;
    bool fill_outside = false;
    bool mirrored = false;
};

ViewGeometry search_view(const PairContext& context, const SearchRequest& request) {
    const SearchJitter jitter = draw_jitter(context, request.box.width, request.box.height);
    ViewGeometry view;
    view.center = {request.box.center().x + jitter.offset_x, request.box.center().y + jitter.offset_y};
    view.side = jitter.side;
    view.size = context.sizes.search_size;
    view.mirrored = request.mirrored;
    if (request.warped) draw_warp(context, view);
    return view;
}

void crop_search(const PairContext& context, const PyramidPtr& picture, const ViewGeometry& view,
                 const SearchRequest& request, RawPair& pair) {
    const Affine map = crop_from_picture(view);
    if (request.fill_outside && outside_share(*picture, map.inverse(), view.size) > 0.15) {
        pair.search_crop = warped_onto_ground(context, picture, map);
    } else {
        pair.search_crop = warp(*picture, map, view.size, border_of(context, *picture));
    }
    const bool by_outline = view.rotation != 0 && request.outline != nullptr && !request.outline->empty();
    pair.target_in_search =
        by_outline ? box_of_points(map, *request.outline) : box_of_turned_ellipse(map, request.box);
}

struct Mirrors {
    bool template_view = false;
    bool search_view = false;
};

/// One coin for both frames, then one for each crop.
Mirrors draw_mirrors(const PairContext& context) {
    const bool joint = context.random.chance(context.augment().flip);
    const bool first = context.random.chance(context.augment().view_flip);
    const bool second = context.random.chance(context.augment().view_flip);
    return {joint != first, joint != second};
}

RawPair make_video_pair(const PairContext& context, const PairDraw& draw) {
    const Sequence& sequence = *draw.video->sequence;
    const auto template_at = static_cast<size_t>(draw.template_frame);
    const auto search_at = static_cast<size_t>(draw.search_frame);
    const Mirrors mirrors = draw_mirrors(context);
    const Box template_box = loosened(context, sequence.boxes[template_at]);
    const double template_scale =
        crop_around(template_box, context.sizes.template_factor, context.sizes.template_size).scale();

    const auto picture_of = [&](size_t frame, double scale) {
        PyramidPtr picture = context.picture(sequence.frames[frame], scale);
        context.check_box(sequence.boxes[frame], *picture, fault_of_box(sequence, frame, ""));
        return picture;
    };
    RawPair pair;
    pair.source = sequence.name + " " + std::to_string(template_at) + " > " + std::to_string(search_at);
    crop_template(context, *picture_of(template_at, template_scale), template_box, mirrors.template_view,
                  pair);
    SearchRequest request;
    request.box = sequence.boxes[search_at];
    request.warped = context.random.chance(context.augment().warp_video);
    request.mirrored = mirrors.search_view;
    const ViewGeometry view = search_view(context, request);
    crop_search(context, picture_of(search_at, crop_from_picture(view).scale()), view, request, pair);
    return pair;
}

RawPair make_still_pair(const PairContext& context, const PyramidPtr& picture, const Box& box,
                        const std::vector<std::vector<Point>>* outline) {
    const Mirrors mirrors = draw_mirrors(context);
    RawPair pair;
    crop_template(context, *picture, loosened(context, box), mirrors.template_view, pair);
    SearchRequest request;
    request.box = box;
    request.outline = outline;
    request.warped = context.random.chance(context.augment().warp_still);
    request.fill_outside = context.random.chance(context.augment().fill_outside);
    request.mirrored = mirrors.search_view;
    crop_search(context, picture, search_view(context, request), request, pair);
    return pair;
}

/// A random part of a picture that has something in it to recognise.
std::optional<RawPair> make_region_pair(const PairContext& context) {
    constexpr double kLeastLumaSpread = 18;
    const std::filesystem::path& file = context.random.pick(context.pool.pictures());
    const PyramidPtr picture = context.picture(file);
    const double size = context.random.uniform(24, 110);
    const double aspect = std::exp(context.random.normal(0.35));
    const double width = size * aspect, height = size / aspect;
    if (width > 0.9 * picture->width() || height > 0.9 * picture->height()) return std::nullopt;
    const Box box{context.random.uniform(0, picture->width() - width),
                  context.random.uniform(0, picture->height() - height), width, height};
    RawPair pair = make_still_pair(context, picture, box, nullptr);
    const double side = context.sizes.template_size;
    const Box inner{side / 4, side / 4, side / 2, side / 2};
    if (luma_spread(pair.template_crop, inner) < kLeastLumaSpread) return std::nullopt;
    pair.source = file.filename().string() + " region " + to_string(box);
    return pair;
}

}  // namespace

void crop_template(const PairContext& context, const Pyramid& picture, const Box& box, bool mirrored,
                   RawPair& pair) {
    const Crop crop = crop_around(box, context.sizes.template_factor, context.sizes.template_size);
    ViewGeometry view;
    view.center = crop.center;
    view.side = crop.side;
    view.size = crop.size;
    view.mirrored = mirrored;
    pair.template_crop = warp(picture, crop_from_picture(view), view.size, border_of(context, picture));
    pair.target_width = box.width / crop.side;
    pair.target_height = box.height / crop.side;
}

std::optional<RawPair> make_moving_pair(const PairContext& context, const PairDraw& draw) {
    if (draw.kind == PairKind::Video) return make_video_pair(context, draw);
    if (draw.kind == PairKind::Region) return make_region_pair(context);
    const PyramidPtr picture = context.picture(draw.still->file);
    context.check_box(draw.target->box, *picture, {draw.still->file, 0, ""});
    RawPair pair = make_still_pair(context, picture, draw.target->box, &draw.target->polygons);
    pair.category = draw.category;
    pair.source = draw.still->file.filename().string() + " object " + to_string(draw.target->box);
    return pair;
}

}  // namespace rtrack
