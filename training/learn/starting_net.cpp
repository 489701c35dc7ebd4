#include "training/learn/starting_net.h"

#include "tracking/base/error.h"
#include "tracking/model/weights.h"

namespace rtrack {

RTrackNet starting_net(const TrainOptions& options, bool resumes) {
    if (options.init.empty() || resumes) return RTrackNet(options.model, static_cast<uint64_t>(options.seed));
    LoadedModel loaded = load_model(options.init);
    OptionTable wanted, found;
    ModelOptions wanted_model = options.model;
    ModelOptions found_model = loaded.net.options();
    wanted_model.describe(wanted);
    found_model.describe(found);
    const auto of_file = found.to_map();
    for (const auto& [name, value] : wanted.to_map()) {
        if (of_file.at(name) != value) {
            throw Error(ErrorCode::Argument, "the model " + options.init + " has model." + name + " = " +
                                                 of_file.at(name) + ", the run asks for " + value);
        }
    }
    return std::move(loaded.net);
}

}  // namespace rtrack
