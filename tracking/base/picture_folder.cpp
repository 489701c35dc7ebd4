#include "tracking/base/picture_folder.h"

#include <algorithm>
#include <cctype>
#include <set>

namespace rtrack {

namespace fs = std::filesystem;

namespace {

bool is_digit(char character) {
    return std::isdigit(static_cast<unsigned char>(character)) != 0;
}

bool is_picture(const fs::path& file) {
    static const std::set<std::string> extensions = {".jpg", ".jpeg", ".png", ".bmp",
                                                     ".ppm", ".webp", ".tif", ".tiff"};
    std::string extension = file.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char character) { return std::tolower(character); });
    return extensions.contains(extension);
}

template <typename Keep>
std::vector<fs::path> list_sorted(const fs::path& folder, Keep keep) {
    std::vector<fs::path> entries;
    std::error_code failure;
    for (const auto& entry : fs::directory_iterator(folder, failure)) {
        if (keep(entry)) entries.push_back(entry.path());
    }
    std::sort(entries.begin(), entries.end(), [](const fs::path& a, const fs::path& b) {
        return picture_name_less(a.filename().string(), b.filename().string());
    });
    return entries;
}

}  // namespace

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
        return is_picture(entry.path()) && !entry.is_directory();
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

}  // namespace rtrack
