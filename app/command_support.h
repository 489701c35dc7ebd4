#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "app/tracker_factory.h"

namespace rtrack {

/// --tracker and --model, and what declare_compute_arguments declares.
void declare_tracker_arguments(CLI::App& parser, TrackerRequest& request);

/// --device, --precision and --set: how the trackers run, whichever they are.
void declare_compute_arguments(CLI::App& parser, TrackerRequest& request);

/// Writes a command's result: to stdout where `path` is -, else to the file, whole or not at all.
/// @throws Error(Data) naming a file that cannot be written.
void write_output(const std::string& path, const std::string& text);

}  // namespace rtrack
