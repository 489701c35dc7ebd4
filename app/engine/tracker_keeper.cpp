#include "app/engine/tracker_keeper.h"

#include <atomic>
#include <string>
#include <utility>
#include <vector>

#include "tracking/base/error.h"
#include "tracking/model/model_library.h"

namespace rtrack {
namespace {

/// Of the file that the model's name stands for now; nullopt without one, which the maker complains about.
std::optional<std::filesystem::file_time_type> time_written(const std::string& model) {
    std::filesystem::path file;
    try {
        file = find_model_file(model);
    } catch (const Error&) {
        return std::nullopt;
    }
    std::error_code failure;
    const auto written = std::filesystem::last_write_time(file, failure);
    return failure ? std::nullopt : std::optional(written);
}

}  // namespace

/// Lives as long as the keeper, or anybody to whom it gave one of the trackers, has it.
struct TrackerKeeper::Kept {
    explicit Kept(std::function<void()> give_back) : give_memory_back(std::move(give_back)) {}
    Kept(const Kept&) = delete;
    Kept& operator=(const Kept&) = delete;
    ~Kept() {
        trackers.clear();
        if (released) give_memory_back();
    }

    std::function<void()> give_memory_back;
    std::vector<std::unique_ptr<Tracker>> trackers;
    std::atomic<bool> released = false;
};

TrackerKeeper::TrackerKeeper(Maker make, std::function<void()> give_memory_back)
    : make_(std::move(make)), give_memory_back_(std::move(give_memory_back)) {}

std::shared_ptr<Tracker> TrackerKeeper::get(const TrackerRequest& request, size_t target) {
    const std::lock_guard lock(mutex_);
    const Key key{request, time_written(request.model)};
    if (!kept_ || key != key_) {
        kept_ = std::make_shared<Kept>(give_memory_back_);
        key_ = key;
    }
    while (kept_->trackers.size() <= target) kept_->trackers.push_back(make_(request));
    return {kept_, kept_->trackers[target].get()};
}

void TrackerKeeper::release() {
    std::shared_ptr<Kept> released;
    {
        const std::lock_guard lock(mutex_);
        released = std::exchange(kept_, nullptr);
    }
    if (!released) return give_memory_back_();  // of runs before, or of other trackers
    released->released = true;
}

}  // namespace rtrack
