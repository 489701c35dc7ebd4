#include "tracking/base/picture_hash.h"

#include "tracking/base/sha256.h"

namespace rtrack {

std::string picture_hash(const Image& image) {
    Sha256 hash;
    for (int y = 0; y < image.height(); ++y)
        hash.update(image.row(y), 3 * static_cast<size_t>(image.width()));
    return hash.finish_hex();
}

}  // namespace rtrack
