#pragma once

#include <string>

namespace rtrack {

/// A place in pixels; pixel (0, 0) covers [0, 1) x [0, 1).
struct Point {
    double x = 0;
    double y = 0;
    bool operator==(const Point&) const = default;
};

/// An axis-aligned box in pixels: top-left corner and size, as result files of the field have it (x,y,w,h).
struct Box {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;

    [[nodiscard]] double right() const { return x + width; }
    [[nodiscard]] double bottom() const { return y + height; }
    [[nodiscard]] double area() const { return width * height; }
    [[nodiscard]] Point center() const { return {x + width / 2, y + height / 2}; }
    /// Positive size and finite numbers.
    [[nodiscard]] bool valid() const;
    bool operator==(const Box&) const = default;
};

[[nodiscard]] Box box_from_corners(double x1, double y1, double x2, double y2);
[[nodiscard]] Box box_from_cxcywh(double center_x, double center_y, double width, double height);

/// The part of `box` inside a picture of the given size; zero size where nothing is left.
[[nodiscard]] Box clipped(const Box& box, double picture_width, double picture_height);

/// Keeps at least `margin` pixels of the box inside the picture and its sides at least `margin` long, as
/// OSTrack does with its results.
[[nodiscard]] Box clipped_with_margin(const Box& box, double picture_width, double picture_height,
                                      double margin);

/// Intersection over union, in [0, 1]; 0 if either box has no area.
[[nodiscard]] double iou(const Box& a, const Box& b);

/// "x,y,w,h" with up to three decimals.
[[nodiscard]] std::string to_string(const Box& box);

/// Reads "x,y,w,h" (commas, blanks or tabs).
/// @throws Error(Argument) naming the text if there are not exactly four finite numbers or the size is not
/// positive.
[[nodiscard]] Box box_from_string(const std::string& text);

}  // namespace rtrack
