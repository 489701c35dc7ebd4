#include "training/data/sampler.h"

#include <algorithm>

#include "tracking/base/error.h"

namespace rtrack {

FramePair draw_frames(const std::vector<int64_t>& visible_frames, const SamplerOptions& options,
                      Random& random) {
    if (visible_frames.size() < 2) throw Error(ErrorCode::Contract, "a pair needs two visible frames.");
    for (int64_t gap = options.max_gap;; gap += std::max(1, options.gap_growth)) {
        const auto at = random.below(static_cast<int64_t>(visible_frames.size()) - 1);
        const auto first = visible_frames.begin() + at + 1;
        const int64_t template_frame = visible_frames[static_cast<size_t>(at)];
        const auto last =
            std::lower_bound(first, visible_frames.end(), template_frame + std::max<int64_t>(2, gap));
        if (last == first) continue;
        const int64_t search_frame = *(first + random.below(last - first));
        if (options.mode == "either" && random.chance(0.5)) return {search_frame, template_frame};
        return {template_frame, search_frame};
    }
}

PairDraw draw_pair(const Pool& pool, const SamplerOptions& options, Random& random) {
    PairDraw draw;
    double share = random.uniform();
    if ((share -= options.paste_share) < 0) {
        draw.kind = PairKind::Paste;
        draw.figure = &random.pick(pool.figures());
        return draw;
    }
    if ((share -= options.procedural_share) < 0) {
        draw.kind = PairKind::Procedural;
        return draw;
    }
    if ((share -= options.region_share) < 0) {
        draw.kind = PairKind::Region;
        return draw;
    }
    if (pool.part_choice().empty()) {  // shares that add up to 1 but for rounding
        draw.kind = options.region_share > 0 ? PairKind::Region : PairKind::Procedural;
        return draw;
    }
    const size_t part_index = pool.part_choice().draw(random);
    const Pool::Part& part = pool.parts()[part_index];
    if (!part.video_choice.empty()) {
        draw.kind = PairKind::Video;
        draw.video = &part.videos[part.video_choice.draw(random)];
        const FramePair frames = draw_frames(draw.video->visible_frames, options, random);
        draw.template_frame = frames.template_frame;
        draw.search_frame = frames.search_frame;
        return draw;
    }
    draw.kind = PairKind::Still;
    const bool crowded = random.chance(options.crowd_share) && !part.crowded_stills.empty();
    const Still& still = random.pick(crowded ? part.crowded_stills : part.stills);
    draw.still = still.picture;
    draw.target = &still.picture->instances[random.pick(still.targets)];
    draw.category = {part_index, draw.target->category_id};
    return draw;
}

}  // namespace rtrack
