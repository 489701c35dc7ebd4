#include "tracking/kernels/plugin_library.h"

#include <filesystem>

#include <dlfcn.h>

namespace rtrack {

PluginLibrary open_plugin_library(const std::string& name) {
    std::error_code unknown;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", unknown);
    const std::filesystem::path file = program.parent_path() / name;
    if (!std::filesystem::exists(file, unknown)) {
        return {nullptr, "the CUDA plug-in " + file.string() +
                             " is not there; build with the preset cuda, or with -DRTRACK_CUDA=ON"};
    }
    void* library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) return {nullptr, std::string("the CUDA plug-in cannot be loaded: ") + dlerror()};
    return {library, ""};
}

}  // namespace rtrack
