#include "training/learn/loader_source.h"

#include "training/learn/train_device.h"

namespace rtrack {

LoaderSource::LoaderSource(const TrainOptions& options, int rank, int world)
    : loader_(options.data, options.model.template_size, options.model.search_size,
              options.model.template_factor, options.model.search_factor, options.batch_size / world,
              static_cast<uint64_t>(options.seed), rank, world) {
    loader_.set_pinned(compute_device(options.device).is_cuda());
}

std::vector<std::string> LoaderSource::take_warnings() {
    std::vector<std::string> warnings;
    for (const DatasetFault& fault : loader_.take_faults()) {
        const std::string line = fault.line > 0 ? " line " + std::to_string(fault.line) : "";
        warnings.push_back(fault.file.string() + line + ": " + fault.message +
                           "; its samples were drawn again");
    }
    return warnings;
}

}  // namespace rtrack
