#include "tracking/media/frame_converter.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "tracking/base/error.h"

namespace rtrack {
namespace {

// The deprecated "J" formats are the same samples with full range.
AVPixelFormat plain_format(AVPixelFormat format, bool* full_range) {
    switch (format) {
        case AV_PIX_FMT_YUVJ420P:
            *full_range = true;
            return AV_PIX_FMT_YUV420P;
        case AV_PIX_FMT_YUVJ422P:
            *full_range = true;
            return AV_PIX_FMT_YUV422P;
        case AV_PIX_FMT_YUVJ444P:
            *full_range = true;
            return AV_PIX_FMT_YUV444P;
        case AV_PIX_FMT_YUVJ440P:
            *full_range = true;
            return AV_PIX_FMT_YUV440P;
        case AV_PIX_FMT_YUVJ411P:
            *full_range = true;
            return AV_PIX_FMT_YUV411P;
        default:
            return format;
    }
}

bool is_rgb(AVPixelFormat format) {
    const AVPixFmtDescriptor* descriptor = av_pix_fmt_desc_get(format);
    return descriptor != nullptr && (descriptor->flags & AV_PIX_FMT_FLAG_RGB) != 0;
}

bool is_gray(AVPixelFormat format) {
    const AVPixFmtDescriptor* descriptor = av_pix_fmt_desc_get(format);
    constexpr uint64_t kOther = AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL;
    return descriptor != nullptr && descriptor->nb_components <= 2 && (descriptor->flags & kOther) == 0;
}

int64_t aligned(int64_t bytes) {
    return (bytes + 63) / 64 * 64;
}

}  // namespace

int PictureGeometry::scaled_width() const {
    const double factor = std::max(sample_aspect_ratio, 1.0);
    return std::max(1, static_cast<int>(std::lround(coded_width * factor)));
}

int PictureGeometry::scaled_height() const {
    const double factor = std::max(1.0 / sample_aspect_ratio, 1.0);
    return std::max(1, static_cast<int>(std::lround(coded_height * factor)));
}

void apply_display_matrix(const int32_t* matrix, PictureGeometry& geometry) {
    // x' = a x + c y, y' = b x + d y, y downwards; a negative determinant exchanges the hands.
    const double a = matrix[0];
    const double b = matrix[1];
    const double c = matrix[3];
    const double d = matrix[4];
    geometry.mirrored = a * d - b * c < 0;
    const double x = geometry.mirrored ? -a : a;  // the mirror comes first
    const double y = geometry.mirrored ? -b : b;
    const double degrees = std::atan2(y, x) * 180.0 / M_PI;
    const auto quarters = static_cast<int>(std::lround(degrees / 90.0));
    const bool quarter_turn = std::abs(degrees - 90.0 * quarters) < 1.0;
    geometry.rotation = quarter_turn ? ((quarters % 4 + 4) % 4) * 90 : 0;
    geometry.ignored_rotation = quarter_turn ? 0 : static_cast<int>(std::lround(degrees));
}

void FrameConverter::prepare(const AVFrame& frame) {
    bool full_range = frame.color_range == AVCOL_RANGE_JPEG;
    const AVPixelFormat format = plain_format(static_cast<AVPixelFormat>(frame.format), &full_range);
    // Gray has the full range unless the stream says otherwise.
    full_range = full_range || (is_gray(format) && frame.color_range == AVCOL_RANGE_UNSPECIFIED);
    // swscale takes RGB of more than 8 bits to YUV and back: by the same matrix.
    const int colorspace = is_rgb(format) ? static_cast<int>(AVCOL_SPC_UNSPECIFIED) : frame.colorspace;
    const int range = full_range ? 1 : 0;
    if (sws_ && frame.width == sws_width_ && frame.height == sws_height_ && format == sws_format_ &&
        colorspace == sws_colorspace_ && range == sws_range_) {
        return;
    }
    sws_.reset(sws_getContext(frame.width, frame.height, format, geometry_.scaled_width(),
                              geometry_.scaled_height(), AV_PIX_FMT_RGB24, SWS_BICUBIC, nullptr, nullptr,
                              nullptr));
    if (!sws_) {
        const char* name = av_get_pix_fmt_name(format);
        throw Error(ErrorCode::Data,
                    std::string("pixel format ") + (name != nullptr ? name : "?") + " cannot be converted");
    }
    const int* matrix =
        sws_getCoefficients(colorspace == AVCOL_SPC_UNSPECIFIED ? SWS_CS_DEFAULT : colorspace);
    const int* rgb_matrix = sws_getCoefficients(SWS_CS_DEFAULT);
    sws_setColorspaceDetails(sws_.get(), matrix, range, rgb_matrix, 1, 0, 1 << 16, 1 << 16);
    sws_width_ = frame.width;
    sws_height_ = frame.height;
    sws_format_ = format;
    sws_colorspace_ = colorspace;
    sws_range_ = range;
}

void FrameConverter::scale_into(const AVFrame& frame, Image& image) {
    prepare(frame);
    const int width = geometry_.scaled_width();
    const int height = geometry_.scaled_height();
    // swscale's fast paths write whole vectors: past the end of a row unless it is a multiple of them.
    const bool direct = width % 16 == 0;
    const auto stride = static_cast<int>(direct ? width * 3 : aligned(int64_t{width} * 3 + 64));
    if (!direct) padded_.resize(static_cast<size_t>(stride) * height + 64);
    uint8_t* const base = direct ? image.data() : padded_.data();
    uint8_t* planes[4] = {base, nullptr, nullptr, nullptr};
    const int strides[4] = {stride, 0, 0, 0};
    const int rows = sws_scale(sws_.get(), frame.data, frame.linesize, 0, frame.height, planes, strides);
    if (rows != height) throw Error(ErrorCode::Data, "a picture could not be converted to RGB");
    if (direct) return;
    for (int y = 0; y < height; ++y) {
        std::memcpy(image.row(y), base + static_cast<size_t>(y) * stride, image.stride());
    }
}

ImagePtr FrameConverter::convert(const AVFrame& frame) {
    const std::shared_ptr<Image> image = pool_.take(geometry_.scaled_width(), geometry_.scaled_height());
    scale_into(frame, *image);
    if (!geometry_.mirrored && geometry_.rotation == 0) return image;
    return std::make_shared<Image>(turned_image(*image, geometry_.mirrored, geometry_.rotation));
}

Image turned_image(const Image& image, bool mirrored, int rotation) {
    const int width = image.width();
    const int height = image.height();
    const bool swaps = rotation == 90 || rotation == 270;
    Image out(swaps ? height : width, swaps ? width : height);
    // Where stored pixel (x, y) goes: base + x * step_x + y * step_y, in pixels of `out`.
    const int64_t across = 1;
    const int64_t down = out.width();
    int64_t base = 0;
    int64_t step_x = across;
    int64_t step_y = down;
    if (rotation == 90) base = height - 1, step_x = down, step_y = -across;
    if (rotation == 180) base = int64_t{width} * height - 1, step_x = -across, step_y = -down;
    if (rotation == 270) base = (width - 1) * down, step_x = -down, step_y = across;
    if (mirrored) {
        base += (width - 1) * step_x;
        step_x = -step_x;
    }
    constexpr int kTile = 32;  // both sides of a tile stay in the first-level cache
    for (int tile_y = 0; tile_y < height; tile_y += kTile) {
        for (int tile_x = 0; tile_x < width; tile_x += kTile) {
            for (int y = tile_y; y < std::min(tile_y + kTile, height); ++y) {
                const uint8_t* from = image.row(y) + size_t{3} * tile_x;
                uint8_t* to = out.data() + 3 * (base + tile_x * step_x + y * step_y);
                for (int x = tile_x; x < std::min(tile_x + kTile, width); ++x, from += 3, to += 3 * step_x) {
                    to[0] = from[0];
                    to[1] = from[1];
                    to[2] = from[2];
                }
            }
        }
    }
    return out;
}

}  // namespace rtrack
