#include "training/learn/smaller_search.h"

#include <algorithm>
#include <cmath>

#include "tracking/trackers/calm_search.h"
#include "training/data/random.h"

namespace rtrack {

int search_side_of_step(const TrainOptions& options, int64_t step) {
    const ModelOptions& model = options.model;
    constexpr int64_t kStream = -1;  // epochs of samples count from 0
    Random random = Random::for_sample(static_cast<uint64_t>(options.seed), kStream, step, 0);
    if (!random.chance(options.smaller_searches)) return model.search_size;
    const int whole = model.search_cells();
    const int most_left_out = (whole - CalmSearch::least_cells(whole)) / 2;
    if (most_left_out == 0) return model.search_size;
    return model.search_size - 2 * model.patch() * static_cast<int>(random.integer(1, most_left_out));
}

Batch with_smaller_searches(Batch batch, int64_t side) {
    const int64_t whole = batch.searches.size(1);
    if (side == whole) return batch;
    // Pinned as the loader's are, so that the copy to a GPU does not wait.
    const auto pinned = [](at::IntArrayRef sizes, const at::Tensor& like) {
        return at::empty(sizes, like.options().pinned_memory(like.is_pinned()));
    };
    batch.target_boxes = pinned(batch.target_boxes.sizes(), batch.target_boxes).copy_(batch.target_boxes);
    const at::Tensor parts = pinned({batch.searches.size(0), side, side, 3}, batch.searches);
    for (int64_t i = 0; i < batch.searches.size(0); ++i) {
        float* box = batch.target_boxes.mutable_data_ptr<float>() + 4 * i;
        const bool present = box[2] > box[0] && box[3] > box[1];
        const auto start_of = [&](float low, float high) {
            const double place = present ? std::clamp((low + high) / (2.0 * whole), 0.0, 1.0) : 0.5;
            return std::lround(place * static_cast<double>(whole - side));
        };
        const int64_t x = start_of(box[0], box[2]);
        const int64_t y = start_of(box[1], box[3]);
        parts[i].copy_(batch.searches[i].narrow(0, y, side).narrow(1, x, side));
        if (!present) continue;
        for (int k = 0; k < 4; ++k) box[k] -= static_cast<float>(k % 2 == 0 ? x : y);
    }
    batch.searches = parts;
    return batch;
}

}  // namespace rtrack
