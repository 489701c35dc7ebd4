#include "tracking/base/picture_folder.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "tracking/base/error.h"
#include "tracking/base/natural_order.h"

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
        return natural_less(a.filename().string(), b.filename().string());
    });
    return entries;
}

}  // namespace

std::string lower_extension(const fs::path& file) {
    std::string extension = file.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char character) { return static_cast<char>(std::tolower(character)); });
    return extension;
}

bool is_picture_file(const fs::path& file) {
    static const std::set<std::string> extensions = {".jpg", ".jpeg", ".jpe",  ".png", ".bmp",
                                                     ".tif", ".tiff", ".webp", ".ppm", ".pgm",
                                                     ".pnm", ".tga",  ".jp2"};
    return extensions.contains(lower_extension(file));
}

std::vector<fs::path> list_pictures(const fs::path& folder) {
    return list_sorted(folder, [](const fs::directory_entry& entry) {
        // A link that leads nowhere or in a circle stands for a picture that is missing. What is neither, a
        // named pipe for one, would be waited for.
        std::error_code leads_nowhere;
        const bool is_file = entry.is_regular_file(leads_nowhere) || !entry.exists(leads_nowhere);
        return is_picture_file(entry.path()) && is_file;
    });
}

std::vector<fs::path> pictures_of_video(const fs::path& folder) {
    std::error_code failure;
    const fs::directory_iterator readable(folder, failure);
    if (failure) throw Error(ErrorCode::Data, folder.string() + " cannot be read: " + failure.message());
    std::vector<fs::path> pictures = list_pictures(folder);
    for (const char* inner : {"img", "img1", "color", "frames"}) {
        if (pictures.empty()) pictures = list_pictures(folder / inner);
    }
    if (pictures.empty()) {
        throw Error(ErrorCode::Data,
                    folder.string() +
                        " holds no pictures, neither directly nor in a folder img, img1, color or frames");
    }
    return pictures;
}

std::vector<fs::path> list_folders(const fs::path& folder) {
    return list_sorted(folder, [](const fs::directory_entry& entry) {
        std::error_code leads_nowhere;
        return entry.is_directory(leads_nowhere);
    });
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
