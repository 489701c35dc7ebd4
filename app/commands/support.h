#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "app/engine/tracker_factory.h"

namespace rtrack {

/// --tracker and --model, and what declare_compute_arguments declares.
void declare_tracker_arguments(CLI::App& parser, TrackerRequest& request);

/// --device, --precision and --set: how the trackers run, whichever they are.
void declare_compute_arguments(CLI::App& parser, TrackerRequest& request);

/// Writes a command's result: to stdout where `path` is -, else to the file, whole or not at all.
/// @throws Error(Data) naming a file that cannot be written.
void write_output(const std::string& path, const std::string& text);

/// Before long work: that none of the files is a folder or would replace an input or another of them, that
/// one at most goes to stdout, "-", and that their folders can be written. Empty names are passed over.
/// @throws Error(Argument) or Error(Data) naming the file.
void check_output_files(const std::vector<std::string>& outputs, const std::vector<std::string>& inputs);

}  // namespace rtrack
