#pragma once

#include <functional>
#include <memory>
#include <string>

namespace rtrack {

/// Work on a GPU that was recorded once and is repeated by a single launch: on the same memory, with whatever
/// values lie there.
class RecordedWork {
public:
    virtual ~RecordedWork() = default;
    /// Queues the work on Torch's current stream.
    virtual void repeat() = 0;
};

/// Runs the work, which must not wait for the device, and records it. What it allocates stays its own.
/// @throws c10::Error if the work cannot be recorded
using WorkRecorder = std::function<std::unique_ptr<RecordedWork>(const std::function<void()>& work)>;

/// Records CUDA graphs, by the plug-in library `rtrack_cuda_graph` beside the program; empty where that
/// cannot be used, with the reason in the log.
[[nodiscard]] const WorkRecorder& cuda_work_recorder();

/// Gives GPU memory that Torch keeps for later, and nothing uses, back to other programs; by the same
/// plug-in. Does nothing where there is no GPU.
void release_unused_cuda_memory();

/// The symbols of that plug-in. The first is a WorkRecorder; the caller owns what it returns.
extern "C" __attribute__((visibility("default"))) RecordedWork* rtrack_record_cuda_work(
    const std::function<void()>& work);
extern "C" __attribute__((visibility("default"))) void rtrack_release_unused_cuda_memory();

}  // namespace rtrack
