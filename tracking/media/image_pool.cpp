#include "tracking/media/image_pool.h"

#include <utility>

namespace rtrack {

std::shared_ptr<Image> ImagePool::take(int width, int height) {
    constexpr size_t kMostFree = 4;  // what a reader and a queue hand over between them; the rest goes back
    std::unique_ptr<Image> image;
    {
        const std::lock_guard lock(shelf_->mutex);
        if (!shelf_->free.empty()) {
            image = std::move(shelf_->free.back());
            shelf_->free.pop_back();
        }
    }
    if (!image || image->width() != width || image->height() != height) {
        image = std::make_unique<Image>(width, height);
    }
    const auto give_back = [shelf = std::weak_ptr<Shelf>(shelf_)](Image* returned) {
        std::unique_ptr<Image> owner(returned);
        const std::shared_ptr<Shelf> home = shelf.lock();
        if (!home) return;
        const std::lock_guard lock(home->mutex);
        if (home->free.size() < kMostFree) home->free.push_back(std::move(owner));
    };
    return {image.release(), give_back};
}

}  // namespace rtrack
