// CSV with a header (RFC 4180): one line a box. Reading takes the columns by their names, in any order, with
// commas, semicolons or tabs; frame, x, y, width and height must be there.

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <set>

#include "tracking/annotation/formats/reading.h"
#include "tracking/annotation/formats/writing.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

constexpr char kHeader[] =
    "video,track,class,frame,seconds,x,y,width,height,source,score,reviewed,doubtful,occluded,absent,"
    "cut_by_image,cover,note";

/// The cells of a line; a quoted cell may hold separators and doubled quotes, not line ends.
std::vector<std::string> cells_of(const std::string& line, char separator) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (size_t i = 0; i < line.size(); ++i) {
        const char character = line[i];
        if (quoted && character == '"' && i + 1 < line.size() && line[i + 1] == '"') {
            cells.back() += line[++i];
        } else if (character == '"') {
            quoted = !quoted;
        } else if (character == separator && !quoted) {
            cells.emplace_back();
        } else {
            cells.back() += character;
        }
    }
    for (std::string& cell : cells) cell = trimmed(cell);
    return cells;
}

class CsvReader {
public:
    explicit CsvReader(fs::path file) : file_(std::move(file)) {}

    ReadResult run() {
        Faults faults;
        const auto lines = read_lines(file_, faults);
        if (!lines || lines->empty())
            throw Error(ErrorCode::Data,
                        file_.string() + (lines ? " is empty." : " is missing or cannot be read."));
        refuse_utf16(file_, lines->front());
        read_header(lines->front());
        for (size_t i = 1; i < lines->size(); ++i) {
            line_ = static_cast<int64_t>(i) + 1;
            if (!trimmed((*lines)[i]).empty()) read_line((*lines)[i]);
        }
        return reading_.finish(file_, csv_format().title);
    }

private:
    void read_header(const std::string& line) {
        const size_t mark = line.find_first_of(",;\t");
        if (mark != std::string::npos) separator_ = line[mark];
        const std::vector<std::string> names = cells_of(line, separator_);
        for (size_t i = 0; i < names.size(); ++i) columns_.try_emplace(names[i], i);
        for (const char* name : {"frame", "x", "y", "width", "height"}) {
            if (columns_.contains(name)) continue;
            throw Error(ErrorCode::Data, file_.string() + ", line 1: there is no column '" + name +
                                             "' in the header " + in_quotes(line) +
                                             ". Name the columns as in: " + kHeader);
        }
    }

    [[nodiscard]] std::string cell(const char* name) const {
        const auto column = columns_.find(name);
        return column == columns_.end() || column->second >= cells_.size() ? "" : cells_[column->second];
    }

    void leave_out(const std::string& reason) { reading_.leave_out(file_, line_, reason); }

    /// Also as Python and spreadsheets write it: True, TRUE.
    [[nodiscard]] bool flag(const char* name) const {
        std::string text = cell(name);
        std::transform(text.begin(), text.end(), text.begin(),
                       [](unsigned char letter) { return std::tolower(letter); });
        return text == "true" || parse_number(text) == 1.0;
    }

    void read_line(const std::string& line) {
        cells_ = cells_of(line, separator_);
        const auto frame = frame_from_number(parse_number(cell("frame")).value_or(-1), 0);
        if (!frame) return leave_out("a frame is a whole number from 0: " + in_quotes(cell("frame")));
        BoxRecord record = imported_absence();
        record.absent = flag("absent");
        if (!record.absent) {
            double numbers[4] = {};
            const char* const names[] = {"x", "y", "width", "height"};
            for (int i = 0; i < 4; ++i) {
                const auto number = parse_number(cell(names[i]));
                if (!number)
                    return leave_out(std::string(names[i]) + " is no number: " + in_quotes(cell(names[i])));
                numbers[i] = *number;
            }
            record.box = {numbers[0], numbers[1], numbers[2], numbers[3]};
        }
        if (!set_facts(record)) return;
        const std::string video_name = cell("video").empty() ? file_.stem().string() : cell("video");
        const size_t video = reading_.video(video_name);
        const std::string name = cell("track");
        const size_t track = columns_.contains("track")
                                 ? reading_.track(video, name, name, cell("class"))
                                 : reading_.track_with_room(video, cell("class"), *frame);
        reading_.add(track, *frame, record, file_, line_);
    }

