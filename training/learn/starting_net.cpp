#include "training/learn/starting_net.h"

#include <algorithm>
#include <array>

#include "tracking/base/error.h"
#include "tracking/model/crop_sizes.h"
#include "tracking/model/weights.h"

namespace rtrack {

namespace {

/// Options that shape no tensor but the grids, which are resized.
constexpr std::array kFreeOptions = {"template_size", "search_size", "template_factor", "search_factor",
                                     "padding",       "keep_ratio",  "init_gradient",   "elimination_layers"};

}  // namespace

ModelOptions options_of_start(const std::string& file) {
    return options_of(read_safetensors(file), file);
}

void check_start(const std::string& file, ModelOptions of_file, ModelOptions of_run) {
    OptionTable found, wanted;
    of_file.describe(found);
    of_run.describe(wanted);
    const auto values = found.to_map();
    for (const auto& [name, value] : wanted.to_map()) {
        const bool free = std::find(kFreeOptions.begin(), kFreeOptions.end(), name) != kFreeOptions.end();
        if (free || values.at(name) == value) continue;
        throw Error(ErrorCode::Argument, "the model " + file + " has model." + name + " = " +
                                             values.at(name) + ", the run asks for " + value);
    }
}

RTrackNet starting_net(const TrainOptions& options, bool resumes) {
    if (options.init.empty() || resumes) return RTrackNet(options.model, static_cast<uint64_t>(options.seed));
    LoadedModel loaded = load_model(options.init);
    check_start(options.init, loaded.net.options(), options.model);
    return with_options(loaded.net, options.model);
}

}  // namespace rtrack
