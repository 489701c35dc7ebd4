#include "tracking/trackers/recorded_work.h"

#include <filesystem>

#include <dlfcn.h>

#include "tracking/base/log.h"
#include "tracking/kernels/cuda_info.h"

namespace rtrack {
namespace {

/// nullptr where there is no GPU, or no plug-in: the log says so.
void* plugin() {
    static void* const library = []() -> void* {
        if (cuda_info().devices == 0) return nullptr;
        std::error_code unknown;
        const auto program = std::filesystem::read_symlink("/proc/self/exe", unknown);
        const std::filesystem::path file = program.parent_path() / "librtrack_cuda_graph.so";
        void* opened = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
        if (opened == nullptr)
            log_warning(std::string("networks run without CUDA graphs, which is slower: ") + dlerror());
        return opened;
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
