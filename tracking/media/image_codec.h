#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tracking/base/image.h"

namespace rtrack {

/// Reads a picture: JPEG by libjpeg-turbo, everything else by FFmpeg (the first picture of an animated one).
/// Transparency is dropped, 16 bits become 8. It is turned upright as its EXIF orientation says (JPEG, PNG,
/// WebP, TIFF).
/// @throws Error(Data) naming the file: missing, empty, damaged, no picture, too large.
[[nodiscard]] Image read_image(const std::filesystem::path& file);

/// What read_image does to a stored picture to show it.
struct PictureTurn {
    bool mirrored = false;  ///< left and right exchanged before turning
    int rotation = 0;       ///< degrees clockwise: 0, 90, 180, 270
};
/// Looks at the first part of a JPEG only, where that stands. Nothing for what cannot be read.
[[nodiscard]] PictureTurn turn_of_picture(const std::filesystem::path& file);

/// A JPEG file of which read_image gives other pixels than are stored: what a camera wrote on its side. Looks
/// at the first part of the file only, where that stands.
[[nodiscard]] bool is_turned_jpeg(const std::filesystem::path& file);

/// Writes a picture, whole or not at all; the format follows the name: .jpg / .jpeg (quality 1 to 100) or
/// .png (lossless).
/// @throws Error(Argument) for another ending; Error(Data) naming the file if it cannot be written.
void write_image(const std::filesystem::path& file, const Image& image, int jpeg_quality = 95);

[[nodiscard]] std::vector<uint8_t> encode_png(const Image& image);

}  // namespace rtrack
