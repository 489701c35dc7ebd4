#include "app/commands/model_export.h"

#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>

#include <nlohmann/json.hpp>

#include "app/commands/support.h"
#include "tracking/base/atomic_file.h"
#include "tracking/base/error.h"
#include "tracking/base/sha256.h"
#include "tracking/model/weights.h"
#include "training/learn/train_options.h"
#include "training/run/run_dir.h"

namespace rtrack {

namespace {

using json = nlohmann::json;

/// What the header of the file says, and the card with it.
using Facts = std::map<std::string, std::string>;

/// "got10k:/home/me/data/train/train.txt*0.3" -> "got10k:train/train.txt*0.3": what the data is, not where it
/// lay.
std::string without_folders(const std::string& name) {
    const auto colon = name.find(':');
    const auto last = name.rfind('/');
    if (last == std::string::npos) return name;
    const auto before_last = last == 0 ? std::string::npos : name.rfind('/', last - 1);
    const std::string kind = colon != std::string::npos && colon < last ? name.substr(0, colon + 1) : "";
    return kind + (before_last == std::string::npos ? name.substr(last + 1) : name.substr(before_last + 1));
}

TrainOptions recipe_of(const RunPaths& paths) {
    TrainOptions options;
    OptionTable table;
    options.describe(table);
    table.set_from_yaml_file(paths.config().string());
    for (std::string& name : options.data.train) name = without_folders(name);
    for (std::string& name : options.validate) name = without_folders(name);
    options.data.pictures = without_folders(options.data.pictures);
    options.init = without_folders(options.init);
    return options;
}

/// The options that differ from their defaults, a line each.
std::string changed_options(TrainOptions options) {
    TrainOptions defaults;
    OptionTable table;
    OptionTable default_table;
    options.describe(table);
    defaults.describe(default_table);
    const auto usual = default_table.to_map();
    std::string text;
    for (const auto& [name, value] : table.to_map()) {
        if (usual.at(name) != value) text += name + ": " + value + "\n";
    }
    return text;
}

/// What `rtrack evaluate --json` wrote; null without one.
json evaluation_of(const ModelExport& request) {
    if (request.evaluation.empty()) return nullptr;
    if (!request.evaluated_as.starts_with("rtrack")) {
        throw Error(ErrorCode::Argument,
                    "--as names the tracker that stands for this model, rtrack or "
                    "rtrack-NAME; '" +
                        request.evaluated_as + "' is none");
    }
    std::ifstream stream(request.evaluation);
    const json parsed = json::parse(stream, nullptr, /*allow_exceptions=*/false);
    if (!parsed.is_object() || !parsed.contains("trackers")) {
        throw Error(ErrorCode::Data,
                    request.evaluation.string() + " is not what 'rtrack evaluate --json' writes");
    }
    if (!parsed["trackers"].contains(request.evaluated_as)) {
        throw Error(ErrorCode::Argument,
                    request.evaluation.string() + " has no tracker '" + request.evaluated_as + "'");
    }
    return parsed;
}

/// "GOT-10k's toolkit" of every data set that the figures come from, each once.
std::string toolkits_of(const json& evaluation) {
    std::set<std::string> names;
    const json datasets = evaluation.value("datasets", json::object());
    for (const auto& [dataset, facts] : datasets.items()) names.insert(facts.value("toolkit", "?"));
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

std::string text_of(const std::filesystem::path& file) {
    std::ifstream stream(file);
    std::ostringstream text;
    text << stream.rdbuf();
    if (!stream || !text) throw Error(ErrorCode::Data, file.string() + " cannot be read");
    return text.str();
}

std::string weights_hash(RTrackNet& net) {
    Sha256 hash;
    net.visit([&](const std::string& name, at::Tensor& tensor, TensorRole) {
        const at::Tensor half = tensor.to(at::kHalf).contiguous();
        hash.update(name.data(), name.size());
        hash.update(half.const_data_ptr(), half.nbytes());
    });
    return hash.finish_hex();
}

std::string number(const json& scores, const char* key, const char* format) {
    if (!scores.contains(key) || !scores[key].is_number()) return "-";
    char text[32];
    std::snprintf(text, sizeof text, format, scores[key].get<double>());
    return text;
}

std::string figures_table(const json& trackers) {
    std::string text = "| tracker | AO | SR0.5 | SR0.75 | AUC | frames/s |\n|---|---|---|---|---|---|\n";
    for (const auto& [name, scores] : trackers.items()) {
        text += "| " + name + " | " + number(scores, "ao", "%.3f") + " | " + number(scores, "sr_50", "%.3f") +
                " | " + number(scores, "sr_75", "%.3f") + " | " + number(scores, "auc", "%.3f") + " | " +
                number(scores, "fps", "%.0f") + " |\n";
    }
    return text;
}

/// AO of every sequence, a column a tracker.
std::string sequences_table(const json& trackers) {
    std::string head = "| sequence |";
    std::string rule = "|---|";
    std::map<std::string, std::string> rows;
    for (const auto& [name, scores] : trackers.items()) {
        head += " " + name + " |";
        rule += "---|";
        const json sequences = scores.value("sequences", json::array());
        for (const auto& [key, value] : sequences.items()) {
            const std::string sequence = value.value("name", key);
            // Appended piece by piece: g++ 12 reports an overflow that cannot be in " " + std::string (bug
            // 105651).
            rows[sequence].append(" ").append(number(value, "ao", "%.3f")).append(" |");
        }
    }
    std::string text = head + "\n" + rule + "\n";
    for (const auto& [sequence, cells] : rows) text += "| " + sequence + " |" + cells + "\n";
    return text;
}

constexpr char kCardTitle[] = "# Model card: ";

/// Before the work: nothing that the export is made of, and no text of another kind, is lost to it. A model
/// that was exported may be written anew in its place.
void check_outputs(const ModelExport& request, const std::filesystem::path& source,
                   const std::filesystem::path& card) {
    const std::string of_run = request.run.empty() ? "" : source.string();
    check_output_files({request.output.string(), card.string()},
                       {of_run, request.notes.string(), request.evaluation.string()});
    std::error_code not_there;
    if (std::filesystem::is_regular_file(card, not_there) && !text_of(card).starts_with(kCardTitle)) {
        throw Error(ErrorCode::Argument, card.string() +
                                             " is where the model card goes, but it is not a model card; "
                                             "name another output file");
    }
}

std::string card_text(const ModelExport& request, const Facts& facts, const json& evaluation,
                      int64_t values) {
    std::ostringstream card;
    card << kCardTitle << request.output.stem().string() << "\n\n"
         << "An RTrack network trained by `rtrack train`; written by `rtrack model export`.\n\n"
         << "- started from: " << facts.at("init") << "\n"
         << "- values: " << values << ", stored as float16\n"
         << "- SHA-256 of the weights: `" << facts.at("weights_sha256") << "`\n";
    for (const char* key : {"step", "pairs", "minutes"}) {
        if (facts.count(key)) card << "- " << key << " of training: " << facts.at(key) << "\n";
    }
    card << "- data: " << facts.at("data") << "\n\n";
    if (!evaluation.is_null()) {
        const json& trackers = evaluation["trackers"];
        card << "## Figures\n\nOne run of `rtrack evaluate`, all trackers on the same machine; definitions "
                "of the toolkit "
             << toolkits_of(evaluation) << ".\n\n"
             << figures_table(trackers) << "\nAO by sequence:\n\n"
             << sequences_table(trackers) << "\n";
    }
    card << "## Recipe\n\nWhat differs from the defaults of `rtrack train --options`:\n\n```yaml\n"
         << facts.at("recipe") << "```\n";
    if (!request.notes.empty()) card << "\n" << text_of(request.notes);
    return card.str();
}

Facts facts_of_run(const TrainOptions& options, const Facts& metadata) {
    Facts facts;
    for (const char* key : {"step", "pairs", "minutes", "best_ao"}) {
        if (metadata.count(key)) facts[key] = metadata.at(key);
    }
    facts["recipe"] = changed_options(options);
    facts["init"] = options.init.empty() ? "nothing (random weights)" : options.init;
    for (const std::string& name : options.data.train)
        facts["data"] += (facts["data"].empty() ? "" : ", ") + name;
    if (!options.data.pictures.empty()) facts["data"] += ", pictures " + options.data.pictures;
    return facts;
}

/// Without the figures, which are those of another evaluation.
Facts facts_of_export(const std::filesystem::path& file, const Facts& metadata) {
    Facts facts;
    for (const char* key : {"step", "pairs", "minutes", "best_ao", "recipe", "init", "data"}) {
        if (metadata.count(key)) facts[key] = metadata.at(key);
    }
    for (const char* key : {"recipe", "init", "data"}) {
        if (!facts.count(key)) {
            throw Error(ErrorCode::Data, file.string() + " does not say its " + key +
                                             ": it was not written by 'rtrack model export'");
        }
    }
    return facts;
}

}  // namespace

void export_model(const ModelExport& request) {
    if (request.run.empty() == request.model.empty())
        throw Error(ErrorCode::Argument, "give either the run folder or an exported model");
    const RunPaths paths(request.run);
    const std::filesystem::path source =
        !request.model.empty() ? request.model : (request.best ? paths.best_model() : paths.model());
    std::filesystem::path card = request.output;
    card.replace_extension(".md");
    check_outputs(request, source, card);
    LoadedModel model = load_model(source);
    const json evaluation = evaluation_of(request);
    Facts facts = request.run.empty() ? facts_of_export(source, model.metadata)
                                      : facts_of_run(recipe_of(paths), model.metadata);
    facts["weights_sha256"] = weights_hash(model.net);
    if (!evaluation.is_null()) {
        const json& scores = evaluation["trackers"][request.evaluated_as];
        for (const char* key : {"ao", "sr_50", "sr_75"})
            facts[std::string("figures.") + key] = number(scores, key, "%.4f");
    }
    int64_t values = 0;
    model.net.visit([&](const std::string&, at::Tensor& tensor, TensorRole) { values += tensor.numel(); });

    const std::string card_of_it = card_text(request, facts, evaluation, values);
    save_model(request.output, model.net, facts, at::kHalf);
    write_whole_file(card, card_of_it);
}

}  // namespace rtrack
