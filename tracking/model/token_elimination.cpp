#include "tracking/model/token_elimination.h"

#include <cmath>

namespace rtrack {

at::Tensor center_attention(const at::Tensor& query, const at::Tensor& key, int template_cells) {
    // OSTrack's centre is the upper-left of the four central cells of an even grid: 3 of 0..7, 5 of 0..11.
    const int64_t middle = (template_cells - 1) / 2;
    const int64_t center = middle * template_cells + middle;
    const int64_t template_tokens = static_cast<int64_t>(template_cells) * template_cells;
    const at::Tensor center_query = query.narrow(2, center, 1);
    const double scale = 1.0 / std::sqrt(static_cast<double>(query.size(3)));
    const at::Tensor attention =
        at::softmax(at::matmul(center_query, key.transpose(2, 3)).to(at::kFloat) * scale, -1);
    return attention.squeeze(2).mean(1).narrow(1, template_tokens, key.size(2) - template_tokens);
}

KeptTokens eliminate(const KeptTokens& kept, const at::Tensor& scores, int template_tokens,
                     double keep_ratio) {
    const int64_t batch = scores.size(0);
    const int64_t there = scores.size(1);
    const auto wanted = static_cast<int64_t>(std::ceil(keep_ratio * static_cast<double>(there)));
    if (wanted >= there) return kept;

    const at::Tensor chosen = std::get<1>(scores.topk(wanted, /*dim=*/1, /*largest=*/true, /*sorted=*/true));
    const int64_t width = kept.tokens.size(2);
    const at::Tensor search = kept.tokens.narrow(1, template_tokens, there);
    const at::Tensor chosen_tokens = search.gather(1, chosen.unsqueeze(2).expand({batch, wanted, width}));
    return {at::cat({kept.tokens.narrow(1, 0, template_tokens), chosen_tokens}, 1),
            kept.positions.defined() ? kept.positions.gather(1, chosen) : chosen};
}

at::Tensor recover(const at::Tensor& search_tokens, const at::Tensor& positions, int64_t bins) {
    if (!positions.defined()) return search_tokens;
    const int64_t width = search_tokens.size(2);
    const at::Tensor empty = at::zeros({search_tokens.size(0), bins, width}, search_tokens.options());
    return empty.scatter(1, positions.unsqueeze(2).expand({-1, -1, width}), search_tokens);
}

}  // namespace rtrack
