#include "tracking/model/model_options.h"

#include <algorithm>
#include <cmath>

#include "tracking/base/error.h"

namespace rtrack {

void ModelOptions::describe(OptionTable& table) {
    table.add("template_size", &template_size)
        .range(32, 1024)
        .unit("px")
        .help("Side of the template crop (4.1.1).");
    table.add("search_size", &search_size)
        .range(32, 1024)
        .unit("px")
        .help("Side of the search crop (4.1.1).");
    table.add("template_factor", &template_factor)
        .range(1, 8)
        .help("Template crop side over sqrt(w h) of the target.");
    table.add("search_factor", &search_factor)
        .range(1, 16)
        .help("Search crop side over sqrt(w h) of the last box.");
    table.add("padding", &padding)
        .choices({std::string("black"), std::string("mean")})
        .help("What a crop sees beyond the frame: black (OSTrack) or the frame's mean colour.");
    table.add("stem", &stem)
        .choices({std::string("patch"), std::string("convolution")})
        .help("How pixels become tokens: one 16 x 16 convolution (3.1.1), or four strided 3 x 3 ones.");
    table.add("stem_channels", &stem_channels)
        .range(4, 1024)
        .help("Channels after the convolutional stem's first three.");
    table.add("embed_dim", &embed_dim).range(16, 4096).help("Width of the encoder (4.1.1).");
    table.add("depth", &depth).range(1, 64).help("Number of encoder blocks (4.1.1).");
    table.add("heads", &heads).range(1, 64).help("Attention heads (4.1.1).");
    table.add("mlp_ratio", &mlp_ratio).range(1, 8).help("Width of the MLP over the encoder's.");
    table.add("elimination_layers", &elimination_layers)
        .range(0, 63)
        .help("Blocks, from 0, that drop search tokens when run sparse (4.1.1).");
    table.add("keep_ratio", &keep_ratio)
        .range(0.1, 1)
        .help("Share of search tokens an elimination layer keeps.");
    table.add("head_channels", &head_channels).range(8, 2048).help("Width of the points head.");
    table.add("head_layers", &head_layers)
        .range(1, 8)
        .help("3 x 3 convolutions in each of the head's two towers.");
    table.add("head_norm", &head_norm)
        .choices({std::string("group"), std::string("batch")})
        .help("Normalisation in the head: group (RepPoints) or batch (foldable, faster).");
    table.add("points", &points)
        .choices({9, 16, 25, 36, 49})
        .help("TrackPoints of a target (appendix A, figure A1).");
    table.add("init_positions", &init_positions)
        .range(1, 9)
        .help("Places in a bin that points start from (figure A1).");
    table.add("points_to_box", &points_to_box)
        .choices({std::string("min_max"), std::string("partial_min_max"), std::string("moment")})
        .help("T(S): how points become a box (appendix A).");
    table.add("init_gradient", &init_gradient)
        .range(0, 1)
        .help("Share of the gradient that the refine stage sends to the init points (RepPoints: 0.1).");
    table.add("target_embedding", &target_embedding)
        .help("Tell template tokens how much of their cell the target's box covers (not in the paper).");
    table.add("template_similarity", &template_similarity)
        .help("Add projected cosine similarities with the template to search tokens (not in the paper).");
    table.add("equal_query_key", &equal_query_key)
        .help(
            "Start with equal query and key weights, so that attention begins as similarity (not in the "
            "paper).");
}

void ModelOptions::validate() const {
    const auto require = [](bool condition, const std::string& message) {
        if (!condition) throw Error(ErrorCode::Argument, message);
    };
    require(template_size % patch() == 0 && search_size % patch() == 0,
            "template_size and search_size must be multiples of " + std::to_string(patch()));
    require(embed_dim % heads == 0, "embed_dim must be a multiple of heads");
    require(embed_dim % 4 == 0, "embed_dim must be a multiple of 4 (sine position embeddings)");
    require(stem != "convolution" || stem_channels.size() == 3, "stem_channels needs three numbers");
    require(head_norm != "group" || head_channels % 32 == 0,
            "head_channels must be a multiple of 32 for head_norm group");
    for (int layer : elimination_layers) {
        require(layer >= 0 && layer < depth,
                "elimination_layers must lie below depth, got " + std::to_string(layer));
    }
}

namespace {

ModelOptions paper_256() {
    return {};
}

ModelOptions paper_384() {
    ModelOptions options;
    options.template_size = 192;
    options.search_size = 384;
    options.search_factor = 5.0;
    return options;
}

ModelOptions vit(int width, int heads) {
    ModelOptions options;
    options.embed_dim = width;
    options.heads = heads;
    return options;
}

/// The model in the box: trained from nothing on little data, run on two CPU cores.
ModelOptions shipped() {
    ModelOptions options;
    options.template_size = 96;
    options.search_size = 192;
    options.padding = "mean";
    options.stem = "convolution";
    options.embed_dim = 192;
    options.depth = 6;
    options.heads = 3;
    options.elimination_layers = {};
    options.head_channels = 128;
    options.head_layers = 2;
    options.head_norm = "batch";
    options.target_embedding = true;
    options.template_similarity = true;
    options.equal_query_key = true;
    return options;
}

}  // namespace

const std::vector<std::string>& model_presets() {
    static const std::vector<std::string> names = {"rtrack-256", "rtrack-384", "small-256", "tiny-256",
                                                   "shipped"};
    return names;
}

ModelOptions model_preset(const std::string& name) {
    if (name == "rtrack-256") return paper_256();
    if (name == "rtrack-384") return paper_384();
    if (name == "small-256") return vit(384, 6);
    if (name == "tiny-256") return vit(192, 3);
    if (name == "shipped") return shipped();
    throw Error(ErrorCode::Argument, "there is no model preset '" + name + "'; the nearest is '" +
                                         nearest_name(name, model_presets()) + "'");
}

}  // namespace rtrack
