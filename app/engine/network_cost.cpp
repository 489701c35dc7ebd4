#include "app/engine/network_cost.h"

#include <algorithm>
#include <cmath>

namespace rtrack {
namespace {

double convolution(double out_side, double kernel, double in_channels, double out_channels) {
    return 2 * out_side * out_side * kernel * kernel * in_channels * out_channels;
}

double stem_operations(const ModelOptions& o) {
    const double cells = o.search_cells();
    if (o.stem == "patch") return convolution(cells, o.patch(), 3, o.embed_dim);
    const auto& c = o.stem_channels;
    const double side = o.search_size;
    return convolution(side / 2, 3, 3, c[0]) + convolution(side / 4, 3, c[0], c[1]) +
           convolution(side / 8, 3, c[1], c[2]) + 2 * convolution(side / 8, 3, c[2], c[2]) +
           convolution(side / 16, 3, c[2], o.embed_dim) + convolution(side / 16, 1, o.embed_dim, o.embed_dim);
}

double block_operations(const ModelOptions& o, double attending, double staying) {
    const double width = o.embed_dim;
    const double attention =
        attending * 2 * (3 * width * width + width * width) + 4 * attending * attending * width;
    return attention + staying * 2 * (2 * o.mlp_ratio * width * width);
}

double head_operations(const ModelOptions& o) {
    const double cells = o.search_cells();
    const double bins = o.bins();
    const double width = o.head_channels;
    const double tower = convolution(cells, 3, o.embed_dim, width) +
                         std::max(0, o.head_layers - 1) * convolution(cells, 3, width, width);
    const double init = convolution(cells, 3, width, width) + convolution(cells, 1, width, 2 * o.points);
    const double refine = 2 * bins * (2 * o.points * width * width + width + width * 2 * o.points);
    return 2 * tower + init + refine;
}

}  // namespace

double operations_per_frame(const ModelOptions& o, bool sparse) {
    const double template_tokens = std::pow(o.template_cells(), 2);
    double search_tokens = o.bins();
    double sum = stem_operations(o);
    if (o.template_similarity) sum += 4 * search_tokens * template_tokens * o.embed_dim;
    for (int layer = 0; layer < o.depth; ++layer) {
        const double attending = template_tokens + search_tokens;
        const auto& layers = o.elimination_layers;
        if (sparse && std::find(layers.begin(), layers.end(), layer) != layers.end()) {
            search_tokens = std::ceil(o.keep_ratio * search_tokens);
        }
        sum += block_operations(o, attending, template_tokens + search_tokens);
    }
    return sum + head_operations(o);
}

}  // namespace rtrack
