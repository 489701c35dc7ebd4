#include "tracking/annotation/formats/guess.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <string>
#include <vector>

#include "tracking/annotation/formats/import_files.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMostNames = 5000;
constexpr std::streamsize kFirstBytes = 1 << 20;

std::string beginning(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::string text(static_cast<size_t>(kFirstBytes), '\0');
    stream.read(text.data(), kFirstBytes);
    text.resize(static_cast<size_t>(stream.gcount()));
    return text;
}

bool contains(const std::string& text, const char* part) {
    return text.find(part) != std::string::npos;
}

/// Names by which a folder's format is known, as "/gt/gt.txt".
class Names {
public:
    explicit Names(const fs::path& folder) {
        std::error_code failure;
        fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied,
                                               failure);
        for (; !failure && entry != fs::recursive_directory_iterator() && names_.size() < kMostNames;
             entry.increment(failure))
            names_.push_back("/" + entry->path().lexically_relative(folder).generic_string());
    }

    [[nodiscard]] bool any(const std::string& inside, const std::string& ending) const {
        return std::any_of(names_.begin(), names_.end(), [&](const std::string& name) {
            return name.ends_with(ending) && name.find(inside) != std::string::npos;
        });
    }
    [[nodiscard]] bool any(const std::string& ending) const { return any("", ending); }
    /// A text file that is named after a frame.
    [[nodiscard]] bool any_numbered_text() const {
        return std::any_of(names_.begin(), names_.end(), [](const std::string& name) {
            const size_t end = name.rfind(".txt");
            return end != std::string::npos && end > 1 &&
                   std::isdigit(static_cast<unsigned char>(name[end - 1])) != 0;
        });
    }

private:
    std::vector<std::string> names_;
};

const char* folder_format(const Names& names) {
    if (names.any("/gt/gt.txt") || names.any("/det/det.txt")) return "mot";
    if (names.any("/groundtruth_rect", ".txt")) return "otb";
    if (names.any("/full_occlusion.txt") || names.any("/out_of_view.txt")) return "lasot";
    if (names.any("/cover.label") || names.any("/absence.label") || names.any("/meta_info.ini"))
        return "got10k";
    if (names.any("/anno/UAV123/", ".txt")) return "uav123";
    if (names.any("/anno/", ".txt")) return "trackingnet";
    if (names.any("/groundtruth.txt"))
        return names.any("/sequence") || names.any(".tag") || names.any("/color/", ".jpg") ? "vot" : "got10k";
    if (names.any("/annotations/instances_default.json")) return "coco";
    if (names.any(".xml")) return "voc";
    if (names.any("/data.yaml") || names.any("/classes.txt") || names.any("/obj.names") ||
        names.any_numbered_text())
        return "yolo";
    return nullptr;
}

const char* file_format(const fs::path& file) {
    std::string ending = file.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](unsigned char letter) { return std::tolower(letter); });
    const std::string text = beginning(file);
    if (text.empty()) return nullptr;
    if (ending == ".xml") return contains(text, "<annotations") ? "cvat" : nullptr;
    if (ending == ".json") return contains(text, "rtrack-annotations") ? "json" : "coco";
    const std::string header = text.substr(0, text.find('\n'));
    if (ending == ".csv" && contains(header, "frame")) return "csv";
    return ending == ".csv" || ending == ".txt" ? "darklabel" : nullptr;
}

}  // namespace

const Format* guess_format(const fs::path& given) {
    const fs::path path = sequence_of_truth_file(given);
    std::error_code failure;
    const char* name = fs::is_directory(path, failure)      ? folder_format(Names(path))
                       : fs::is_regular_file(path, failure) ? file_format(path)
                                                            : nullptr;
    return name == nullptr ? nullptr : &annotation_format(name);
}

}  // namespace rtrack
