#pragma once

#include <string>

namespace rtrack {

/// A shared library beside the program, with what only a machine with an NVIDIA GPU can use.
struct PluginLibrary {
    void* handle = nullptr;  ///< of dlopen, for the life of the program; nullptr: it is not there
    std::string failure;     ///< why, as half a sentence; empty if it is there
};

/// @param name  of the file: "librtrack_cuda.so"
[[nodiscard]] PluginLibrary open_plugin_library(const std::string& name);

}  // namespace rtrack
