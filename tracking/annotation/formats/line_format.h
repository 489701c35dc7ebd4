#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "tracking/base/annotation_text.h"

namespace rtrack {

constexpr char kDefaultLineFormat[] = "fn,id,cname,x,y,w,h";

/// What an item of a line format stands for.
enum class LineItem {
    Frame,       ///< fn: frame number from 0; fn1: from 1
    FrameName,   ///< iname: name of the frame's picture, which ends with its number
    Class,       ///< cname: class name
    Track,       ///< id
    Score,       ///< score: 0 to 1
    Occluded,    ///< occluded: 0 or 1
    Count,       ///< n: number of objects; what follows is repeated for each
    Coordinate,  ///< x y w h cx cy x1 y1 x2 y2, and the same as parts of the picture: nx ny nw nh ncx ...
    Constant,    ///< c=TEXT is written, and skipped when read; c alone: 0
};

/// Where a coordinate lies.
enum class BoxPart { Start, Center, End, Size };

struct LineColumn {
    LineItem item = LineItem::Constant;
    std::string word;    ///< as it stands in the format
    int frame_base = 0;  ///< of Frame
    BoxPart part = BoxPart::Start;
    bool vertical = false;  ///< y, h
    bool is_share = false;  ///< of the picture's size
    std::string constant;
};

/// A user's own line format, such as DarkLabel's: "fn,id,cname,x,y,w,h" or "iname n id x1 y1 x2 y2".
struct LineFormat {
    std::vector<LineColumn> columns;
    char separator = ',';                 ///< the first of , ; tab blank that the format uses
    std::optional<size_t> repeated_from;  ///< column behind n

    [[nodiscard]] bool has(LineItem item) const;
    [[nodiscard]] bool needs_size() const;  ///< gives parts of the picture
};

/// @throws Error(Argument) that names the item and its place, and says what is missing or known.
[[nodiscard]] LineFormat parse_line_format(const std::string& text);

/// The first rows of a file as the format takes them apart, for people.
struct LinePreview {
    std::vector<std::string> columns;  ///< the items
    /// The texts under them; repeated objects in rows of their own.
    std::vector<std::vector<std::string>> rows;
    Faults faults;  ///< lines that do not fit
};
/// @throws Error(Argument) as parse_line_format.
[[nodiscard]] LinePreview preview_lines(const std::filesystem::path& file, const std::string& line_format,
                                        size_t lines);

/// The cells of one line, an object a row; empty, and a reason, if the line does not fit the format.
[[nodiscard]] std::vector<std::vector<std::string>> objects_of_line(const std::string& line,
                                                                    const LineFormat& format,
                                                                    std::string& reason);

}  // namespace rtrack
