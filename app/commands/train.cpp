#include <algorithm>
#include <iostream>

#include <unistd.h>

#include "app/commands/command.h"
#include "app/commands/train_probe.h"
#include "app/commands/train_setup.h"
#include "app/commands/train_validation.h"
#include "tracking/base/atomic_file.h"
#include "tracking/base/error.h"
#include "tracking/base/log.h"
#include "tracking/base/stop_signals.h"
#include "tracking/trackers/compute_device.h"
#include "training/learn/distributed.h"
#include "training/learn/train_run.h"
#include "training/run/run_dir.h"

namespace rtrack {

namespace {

struct TrainArguments {
    std::string config;
    std::vector<std::string> settings;
    std::string run_folder;
    std::string init;
    bool resume = false;
    bool check = false;
    bool probe = false;
    bool estimate = false;
    std::string preview;
    bool list_options = false;
    bool json = false;
};

/// Every option with the value that a preset or file gives it; without a name, the paper's.
std::string options_text(const std::string& config) {
    const bool file = is_configuration_file(config);
    TrainOptions options = config.empty() || file ? TrainOptions() : train_preset(config);
    if (file) {
        OptionTable values;
        options.describe(values);
        values.set_from_yaml_file(config);
    }
    OptionTable table;
    options.describe(table);
    return table.help_text();
}

/// A run that is resumed begins from its own config.yaml, also where it was killed before its first
/// checkpoint.
TrainOptions resolved_options(const TrainArguments& arguments) {
    const RunPaths paths(arguments.run_folder);
    const bool continues = arguments.resume && std::filesystem::exists(paths.last_checkpoint());
    if (continues && !std::filesystem::exists(paths.config())) {
        write_whole_file(paths.config(), configuration_in_checkpoint(paths.last_checkpoint()));
    }
    const bool known = arguments.resume && std::filesystem::exists(paths.config());
    if (known && !arguments.config.empty()) {
        log_info("the run goes on as " + paths.config().string() + " has it; " + arguments.config +
                 " is not looked at");
    }
    if (continues && !arguments.init.empty()) {
        log_warning("--init is not used: the run goes on from its last checkpoint");
    }
    TrainSettings settings = {known ? paths.config().string() : arguments.config, arguments.settings};
    if (!arguments.init.empty()) settings.assignments.push_back("init=" + arguments.init);
    return configured_options(settings, /*from_model=*/!continues);
}

bool names_device(const TrainArguments& arguments) {
    return std::any_of(arguments.settings.begin(), arguments.settings.end(),
                       [](const std::string& setting) { return setting.starts_with("device="); });
}

std::string command_line_of(const TrainArguments& arguments) {
    std::string line = "rtrack train " + arguments.config;
    for (const auto& setting : arguments.settings) line += " --set " + setting;
    return line + " --run " + arguments.run_folder + (arguments.resume ? " --resume" : "");
}

int run_training(const TrainArguments& arguments) {
    TrainRun run;
    run.options = resolved_options(arguments);
    if (arguments.run_folder.empty()) throw Error(ErrorCode::Argument, "name the run folder: --run DIR");
    const auto place = place_from_environment();
    std::unique_ptr<JoinedProcesses> processes;
    if (place) {
        check_shared_batch(run.options, place->world);
        if (place->rank == 0) {
            log_info("waiting for the other " + std::to_string(place->world - 1) + " of " +
                     std::to_string(place->world) + " processes at " + place->master_address + ":" +
                     std::to_string(place->master_port));
        }
        processes = join_processes(*place);
        run.processes = processes.get();
        if (arguments.resume && !names_device(arguments) && run.options.device.starts_with("cuda:"))
            run.options.device = "cuda";  // config.yaml has the GPU that rank 0 had
        run.options.device = device_of_process(run.options.device, *place, cuda_info().devices);
    }
    const ComputeChoice compute = settle_compute(run.options);
    if (processes) {
        const std::string way = processes->settle_device(at::Device(compute.device));
        if (place->rank == 0) log_info("the processes exchange gradients by " + way);
    }
    run.folder = arguments.run_folder;
    run.resume = arguments.resume;
    run.device_name = compute.description();
    run.command_line = command_line_of(arguments);
    keep_freed_memory();
    run.echo_descriptor = STDOUT_FILENO;
    run.control_descriptor = STDIN_FILENO;
    run.progress_lines = true;
    catch_stop_signals();
    RunControl control;
    run.control = &control;
    run.make_validator = [&](const RunPaths& paths) { return make_validator(run.options, paths, control); };
    const TrainRunEnd end = train_in_folder(run);
    if (end.end == Trainer::End::Stopped) {
        log_info("stopped at step " + std::to_string(end.step) + "; --resume goes on from there");
        return exit_code(ErrorCode::Stopped);
    }
    return 0;
}

}  // namespace

Command train_command() {
    return {
        "train", "train or fine-tune a network",
        [](CLI::App& parser) {
            auto arguments = std::make_shared<TrainArguments>();
            parser.add_option("CONFIG", arguments->config,
                              "rtrack-256, rtrack-384, small, tiny, shipped, fine-tune, or a YAML file");
            parser
                .add_option("--set", arguments->settings,
                            "key=value, over the configuration; may be repeated")
                ->take_all();
            parser.add_option("--run", arguments->run_folder,
                              "the run folder: made, or with --resume gone on with");
            parser.add_option("--init", arguments->init, "a model file to start from");
            parser.add_flag("--resume", arguments->resume, "go on from the last checkpoint, if there is one");
            parser.add_flag("--check", arguments->check, "check the data sets, say what is wrong, and leave");
            parser.add_flag("--probe", arguments->probe,
                            "train a few steps without a run folder, say as JSON what they cost, and leave");
            parser.add_flag("--estimate", arguments->estimate,
                            "say as JSON how much memory the run will take, computing nothing, and leave");
            parser.add_option("--preview", arguments->preview,
                              "write the first training pairs with their truth as a JPEG file, and leave");
            CLI::Option* list =
                parser.add_flag("--options", arguments->list_options, "list every option and leave");
            parser.add_flag("--json", arguments->json, "with --options: as JSON, with the presets' values")
                ->needs(list);
            return std::function<int()>([arguments] {
                if (arguments->list_options && arguments->json) {
                    std::cout << train_options_json();
                    return 0;
                }
                if (arguments->list_options) {
                    std::cout << options_text(arguments->config);
                    return 0;
                }
                if (arguments->check) {
                    const bool faultless = check_training_data(resolved_options(*arguments)) == 0;
                    return faultless ? 0 : exit_code(ErrorCode::Data);
                }
                if (!arguments->preview.empty()) {
                    write_training_preview(resolved_options(*arguments), arguments->preview);
                    return 0;
                }
                if (arguments->estimate) {
                    std::cout << estimate_training(resolved_options(*arguments));
                    return 0;
                }
                if (arguments->probe) {
                    std::cout << probe_training(resolved_options(*arguments));
                    return 0;
                }
                return run_training(*arguments);
            });
        },
        true};
}

}  // namespace rtrack
