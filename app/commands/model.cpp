#include <cstdio>
#include <memory>
#include <string>

#include <nlohmann/json.hpp>

#include "app/commands/command.h"
#include "app/commands/model_export.h"
#include "app/commands/support.h"
#include "tracking/base/error.h"
#include "tracking/base/log.h"
#include "tracking/model/model_library.h"
#include "tracking/model/weights_import.h"

namespace rtrack {
namespace {

struct ModelArguments {
    std::string file;
    bool json = false;
    std::string source;
    std::string preset = "rtrack-256";
    std::string output;
    ModelExport to_ship;
};

nlohmann::ordered_json to_json(const ModelFileSummary& summary, const std::string& file) {
    nlohmann::ordered_json json = {{"file", file},
                                   {"bytes", summary.bytes},
                                   {"sha256", summary.hash},
                                   {"rtrack_model", summary.ours},
                                   {"values", summary.values},
                                   {"metadata", summary.metadata}};
    if (summary.ours) {
        ModelOptions options = summary.options;
        OptionTable table;
        options.describe(table);
        json["options"] = table.to_map();
    }
    json["tensors"] = nlohmann::ordered_json::array();
    for (const TensorSummary& tensor : summary.tensors) {
        json["tensors"].push_back({{"name", tensor.name}, {"type", tensor.type}, {"shape", tensor.shape}});
    }
    return json;
}

std::string shape_of(const TensorSummary& tensor) {
    std::string text;
    for (const int64_t size : tensor.shape) text += (text.empty() ? "" : " x ") + std::to_string(size);
    return text;
}

// Names and metadata of foreign files may hold what a terminal obeys.
std::string printable(std::string text) {
    for (char& c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7f) c = '?';
    }
    return text;
}

void print_summary(const ModelFileSummary& summary, const std::string& file) {
    std::printf("%s: %s\n", file.c_str(), summary.ours ? "an RTrack model" : "weights of another program");
    std::printf("%zu tensors, %.2f million values, %.1f MB\nSHA-256 %s\n", summary.tensors.size(),
                static_cast<double>(summary.values) / 1e6, static_cast<double>(summary.bytes) / 1e6,
                summary.hash.c_str());
    for (const auto& [key, text] : summary.metadata) {
        const bool block = text.find('\n') != std::string::npos;
        std::printf("%s:%s%s\n", printable(key).c_str(), block ? "\n" : " ", printable(text).c_str());
    }
    for (const TensorSummary& tensor : summary.tensors) {
        std::printf("  %-52s %-5s %s\n", printable(tensor.name).c_str(), tensor.type.c_str(),
                    shape_of(tensor).c_str());
    }
}

int run_info(const ModelArguments& arguments) {
    const std::string file = find_model_file(arguments.file).string();
    const ModelFileSummary summary = summarize_model_file(file);
    if (arguments.json) {
        // Names and metadata of foreign files need not be UTF-8.
        std::puts(
            to_json(summary, file).dump(2, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
    } else {
        print_summary(summary, file);
    }
    return 0;
}

int run_import(const ModelArguments& arguments) {
    check_output_files({arguments.output}, {arguments.source});
    const WeightsImportReport report =
        import_model_file(arguments.source, model_preset(arguments.preset), arguments.output);
    std::fputs(report.text().c_str(), stdout);
    log_info("wrote " + arguments.output + "; train it before use: what is new in it is random");
    return 0;
}

int run_export(const ModelArguments& arguments) {
    export_model(arguments.to_ship);
    log_info("wrote " + arguments.to_ship.output.string() + " and its model card");
    return 0;
}

}  // namespace

Command model_command() {
    return {
        "model", "Show model files, import MAE, timm and OSTrack weights, export a run's model",
        [](CLI::App& parser) {
            const auto arguments = std::make_shared<ModelArguments>();
            parser.require_subcommand(1);
            CLI::App* info = parser.add_subcommand("info", "What a model file or checkpoint holds");
            info->add_option("FILE", arguments->file, "A file, or the name of a model such as 'shipped'")
                ->required();
            info->add_flag("--json", arguments->json, "Print JSON");
            CLI::App* import = parser.add_subcommand(
                "import", "Make a model file from a MAE, timm, DeiT or OSTrack checkpoint");
            import->add_option("FILE", arguments->source, "A .safetensors or PyTorch file (.pth, .pth.tar)")
                ->required();
            import->add_option("--as", arguments->preset, "The preset that the weights are for")
                ->capture_default_str();
            import->add_option("--output", arguments->output, "The .safetensors file to write")->required();
            CLI::App* ship = parser.add_subcommand(
                "export",
                "Make a model file and its card out of a training run, or write those of "
                "an exported model anew");
            ModelExport& to_ship = arguments->to_ship;
            CLI::Option* run = ship->add_option("--run", to_ship.run, "The run folder");
            ship->add_option("--model", to_ship.model, "An exported model, in place of a run")->excludes(run);
            ship->add_flag("--best", to_ship.best, "The weights that validated best, not the last ones");
            ship->add_option("--evaluation", to_ship.evaluation,
                             "JSON of 'rtrack evaluate', for the card's figures");
            ship->add_option("--notes", to_ship.notes, "Markdown file that ends the card");
            ship->add_option("--as", to_ship.evaluated_as,
                             "The model's name among the trackers of that JSON");
            ship->add_option("--output", to_ship.output, "NAME.safetensors; the card becomes NAME.md")
                ->required();
            return [arguments, info, ship] {
                if (info->parsed()) return run_info(*arguments);
                return ship->parsed() ? run_export(*arguments) : run_import(*arguments);
            };
        }};
}

}  // namespace rtrack
