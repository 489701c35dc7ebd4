// Text with a line format of the user's own, as DarkLabel has it (line_format.h): one file, one video.

#include <algorithm>

#include "tracking/annotation/formats/line_format.h"
#include "tracking/annotation/formats/reading.h"
#include "tracking/annotation/formats/writing.h"
#include "tracking/base/error.h"
#include "tracking/base/picture_folder.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

LineFormat line_format_of(const std::string& text) {
    return parse_line_format(text.empty() ? kDefaultLineFormat : text);
}

void check_size(const LineFormat& format, int width, int height) {
    if (!format.needs_size() || (width > 0 && height > 0)) return;
    throw Error(ErrorCode::Argument,
                "The line format gives parts of the picture, and the pictures' size is not known: give it "
                "(--size 1920x1080).");
}

/// One side of a box: any two of start, centre, end and size.
struct Side {
    std::optional<double> parts[4];

    [[nodiscard]] std::pair<double, double> start_and_size() const {
        const auto& [start, center, end, size] = parts;
        if (size) return {start ? *start : center ? *center - *size / 2 : *end - *size, *size};
        if (!start) return {2 * *center - *end, 2 * (*end - *center)};
        return {*start, end ? *end - *start : 2 * (*center - *start)};
    }
};

class LineReader {
public:
    LineReader(fs::path file, const ReadOptions& options)
        : file_(std::move(file)), format_(line_format_of(options.line_format)), options_(options) {
        check_size(format_, options.width, options.height);
    }

    ReadResult run() {
        Faults faults;
        const auto lines = read_lines(file_, faults);
        if (!lines) throw Error(ErrorCode::Data, file_.string() + " is missing or cannot be read.");
        if (!lines->empty()) refuse_utf16(file_, lines->front());
        video_ = reading_.video(file_.stem().string());
        reading_.video_at(video_).width = options_.width;
        reading_.video_at(video_).height = options_.height;
        for (size_t i = 0; i < lines->size(); ++i) {
            line_ = static_cast<int64_t>(i) + 1;
            if (trimmed((*lines)[i]).empty()) continue;
            std::string reason;
            for (const auto& object : objects_of_line((*lines)[i], format_, reason)) read_object(object);
            if (!reason.empty()) reading_.leave_out(file_, line_, reason);
        }
        return reading_.finish(file_, darklabel_format().title);
    }

private:
    struct Object {
        std::optional<int64_t> frame;
        std::string class_name;
        std::string id;
        BoxRecord record = imported_box({});
        Side sides[2];
    };

    void read_object(const std::vector<std::string>& cells) {
        Object object;
        for (size_t i = 0; i < cells.size(); ++i) {
            if (take_cell(format_.columns[i], cells[i], object)) continue;
            return reading_.leave_out(file_, line_,
                                      "cannot be " + format_.columns[i].word + ": " + in_quotes(cells[i]));
        }
        const auto [x, width] = object.sides[0].start_and_size();
        const auto [y, height] = object.sides[1].start_and_size();
        object.record.box = {x, y, width, height};
        const size_t track = format_.has(LineItem::Track)
                                 ? reading_.track(video_, object.id, object.id, object.class_name)
                                 : reading_.track_with_room(video_, object.class_name, *object.frame);
        reading_.add(track, *object.frame, object.record, file_, line_);
    }

    bool take_cell(const LineColumn& column, const std::string& cell, Object& object) const {
        const auto number = parse_number(cell);
        switch (column.item) {
            case LineItem::Frame:
                object.frame = number ? frame_from_number(*number, column.frame_base) : std::nullopt;
                return object.frame.has_value();
            case LineItem::FrameName: {
                const auto from_name = trailing_number(cell);
                if (!object.frame) object.frame = from_name;
                return object.frame.has_value();
            }
            case LineItem::Class:
                object.class_name = cell;
                return true;
            case LineItem::Track:
                object.id = cell;
                return !cell.empty();
            case LineItem::Score:
                object.record.score = number.value_or(-1);
                return object.record.score >= 0 && object.record.score <= 1;
            case LineItem::Occluded:
                object.record.occluded = cell == "1";
                return cell == "0" || cell == "1";
            case LineItem::Coordinate: {
                const double scale = !column.is_share  ? 1
                                     : column.vertical ? options_.height
                                                       : options_.width;
                if (number)
                    object.sides[column.vertical].parts[static_cast<size_t>(column.part)] = *number * scale;
                return number.has_value();
            }
            case LineItem::Count:
            case LineItem::Constant:
                return true;
        }
        return false;
    }

    fs::path file_;
    LineFormat format_;
    ReadOptions options_;
    Reading reading_;
    size_t video_ = 0;
    int64_t line_ = 0;
};

