#pragma once

#include <filesystem>
#include <memory>

#include "tracking/base/image.h"

namespace rtrack {

struct VideoWriterOptions {
    double frames_per_second = 25;  ///< with a variable rate the average
    bool variable_rate = false;     ///< every picture comes with its time; an .avi keeps the average rate
    int quality = 20;               ///< x264's constant rate factor: 0 lossless, 51 worst
    int key_interval = 0;  ///< at most this many frames from key frame to key frame; 0: the encoder's choice
    int threads = 0;       ///< 0: as many as the machine has cores
};

/// Writes pictures as a video, H.264 where FFmpeg has x264, else MPEG-4; the container follows the name
/// (.mp4, .mkv, .mov, .avi). One thread.
///
/// The file appears under its name when `finish` has succeeded; until then it is a file beside it with a name
/// that no other has, which is removed if the writer goes away before. Colours are BT.709. An odd side grows
/// by one pixel, the last one repeated.
class VideoWriter {
public:
    /// @throws Error(Argument) for a name whose container is not known, an empty size or a rate that is not
    ///         positive; Error(Data) naming the file if it cannot be written.
    VideoWriter(const std::filesystem::path& file, int width, int height,
                const VideoWriterOptions& options = {});
    ~VideoWriter();
    VideoWriter(const VideoWriter&) = delete;
    VideoWriter& operator=(const VideoWriter&) = delete;

    /// @param seconds  with a variable rate: when the picture is shown, from the first one on. A time that is
    ///                 not after the one before becomes the least one that is.
    /// @throws Error(Contract) if the picture has another size; Error(Data) naming the file if the disk is
    /// full.
    void write(const Image& image, double seconds = 0);
    /// Writes what is left and gives the file its name. @throws Error(Data) naming the file.
    void finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// @throws Error(Argument) unless the name ends in .mp4, .mkv, .mov or .avi.
void check_video_name(const std::filesystem::path& file);

}  // namespace rtrack
