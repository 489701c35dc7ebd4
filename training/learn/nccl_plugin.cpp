#include "training/learn/nccl_plugin.h"

#include <dlfcn.h>

#include "tracking/kernels/cuda_info.h"
#include "tracking/kernels/plugin_library.h"

namespace rtrack {
namespace {

NcclPlugin load_plugin() {
    NcclPlugin plugin;
    plugin.failure = cuda_info().reason;
    if (cuda_info().devices == 0) return plugin;
    const PluginLibrary library = open_plugin_library("librtrack_nccl.so");
    plugin.failure = library.failure;
    if (library.handle == nullptr) return plugin;
    const auto fill =
        reinterpret_cast<decltype(&rtrack_nccl_plugin)>(dlsym(library.handle, "rtrack_nccl_plugin"));
    if (fill == nullptr) {
        plugin.failure = "the plug-in librtrack_nccl.so belongs to another version; build it anew";
    } else {
        fill(plugin);
    }
    return plugin;
}

}  // namespace

const NcclPlugin& nccl_plugin() {
    static const NcclPlugin loaded = load_plugin();
    return loaded;
}

}  // namespace rtrack
