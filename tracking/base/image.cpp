#include "tracking/base/image.h"

#include <string>

#include "tracking/base/error.h"

namespace rtrack {

Image::Image(int width, int height) : width_(width), height_(height) {
    if (width < 0 || height < 0 || int64_t{width} * height > kMaxPixels) {
        throw Error(ErrorCode::Contract, "a picture of " + std::to_string(width) + " x " +
                                             std::to_string(height) + " pixels is not possible");
    }
    data_.resize(static_cast<size_t>(width) * height * kChannels);
}

}  // namespace rtrack
