#pragma once

#include <functional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace rtrack {

/// One command of `rtrack`: one file, one entry in the table of main.cpp.
///
/// `declare` adds the command's arguments to the parser and returns what runs it; that returns the exit code,
/// or throws Error, which main turns into one line on stderr and the exit code of its kind.
struct Command {
    std::string name;
    std::string help;
    std::function<std::function<int()>(CLI::App& parser)> declare;
    bool computes = false;  ///< runs networks
};

// Each defined in its own file, NAME.cpp.
Command track_command();
Command train_command();
Command study_command();
Command evaluate_command();
Command doubt_command();
Command metrics_command();
Command frames_command();
Command info_command();
Command model_command();
Command bench_command();
Command doctor_command();
Command convert_command();
Command import_command();
Command export_command();
Command verify_command();

}  // namespace rtrack
