#pragma once

#include <cstdint>
#include <string>

#include "training/data/pool.h"
#include "training/data/random.h"

namespace rtrack {

enum class PairKind { Video, Still, Paste, Procedural, Region };

/// What a pair is made of, before any pixel is read.
struct PairDraw {
    PairKind kind = PairKind::Video;
    const TrainingVideo* video = nullptr;  ///< Video
    int64_t template_frame = 0;
    int64_t search_frame = 0;
    const StillPicture* still = nullptr;  ///< Still
    const Instance* target = nullptr;
    CategoryKey category{0, -1};           ///< Still: of the target
    const FigureSource* figure = nullptr;  ///< Paste
};

/// Draws what the next pair is made of (REFERENCE 1.1): the kind, the data set, the video or picture, the
/// frames.
[[nodiscard]] PairDraw draw_pair(const Pool& pool, const SamplerOptions& options, Random& random);

/// The frames of a pair, template first: the template uniform over the visible frames but the last, the
/// search frame uniform over the visible ones within the gap behind it; without any, all is drawn again with
/// a larger gap.
struct FramePair {
    int64_t template_frame = 0;
    int64_t search_frame = 0;
};
/// @param visible_frames  ascending, at least two.
[[nodiscard]] FramePair draw_frames(const std::vector<int64_t>& visible_frames, const SamplerOptions& options,
                                    Random& random);

}  // namespace rtrack
