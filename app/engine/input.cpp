#include "app/engine/input.h"

#include "tracking/base/synthetic_scene.h"
#include "tracking/media/media_source.h"

namespace rtrack {

std::unique_ptr<FrameSource> open_input(const std::string& input) {
    if (input == "demo:") return std::make_unique<SyntheticScene>();
    return open_frame_source(input);
}

std::optional<Box> known_box(const FrameSource& source, int64_t frame_index) {
    const auto* scene = dynamic_cast<const SyntheticScene*>(&source);
    if (scene == nullptr) return std::nullopt;
    return scene->truth(frame_index).box;
}

}  // namespace rtrack
