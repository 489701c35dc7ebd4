#include "tracking/media/media_source.h"

#include "tracking/base/picture_folder.h"
#include "tracking/media/image_folder.h"
#include "tracking/media/pictures_in_file.h"
#include "tracking/media/video_reader.h"

namespace rtrack {

namespace {

// An animation is a video, whatever its name; the pages of a TIFF are not.
bool is_animated_png(const std::filesystem::path& file) {
    return lower_extension(file) == ".png" && pictures_in_file(file) > 1;
}

}  // namespace

std::unique_ptr<MediaSource> open_frame_source(const std::filesystem::path& path,
                                               const OpenOptions& options) {
    std::vector<std::filesystem::path> files;
    const std::string name = path.string();
    std::error_code code;
    const bool exists = std::filesystem::exists(path, code);
    const bool is_file = std::filesystem::is_regular_file(path, code);
    if (std::filesystem::is_directory(path, code)) {
        files = pictures_of_video(path);
    } else if (!exists && name.find_first_of("*?[") != std::string::npos) {
        files = images_matching(name);
    } else if (is_file && is_picture_file(path) && !is_animated_png(path)) {
        files = {path};
    } else {
        return std::make_unique<VideoReader>(path, options);
    }
    auto folder = std::make_unique<ImageFolder>(name, std::move(files));
    if (options.check_all) folder->check_all(options);
    return folder;
}

}  // namespace rtrack
