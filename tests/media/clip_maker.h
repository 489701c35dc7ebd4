#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/temporary_folder.h"
#include "tracking/base/image.h"

// Clips made by the ffmpeg program at test time. Every frame carries its number as black and white bars, so
// that a wrong frame is seen whatever the codec does to colours.
namespace rtrack::test {

/// Whether the ffmpeg program can be run.
[[nodiscard]] bool have_ffmpeg();
/// Whether it has this encoder ("libx264").
[[nodiscard]] bool have_encoder(const std::string& encoder);

/// Frame `number` of the clips: 10 bars for its bits over a moving pattern.
[[nodiscard]] Image numbered_image(int width, int height, int number);
/// The number in the bars; nullopt if they are not clearly black and white.
[[nodiscard]] std::optional<int> number_in(const Image& image);

/// Makes a clip of `frames` numbered frames. @param arguments  what stands between input and output on
/// ffmpeg's command line. @throws std::runtime_error with ffmpeg's words if that fails.
void make_clip(const std::filesystem::path& file, int width, int height, int frames,
               const std::string& arguments, const std::string& input_arguments = "-r 25");
/// Runs ffmpeg with these arguments. @throws as make_clip.
void run_ffmpeg(const std::string& arguments);

/// All frames as the ffmpeg program decodes them, without repeating or dropping any for a constant rate.
[[nodiscard]] std::vector<Image> decoded_by_ffmpeg(const std::filesystem::path& file, int width, int height,
                                                   const std::string& arguments = "");

}  // namespace rtrack::test
