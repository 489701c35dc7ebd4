#pragma once

#include <optional>
#include <string>

#include "training/data/box_faults.h"
#include "training/data/decoded_cache.h"
#include "training/data/figure.h"
#include "training/data/pair_generator.h"
#include "training/data/pool.h"
#include "training/data/random.h"
#include "training/data/sampler.h"

namespace rtrack {

/// What the making of one pair works with. Lives for one call, on one thread.
struct PairContext {
    const DataOptions& options;
    const ViewSizes& sizes;
    const Pool& pool;
    DecodedCache& cache;
    FaultLog& faults;
    Random& random;

    [[nodiscard]] const AugmentOptions& augment() const { return options.augment; }
    /// Decoded as large as a view of this scale needs; at full size if scaled decoding is off.
    [[nodiscard]] PyramidPtr picture(const std::filesystem::path& file, double scale = 1) const {
        return cache.get(file, options.scaled_decoding ? decode_denominator(scale) : 1);
    }
    /// Notes a box that cannot be of a target in this picture. @throws Error(Data) for one.
    /// @param where  file and line to name
    void check_box(const Box& box, const Pyramid& picture, TextFault where) const;
};

/// A pair before objects are put beside and over the target and its colours are changed.
struct RawPair {
    Image template_crop;
    Image search_crop;
    Box target_in_search;  ///< the whole target, perhaps beyond the crop
    double target_width = 0;
    double target_height = 0;
    CategoryKey category{0, -1};
    std::string source;
};

/// How far the search crop is off the target, and how much larger or smaller it is than the rule says.
struct SearchJitter {
    double side = 1;  ///< in frame pixels
    double offset_x = 0;
    double offset_y = 0;
};
/// OSTrack's jitter (REFERENCE 1.4) of a target of this size.
[[nodiscard]] SearchJitter draw_jitter(const PairContext& context, double width, double height);

/// Rotation (in half of the cases) and stretching of a view that is warped.
void draw_warp(const PairContext& context, ViewGeometry& view);

/// The crop of the template around its box and the share of the crop that the box takes.
void crop_template(const PairContext& context, const Pyramid& picture, const Box& box, bool mirrored,
                   RawPair& pair);

/// Two views of real pictures. @return nullopt if the draw gives nothing usable.
[[nodiscard]] std::optional<RawPair> make_moving_pair(const PairContext& context, const PairDraw& draw);

/// An object pasted onto two views of grounds, with others around it.
[[nodiscard]] std::optional<RawPair> make_pasted_pair(const PairContext& context, const PairDraw& draw);

/// An object to paste: of this category where there are any and chance wants it, else any or a generated one.
[[nodiscard]] Figure draw_figure(const PairContext& context, const CategoryKey& near_category);
[[nodiscard]] Figure figure_from(const PairContext& context, const FigureSource& source);

/// A view of a random picture (or a generated texture) to put things on.
struct Ground {
    PyramidPtr picture;
    ViewGeometry view;
};
[[nodiscard]] Ground draw_ground(const PairContext& context, int size, bool generated);
[[nodiscard]] Image render(const Ground& ground);

/// Objects beside and over the target, erasing, colours, camera: all that comes after the crops.
/// @return nullopt if too little of the target is in the search crop.
[[nodiscard]] std::optional<Sample> finish_pair(const PairContext& context, PairKind kind, RawPair pair);

}  // namespace rtrack
