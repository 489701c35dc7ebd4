#include <algorithm>
#include <csignal>
#include <cstdio>
#include <iostream>
#include <new>

#include "app/commands/command.h"
#ifndef RTRACK_HEADLESS
#include "app/engine/project_dataset.h"
#endif
#include "app/engine/short_spin.h"
#include "tracking/base/error.h"
#include "tracking/base/log.h"
#include "tracking/base/options.h"

namespace {

std::vector<rtrack::Command> commands() {
    return {
        rtrack::train_command(),   rtrack::study_command(),  rtrack::evaluate_command(),
        rtrack::metrics_command(), rtrack::doubt_command(),  rtrack::doctor_command(),
        rtrack::model_command(),   rtrack::bench_command(),
#ifndef RTRACK_HEADLESS
        rtrack::track_command(),   rtrack::info_command(),   rtrack::frames_command(),
        rtrack::convert_command(), rtrack::import_command(), rtrack::export_command(),
        rtrack::verify_command(),
#endif
    };
}

/// What a mistyped word may have meant: "; the nearest is '--box'", or nothing.
std::string suggestion(CLI::App& parser, int argc, char** argv) {
    const CLI::App* command = &parser;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if (word.starts_with("--")) {
            const std::string name = word.substr(0, word.find('='));
            std::vector<std::string> names;
            for (const CLI::Option* option : command->get_options()) {
                for (const std::string& known : option->get_lnames()) names.push_back("--" + known);
            }
            if (std::find(names.begin(), names.end(), name) != names.end()) continue;
            return "there is no option " + name + "; the nearest is " + rtrack::nearest_name(name, names);
        }
        const auto subcommands = command->get_subcommands([](const CLI::App*) { return true; });
        if (subcommands.empty()) continue;
        std::vector<std::string> names;
        for (const CLI::App* known : subcommands) names.push_back(known->get_name());
        const auto found = std::find(names.begin(), names.end(), word);
        if (found == names.end()) {
            return "there is no command '" + word + "'; the nearest is '" +
                   rtrack::nearest_name(word, names) + "'";
        }
        command = subcommands[static_cast<size_t>(found - names.begin())];
    }
    return "";
}

/// @throws Error(Data) if what the command wrote did not arrive.
int checked_output(int code) {
    const bool written = std::cout.flush().good() && std::fflush(stdout) == 0;
    if (written || code != 0) return code;
    throw rtrack::Error(rtrack::ErrorCode::Data, "standard output cannot be written; is the disk full?");
}

int run(int argc, char** argv) {
    CLI::App parser("RTrack: track objects in video, train and evaluate trackers", "rtrack");
    parser.require_subcommand(1);
    std::function<int()> chosen;
    for (const rtrack::Command& command : commands()) {
        CLI::App* sub = parser.add_subcommand(command.name, command.help);
        std::function<int()> action = command.declare(*sub);
        sub->callback([&chosen, action] { chosen = action; });
    }
    try {
        parser.parse(argc, argv);
    } catch (const CLI::ParseError& failure) {
        if (failure.get_exit_code() != 0) {
            const std::string meant = suggestion(parser, argc, argv);
            if (!meant.empty()) {
                rtrack::log_error(meant);
                return 2;
            }
        }
        return parser.exit(failure) == 0 ? 0 : 2;
    }
    return checked_output(chosen());
}

}  // namespace

int main(int argc, char** argv) {
    for (const rtrack::Command& command : commands()) {  // a new start costs a third of a second
        if (argc > 1 && command.name == argv[1] && command.computes) rtrack::restart_with_short_spin(argv);
    }
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);  // a file at its size limit is an error of the write, as a full disk is
#ifndef RTRACK_HEADLESS
    rtrack::support_project_datasets();
#endif
    try {
        return run(argc, argv);
    } catch (const rtrack::Error& failure) {
        rtrack::log_error(failure.what());
        return rtrack::exit_code(failure.code());
    } catch (const std::bad_alloc&) {
        rtrack::log_error("out of memory");
        return 4;
    } catch (const std::exception& failure) {
        // Torch's errors carry a stack trace behind their first line.
        const std::string message = failure.what();
        rtrack::log_error(message.substr(0, message.find('\n')));
        return 1;
    }
}
