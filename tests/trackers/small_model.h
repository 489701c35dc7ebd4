#pragma once

#include "tracking/model/model_options.h"

namespace rtrack::test {

/// A network with every part of the paper's that runs in milliseconds.
inline ModelOptions small_model() {
    ModelOptions options;
    options.template_size = 64;
    options.search_size = 128;
    options.embed_dim = 48;
    options.depth = 2;
    options.heads = 3;
    options.elimination_layers = {1};
    options.head_channels = 32;
    options.head_layers = 1;
    options.target_embedding = true;
    options.template_similarity = true;
    return options;
}

}  // namespace rtrack::test
