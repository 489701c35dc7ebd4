#pragma once

#include <set>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "app/engine/tracker_factory.h"
#include "tracking/base/frame_source.h"

namespace rtrack {

/// --tracker and --model, and what declare_compute_arguments declares.
void declare_tracker_arguments(CLI::App& parser, TrackerRequest& request);

/// --device, --precision and --set: how the trackers run, whichever they are.
void declare_compute_arguments(CLI::App& parser, TrackerRequest& request);

/// Writes a command's result: to stdout where `path` is -, else to the file, whole or not at all.
/// @throws Error(Data) naming a file that cannot be written.
void write_output(const std::string& path, const std::string& text);

/// What is known to be wrong with a source: more as it is read. Empty for one that is no file.
[[nodiscard]] std::vector<std::string> damage_of(const FrameSource& source);

/// Warns of what is known to be wrong with the source and was not said yet: a gap in the numbers of pictures
/// or a video cut short when it is opened, another size of the pictures once they are read.
/// @param said  sentences; those that are said now are added
void warn_about_damage(const FrameSource& source, std::set<std::string>& said);

/// Before long work: that none of the files is a folder or would replace an input or another of them, that
/// one at most goes to stdout, "-", and that files and folders can be written. Empty names are passed over.
/// @throws Error(Argument) or Error(Data) naming the file.
void check_output_files(const std::vector<std::string>& outputs, const std::vector<std::string>& inputs);

}  // namespace rtrack
