#pragma once

#include <cmath>
#include <cstdint>

#include "tracking/kernels/host_device.h"

namespace rtrack {

/// Turns 8-bit values into what the network sees: value * scale + shift, by channel.
struct Normalization {
    float scale[3];
    float shift[3];
};

RTRACK_HOST_DEVICE inline float normalized(float value, const Normalization& by, int channel) {
    return value * by.scale[channel] + by.shift[channel];
}

/// Where a crop lies and what it sees beyond the frame.
struct CropPlace {
    double center_x, center_y;  ///< in frame pixels
    double side;                ///< in frame pixels, > 0
    float padding[3];           ///< RGB, 0 to 255
};

/// How one output column (or row) is made from input ones [first, first + count), which lie in the frame: the
/// weight of input first + k is (1 - |start + k| scale) norm, a triangle over the support. All weights and
/// `outside` sum to 1.
struct AxisTaps {
    int first = 0;
    int count = 0;
    float start = 0;  ///< first's distance from the output's centre, in input pixels
    float scale = 1;  ///< 1 / support
    float norm = 1;
    float outside = 0;  ///< what falls outside the frame

    [[nodiscard]] RTRACK_HOST_DEVICE float weight(int k) const {
        const float share = 1.0F - std::fabs(start + static_cast<float>(k)) * scale;
        return share > 0 ? share * norm : 0.0F;
    }
};

/// Sum of 1 - (fraction + j) / support over j = 0, 1, ... while it is positive.
RTRACK_HOST_DEVICE inline double half_triangle(double fraction, double support) {
    const double terms = std::ceil(support - fraction);
    return terms - terms * (fraction + (terms - 1) / 2) / support;
}

/// Enlarging is bilinear; shrinking averages over a triangle as wide as the scale, so that nothing aliases.
///
/// @param center, side  of the crop along this axis, in frame pixels
/// @param size          of the crop, in output pixels
/// @param input_size    of the frame, in pixels
RTRACK_HOST_DEVICE inline AxisTaps axis_taps(double center, double side, int size, int output,
                                             int input_size) {
    const double step = side / size;
    const double support = step > 1 ? step : 1.0;
    // Pixel i covers [i, i + 1); its centre is i + 0.5 in the crop, and so in the frame.
    const double position = center - side / 2 + (output + 0.5) * step - 0.5;
    AxisTaps taps;
    taps.scale = static_cast<float>(1 / support);
    const double low = position - support;
    const double high = position + support;
    if (!(low < input_size - 1 && high > 0)) {
        taps.outside = 1;
        return taps;
    }
    const double fraction = position - std::floor(position);
    taps.norm =
        static_cast<float>(1 / (half_triangle(fraction, support) + half_triangle(1 - fraction, support)));
    taps.first = low < 0 ? 0 : static_cast<int>(std::floor(low)) + 1;
    const int last = high > input_size - 1 ? input_size - 1 : static_cast<int>(std::ceil(high)) - 1;
    taps.count = last - taps.first + 1;
    taps.start = static_cast<float>(taps.first - position);
    if (low < -1 || high > input_size) {
        float inside = 0;
        for (int k = 0; k < taps.count; ++k) inside += taps.weight(k);
        taps.outside = inside < 1 ? 1 - inside : 0.0F;
    }
    return taps;
}

/// From 8-bit luma and chroma to RGB: rgb = matrix (y - offset, u - 128, v - 128).
struct YuvConversion {
    float luma_offset;  ///< 16 for limited range, 0 for full
    float luma_scale;
    float red_v, green_u, green_v, blue_u;
};

/// A frame in the memory of whoever reads it.
struct FramePixels {
    const uint8_t* pixels;  ///< RGB, three bytes a pixel; or the luma plane of NV12
    /// Null for RGB; else NV12's plane of U and V, one pair for 2 x 2 pixels: for frames that a GPU decoded.
    /// Nothing gives such frames yet, only the tests do.
    const uint8_t* chroma;
    int width, height;
    int64_t stride;         ///< bytes from one row to the next
    int64_t chroma_stride;  ///< of the chroma plane
    YuvConversion conversion;
};

RTRACK_HOST_DEVICE inline float clamped_byte(float value) {
    return value < 0 ? 0.0F : (value > 255 ? 255.0F : value);
}

/// @param rgb  [3] written, 0 to 255
RTRACK_HOST_DEVICE inline void read_rgb(const FramePixels& frame, int x, int y, float* rgb) {
    if (frame.chroma == nullptr) {
        const uint8_t* pixel = frame.pixels + y * frame.stride + 3 * static_cast<int64_t>(x);
        for (int c = 0; c < 3; ++c) rgb[c] = pixel[c];
        return;
    }
    const YuvConversion& by = frame.conversion;
    const uint8_t* pair = frame.chroma + (y / 2) * frame.chroma_stride + (x / 2) * 2;
    const float luma =
        (static_cast<float>(frame.pixels[y * frame.stride + x]) - by.luma_offset) * by.luma_scale;
    const float u = static_cast<float>(pair[0]) - 128;
    const float v = static_cast<float>(pair[1]) - 128;
    rgb[0] = clamped_byte(luma + by.red_v * v);
    rgb[1] = clamped_byte(luma + by.green_u * u + by.green_v * v);
    rgb[2] = clamped_byte(luma + by.blue_u * u);
}

/// One pixel of a crop, colour converted and normalised. @param rgb  [3] written
RTRACK_HOST_DEVICE inline void crop_pixel(const FramePixels& frame, const CropPlace& place, int size,
                                          const Normalization& normalization, int x, int y, float* rgb) {
    const AxisTaps columns = axis_taps(place.center_x, place.side, size, x, frame.width);
    const AxisTaps rows = axis_taps(place.center_y, place.side, size, y, frame.height);
    float sum[3] = {};
    for (int j = 0; j < rows.count; ++j) {
        float row[3] = {};
        for (int i = 0; i < columns.count; ++i) {
            float pixel[3];
            read_rgb(frame, columns.first + i, rows.first + j, pixel);
            const float weight = columns.weight(i);
            for (int c = 0; c < 3; ++c) row[c] += weight * pixel[c];
        }
        const float weight = rows.weight(j);
        for (int c = 0; c < 3; ++c) sum[c] += weight * (row[c] + columns.outside * place.padding[c]);
    }
    for (int c = 0; c < 3; ++c) {
        rgb[c] = normalized(sum[c] + rows.outside * place.padding[c], normalization, c);
    }
}

}  // namespace rtrack
