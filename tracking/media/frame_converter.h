#pragma once

#include <vector>

#include "tracking/base/image.h"
#include "tracking/media/image_pool.h"
#include "tracking/media/libav.h"

namespace rtrack {

/// How the stored picture becomes the shown one.
struct PictureGeometry {
    int coded_width = 0;
    int coded_height = 0;
    double sample_aspect_ratio = 1;  ///< width of a stored pixel by its height
    bool mirrored = false;           ///< left and right exchanged, before turning
    int rotation = 0;                ///< degrees clockwise: 0, 90, 180, 270
    int ignored_rotation = 0;        ///< degrees clockwise that the stream asks for besides, no quarter turn

    /// The shorter side of a pixel is stretched, so that no detail is lost; before turning.
    [[nodiscard]] int scaled_width() const;
    [[nodiscard]] int scaled_height() const;
    [[nodiscard]] bool turned() const { return rotation == 90 || rotation == 270; }
    [[nodiscard]] int width() const { return turned() ? scaled_height() : scaled_width(); }
    [[nodiscard]] int height() const { return turned() ? scaled_width() : scaled_height(); }
};

/// Rotation and mirror of a stream from its display matrix; other angles than quarter turns are not
/// applied.
void apply_display_matrix(const int32_t* matrix, PictureGeometry& geometry);

/// Turns decoded pictures of any format into RGB: one conversion by swscale, colour matrix and range as the
/// stream says (BT.601 where it says nothing, as the ffmpeg program does). Internal; one thread.
class FrameConverter {
public:
    FrameConverter() = default;
    explicit FrameConverter(const PictureGeometry& geometry) : geometry_(geometry) {}

    /// A picture whose size differs from the stream's is scaled to it.
    /// @throws Error(Data) if swscale cannot convert this format.
    [[nodiscard]] ImagePtr convert(const AVFrame& frame);

    [[nodiscard]] const PictureGeometry& geometry() const { return geometry_; }

private:
    void prepare(const AVFrame& frame);
    void scale_into(const AVFrame& frame, Image& image);

    PictureGeometry geometry_;
    libav::SwsPtr sws_;
    int sws_width_ = 0;
    int sws_height_ = 0;
    int sws_format_ = -1;
    int sws_colorspace_ = -1;
    int sws_range_ = -1;
    std::vector<uint8_t> padded_;
    ImagePool pool_;
};

/// The picture mirrored (left and right) if asked, then turned clockwise. @param rotation  0, 90, 180 or 270.
[[nodiscard]] Image turned_image(const Image& image, bool mirrored, int rotation);

}  // namespace rtrack
