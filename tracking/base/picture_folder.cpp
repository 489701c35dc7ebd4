#include "tracking/base/picture_folder.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

namespace rtrack {

namespace fs = std::filesystem;

namespace {

bool is_digit(char character) {
    return std::isdigit(static_cast<unsigned char>(character)) != 0;
}

template <typename Keep>
std::vector<fs::path> list_sorted(const fs::path& folder, Keep keep) {
    std::vector<fs::path> entries;
    std::error_code failure;
    for (const auto& entry : fs::directory_iterator(folder, failure)) {
        const bool hidden = entry.path().filename().string().starts_with('.');  // "._0001.jpg" of macOS
        if (!hidden && keep(entry)) entries.push_back(entry.path());
    }
    std::sort(entries.begin(), entries.end(), [](const fs::path& a, const fs::path& b) {
        return picture_name_less(a.filename().string(), b.filename().string());
    });
    return entries;
}

}  // namespace

bool is_picture_file(const fs::path& file) {
    static const std::set<std::string> extensions = {".jpg", ".jpeg", ".png", ".bmp",
                                                     ".ppm", ".webp", ".tif", ".tiff"};
    std::string extension = file.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char character) { return std::tolower(character); });
    return extensions.contains(extension);
}

bool picture_name_less(const std::string& a, const std::string& b) {
    size_t i = 0;
    size_t j = 0;
    while (i < a.size() && j < b.size()) {
        if (!is_digit(a[i]) || !is_digit(b[j])) {
            if (a[i] != b[j]) return a[i] < b[j];
            ++i;
            ++j;
            continue;
        }
        const size_t i_begin = std::min(a.find_first_not_of('0', i), a.size());
        const size_t j_begin = std::min(b.find_first_not_of('0', j), b.size());
        for (i = i_begin; i < a.size() && is_digit(a[i]);) ++i;
        for (j = j_begin; j < b.size() && is_digit(b[j]);) ++j;
        if (i - i_begin != j - j_begin) return i - i_begin < j - j_begin;
        if (const int order = a.compare(i_begin, i - i_begin, b, j_begin, j - j_begin); order != 0)
            return order < 0;
    }
    if (i < a.size() || j < b.size()) return i == a.size();
    return a < b;
}

std::vector<fs::path> list_pictures(const fs::path& folder) {
    return list_sorted(folder, [](const fs::directory_entry& entry) {
        return is_picture_file(entry.path()) && !entry.is_directory();
    });
}

std::vector<fs::path> list_folders(const fs::path& folder) {
    return list_sorted(folder, [](const fs::directory_entry& entry) { return entry.is_directory(); });
}

std::optional<int64_t> trailing_number(const fs::path& file) {
    const std::string stem = file.stem().string();
    size_t begin = stem.size();
    while (begin > 0 && is_digit(stem[begin - 1])) --begin;
    constexpr size_t kMostDigits = 15;
    if (begin == stem.size() || stem.size() - begin > kMostDigits) return std::nullopt;
    return std::stoll(stem.substr(begin));
}

namespace {

/// The numbers of the names; empty if they are no numbering.
std::vector<int64_t> numbers_of(const std::vector<fs::path>& pictures) {
    constexpr int64_t kLargest = 999'999'999;  // longer ones are time stamps
    std::string word;
    std::vector<int64_t> numbers;
    for (const fs::path& picture : pictures) {
        const auto number = trailing_number(picture);
        const std::string stem = picture.stem().string();
        const std::string before = stem.substr(0, stem.find_last_not_of("0123456789") + 1);
        if (numbers.empty()) word = before;
        const bool rises = number && (numbers.empty() || *number > numbers.back());
        if (!rises || *number > kLargest || before != word) return {};
        numbers.push_back(*number);
    }
    return numbers;
}

/// The difference from one number to the next, where there is no gap. 0: there is no usual one.
int64_t usual_step(const std::vector<int64_t>& numbers) {
    constexpr size_t kFewest = 4;  // 1 and 3 alone are more likely 1, 2, 3 than every other frame
    if (numbers.size() < kFewest) return 1;
    std::map<int64_t, size_t> counts;
    for (size_t i = 1; i < numbers.size(); ++i) ++counts[numbers[i] - numbers[i - 1]];
    const auto [smallest, count] = *counts.begin();
    return 2 * count >= numbers.size() - 1 ? smallest : 0;
}

}  // namespace

std::optional<std::string> numbering_gap(const std::vector<fs::path>& pictures) {
    const std::vector<int64_t> numbers = numbers_of(pictures);
    const int64_t step = usual_step(numbers);
    std::string first_gap;
    size_t gaps = 0;
    for (size_t i = 1; step > 0 && i < numbers.size(); ++i) {
        if (numbers[i] - numbers[i - 1] <= step || ++gaps > 1) continue;
        const int64_t first = numbers[i - 1] + step;
        const int64_t last = numbers[i] - step;
        const bool several = last > first;
        first_gap = (several ? "pictures " : "picture ") + std::to_string(first) +
                    (several ? " to " + std::to_string(last) + " are" : " is") + " missing between " +
                    pictures[i - 1].filename().string() + " and " + pictures[i].filename().string();
    }
    if (gaps == 0) return std::nullopt;
    return first_gap + (gaps > 1 ? "; " + std::to_string(gaps) + " gaps in all" : "");
}

}  // namespace rtrack
