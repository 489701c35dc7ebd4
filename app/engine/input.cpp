#include "app/engine/input.h"

#include <filesystem>

#include "tracking/base/demo.h"
#include "tracking/base/error.h"
#include "tracking/base/synthetic_scene.h"
#include "tracking/media/image_folder.h"
#include "tracking/media/media_source.h"

namespace rtrack {

std::unique_ptr<FrameSource> open_input(const std::string& input, std::function<bool()> cancelled) {
    if (is_demo(input)) return std::make_unique<SyntheticScene>();
    OpenOptions options;
    options.cancelled = std::move(cancelled);
    return open_frame_source(input, options);
}

void check_spares_pictures(const FrameSource& source, const std::vector<std::string>& outputs) {
    const auto* pictures = dynamic_cast<const ImageFolder*>(&source);
    if (pictures == nullptr) return;
    for (const std::string& output : outputs) {
        std::error_code not_there;
        if (output.empty() || !std::filesystem::exists(output, not_there)) continue;
        for (int64_t frame = 0; frame < source.frame_count(); ++frame) {
            if (!std::filesystem::equivalent(output, pictures->file_of(frame), not_there)) continue;
            throw Error(ErrorCode::Argument, output + " is frame " + std::to_string(frame) +
                                                 " of the input, which would be lost; name another "
                                                 "output file");
        }
    }
}

std::optional<Box> known_box(const FrameSource& source, int64_t frame_index) {
    const auto* scene = dynamic_cast<const SyntheticScene*>(&source);
    if (scene == nullptr) return std::nullopt;
    return scene->truth(frame_index).box;
}

}  // namespace rtrack
