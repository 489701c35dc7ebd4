#include "tracking/base/crop.h"

#include <cmath>

#include "tracking/base/error.h"

namespace rtrack {

Point Crop::crop_from_frame(const Point& in_frame) const {
    return {(in_frame.x - center.x) * scale() + size / 2.0, (in_frame.y - center.y) * scale() + size / 2.0};
}

Point Crop::frame_from_crop(const Point& in_crop) const {
    return {(in_crop.x - size / 2.0) / scale() + center.x, (in_crop.y - size / 2.0) / scale() + center.y};
}

Box Crop::crop_from_frame(const Box& in_frame) const {
    const Point corner = crop_from_frame(Point{in_frame.x, in_frame.y});
    return {corner.x, corner.y, in_frame.width * scale(), in_frame.height * scale()};
}

Box Crop::frame_from_crop(const Box& in_crop) const {
    const Point corner = frame_from_crop(Point{in_crop.x, in_crop.y});
    return {corner.x, corner.y, in_crop.width / scale(), in_crop.height / scale()};
}

Crop crop_around(const Box& box, double factor, int size) {
    if (!box.valid() || !(factor > 0) || size <= 0) {
        throw Error(ErrorCode::Contract,
                    "a crop needs a box, a factor and a size that are positive, got box " + to_string(box) +
                        ", factor " + std::to_string(factor) + ", size " + std::to_string(size));
    }
    return {box.center(), factor * std::sqrt(box.area()), size};
}

}  // namespace rtrack
