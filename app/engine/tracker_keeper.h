#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "app/engine/tracker_factory.h"

namespace rtrack {

/// Hands the last trackers out again as long as the request stays the same: loading a model takes a second.
/// Any thread.
class TrackerKeeper {
public:
    using Maker = std::function<std::unique_ptr<Tracker>(const TrackerRequest&)>;

    /// @param give_memory_back  gives back what the GPU keeps for trackers that are gone
    TrackerKeeper(Maker make, std::function<void()> give_memory_back);

    /// @param target  counts the objects that are tracked at the same time
    /// @throws what the maker throws.
    [[nodiscard]] std::shared_ptr<Tracker> get(const TrackerRequest& request, size_t target);
    /// Lets go of the trackers and gives their memory back: at once, or, while a run uses them, with the end
    /// of that run and on its thread. Returns at once.
    void release();

private:
    struct Key {
        TrackerRequest request;
        /// A run in progress writes its model again, and an export that of a name.
        std::optional<std::filesystem::file_time_type> model_written;

        bool operator==(const Key&) const = default;
    };
    struct Kept;  // trackers that share the network's weights

    Maker make_;
    std::function<void()> give_memory_back_;
    std::mutex mutex_;  // guards what follows
    Key key_;
    std::shared_ptr<Kept> kept_;
};

}  // namespace rtrack
