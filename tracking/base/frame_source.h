#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "tracking/base/image.h"

namespace rtrack {

/// Frames by index: a video file, a folder of pictures, a benchmark sequence, or a synthetic scene.
///
/// A frame's name is its index in presentation order, from 0. Not thread-safe: one thread at a time.
class FrameSource {
public:
    virtual ~FrameSource() = default;

    [[nodiscard]] virtual std::string name()
        const = 0;  ///< what a person calls it: the file's or folder's path
    [[nodiscard]] virtual int64_t frame_count() const = 0;
    [[nodiscard]] virtual int width() const = 0;  ///< as shown: rotation and sample aspect ratio applied
    [[nodiscard]] virtual int height() const = 0;
    /// Frames a second where time is known (the average of a variable rate); 0 for pictures without time.
    [[nodiscard]] virtual double frames_per_second() const = 0;
    /// When the frame is shown, in seconds from the first frame; nullopt for pictures without time.
    [[nodiscard]] virtual std::optional<double> seconds_at(int64_t frame_index) const = 0;

    /// The picture with this index; the same picture however one gets to it.
    /// @throws Error(Contract) if the index is outside [0, frame_count()).
    /// @throws Error(Data) naming file and frame if the frame cannot be decoded.
    [[nodiscard]] virtual ImagePtr read(int64_t frame_index) = 0;
};

/// @throws Error(Contract) naming source and range if the index is outside.
void check_frame_index(const FrameSource& source, int64_t frame_index);

}  // namespace rtrack
