#pragma once

#include <set>
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

/// How objects without a class are called where something must stand, and the mark there that says so.
constexpr char kObject[] = "object";
constexpr char kWithoutClass[] = "without_class";
[[nodiscard]] bool has_tracks_without_class(const AnnotationSet& set);

/// Fit for a file name: no slashes, colons, blanks or control characters, never empty.
[[nodiscard]] std::string file_name_of(const std::string& name);

/// One name for each, fit for a file name and unlike the others.
[[nodiscard]] std::vector<std::string> file_names_of(const std::vector<std::string>& names);
/// The same for the videos of the set.
[[nodiscard]] std::vector<std::string> video_file_names(const AnnotationSet& set);

/// The name, or with a number behind it ("car-2") where it is taken. It is taken then.
[[nodiscard]] std::string unique_name(const std::string& wanted, std::set<std::string>& taken);

/// The frames of a video that are listed, `end` not included.
struct ListedFrames {
    int64_t first = 0;
    int64_t end = 0;
};
[[nodiscard]] ListedFrames listed_frames(const AnnotationSet& set, size_t video, const WriteOptions& options);

/// A number with zeros in front.
[[nodiscard]] std::string padded(int64_t number, int digits);

/// An id for each of these tracks: its name where that is a number which no other has, else a free number
/// from 1.
[[nodiscard]] std::vector<int64_t> track_ids(const AnnotationSet& set, const std::vector<size_t>& tracks);

}  // namespace rtrack
