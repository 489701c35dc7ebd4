#pragma once

#include <string>
#include <vector>

#include "tracking/annotation/formats/format.h"

namespace rtrack {

/// With at most `decimals` places, without zeros at the end.
[[nodiscard]] std::string number_text(double value, int decimals);

/// "x,y,w,h" in the format's coordinates and rounding; no side is rounded to nothing.
[[nodiscard]] std::string box_text(const Box& box, const Format& format, char separator = ',');

/// The box with its corner as the format counts pixels, and rounded.
[[nodiscard]] Box box_in_format(const Box& box, const Format& format);

/// Fit for a file name: no slashes, colons, blanks or control characters, never empty.
[[nodiscard]] std::string file_name_of(const std::string& name);

/// A number with zeros in front.
[[nodiscard]] std::string padded(int64_t number, int digits);

/// An id for each of these tracks: its name where that is a number which no other has, else a free number
/// from 1.
[[nodiscard]] std::vector<int64_t> track_ids(const AnnotationSet& set, const std::vector<size_t>& tracks);

}  // namespace rtrack
