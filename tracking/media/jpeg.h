#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "tracking/base/image.h"

// JPEG by libjpeg-turbo, without FFmpeg: the trainer reads its pictures with nothing else. All functions may
// be called from any thread. Grey and CMYK files become RGB. Pixels as they are stored, which is what the
// boxes of the benchmarks refer to; read_image also turns what a camera wrote on its side.
namespace rtrack {

struct JpegSize {
    int width = 0;
    int height = 0;
    bool operator==(const JpegSize&) const = default;
};

/// @param denominator  1, 2, 4 or 8: decodes at this fraction of the size (sides rounded up), much faster.
/// @throws Error(Data) naming the file if it cannot be read, is no JPEG, is cut off or damaged;
///         Error(Contract) for another denominator.
[[nodiscard]] Image read_jpeg(const std::filesystem::path& file, int denominator = 1);

/// As read_jpeg, from memory. @param name  what errors call these bytes.
[[nodiscard]] Image decode_jpeg(std::span<const uint8_t> bytes, const std::string& name, int denominator = 1);

/// The size at full scale; reads the file's first part only. @throws Error(Data) naming the file.
[[nodiscard]] JpegSize read_jpeg_size(const std::filesystem::path& file);
[[nodiscard]] JpegSize decode_jpeg_size(std::span<const uint8_t> bytes, const std::string& name);

/// @param quality  1 to 100; chroma is kept at full resolution from 90 on, at half below.
/// @throws Error(Contract) for an empty picture or a side over 65535.
[[nodiscard]] std::vector<uint8_t> encode_jpeg(const Image& image, int quality = 95);

/// @throws as encode_jpeg; Error(Data) naming the file if it cannot be written.
void write_jpeg(const std::filesystem::path& file, const Image& image, int quality = 95);

}  // namespace rtrack
