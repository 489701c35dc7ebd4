#include "tracking/annotation/formats/line_format.h"

#include <algorithm>
#include <array>

#include "tracking/base/error.h"

namespace rtrack {
namespace {

constexpr char kKnownItems[] =
    "fn, fn1, iname, cname, id, score, occluded, n, x, y, w, h, cx, cy, x1, y1, x2, y2, nx, ny, nw, nh, ncx, "
    "ncy, nx1, ny1, nx2, ny2, c=TEXT";

std::optional<LineColumn> coordinate_column(const std::string& word) {
    struct Known {
        const char* word;
        BoxPart part;
        bool vertical;
    };
    static const std::array<Known, 10> known = {{{"x", BoxPart::Start, false},
                                                 {"y", BoxPart::Start, true},
                                                 {"x1", BoxPart::Start, false},
                                                 {"y1", BoxPart::Start, true},
                                                 {"cx", BoxPart::Center, false},
                                                 {"cy", BoxPart::Center, true},
                                                 {"x2", BoxPart::End, false},
                                                 {"y2", BoxPart::End, true},
                                                 {"w", BoxPart::Size, false},
                                                 {"h", BoxPart::Size, true}}};
    const bool is_share = word.size() > 1 && word.front() == 'n';
    const std::string name = is_share ? word.substr(1) : word;
    for (const Known& entry : known) {
        if (name == entry.word)
            return LineColumn{LineItem::Coordinate, word, 0, entry.part, entry.vertical, is_share, ""};
    }
    return std::nullopt;
}

std::optional<LineColumn> column_of(const std::string& word) {
    const auto simple = [&](LineItem item) { return LineColumn{item, word, 0, {}, false, false, ""}; };
    if (word == "fn") return simple(LineItem::Frame);
    if (word == "fn1") return LineColumn{LineItem::Frame, word, 1, {}, false, false, ""};
    if (word == "iname") return simple(LineItem::FrameName);
    if (word == "cname" || word == "label") return simple(LineItem::Class);
    if (word == "id") return simple(LineItem::Track);
    if (word == "score") return simple(LineItem::Score);
    if (word == "occluded") return simple(LineItem::Occluded);
    if (word == "n") return simple(LineItem::Count);
    if (word == "c" || word.starts_with("c="))
        return LineColumn{LineItem::Constant, word, 0, {}, false, false, word == "c" ? "0" : word.substr(2)};
    return coordinate_column(word);
}

[[noreturn]] void refuse(const std::string& text, const std::string& reason) {
    throw Error(ErrorCode::Argument, "The line format '" + text + "' " + reason);
}

/// Two of start, centre, end and size give a side.
void check_side(const LineFormat& format, const std::string& text, bool vertical) {
    int parts = 0;
    for (const LineColumn& column : format.columns) {
        if (column.item == LineItem::Coordinate && column.vertical == vertical) ++parts;
    }
    if (parts == 2) return;
    const std::string known = vertical ? "y (or y1), cy, y2 and h" : "x (or x1), cx, x2 and w";
    refuse(text, std::string("gives ") + std::to_string(parts) + " items of " +
                     (vertical ? "height" : "width") + "; a box needs two of " + known + ".");
}

void check_whole(const LineFormat& format, const std::string& text) {
    if (!format.has(LineItem::Frame) && !format.has(LineItem::FrameName))
        refuse(text, "does not say the frame; add fn, fn1 or iname.");
    check_side(format, text, false);
    check_side(format, text, true);
    for (size_t i = 0; format.repeated_from && i < format.columns.size(); ++i) {
        const LineItem item = format.columns[i].item;
        const bool of_frame = item == LineItem::Frame || item == LineItem::FrameName;
        if (of_frame == (i < *format.repeated_from) || item == LineItem::Count || item == LineItem::Constant)
            continue;
        refuse(text,
               "has '" + format.columns[i].word + "' " +
                   (of_frame ? "behind n, where everything is repeated for each object; put it before n."
                             : "before n; what differs between the objects stands behind it."));
    }
}

bool same_item(const LineColumn& a, const LineColumn& b) {
    if (a.item != b.item || a.item == LineItem::Constant) return false;
    return a.item != LineItem::Coordinate || (a.part == b.part && a.vertical == b.vertical);
}

std::vector<std::string> split(const std::string& line, char separator) {
    std::vector<std::string> cells;
    size_t begin = 0;
    const bool blanks = separator == ' ';
    while (begin <= line.size()) {
        const size_t end =
            std::min(blanks ? line.find_first_of(" \t", begin) : line.find(separator, begin), line.size());
        const std::string cell = trimmed(line.substr(begin, end - begin));
        if (!blanks || !cell.empty()) cells.push_back(cell);
        begin = end + 1;
    }
    return cells;
}

}  // namespace

bool LineFormat::has(LineItem item) const {
    return std::any_of(columns.begin(), columns.end(),
                       [&](const LineColumn& column) { return column.item == item; });
}

bool LineFormat::needs_size() const {
    return std::any_of(columns.begin(), columns.end(),
                       [](const LineColumn& column) { return column.is_share; });
}

LineFormat parse_line_format(const std::string& text) {
    std::string inside = trimmed(text);
    if (inside.size() > 1 && inside.front() == '[' && inside.back() == ']')
        inside = inside.substr(1, inside.size() - 2);
    LineFormat format;
    if (const size_t mark = inside.find_first_of(",;\t"); mark != std::string::npos) {
        format.separator = inside[mark];
    } else {
        format.separator = ' ';
    }
    const std::vector<std::string> words = split(inside, format.separator);
    for (size_t i = 0; i < words.size(); ++i) {
        const auto column = column_of(words[i]);
        const std::string place = "item " + std::to_string(i + 1) + ", '" + words[i] + "'";
        if (!column) refuse(text, "has " + place + ", which is unknown. Known are: " + kKnownItems + ".");
        for (const LineColumn& before : format.columns) {
            if (same_item(before, *column))
                refuse(text, "has " + place + ", which says the same as '" + before.word + "' before it.");
        }
        format.columns.push_back(*column);
        if (column->item == LineItem::Count) format.repeated_from = i + 1;
    }
    check_whole(format, text);
    return format;
}

std::vector<std::vector<std::string>> objects_of_line(const std::string& line, const LineFormat& format,
                                                      std::string& reason) {
    const std::vector<std::string> cells = split(line, format.separator);
    const size_t columns = format.columns.size();
    if (!format.repeated_from) {
        if (cells.size() >= columns) return {{cells.begin(), cells.begin() + static_cast<int64_t>(columns)}};
        reason =
            "has " + std::to_string(cells.size()) + " items, and the line format " + std::to_string(columns);
        return {};
    }
    const size_t head = *format.repeated_from;
    const size_t each = columns - head;
    const auto count = cells.size() >= head ? parse_number(cells[head - 1]) : std::nullopt;
    if (!count || !(*count >= 0) ||
        static_cast<double>(cells.size() - head) != *count * static_cast<double>(each)) {
        reason = "has " + std::to_string(cells.size()) + " items, which is not " + std::to_string(head) +
                 " and " + std::to_string(each) + " for each of its n objects";
        return {};
    }
    std::vector<std::vector<std::string>> objects;
    for (size_t start = head; start < cells.size(); start += each) {
        std::vector<std::string> object(cells.begin(), cells.begin() + static_cast<int64_t>(head));
        for (size_t i = start; i < start + each; ++i) object.push_back(cells[i]);
        objects.push_back(std::move(object));
    }
    return objects;
}

LinePreview preview_lines(const std::filesystem::path& file, const std::string& line_format, size_t lines) {
    const LineFormat format = parse_line_format(line_format);
    LinePreview preview;
    for (const LineColumn& column : format.columns) preview.columns.push_back(column.word);
    const auto all = read_lines(file, preview.faults);
    for (size_t i = 0; all && i < std::min(lines, all->size()); ++i) {
        std::string reason;
        for (auto& object : objects_of_line((*all)[i], format, reason))
            preview.rows.push_back(std::move(object));
        if (!reason.empty()) preview.faults.push_back({file, static_cast<int64_t>(i) + 1, reason});
    }
    return preview;
}

}  // namespace rtrack
