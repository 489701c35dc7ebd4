#include <csignal>
#include <new>

#include "app/command.h"
#include "tracking/base/error.h"
#include "tracking/base/log.h"

namespace {

std::vector<rtrack::Command> commands() {
    return {
        rtrack::train_command(),   rtrack::study_command(), rtrack::evaluate_command(),
        rtrack::metrics_command(), rtrack::doubt_command(), rtrack::doctor_command(),
        rtrack::model_command(),   rtrack::bench_command(),
#ifndef RTRACK_HEADLESS
        rtrack::track_command(),   rtrack::info_command(),  rtrack::frames_command(),
#endif
    };
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
        return parser.exit(failure) == 0 ? 0 : 2;
    }
    return chosen();
}

}  // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);  // a file at its size limit is an error of the write, as a full disk is
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
