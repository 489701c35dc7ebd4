#pragma once

#include <vector>

#include <ATen/ATen.h>

#include "tracking/model/layers.h"
#include "tracking/model/model_options.h"

namespace rtrack {

/// Everything in search-crop pixels. N = bins (row-major), n = points.
struct RTrackOutput {
    at::Tensor score_logits;    ///< [B, N]
    at::Tensor init_points;     ///< [B, N, n, 2] (x, y)
    at::Tensor refined_points;  ///< [B, N, n, 2]
    at::Tensor init_boxes;      ///< [B, N, 4] x1 y1 x2 y2
    at::Tensor refined_boxes;   ///< [B, N, 4]
};

/// The arbitrary representation head (section 3.1.2, appendix A): two towers, points from each bin's centre,
/// then a deformable convolution at those points that refines them and scores the bin.
struct PointsHead {
    ModelOptions options;
    std::vector<ConvNorm> score_tower;
    std::vector<ConvNorm> points_tower;
    Conv init_hidden;          ///< 3 x 3
    Conv init_points;          ///< 1 x 1, to (x, y) of each point, in cells from the bin's start
    Linear refine_score_taps;  ///< the deformable convolutions' weights
    Linear refine_points_taps;
    Linear score;
    Linear refine_points;
    at::Tensor moment_scale;  ///< [2]: logarithms of lambda_x, lambda_y; points_to_box "moment" only
    at::Tensor start;         ///< start_points of the options, on the weights' device: nothing learnt

    PointsHead(const ModelOptions& options, at::Generator& generator);

    /// @param search_features  [B, N, D]
    [[nodiscard]] RTrackOutput forward(const at::Tensor& search_features, bool training) const;

    /// T(S). @param points [..., n, 2]. @return [..., 4]
    [[nodiscard]] at::Tensor boxes(const at::Tensor& points) const;

    void visit(const TensorVisitor& visitor);
};

/// Where the points of each bin start, in cells: the bin's centre, or with more init positions places around
/// it too.
///
/// @return [N, n, 2] (x, y); bin (0, 0)'s centre is (0.5, 0.5)
[[nodiscard]] at::Tensor start_points(int cells, int points, int init_positions);

}  // namespace rtrack
