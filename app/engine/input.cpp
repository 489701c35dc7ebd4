#include "app/engine/input.h"

#include <filesystem>
#include <map>
#include <utility>

#include <sys/stat.h>

#include "tracking/base/demo.h"
#include "tracking/base/error.h"
#include "tracking/base/synthetic_scene.h"
#include "tracking/media/image_folder.h"
#include "tracking/media/media_source.h"

namespace rtrack {
namespace {

using FileId = std::pair<dev_t, ino_t>;  // the same for every name of a file

std::optional<FileId> id_of_file(const std::filesystem::path& file) {
    struct stat status = {};
    if (::stat(file.c_str(), &status) != 0) return std::nullopt;
    return FileId(status.st_dev, status.st_ino);
}

}  // namespace

std::unique_ptr<FrameSource> open_input(const std::string& input, std::function<bool()> cancelled) {
    if (is_demo(input)) return std::make_unique<SyntheticScene>();
    OpenOptions options;
    options.cancelled = std::move(cancelled);
    return open_frame_source(input, options);
}

void check_spares_pictures(const FrameSource& source, const std::vector<std::string>& outputs) {
    const auto* pictures = dynamic_cast<const ImageFolder*>(&source);
    if (pictures == nullptr) return;
    std::map<FileId, int64_t> frames;
    for (int64_t frame = 0; frame < source.frame_count(); ++frame) {
        if (const auto id = id_of_file(pictures->file_of(frame))) frames.emplace(*id, frame);
    }
    for (const std::string& output : outputs) {
        const auto id = id_of_file(output);
        const auto found = id ? frames.find(*id) : frames.end();
        if (found == frames.end()) continue;
        throw Error(ErrorCode::Argument, output + " is frame " + std::to_string(found->second) +
                                             " of the input, which would be lost; name another output file");
    }
}

std::optional<Box> known_box(const FrameSource& source, int64_t frame_index) {
    const auto* scene = dynamic_cast<const SyntheticScene*>(&source);
    if (scene == nullptr) return std::nullopt;
    return scene->truth(frame_index).box;
}

}  // namespace rtrack
