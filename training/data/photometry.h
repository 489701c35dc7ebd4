#pragma once

#include <array>
#include <cstdint>

#include "tracking/base/geometry.h"
#include "tracking/base/image.h"
#include "training/data/random.h"

namespace rtrack {

/// Colours and sharpness of crops; nothing here moves a pixel.

using ColorTable = std::array<std::array<uint8_t, 256>, 3>;

/// A smooth random change of gain, gamma, contrast, offset and colour balance. @param strength 1: as a rule
/// mild.
[[nodiscard]] ColorTable random_color_table(Random& random, double strength);
/// An exposure far off: between a ninth and 2.5 times the light, and a changed gamma. What the 8 bits of the
/// source no longer hold stays lost, as in a camera.
[[nodiscard]] ColorTable random_exposure_table(Random& random);
void recolor(const ColorTable& table, Image& image);
[[nodiscard]] std::array<uint8_t, 3> recolor(const ColorTable& table, const std::array<uint8_t, 3>& color);

/// Multiplies and clamps, as OSTrack on [0, 1] pictures.
void change_brightness(Image& image, double factor);
/// Luma (ITU-R BT.601) in all three channels, as OpenCV's RGB -> grey.
void make_gray(Image& image);
/// Distance of the colours from grey times `factor`.
void change_saturation(Image& image, double factor);
/// Standard deviation of the luma inside a box: is there anything to see?
[[nodiscard]] double luma_spread(const Image& image, const Box& box);

void gaussian_blur(Image& image, double sigma);
/// The mean along a straight path of this length in pixels, centred on each pixel.
void motion_blur(Image& image, double length, double radians);
/// Shrinks to `share` of the size and enlarges again (bilinear).
void lower_resolution(Image& image, double share);
/// Uniform noise of up to +-amplitude in every value.
void add_noise(Image& image, int amplitude, Random& random);
/// Brightness that changes linearly across the picture, from 1 - amount to 1 + amount.
void add_light_gradient(Image& image, double amount, double radians);
void fill_box(Image& image, const Box& box, const std::array<uint8_t, 3>& color);

/// One way in which a camera spoils a picture; made once, so that two pictures can be spoilt alike.
struct Degradation {
    double blur_sigma = 0;
    double motion_length = 0;
    double motion_radians = 0;
    double resolution = 1;
    int noise = 0;
};
void degrade(const Degradation& degradation, Image& image, Random& random);

}  // namespace rtrack
