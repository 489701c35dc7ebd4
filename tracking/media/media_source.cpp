#include "tracking/media/media_source.h"

#include "tracking/base/error.h"
#include "tracking/media/image_codec.h"
#include "tracking/media/image_folder.h"
#include "tracking/media/video_reader.h"

namespace rtrack {

std::unique_ptr<MediaSource> open_frame_source(const std::filesystem::path& path,
                                               const OpenOptions& options) {
    std::vector<std::filesystem::path> files;
    const std::string name = path.string();
    std::error_code code;
    const bool exists = std::filesystem::exists(path, code);
    if (std::filesystem::is_directory(path, code)) {
        files = images_in_folder(path);
    } else if (!exists && name.find_first_of("*?[") != std::string::npos) {
        files = images_matching(name);
    } else if (exists && is_image_file(path)) {
        files = {path};
    } else {
        return std::make_unique<VideoReader>(path, options);
    }
    auto folder = std::make_unique<ImageFolder>(name, std::move(files));
    if (options.check_all) folder->check_all(options);
    return folder;
}

}  // namespace rtrack
