#include "training/learn/loader_source.h"

#include <algorithm>
#include <utility>

#include "tracking/base/annotation_text.h"
#include "training/learn/train_device.h"

namespace rtrack {

namespace {

/// Of thousands of faults of a data set the first ones do; --check names all.
void add_faults_of_datasets(const Faults& faults, std::vector<std::string>& warnings) {
    constexpr size_t kShown = 20;
    for (size_t i = 0; i < std::min(kShown, faults.size()); ++i) warnings.push_back(describe(faults[i]));
    if (faults.size() > kShown) {
        warnings.push_back(std::to_string(faults.size() - kShown) +
                           " more faults of the training data; rtrack train with --check names them all");
    }
}

}  // namespace

std::shared_ptr<const PairGenerator> pair_generator(const TrainOptions& options) {
    const ModelOptions& model = options.model;
    const ViewSizes sizes = {model.template_size, model.search_size, model.template_factor,
                             model.search_factor, model.padding};
    return std::make_shared<const PairGenerator>(options.data, sizes, static_cast<uint64_t>(options.seed));
}

LoaderSource::LoaderSource(const TrainOptions& options, BatchSlice slice)
    : loader_(pair_generator(options), {options.data.pairs_per_epoch, options.batch_size / slice.world,
                                        options.data.loader_threads, slice}) {
    loader_.set_pinned(compute_device(options.device).is_cuda());
    add_faults_of_datasets(loader_.generator().dataset_faults(), warnings_);
}

std::vector<std::string> LoaderSource::take_warnings() {
    for (const TextFault& fault : loader_.take_faults()) {
        warnings_.push_back(describe(fault) + "; its samples were drawn again");
    }
    return std::exchange(warnings_, {});
}

}  // namespace rtrack
