#include <ATen/cuda/CUDAEvent.h>
#include <ATen/cuda/CUDAGraph.h>
#include <c10/cuda/CUDACachingAllocator.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>

#include "tracking/trackers/recorded_work.h"

namespace rtrack {
namespace {

// Libraries choose their algorithms and allocate work space in the first runs, which may not be recorded.
constexpr int kRunsBefore = 3;

class RecordedGraph : public RecordedWork {
public:
    explicit RecordedGraph(const std::function<void()>& work) {
        const auto outside = c10::cuda::getCurrentCUDAStream();
        const auto own = c10::cuda::getStreamFromPool(/*isHighPriority=*/false, outside.device_index());
        at::cuda::CUDAEvent ready;
        ready.record(outside);
        ready.block(own);
        const c10::cuda::CUDAStreamGuard guard(own);
        for (int i = 0; i < kRunsBefore; ++i) work();
        own.synchronize();
        // Other threads may go on allocating meanwhile.
        graph_.capture_begin({0, 0}, cudaStreamCaptureModeThreadLocal);
        try {
            work();
        } catch (const c10::Error&) {
            graph_.capture_end();  // or the stream would never be usable again
            throw;
        }
        graph_.capture_end();
    }

    void repeat() override { graph_.replay(); }

private:
    at::cuda::CUDAGraph graph_;
};

}  // namespace

extern "C" RecordedWork* rtrack_record_cuda_work(const std::function<void()>& work) {
    return new RecordedGraph(work);
}

extern "C" void rtrack_release_unused_cuda_memory() {
    c10::cuda::CUDACachingAllocator::emptyCache();
}

}  // namespace rtrack