std::string coordinate_text(const LineColumn& column, const Box& box, const AnnotatedVideo& video) {
    const double start = column.vertical ? box.y : box.x;
    const double size = column.vertical ? box.height : box.width;
    double value = start;
    if (column.part == BoxPart::Center) value = start + size / 2;
    if (column.part == BoxPart::End) value = start + size;
    if (column.part == BoxPart::Size) value = size;
    constexpr int kShareDecimals = 8;
    if (column.is_share)
        return number_text(value / (column.vertical ? video.height : video.width), kShareDecimals);
    // Centres lie between the values that corners are rounded to.
    return number_text(value, darklabel_format().decimals + (column.part == BoxPart::Center ? 1 : 0));
}

/// One object, as columns from `first` on.
class ObjectText {
public:
    ObjectText(const AnnotationSet& set, const LineFormat& format) : set_(set), format_(format) {}

    [[nodiscard]] std::string text(size_t first, size_t last, size_t track, int64_t id, int64_t frame,
                                   const BoxRecord& record, size_t count) const {
        std::string text;
        for (size_t i = first; i < last; ++i) {
            if (i > first) text += format_.separator;
            text += cell(format_.columns[i], set_.tracks[track], id, frame, record, count);
        }
        return text;
    }

private:
    [[nodiscard]] std::string cell(const LineColumn& column, const AnnotatedTrack& track, int64_t id,
                                   int64_t frame, const BoxRecord& record, size_t count) const {
        const AnnotatedVideo& video = set_.videos[track.video];
        switch (column.item) {
            case LineItem::Frame:
                return std::to_string(frame + column.frame_base);
            case LineItem::FrameName:
                return padded(frame, 6) + ".jpg";
            case LineItem::Class:
                return word(track.class_name);
            case LineItem::Track:
                return std::to_string(id);
            case LineItem::Score:
                return number_text(record.score, 6);
            case LineItem::Occluded:
                return record.occluded ? "1" : "0";
            case LineItem::Count:
                return std::to_string(count);
            case LineItem::Coordinate:
                return coordinate_text(column, box_in_format(record.box, darklabel_format()), video);
            case LineItem::Constant:
                return column.constant;
        }
        return {};
    }

    /// The separator inside a name becomes an underscore.
    [[nodiscard]] std::string word(std::string name) const {
        for (char& character : name) {
            const bool is_break = character == '\n' || character == '\r';
            if (is_break || character == format_.separator || (format_.separator == ' ' && character == '\t'))
                character = '_';
        }
        return name.empty() && format_.separator == ' ' ? "_" : name;
    }

    const AnnotationSet& set_;
    const LineFormat& format_;
};

struct PlacedBox {
    size_t track = 0;
    int64_t id = 0;
    const BoxRecord* record = nullptr;
};

WrittenFiles write(const AnnotationSet& set, const WriteOptions& options) {
    const LineFormat format = line_format_of(options.line_format);
    check_size(format, set.videos.front().width, set.videos.front().height);
    const std::vector<size_t> tracks = tracks_of(set, 0);
    const std::vector<int64_t> ids = track_ids(set, tracks);
    std::map<int64_t, std::vector<PlacedBox>> frames;
    for (size_t i = 0; i < tracks.size(); ++i) {
        for (const auto& [frame, record] : set.tracks[tracks[i]].boxes) {
            if (!record.absent) frames[frame].push_back({tracks[i], ids[i], &record});
        }
    }
    const ObjectText object(set, format);
    const size_t columns = format.columns.size();
    const size_t head = format.repeated_from.value_or(0);
    std::string text;
    for (const auto& [frame, boxes] : frames) {
        if (head > 0)
            text += object.text(0, head, boxes.front().track, boxes.front().id, frame, *boxes.front().record,
                                boxes.size());
        for (const PlacedBox& box : boxes) {
            if (head > 0) text += format.separator;
            text += object.text(head, columns, box.track, box.id, frame, *box.record, boxes.size());
            if (head == 0) text += '\n';
        }
        if (head > 0) text += '\n';
    }
    WrittenFiles files;
    files[""] = text;
    return files;
}

}  // namespace

const Format& darklabel_format() {
    static const Format made = [] {
        Format format;
        format.name = "darklabel";
        format.title = "DarkLabel-like text, line format of one's own";
        format.is_folder = false;
        format.extension = ".txt";
        format.decimals = 2;
        format.frame_numbering = "fn from 0, fn1 from 1, or the end of iname";
        format.holds.many_tracks = true;
        format.holds.video_names = false;
        format.holds.classes = true;
        format.read = [](const fs::path& path, const ReadOptions& options) {
            return LineReader(path, options).run();
        };
        format.write = write;
        return format;
    }();
    return made;
}

}  // namespace rtrack
