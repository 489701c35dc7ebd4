#include "tracking/model/points_head.h"

#include <cmath>

#include "tracking/kernels/deform_conv.h"
#include "tracking/kernels/points_to_box.h"

namespace rtrack {

namespace {

// RepPoints starts output layers at 0.01, and scores at -log((1 - pi) / pi), since few bins are positive; pi
// is 0.018 here, about one bin of those that small networks have, where detection takes 0.01.
constexpr double kOutputStd = 0.01;
constexpr double kScoreBias = -4.0;
// Half the spread of the points before training, in cells: a box of the size that search factor 4 gives a
// target.
constexpr double kStartSpread = 1.2;

/// n points on a square grid over [-1, 1]^2, flattened to x0 y0 x1 y1 ...
at::Tensor square_grid(int points) {
    const int side = static_cast<int>(std::lround(std::sqrt(points)));
    const at::Tensor line = at::linspace(-1, 1, side, at::kFloat);
    return at::stack({line.repeat({side}), line.repeat_interleave(side)}, 1).flatten();
}

}  // namespace

at::Tensor start_points(int cells, int points, int init_positions) {
    const at::Tensor line = at::arange(cells, at::kFloat) + 0.5;
    const at::Tensor centers = at::stack({line.repeat({cells}), line.repeat_interleave(cells)}, 1);
    // The centre first, then corners and edges of a square of half a cell; points take the places in turn.
    const float places[9][2] = {{0, 0}, {-1, -1}, {1, -1}, {-1, 1}, {1, 1}, {0, -1}, {0, 1}, {-1, 0}, {1, 0}};
    at::Tensor shifts = at::zeros({points, 2}, at::kFloat);
    for (int k = 0; k < points; ++k) {
        const float* place = places[k % init_positions];
        shifts[k][0] = place[0] * 0.25F;
        shifts[k][1] = place[1] * 0.25F;
    }
    return centers.unsqueeze(1) + shifts.unsqueeze(0);
}

PointsHead::PointsHead(const ModelOptions& options, at::Generator& generator)
    : options(options), start(start_points(options.search_cells(), options.points, options.init_positions)) {
    const int width = options.head_channels;
    const int n = options.points;
    const bool batch_norm = options.head_norm == "batch";
    for (int i = 0; i < options.head_layers; ++i) {
        const int in = i == 0 ? options.embed_dim : width;
        score_tower.emplace_back(in, width, 3, 1, batch_norm, true, generator);
        points_tower.emplace_back(in, width, 3, 1, batch_norm, true, generator);
    }
    init_hidden = Conv(width, width, 3, 1, true, std::sqrt(2.0 / (9.0 * width)), generator);
    init_points = Conv(width, 2 * n, 1, 1, true, kOutputStd, generator);
    init_points.bias = square_grid(n) * kStartSpread;
    const double taps_std = std::sqrt(2.0 / (static_cast<double>(n) * width));
    refine_score_taps = Linear(static_cast<int64_t>(n) * width, width, taps_std, generator);
    refine_points_taps = Linear(static_cast<int64_t>(n) * width, width, taps_std, generator);
    score = Linear(width, 1, kOutputStd, generator);
    score.bias.fill_(kScoreBias);
    refine_points = Linear(width, 2 * n, kOutputStd, generator);
    if (options.points_to_box == "moment") moment_scale = at::zeros({2});
}

at::Tensor PointsHead::boxes(const at::Tensor& points) const {
    if (options.points_to_box == "moment") return box_from_points_moment(points, moment_scale);
    if (options.points_to_box == "partial_min_max") return box_from_points_partial_min_max(points);
    return box_from_points_min_max(points);
}

RTrackOutput PointsHead::forward(const at::Tensor& search_features, bool training) const {
    const int64_t batch = search_features.size(0);
    const int cells = options.search_cells();
    const int64_t bins = options.bins();
    const int64_t n = options.points;
    // [B, N, D] is a channels-last map already: this view copies nothing.
    const at::Tensor map = search_features.reshape({batch, cells, cells, -1}).permute({0, 3, 1, 2});
    at::Tensor score_map = map;
    at::Tensor points_map = map;
    for (const ConvNorm& layer : score_tower) score_map = layer(score_map, training);
    for (const ConvNorm& layer : points_tower) points_map = layer(points_map, training);

    const at::Tensor init_offsets = init_points(at::relu(init_hidden(points_map)))
                                        .permute({0, 2, 3, 1})
                                        .reshape({batch, bins, n, 2})
                                        .to(at::kFloat);
    const at::Tensor first = start + init_offsets;  // in cells; cell (0, 0)'s centre is (0.5, 0.5)
    const at::Tensor fixed = first.detach();

    // The refine stage reaches the init points with a tenth of its gradient (RepPoints, gradient_mul).
    const at::Tensor damped = fixed * (1 - options.init_gradient) + first * options.init_gradient;
    const at::Tensor taps = damped - 0.5;
    const auto deformable = [&](const at::Tensor& features, const Linear& layer) {
        return at::relu(deform_conv(features.permute({0, 2, 3, 1}), taps, layer.weight, layer.bias));
    };
    const at::Tensor logits = score(deformable(score_map, refine_score_taps)).squeeze(2).to(at::kFloat);
    const at::Tensor offsets =
        refine_points(deformable(points_map, refine_points_taps)).reshape({batch, bins, n, 2}).to(at::kFloat);

    const double pixels = options.patch();
    RTrackOutput output;
    output.score_logits = logits;
    output.init_points = first * pixels;
    output.refined_points = (fixed + offsets) * pixels;
    output.init_boxes = boxes(output.init_points);
    output.refined_boxes = boxes(output.refined_points);
    return output;
}

void PointsHead::visit(const TensorVisitor& visitor) {
    for (size_t i = 0; i < score_tower.size(); ++i) {
        score_tower[i].visit(visitor, "head.score_tower." + std::to_string(i));
        points_tower[i].visit(visitor, "head.points_tower." + std::to_string(i));
    }
    init_hidden.visit(visitor, "head.init_hidden");
    init_points.visit(visitor, "head.init_points");
    refine_score_taps.visit(visitor, "head.refine_score_taps");
    refine_points_taps.visit(visitor, "head.refine_points_taps");
    score.visit(visitor, "head.score");
    refine_points.visit(visitor, "head.refine_points");
    if (moment_scale.defined()) visitor("head.moment_scale", moment_scale, TensorRole::Parameter);
}

}  // namespace rtrack
