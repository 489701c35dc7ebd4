#include "tracking/sequences/sequence_text.h"

#include <algorithm>
#include <cmath>

namespace rtrack {

namespace fs = std::filesystem;

std::optional<TruthLine> parse_box_line(const std::string& line) {
    const auto numbers = parse_numbers(line);
    if (!numbers || numbers->size() != 4) return std::nullopt;
    const std::vector<double>& n = *numbers;
    if (std::any_of(n.begin(), n.end(), [](double value) { return std::isnan(value); }))
        return TruthLine{nan_box(), false};
    return TruthLine{{n[0], n[1], n[2], n[3]}, n[2] == 0 && n[3] == 0};
}

void read_truth(SequenceRecord& record, const std::string& refusal,
                const std::function<std::optional<TruthLine>(const std::string&)>& parse) {
    const auto lines = read_lines(record.truth_file, record.faults).value_or(std::vector<std::string>{});
    for (size_t i = 0; i < lines.size(); ++i) {
        const auto line = parse(lines[i]);
        if (!line) {
            record.faults.push_back(
                {record.truth_file, static_cast<int64_t>(i) + 1, refusal + in_quotes(lines[i])});
        }
        record.boxes.push_back(line ? line->box : nan_box());
        record.absent.push_back(line && line->absent);
    }
}

void read_truth(SequenceRecord& record) {
    read_truth(record, kFourNumbersExpected, parse_box_line);
}

std::vector<double> read_labels(const fs::path& file, SequenceRecord& record) {
    const size_t boxes = record.boxes.size();
    if (!fs::exists(file) || boxes == 0) return {};
    std::vector<double> labels = read_label_numbers(file, record.faults);
    if (boxes == 1 && labels.size() > 1) labels.erase(labels.begin() + 1, labels.end());
    if (labels.size() == boxes) return labels;
    record.faults.push_back({file, static_cast<int64_t>(std::min(labels.size(), boxes)),
                             std::to_string(labels.size()) + " " + file.stem().string() + " labels for " +
                                 std::to_string(boxes) + " boxes; the labels are left out"});
    return {};
}

std::vector<bool> read_flags(const fs::path& file, SequenceRecord& record) {
    std::vector<bool> flags;
    for (const double label : read_labels(file, record)) flags.push_back(!std::isnan(label) && label != 0);
    return flags;
}

std::vector<KeyLine> read_key_lines(const fs::path& file, char separator, Faults& faults) {
    std::vector<KeyLine> found;
    if (!fs::exists(file)) return found;
    const auto lines = read_lines(file, faults).value_or(std::vector<std::string>{});
    for (size_t i = 0; i < lines.size(); ++i) {
        const size_t mark = lines[i].find(separator);
        if (mark == std::string::npos) continue;
        found.push_back({trimmed(lines[i].substr(0, mark)), trimmed(lines[i].substr(mark + 1)),
                         static_cast<int64_t>(i) + 1});
    }
    return found;
}

std::optional<int> parse_picture_side(std::string_view text) {
    const auto number = parse_number(text);
    if (!number || !(*number >= 0 && *number <= kLargestPictureSide) || *number != std::floor(*number))
        return std::nullopt;
    return static_cast<int>(*number);
}

TextFault unreadable_value(const fs::path& file, const KeyLine& line, const std::string& expected) {
    return {file, line.line,
            "cannot read the value of '" + line.key + "': " + expected + ", found " + in_quotes(line.value)};
}

void take_picture_fact(const KeyLine& line, const fs::path& file, SequenceRecord& record) {
    if (line.key == "width" || line.key == "height") {
        const auto side = parse_picture_side(line.value);
        (line.key == "width" ? record.width : record.height) = side.value_or(0);
        if (side) return;
        record.faults.push_back(unreadable_value(
            file, line, "a whole number up to " + std::to_string(kLargestPictureSide) + " is expected"));
    } else if (line.key == "fps" || line.key == "anno_fps") {
        const std::string digits =  // GOT-10k: "10Hz"
            line.value.substr(0, line.value.ends_with("Hz") ? line.value.size() - 2 : std::string::npos);
        const auto rate = parse_number(digits);
        const bool known = rate && *rate >= 0;
        record.frames_per_second = known ? *rate : 0;
        if (!known) record.faults.push_back(unreadable_value(file, line, "pictures per second are expected"));
    }
}

void drop_half_a_size(SequenceRecord& record) {
    if (record.width == 0 || record.height == 0) record.width = record.height = 0;
}

}  // namespace rtrack
