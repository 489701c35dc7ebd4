#include "tracking/trackers/recorded_work.h"

#include <dlfcn.h>

#include "tracking/base/log.h"
#include "tracking/kernels/cuda_info.h"
#include "tracking/kernels/plugin_library.h"

namespace rtrack {
namespace {

/// nullptr where there is no GPU, or no plug-in: the log says so.
void* plugin() {
    static void* const library = []() -> void* {
        if (cuda_info().devices == 0) return nullptr;
        const PluginLibrary opened = open_plugin_library("librtrack_cuda_graph.so");
        if (opened.handle == nullptr)
            log_warning("networks run without CUDA graphs, which is slower: " + opened.failure);
        return opened.handle;
    }();
    return library;
}

WorkRecorder load_recorder() {
    void* entry = plugin() == nullptr ? nullptr : dlsym(plugin(), "rtrack_record_cuda_work");
    if (entry == nullptr) return {};
    return [record = reinterpret_cast<decltype(&rtrack_record_cuda_work)>(entry)](
               const std::function<void()>& work) { return std::unique_ptr<RecordedWork>(record(work)); };
}

}  // namespace

const WorkRecorder& cuda_work_recorder() {
    static const WorkRecorder recorder = load_recorder();
    return recorder;
}

void release_unused_cuda_memory() {
    void* entry = plugin() == nullptr ? nullptr : dlsym(plugin(), "rtrack_release_unused_cuda_memory");
    if (entry != nullptr) reinterpret_cast<decltype(&rtrack_release_unused_cuda_memory)>(entry)();
}

}  // namespace rtrack
