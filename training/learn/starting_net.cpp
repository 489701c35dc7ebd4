#include "training/learn/starting_net.h"

#include "tracking/base/error.h"
#include "tracking/model/crop_sizes.h"
#include "tracking/model/weights.h"

namespace rtrack {

void check_start(const std::string& file, ModelOptions of_file, ModelOptions of_run) {
    of_file.template_size = of_run.template_size;
    of_file.search_size = of_run.search_size;
    OptionTable found, wanted;
    of_file.describe(found);
    of_run.describe(wanted);
    const auto values = found.to_map();
    for (const auto& [name, value] : wanted.to_map()) {
        if (values.at(name) == value) continue;
        throw Error(ErrorCode::Argument, "the model " + file + " has model." + name + " = " +
                                             values.at(name) + ", the run asks for " + value);
    }
}

RTrackNet starting_net(const TrainOptions& options, bool resumes) {
    if (options.init.empty() || resumes) return RTrackNet(options.model, static_cast<uint64_t>(options.seed));
    LoadedModel loaded = load_model(options.init);
    check_start(options.init, loaded.net.options(), options.model);
    const ModelOptions& of_file = loaded.net.options();
    const bool of_other_crops = of_file.template_size != options.model.template_size ||
                                of_file.search_size != options.model.search_size;
    if (!of_other_crops) return std::move(loaded.net);
    return with_crop_sizes(loaded.net, options.model.template_size, options.model.search_size);
}

}  // namespace rtrack
