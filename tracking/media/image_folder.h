#pragma once

#include <string>
#include <vector>

#include "tracking/base/error.h"
#include "tracking/media/image_codec.h"
#include "tracking/media/media_source.h"

namespace rtrack {

/// Pictures of one size as frames, in natural order of their names. One thread at a time.
class ImageFolder : public MediaSource {
public:
    /// @param name   what a person calls it: the folder or the glob.
    /// @param files  in the order of the frames, all of one size: each one's size is checked when it is read.
    /// @throws Error(Data) naming `name` if there are no files, or the first file if none can be read.
    ImageFolder(std::string name, std::vector<std::filesystem::path> files);

    [[nodiscard]] std::string name() const override { return name_; }
    [[nodiscard]] int64_t frame_count() const override { return static_cast<int64_t>(files_.size()); }
    [[nodiscard]] int width() const override { return width_; }
    [[nodiscard]] int height() const override { return height_; }
    [[nodiscard]] double frames_per_second() const override { return 0; }
    [[nodiscard]] std::optional<double> seconds_at(int64_t frame_index) const override;
    /// @throws also Error(Data) naming the file if its size is not that of the first.
    [[nodiscard]] ImagePtr read(int64_t frame_index) override;

    [[nodiscard]] MediaInfo info() const override;
    [[nodiscard]] std::vector<int64_t> missing_frames() const override { return missing_; }
    [[nodiscard]] const std::filesystem::path& file_of(int64_t frame_index) const;

    /// Reads every picture once, to learn which are damaged or of another size.
    void check_all(const OpenOptions& options);

private:
    void find_first_readable();
    void check_size(const Image& image, int64_t frame_index) const;
    void note_missing(int64_t frame_index, const Error& failure);

    std::string name_;
    std::vector<std::filesystem::path> files_;
    std::vector<int64_t> missing_;     // found so far, in order
    std::vector<std::string> damage_;  // a sentence for each of them
    int width_ = 0;
    int height_ = 0;
    PictureTurn turn_;  // of the first readable one, as they are
    int64_t last_frame_ = -1;
    ImagePtr last_image_;
};

/// The pictures whose names match, folder by folder, in natural order; `*`, `?` and `[...]` as in a shell.
/// @throws Error(Data) naming the pattern if there are none.
[[nodiscard]] std::vector<std::filesystem::path> images_matching(const std::string& pattern);

}  // namespace rtrack
