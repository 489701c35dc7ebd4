#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "tracking/base/image.h"

namespace rtrack {

/// Pictures of one size whose memory is used again once nobody holds them: fresh memory for every 1080p frame
/// costs 6 % of decoding it. Any thread; a picture may outlive the pool.
class ImagePool {
public:
    /// A picture with arbitrary pixels.
    [[nodiscard]] std::shared_ptr<Image> take(int width, int height);

private:
    struct Shelf {
        std::mutex mutex;
        std::vector<std::unique_ptr<Image>> free;
    };
    std::shared_ptr<Shelf> shelf_ = std::make_shared<Shelf>();
};

}  // namespace rtrack
