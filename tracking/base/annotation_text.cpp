#include "tracking/base/annotation_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <limits>

namespace rtrack {

namespace {

constexpr std::string_view kBlank = " \t\r\n\f\v";
constexpr std::string_view kSeparators = " \t\r\n\f\v,;";

TextFault line_fault(const std::filesystem::path& file, size_t line_index, const std::string& message) {
    return {file, static_cast<int64_t>(line_index) + 1, message};
}

}  // namespace

std::string describe(const TextFault& fault) {
    const std::string file = fault.file.string();
    if (fault.line == 0 && fault.message.starts_with(file)) return fault.message;
    return file + (fault.line > 0 ? ":" + std::to_string(fault.line) : "") + ": " + fault.message;
}

std::optional<double> parse_number(std::string_view text) {
    const size_t first = std::min(text.find_first_not_of(kBlank), text.size());
    text = text.substr(first, text.find_last_not_of(kBlank) + 1 - first);
    if (!text.empty() && text.front() == '+') text.remove_prefix(1);
    double value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc() || end != text.data() + text.size() || std::isinf(value)) return std::nullopt;
    return value;
}

std::string in_quotes(std::string_view text) {
    constexpr size_t kLongest = 60;
    return "'" + std::string(text.substr(0, kLongest)) + (text.size() > kLongest ? "...'" : "'");
}

Box nan_box() {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    return {nan, nan, nan, nan};
}

std::string trimmed(const std::string& text) {
    const size_t first = text.find_first_not_of(kBlank);
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

std::optional<std::vector<std::string>> read_lines(const std::filesystem::path& file, Faults& faults) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream || std::filesystem::is_directory(file)) {
        faults.push_back({file, 0, "the file is missing or cannot be read"});
        return std::nullopt;
    }
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        lines.push_back(line);
    }
    if (!lines.empty() && lines.front().starts_with("\xEF\xBB\xBF")) lines.front().erase(0, 3);
    while (!lines.empty() && trimmed(lines.back()).empty()) lines.pop_back();
    return lines;
}

std::optional<std::vector<std::string>> read_names(const std::filesystem::path& file, Faults& faults) {
    const auto lines = read_lines(file, faults);
    if (!lines) return std::nullopt;
    std::vector<std::string> names;
    for (const std::string& line : *lines) {
        if (std::string name = trimmed(line); !name.empty()) names.push_back(std::move(name));
    }
    return names;
}

std::optional<std::vector<double>> parse_numbers(std::string_view line) {
    std::vector<double> numbers;
    for (size_t begin = line.find_first_not_of(kSeparators); begin != std::string_view::npos;) {
        const size_t end = line.find_first_of(kSeparators, begin);
        const auto number = parse_number(line.substr(begin, end - begin));
        if (!number) return std::nullopt;
        numbers.push_back(*number);
        begin = line.find_first_not_of(kSeparators, end);
    }
    return numbers;
}

std::vector<Box> read_boxes(const std::filesystem::path& file, Faults& faults) {
    const auto lines = read_lines(file, faults);
    if (!lines) return {};
    std::vector<Box> boxes;
    boxes.reserve(lines->size());
    for (size_t i = 0; i < lines->size(); ++i) {
        const auto numbers = parse_numbers((*lines)[i]);
        if (numbers && numbers->size() == 4) {
            boxes.push_back({(*numbers)[0], (*numbers)[1], (*numbers)[2], (*numbers)[3]});
        } else {
            faults.push_back(
                line_fault(file, i, "expected four numbers x,y,w,h, found " + in_quotes((*lines)[i])));
            boxes.push_back(nan_box());
        }
    }
    return boxes;
}

std::vector<double> read_label_numbers(const std::filesystem::path& file, Faults& faults) {
    const auto lines = read_lines(file, faults);
    if (!lines) return {};
    std::vector<double> labels;
    for (size_t i = 0; i < lines->size(); ++i) {
        const auto numbers = parse_numbers((*lines)[i]);
        if (numbers && !numbers->empty()) {
            labels.insert(labels.end(), numbers->begin(), numbers->end());
        } else {
            faults.push_back(line_fault(file, i, "expected a number, found " + in_quotes((*lines)[i])));
            labels.push_back(std::numeric_limits<double>::quiet_NaN());
        }
    }
    return labels;
}

}  // namespace rtrack
