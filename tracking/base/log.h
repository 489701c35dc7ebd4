#pragma once

#include <filesystem>
#include <string>

namespace rtrack {

/// Words to people: always on stderr (stdout is for results), and into a file once one is set. Thread-safe.
void log_info(const std::string& message);
void log_warning(const std::string& message);
void log_error(const std::string& message);

/// Also appends to this file from now on, and to none that was named before.
/// @throws Error(Data) naming the file if it cannot be opened.
void log_to_file(const std::filesystem::path& file);

}  // namespace rtrack
