#include "training/learn/checkpoint.h"

#include <charconv>

#include <ATen/core/grad_mode.h>

#include "tracking/base/error.h"
#include "tracking/model/safetensors.h"

namespace rtrack {

std::map<std::string, at::Tensor> tensors_of(TrainingState& state) {
    std::map<std::string, at::Tensor> tensors;
    state.net.visit([&](const std::string& name, at::Tensor& tensor, TensorRole) {
        tensors["model." + name] = tensor.detach();
    });
    state.average.net().visit([&](const std::string& name, at::Tensor& tensor, TensorRole) {
        tensors["average." + name] = tensor.detach();
    });
    for (const NamedTensor& entry : state.optimizer.state())
        tensors["optimizer." + entry.name] = entry.tensor;
    tensors["progress.report_sums"] = state.progress.report_sums;
    tensors["progress.epoch_sums"] = state.progress.epoch_sums;
    return tensors;
}

namespace {

constexpr char kFormat[] = "rtrack.checkpoint";
constexpr char kOptions[] = "rtrack.train_options";

std::string exact_text(double value) {
    char buffer[64];
    return {buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr};
}

template <typename Number>
Number number_in(const TensorFile& file, const std::string& key, const std::string& source_name) {
    const auto found = file.metadata.find(key);
    Number value{};
    if (found == file.metadata.end() ||
        std::from_chars(found->second.data(), found->second.data() + found->second.size(), value).ec !=
            std::errc()) {
        throw Error(ErrorCode::Data,
                    source_name + " is not a checkpoint: its header has no number '" + key + "'");
    }
    return value;
}

/// An option of a run that goes on and was otherwise before.
struct OptionChange {
    std::string name, before, now;
};

/// @throws Error(Argument) if the checkpoint's options cannot be read
std::vector<OptionChange> changed_options(const TensorFile& file, TrainOptions now,
                                          const std::string& source_name) {
    TrainOptions before;
    OptionTable earlier, current;
    before.describe(earlier);
    now.describe(current);
    earlier.set_from_yaml_text(file.metadata.at(kOptions), source_name);
    std::vector<OptionChange> changes;
    const auto values = earlier.to_map();
    for (const auto& [name, value] : current.to_map()) {
        if (values.at(name) == value) continue;
        changes.push_back({name, values.at(name), value});
    }
    return changes;
}

/// The moments of one optimizer are none of another's.
/// @throws Error(Data) where the optimizer is another
void check_optimizer(const std::vector<OptionChange>& changes, const std::string& source_name) {
    for (const OptionChange& change : changes) {
        if (change.name != "optimizer.kind") continue;
        throw Error(ErrorCode::Data, source_name + " does not fit the run: " + change.name + " = " +
                                         change.now + " (before: " + change.before +
                                         "); resume with the optimizer it was started with");
    }
}

/// Takes the changes into account and says them.
/// @throws Error(Data) where the network is another: its tensors may fit all the same.
std::vector<std::string> words_for(const std::vector<OptionChange>& changes, TrainProgress& progress,
                                   const std::string& source_name) {
    std::vector<std::string> lines;
    bool other_validation = false;
    for (const OptionChange& change : changes) {
        const std::string words = change.name + " = " + change.now + " (before: " + change.before + ")";
        if (change.name.starts_with("model.")) {
            throw Error(ErrorCode::Data, source_name + " does not fit the run: " + words +
                                             "; resume with the model it was started with");
        }
        lines.emplace_back("the run goes on with ") += words;
        other_validation = other_validation || change.name == "validate" || change.name == "data.holdout" ||
                           change.name == "data.holdout_seed";
    }
    if (other_validation && progress.best_ao >= 0) {
        lines.emplace_back(
            "the best AO so far was on other validation data and counts no longer; the next validation "
            "is the best");
        progress.best_ao = -1;
    }
    return lines;
}

}  // namespace

std::string configuration_in_checkpoint(const std::filesystem::path& file) {
    const TensorFile content = read_safetensors(file);
    const auto found = content.metadata.find(kOptions);
    if (found == content.metadata.end()) {
        throw Error(ErrorCode::Data, file.string() + " is not a checkpoint of a training run");
    }
    return found->second;
}

void save_checkpoint(const std::filesystem::path& file, TrainingState& state, const TrainOptions& options) {
    TensorFile content;
    content.tensors = tensors_of(state);
    OptionTable table;
    TrainOptions copy = options;
    copy.describe(table);
    const TrainProgress& progress = state.progress;
    content.metadata = {{"rtrack.format", kFormat},
                        {kOptions, table.to_yaml()},
                        {"step", std::to_string(progress.step)},
                        {"steps_per_epoch", std::to_string(progress.steps_per_epoch)},
                        {"minutes", exact_text(progress.minutes)},
                        {"best_ao", exact_text(progress.best_ao)},
                        {"validation_due", progress.validation_due ? "1" : "0"}};
    write_safetensors(file, content);
}

std::vector<std::string> load_checkpoint(const std::filesystem::path& path, TrainingState& state,
                                         const TrainOptions& options) {
    const TensorFile file = read_safetensors(path);
    const std::string name = path.string();
    const auto format = file.metadata.find("rtrack.format");
    if (format == file.metadata.end() || format->second != kFormat) {
        throw Error(ErrorCode::Data, name + " is not a checkpoint of a training run");
    }
    TrainProgress& progress = state.progress;
    const auto steps_per_epoch = number_in<int64_t>(file, "steps_per_epoch", name);
    if (steps_per_epoch != progress.steps_per_epoch) {
        throw Error(ErrorCode::Data,
                    name + " comes from a run with " + std::to_string(steps_per_epoch) +
                        " steps an epoch, this one has " + std::to_string(progress.steps_per_epoch) +
                        "; resume with the same batch size, accumulation and pairs an epoch");
    }
    std::vector<OptionChange> changes;
    std::string unknown;  // why the changes are not known: the file is of another version of this program
    try {
        changes = changed_options(file, options, name);
    } catch (const Error& failure) {
        unknown = failure.what();
    }
    check_optimizer(changes, name);
    progress.step = number_in<int64_t>(file, "step", name);
    progress.minutes = number_in<double>(file, "minutes", name);
    progress.best_ao = number_in<double>(file, "best_ao", name);
    const auto due = file.metadata.find("validation_due");  // unknown to earlier versions
    progress.validation_due = due != file.metadata.end() && due->second == "1";

    at::NoGradGuard no_grad;
    const auto wanted = tensors_of(state);
    for (const auto& [tensor_name, tensor] : wanted) {
        const auto found = file.tensors.find(tensor_name);
        const bool figures = tensor_name.starts_with("progress.");
        if (figures && found != file.tensors.end() && found->second.sizes() != tensor.sizes()) {
            continue;  // those of an earlier version: the next report begins anew
        }
        if (found == file.tensors.end() || found->second.sizes() != tensor.sizes()) {
            throw Error(ErrorCode::Data,
                        name + " does not fit the run: tensor " + tensor_name +
                            (found == file.tensors.end() ? " is missing" : " has another shape") +
                            "; resume with the model and frozen parameters it was started with");
        }
        tensor.copy_(found->second);
    }
    if (file.tensors.size() != wanted.size()) {
        throw Error(ErrorCode::Data,
                    name + " does not fit the run: it has tensors that this run's network lacks");
    }
    if (!unknown.empty()) return {"whether all options are as before cannot be told: " + unknown};
    return words_for(changes, progress, name);
}

}  // namespace rtrack
