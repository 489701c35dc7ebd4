#include "tracking/trackers/recorded_work.h"

#include <filesystem>

#include <dlfcn.h>

#include "tracking/base/log.h"
#include "tracking/kernels/cuda_info.h"

namespace rtrack {
namespace {

WorkRecorder load_recorder() {
    if (cuda_info().devices == 0) return {};
    std::error_code unknown;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", unknown);
    const std::filesystem::path file = program.parent_path() / "librtrack_cuda_graph.so";
    void* library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
    void* entry = library == nullptr ? nullptr : dlsym(library, "rtrack_record_cuda_work");
    if (entry == nullptr) {
        log_warning(std::string("networks run without CUDA graphs, which is slower: ") + dlerror());
        return {};
    }
    return [record = reinterpret_cast<decltype(&rtrack_record_cuda_work)>(entry)](
               const std::function<void()>& work) { return std::unique_ptr<RecordedWork>(record(work)); };
}

}  // namespace

const WorkRecorder& cuda_work_recorder() {
    static const WorkRecorder recorder = load_recorder();
    return recorder;
}

}  // namespace rtrack
