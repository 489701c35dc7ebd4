#include "tracking/model/crop_sizes.h"

#include <cmath>
#include <map>
#include <string>

#include <ATen/core/grad_mode.h>

namespace rtrack {
namespace {

int64_t side_of(int64_t cells) {
    return std::lround(std::sqrt(static_cast<double>(cells)));
}

/// @param projection  [D, Nz]: what a token takes from its similarity with each template token
/// @return [D, wanted]; twice the tokens share the same sum of weights
at::Tensor resized_projection(const at::Tensor& projection, int64_t wanted) {
    const int64_t tokens = projection.size(1);
    const at::Tensor of_tokens = projection.t().unsqueeze(0).contiguous();  // [1, Nz, D]
    const at::Tensor resized = resized_grid(of_tokens, side_of(wanted)).squeeze(0).t();
    return resized * (static_cast<double>(tokens) / static_cast<double>(wanted));
}

}  // namespace

at::Tensor resized_grid(const at::Tensor& grid, int64_t side) {
    const int64_t before = side_of(grid.size(1));
    if (before == side) return grid;
    const at::Tensor picture = grid.reshape({1, before, before, -1}).permute({0, 3, 1, 2}).contiguous();
    return at::upsample_bicubic2d(picture, {side, side}, /*align_corners=*/false)
        .permute({0, 2, 3, 1})
        .reshape({1, side * side, -1});
}

RTrackNet with_options(RTrackNet& net, const ModelOptions& options) {
    const at::NoGradGuard no_grad;
    RTrackNet resized(options);
    std::map<std::string, at::Tensor> before;
    net.visit([&](const std::string& name, at::Tensor& tensor, TensorRole) { before[name] = tensor; });
    resized.visit([&](const std::string& name, at::Tensor& tensor, TensorRole) {
        const at::Tensor& source = before.at(name);
        if (name.starts_with("encoder.pos_embed_")) {
            tensor.copy_(resized_grid(source, side_of(tensor.size(1))));
        } else if (name == "encoder.similarity.weight") {
            tensor.copy_(resized_projection(source, tensor.size(1)));
        } else {
            tensor.copy_(source);
        }
    });
    return resized;
}

}  // namespace rtrack
