#include "training/data/pair_generator.h"

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include "tracking/base/error.h"
#include "training/data/holdout.h"
#include "training/data/pair_context.h"

namespace rtrack {

WeightedDataset open_weighted_dataset(const std::string& text) {
    const size_t star = text.rfind('*');
    if (star == std::string::npos) return {open_dataset(text), 1};
    char* end = nullptr;
    const double weight = std::strtod(text.c_str() + star + 1, &end);
    if (end == text.c_str() + star + 1 || *end != 0 || !(weight > 0) || !std::isfinite(weight)) {
        throw Error(
            ErrorCode::Argument,
            "'" + text + "': what follows the '*' is the data set's weight and must be a positive number.");
    }
    return {open_dataset(text.substr(0, star)), weight};
}

struct PairGenerator::State {
    DataOptions options;
    ViewSizes sizes;
    uint64_t seed;
    Pool pool;
    DecodedCache cache;
    FaultLog faults;

    void check_still_there(const std::string& reason) const;
};

/// @throws Error(Data) if the data seem to have gone: what is in the cache would be trained on alone.
void PairGenerator::State::check_still_there(const std::string& reason) const {
    constexpr double kTooMany = 0.9;
    for (const WeightedDataset& part : pool.datasets()) {
        const std::filesystem::path& root = part.dataset.root;
        std::error_code failure;
        if (root.empty() || std::filesystem::exists(root, failure)) continue;
        throw Error(ErrorCode::Data, "the data set " + part.dataset.display_name() + " has gone");
    }
    if (cache.failing_share() > kTooMany) {
        throw Error(
            ErrorCode::Data,
            "hardly a picture can be read any more, as if the disk had gone; the last one: " + reason);
    }
}

PairGenerator::PairGenerator(const DataOptions& options, std::vector<WeightedDataset> datasets,
                             const ViewSizes& sizes, uint64_t seed)
    : state_(new State{options,
                       sizes,
                       seed,
                       Pool(options, std::move(datasets)),
                       DecodedCache(static_cast<size_t>(options.cache_megabytes) << 20),
                       {}}) {
    if (sizes.template_size <= 0 || sizes.search_size <= 0 || !(sizes.template_factor > 0) ||
        !(sizes.search_factor > 0)) {
        throw Error(ErrorCode::Contract, "sizes and factors of the crops must be positive");
    }
}

PairGenerator::PairGenerator(const DataOptions& options, const ViewSizes& sizes, uint64_t seed)
    : PairGenerator(options, open_training_data(options), sizes, seed) {}

PairGenerator::~PairGenerator() = default;

namespace {

constexpr int kAttempts = 500;
constexpr int kOtherScenes =
    20;  // draws for another scene before a pair stays as it is: there may be only one

struct DrawnSample {
    PairDraw draw;
    Sample sample;
};

/// One more draw of this stream; nullopt: it gave nothing usable.
std::optional<DrawnSample> try_draw(const PairContext& context) {
    const PairDraw draw = draw_pair(context.pool, context.options.sampler, context.random);
    const bool pasted = draw.kind == PairKind::Paste || draw.kind == PairKind::Procedural;
    auto pair = pasted ? make_pasted_pair(context, draw) : make_moving_pair(context, draw);
    if (!pair) return std::nullopt;
    auto sample = finish_pair(context, draw.kind, std::move(*pair));
    if (!sample) return std::nullopt;
    return DrawnSample{draw, std::move(*sample)};
}

const StillPicture* picture_of(const PairDraw& draw) {
    return draw.figure != nullptr ? draw.figure->picture : draw.still;
}

/// May the target of one be seen in the other?
bool share_a_scene(const PairDraw& a, const PairDraw& b) {
    if (a.video != nullptr && b.video != nullptr && a.video->file == b.video->file) return true;
    return picture_of(a) != nullptr && picture_of(a) == picture_of(b);
}

}  // namespace

Sample PairGenerator::make(int64_t epoch, int64_t sample_index) const {
    std::string last_error = "no draw gave a visible target";
    std::optional<DrawnSample> first;  // whose target will be absent
    int first_attempt = 0;
    const double absent_share = state_->options.sampler.absent_share;
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        Random random = Random::for_sample(state_->seed, epoch, sample_index, attempt);
        const PairContext context{state_->options, state_->sizes,  state_->pool,
                                  state_->cache,   state_->faults, random};
        try {
            std::optional<DrawnSample> drawn = try_draw(context);
            if (!drawn) continue;
            if (first) {
                if (share_a_scene(first->draw, drawn->draw)) {
                    if (attempt - first_attempt < kOtherScenes) continue;
                    return std::move(first->sample);
                }
                first->sample.search_crop = std::move(drawn->sample.search_crop);
                first->sample.target_in_search = {};
                first->sample.source += " not in " + drawn->sample.source;
                return std::move(first->sample);
            }
            if (!random.chance(absent_share)) return std::move(drawn->sample);
            first = std::move(drawn);
            first_attempt = attempt;
        } catch (const Error& error) {
            if (error.code() != ErrorCode::Data) throw;
            state_->check_still_there(error.what());
            last_error = error.what();  // has been noted; the next draw takes this one's place
        }
    }
    throw Error(ErrorCode::Data, "no usable training pair in " + std::to_string(kAttempts) +
                                     " draws; the last reason: " + last_error);
}

const ViewSizes& PairGenerator::sizes() const {
    return state_->sizes;
}
std::vector<std::string> PairGenerator::summary() const {
    return state_->pool.summary();
}
Faults PairGenerator::dataset_faults() const {
    Faults faults;
    for (const WeightedDataset& part : state_->pool.datasets()) {
        faults.insert(faults.end(), part.dataset.faults.begin(), part.dataset.faults.end());
    }
    return faults;
}
Faults PairGenerator::take_faults() const {
    Faults faults = state_->cache.take_faults();
    for (TextFault& fault : state_->faults.take()) faults.push_back(std::move(fault));
    return faults;
}

}  // namespace rtrack
