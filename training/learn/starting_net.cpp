#include "training/learn/starting_net.h"

#include <map>

#include "tracking/base/error.h"
#include "tracking/model/weights.h"

namespace rtrack {
namespace {

bool grows(const ModelOptions& of_file, const ModelOptions& of_run) {
    return of_file.fine_channels == 0 && of_run.fine_channels > 0;
}

}  // namespace

void check_start(const std::string& file, ModelOptions of_file, ModelOptions of_run) {
    OptionTable found, wanted;
    of_file.describe(found);
    of_run.describe(wanted);
    const auto values = found.to_map();
    for (const auto& [name, value] : wanted.to_map()) {
        if (values.at(name) == value || (name == "fine_channels" && grows(of_file, of_run))) continue;
        throw Error(ErrorCode::Argument, "the model " + file + " has model." + name + " = " +
                                             values.at(name) + ", the run asks for " + value);
    }
}

RTrackNet starting_net(const TrainOptions& options, bool resumes) {
    if (options.init.empty() || resumes) return RTrackNet(options.model, static_cast<uint64_t>(options.seed));
    LoadedModel loaded = load_model(options.init);
    check_start(options.init, loaded.net.options(), options.model);
    if (!grows(loaded.net.options(), options.model)) return std::move(loaded.net);
    std::map<std::string, at::Tensor> of_file;
    loaded.net.visit(
        [&](const std::string& name, at::Tensor& tensor, TensorRole) { of_file[name] = tensor; });
    RTrackNet grown(options.model, static_cast<uint64_t>(options.seed));
    grown.visit([&](const std::string& name, at::Tensor& tensor, TensorRole) {
        const auto found = of_file.find(name);
        if (found != of_file.end()) tensor.copy_(found->second);
    });
    return grown;
}

}  // namespace rtrack
