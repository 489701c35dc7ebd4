#include "tracking/trackers/tracker_contract.h"

#include <string>

#include "tracking/base/error.h"

namespace rtrack {
namespace {

std::string size_text(int width, int height) {
    return std::to_string(width) + " x " + std::to_string(height);
}

}  // namespace

void check_initial_box(const Image& frame, const Box& box) {
    if (frame.empty()) throw Error(ErrorCode::Contract, "tracking cannot start on an empty picture");
    if (!box.valid()) {
        throw Error(ErrorCode::Contract, "the initial box must have a positive size, got " + to_string(box));
    }
    if (!(clipped(box, frame.width(), frame.height()).area() > 0)) {
        throw Error(ErrorCode::Contract, "the initial box " + to_string(box) + " lies outside the frame of " +
                                             size_text(frame.width(), frame.height()) + " pixels");
    }
}

void check_frame_size(const Image& frame, int width, int height) {
    if (frame.width() == width && frame.height() == height) return;
    throw Error(ErrorCode::Contract, "the frame is " + size_text(frame.width(), frame.height()) +
                                         " pixels, tracking started on one of " + size_text(width, height));
}

}  // namespace rtrack
