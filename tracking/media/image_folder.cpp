#include "tracking/media/image_folder.h"

#include <algorithm>
#include <memory>

#include <glob.h>

#include "tracking/base/natural_order.h"
#include "tracking/base/picture_folder.h"
#include "tracking/media/pictures_in_file.h"

namespace rtrack {
namespace {

// Folder by folder: part by part of the paths.
void sort_naturally(std::vector<std::filesystem::path>& files) {
    const auto part_less = [](const std::filesystem::path& a, const std::filesystem::path& b) {
        return natural_less(a.string(), b.string());
    };
    std::sort(files.begin(), files.end(), [&](const auto& a, const auto& b) {
        return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), part_less);
    });
}

}  // namespace

std::vector<std::filesystem::path> images_matching(const std::string& pattern) {
    glob_t found = {};
    const std::unique_ptr<glob_t, decltype(&globfree)> owner(&found, &globfree);
    std::vector<std::filesystem::path> files;
    if (glob(pattern.c_str(), GLOB_TILDE, nullptr, &found) == 0) {
        for (size_t i = 0; i < found.gl_pathc; ++i) {
            const std::filesystem::path file = found.gl_pathv[i];
            std::error_code leads_nowhere;
            if (is_picture_file(file) && std::filesystem::is_regular_file(file, leads_nowhere))
                files.push_back(file);
        }
    }
    if (files.empty()) throw Error(ErrorCode::Data, "no picture matches " + pattern);
    sort_naturally(files);
    return files;
}

ImageFolder::ImageFolder(std::string name, std::vector<std::filesystem::path> files)
    : name_(std::move(name)), files_(std::move(files)) {
    if (files_.empty()) throw Error(ErrorCode::Data, name_ + " holds no pictures");
    find_first_readable();
    width_ = last_image_->width();
    height_ = last_image_->height();
    turn_ = turn_of_picture(file_of(last_frame_));
}

// One damaged picture does not cost the others; of many that are all damaged the first one is named.
void ImageFolder::find_first_readable() {
    constexpr int64_t kMostTried = 1000;
    const int64_t tried = std::min(frame_count(), kMostTried);
    std::optional<Error> first_failure;
    for (int64_t frame = 0; frame < tried; ++frame) {
        try {
            last_image_ = std::make_shared<const Image>(read_image(files_[static_cast<size_t>(frame)]));
            last_frame_ = frame;
            return;
        } catch (const Error& failure) {
            if (failure.code() != ErrorCode::Data) throw;
            if (!first_failure) first_failure = failure;
            note_missing(frame, failure);
        }
    }
    throw Error(*first_failure);
}

std::optional<double> ImageFolder::seconds_at(int64_t frame_index) const {
    check_frame_index(*this, frame_index);
    return std::nullopt;
}

const std::filesystem::path& ImageFolder::file_of(int64_t frame_index) const {
    check_frame_index(*this, frame_index);
    return files_[static_cast<size_t>(frame_index)];
}

ImagePtr ImageFolder::read(int64_t frame_index) {
    const std::filesystem::path& file = file_of(frame_index);
    if (frame_index == last_frame_) return last_image_;
    try {
        auto image = std::make_shared<const Image>(read_image(file));
        check_size(*image, frame_index);
        last_image_ = std::move(image);
    } catch (const Error& failure) {
        if (failure.code() == ErrorCode::Data) note_missing(frame_index, failure);
        throw;
    }
    last_frame_ = frame_index;
    return last_image_;
}

void ImageFolder::check_size(const Image& image, int64_t frame_index) const {
    if (image.width() == width_ && image.height() == height_) return;
    throw Error(ErrorCode::Data, file_of(frame_index).string() + " (frame " + std::to_string(frame_index) +
                                     ") has " + std::to_string(image.width()) + " x " +
                                     std::to_string(image.height()) +
                                     " pixels, the first readable picture has " + std::to_string(width_) +
                                     " x " + std::to_string(height_) + "; all frames must have one size");
}

void ImageFolder::note_missing(int64_t frame_index, const Error& failure) {
    const auto place = std::lower_bound(missing_.begin(), missing_.end(), frame_index);
    if (place != missing_.end() && *place == frame_index) return;
    damage_.insert(damage_.begin() + (place - missing_.begin()), failure.what());
    missing_.insert(place, frame_index);
}

void ImageFolder::check_all(const OpenOptions& options) {
    for (int64_t frame = 0; frame < frame_count(); ++frame) {
        if (options.cancelled && options.cancelled())
            throw Error(ErrorCode::Stopped, "checking " + name_ + " was stopped");
        try {
            (void)read(frame);
        } catch (const Error& failure) {
            if (failure.code() != ErrorCode::Data) throw;
        }
        if (options.progress)
            options.progress(static_cast<double>(frame + 1) / static_cast<double>(frame_count()));
    }
}

MediaInfo ImageFolder::info() const {
    MediaInfo info;
    info.path = name_;
    info.container = "pictures";
    info.codec = files_.front().extension().string().substr(1);
    info.frames = frame_count();
    info.width = width_;
    info.height = height_;
    info.rotation = turn_.rotation;
    info.mirrored = turn_.mirrored;
    const bool on_side = turn_.rotation % 180 != 0;
    info.coded_width = on_side ? height_ : width_;
    info.coded_height = on_side ? width_ : height_;
    info.key_frames = frame_count();
    if (const auto gap = numbering_gap(files_)) {
        info.damage.push_back(*gap + "; the pictures are taken as following each other, frame by frame");
    }
    if (const int64_t pictures = pictures_in_file(files_.front()); pictures > 1) {
        info.damage.push_back(files_.front().string() + " holds " + std::to_string(pictures) +
                              " pictures; only the first is used");
    }
    info.damage.insert(info.damage.end(), damage_.begin(), damage_.end());
    info.missing_frames = missing_;
    return info;
}

}  // namespace rtrack
