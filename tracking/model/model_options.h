#pragma once

#include <string>
#include <vector>

#include "tracking/base/options.h"

namespace rtrack {

/// The shape of an RTrack network. Everything that decides which tensors a model file holds is here, and
/// travels in the header of the file.
struct ModelOptions {
    int template_size = 128;
    int search_size = 256;
    double template_factor = 2.0;  ///< crop side over sqrt(w h) of the target
    double search_factor = 4.0;
    /// What crops see beyond the frame: black or mean (the frame's mean colour).
    std::string padding = "black";

    std::string stem = "patch";  ///< patch: one 16 x 16 convolution; convolution: four strided 3 x 3 ones
    std::vector<int> stem_channels = {24, 48, 96};
    int embed_dim = 768;
    int depth = 12;
    int heads = 12;
    int mlp_ratio = 4;

    std::vector<int> elimination_layers = {3, 6, 9};
    double keep_ratio = 0.7;

    int head_channels = 256;
    int head_layers = 3;
    std::string head_norm = "group";  ///< group (RepPoints) or batch
    int points = 9;
    int init_positions = 1;
    std::string points_to_box = "min_max";
    double init_gradient = 0.1;

    bool target_embedding = false;
    bool template_similarity = false;
    bool equal_query_key = false;

    void describe(OptionTable& table);

    [[nodiscard]] int patch() const { return 16; }
    [[nodiscard]] int template_cells() const { return template_size / patch(); }  ///< a side
    [[nodiscard]] int search_cells() const { return search_size / patch(); }      ///< a side
    [[nodiscard]] int bins() const { return search_cells() * search_cells(); }

    /// @throws Error(Argument) naming the options that do not fit together.
    void validate() const;
};

/// rtrack-256, rtrack-384 (the paper), and small-256, tiny-256, shipped.
[[nodiscard]] const std::vector<std::string>& model_presets();

/// @throws Error(Argument) naming the nearest preset if there is none of this name.
[[nodiscard]] ModelOptions model_preset(const std::string& name);

}  // namespace rtrack