    bool set_facts(BoxRecord& record) {
        const std::string source = cell("source");
        for (const BoxSource known :
             {BoxSource::Human, BoxSource::Tracker, BoxSource::Interpolated, BoxSource::Imported}) {
            if (source == to_string(known)) record.source = known;
        }
        if (const std::string score = cell("score"); !score.empty()) {
            const auto number = parse_number(score);
            if (!number || !(*number >= 0 && *number <= 1)) {
                leave_out("a score lies in 0 to 1: " + in_quotes(score));
                return false;
            }
            record.score = *number;
        }
        if (const std::string cover = cell("cover"); !cover.empty()) {
            // A column with empty cells comes out of a table program as 3.0.
            const double eighths = parse_number(cover).value_or(-1);
            if (!(eighths >= 0 && eighths <= 8) || eighths != std::floor(eighths)) {
                leave_out("cover is 0 to 8 eighths: " + in_quotes(cover));
                return false;
            }
            record.cover = static_cast<int>(eighths);
        }
        record.reviewed = flag("reviewed") || record.source == BoxSource::Human;
        record.doubtful = flag("doubtful");
        record.occluded = flag("occluded");
        record.cut_by_image = flag("cut_by_image");
        record.note = cell("note");
        return true;
    }

    fs::path file_;
    Reading reading_;
    char separator_ = ',';
    std::map<std::string, size_t> columns_;
    std::vector<std::string> cells_;
    int64_t line_ = 0;
};

/// In quotation marks where it must be; line ends become blanks.
std::string cell_text(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    if (text.find_first_of(",;\t\"") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char character : text) quoted += character == '"' ? "\"\"" : std::string(1, character);
    return quoted + '"';
}

std::string line_of_box(const AnnotatedVideo& video, const AnnotatedTrack& track, const std::string& name,
                        int64_t frame, const BoxRecord& record) {
    const auto flag = [](bool value) { return std::string(value ? ",1" : ",0"); };
    const double rate = video.variable_rate ? 0 : video.frames_per_second;
    return cell_text(video.name) + ',' + cell_text(name) + ',' + cell_text(track.class_name) + ',' +
           std::to_string(frame) + ',' + (rate > 0 ? number_text(static_cast<double>(frame) / rate, 6) : "") +
           ',' + (record.absent ? "0,0,0,0" : box_text(record.box, csv_format())) + ',' +
           to_string(record.source) + ',' + number_text(record.score, 6) + flag(record.reviewed) +
           flag(record.doubtful) + flag(record.occluded) + flag(record.absent) + flag(record.cut_by_image) +
           ',' + (record.cover ? std::to_string(*record.cover) : "") + ',' + cell_text(record.note) + '\n';
}

WrittenFiles write(const AnnotationSet& set, const WriteOptions& /*options*/) {
    std::string text = std::string(kHeader) + '\n';
    std::map<size_t, std::set<std::string>> names;  // by video: what identifies a track when it is read
    for (const AnnotatedTrack& track : set.tracks) {
        const std::string name = unique_name(track.name, names[track.video]);
        for (const auto& [frame, record] : track.boxes)
            text += line_of_box(set.videos[track.video], track, name, frame, record);
    }
    WrittenFiles files;
    files[""] = text;
    return files;
}

}  // namespace

const Format& csv_format() {
    static const Format made = [] {
        Format format;
        format.name = "csv";
        format.title = "CSV, one line a box, columns by name";
        format.is_folder = false;
        format.extension = ".csv";
        format.decimals = 4;
        format.frame_numbering = "column frame";
        format.holds.many_videos = true;
        format.holds.many_tracks = true;
        format.holds.track_names = true;
        format.holds.classes = true;
        format.holds.absent = true;
        format.holds.occluded = true;
        format.holds.cover = true;
        format.holds.cut_by_image = true;
        format.holds.score = true;
        format.holds.interpolated = true;
        format.holds.source = true;
        format.holds.review = true;
        format.read = [](const fs::path& path, const ReadOptions&) { return CsvReader(path).run(); };
        format.write = write;
        return format;
    }();
    return made;
}

}  // namespace rtrack
