#include "training/learn/starting_net.h"

#include <map>

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
    const bool grows = found_model.fine_channels == 0 && wanted_model.fine_channels > 0;
    for (const auto& [name, value] : wanted.to_map()) {
        if (grows && name == "fine_channels") continue;
        if (of_file.at(name) != value) {
            throw Error(ErrorCode::Argument, "the model " + options.init + " has model." + name + " = " +
                                                 of_file.at(name) + ", the run asks for " + value);
        }
    }
    if (!grows) return std::move(loaded.net);
    // The fine map's layers start without effect: the net begins as the file's.
    std::map<std::string, at::Tensor> of_net;
    loaded.net.visit([&](const std::string& name, at::Tensor& tensor, TensorRole) { of_net[name] = tensor; });
    RTrackNet grown(options.model, static_cast<uint64_t>(options.seed));
    grown.visit([&](const std::string& name, at::Tensor& tensor, TensorRole) {
        const auto found = of_net.find(name);
        if (found != of_net.end()) tensor.copy_(found->second);
    });
    return grown;
}

}  // namespace rtrack
