// COCO: one instances*.json, pictures beside it or in images/ or images/<split>/. Outlines are polygons or
// run-length masks, compressed or not.

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <optional>
#include <unordered_map>

#include <nlohmann/json.hpp>

#include "tracking/sequences/sequence_text.h"
#include "training/evaluation/readers/readers.h"

namespace rtrack {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

struct PictureFolders {
    std::vector<fs::path> candidates;

    /// Where the file is; the first candidate if it is nowhere, so that whoever decodes it names it.
    [[nodiscard]] fs::path find(const std::string& file_name) const {
        for (const fs::path& folder : candidates) {
            if (fs::exists(folder / file_name)) return folder / file_name;
        }
        return candidates.front() / file_name;
    }
};

PictureFolders picture_folders(const fs::path& json_file) {
    const fs::path beside = json_file.parent_path();
    const fs::path root = beside.filename() == "annotations" ? beside.parent_path() : beside;
    std::string split = json_file.stem().string();
    if (const size_t mark = split.find('_'); mark != std::string::npos) split = split.substr(mark + 1);
    return {{root / "images", root / "images" / split, root / split, root}};
}

std::vector<std::vector<Point>> polygons_of(const json& annotation) {
    std::vector<std::vector<Point>> polygons;
    const auto segmentation = annotation.find("segmentation");
    if (segmentation == annotation.end() || !segmentation->is_array()) return polygons;
    for (const json& ring : *segmentation) {
        const auto numbers = ring.get<std::vector<double>>();
        std::vector<Point> polygon;
        for (size_t i = 0; i + 1 < numbers.size(); i += 2) polygon.push_back({numbers[i], numbers[i + 1]});
        constexpr size_t kFewestCorners = 3;
        if (polygon.size() >= kFewestCorners) polygons.push_back(std::move(polygon));
    }
    return polygons;
}

/// Without the library's own code.
std::string message_of(const json::exception& failure) {
    const std::string message = failure.what();
    return message.substr(message.starts_with('[') ? message.find("] ") + 2 : 0);
}

/// @throws json::exception always
[[noreturn]] void fail(const std::string& what, const json& annotation) {
    throw json::other_error::create(501, what, &annotation);
}

/// The runs in COCO's own text: groups of 5 bits with a sign, from the third on the difference to the run
/// before the last.
std::vector<int64_t> runs_from_text(const std::string& text, const json& annotation) {
    std::vector<int64_t> runs;
    for (size_t at = 0; at < text.size();) {
        int64_t value = 0;
        bool more = true;
        for (int shift = 0; more; shift += 5) {
            constexpr int kMostBits = 60;
            const int code = at < text.size() ? text[at++] - '0' : -1;
            if (code < 0 || code > 63 || shift >= kMostBits)
                fail("segmentation.counts is no run-length text", annotation);
            value |= static_cast<int64_t>(code & 31) << shift;
            more = (code & 32) != 0;
            if (!more && (code & 16) != 0) value |= -1LL << (shift + 5);
        }
        runs.push_back(runs.size() > 2 ? value + runs[runs.size() - 2] : value);
    }
    return runs;
}

/// A run-length mask, column by column, as rectangles: one for neighbouring columns of the same extent.
/// @throws json::exception if it is no mask of the size that it names.
std::vector<std::vector<Point>> rectangles_of_mask(const json& mask, const json& annotation) {
    const auto size = mask.at("size").get<std::vector<int64_t>>();
    constexpr int64_t kLargestSide = 1 << 16;
    if (size.size() != 2 || size[0] < 1 || size[0] > kLargestSide || size[1] < 1 || size[1] > kLargestSide)
        fail("segmentation.size is not height,width", annotation);
    const int64_t height = size[0];
    const json& counts = mask.at("counts");
    const auto runs = counts.is_string() ? runs_from_text(counts.get<std::string>(), annotation)
                                         : counts.get<std::vector<int64_t>>();
    struct Rectangle {
        int64_t left, right, top, bottom;
    };
    std::vector<Rectangle> rectangles;
    int64_t position = 0;
    for (size_t i = 0; i < runs.size(); ++i) {
        if (runs[i] < 0 || runs[i] > height * size[1] - position)
            fail("segmentation.counts do not fit its size", annotation);
        const int64_t end = position + runs[i];
        for (int64_t at = position; i % 2 == 1 && at < end;) {
            const int64_t column = at / height;
            const int64_t top = at % height;
            const int64_t bottom = std::min(height, top + end - at);
            if (!rectangles.empty() && rectangles.back().right == column && rectangles.back().top == top &&
                rectangles.back().bottom == bottom) {
                ++rectangles.back().right;
            } else {
                rectangles.push_back({column, column + 1, top, bottom});
            }
            at += bottom - top;
        }
        position = end;
    }
    if (position != height * size[1]) fail("segmentation.counts do not fit its size", annotation);
    std::vector<std::vector<Point>> polygons;
    for (const Rectangle& r : rectangles) {
        const auto left = static_cast<double>(r.left), right = static_cast<double>(r.right);
        const auto top = static_cast<double>(r.top), bottom = static_cast<double>(r.bottom);
        polygons.push_back({{left, top}, {right, top}, {right, bottom}, {left, bottom}});
    }
    return polygons;
}

std::vector<std::vector<Point>> outline_of(const json& annotation) {
    const auto segmentation = annotation.find("segmentation");
    if (segmentation != annotation.end() && segmentation->is_object())
        return rectangles_of_mask(*segmentation, annotation);
    return polygons_of(annotation);
}

Box hull_of(const std::vector<std::vector<Point>>& polygons) {
    Point first = polygons.front().front();
    Point last = first;
    for (const auto& polygon : polygons) {
        for (const Point& point : polygon) {
            first = {std::min(first.x, point.x), std::min(first.y, point.y)};
            last = {std::max(last.x, point.x), std::max(last.y, point.y)};
        }
    }
    return {first.x, first.y, last.x - first.x, last.y - first.y};
}

/// The box as given, or where there is none that of the outline.
/// @throws json::exception if a field is missing or of the wrong type.
Instance instance_of(const json& annotation) {
    Instance instance;
    instance.category_id = annotation.value("category_id", 0);
    instance.crowd = annotation.value("iscrowd", 0) != 0;
    const bool has_box = annotation.contains("bbox");
    std::vector<std::vector<Point>> outline;
    if (!instance.crowd || !has_box) outline = outline_of(annotation);  // a crowd is not cut out
    if (has_box || outline.empty()) {
        const auto numbers = annotation.at("bbox").get<std::vector<double>>();
        if (numbers.size() != 4) fail("bbox is not x,y,w,h", annotation);
        instance.box = {numbers[0], numbers[1], numbers[2], numbers[3]};
    } else {
        instance.box = hull_of(outline);
    }
    if (!instance.crowd) instance.polygons = std::move(outline);
    return instance;
}

/// Runs `read` on each element of a list; what it throws becomes a fault that names the element.
template <typename Read>
void read_each(const json& document, const std::string& list_name, const fs::path& file, Faults& faults,
               Read read) {
    const auto list = document.find(list_name);
    if (list == document.end() || !list->is_array()) {
        faults.push_back({file, 0, "has no list '" + list_name + "'"});
        return;
    }
    size_t index = 0;
    for (const json& element : *list) {
        try {
            read(element);
        } catch (const json::exception& failure) {
            const auto id = element.is_object() ? element.find("id") : element.end();
            const std::string named = id != element.end() ? " (id " + id->dump() + ")" : std::string();
            faults.push_back(
                {file, 0,
                 list_name + "[" + std::to_string(index) + "]" + named + ": " + message_of(failure)});
        }
        ++index;
    }
}

/// The side of a picture; 0: not known. @throws json::exception if no picture has it.
int side_of(const json& image, const char* key) {
    const auto side = image.value(key, int64_t{0});
    if (side < 0 || side > kLargestPictureSide)
        fail(std::string(key) + " is not from 0 to " + std::to_string(kLargestPictureSide), image);
    return static_cast<int>(side);
}

std::optional<json> read_document(const fs::path& file, Faults& faults) {
    std::ifstream stream(file);
    if (!stream) {
        faults.push_back({file, 0, "the file is missing or cannot be read"});
        return std::nullopt;
    }
    try {
        json document = json::parse(stream);
        if (document.is_object()) return document;
        faults.push_back({file, 1, "is not a JSON object"});
    } catch (const json::parse_error& failure) {
        const std::string message = failure.what();
        int line = 0;
        if (const size_t at = message.find("at line "); at != std::string::npos)
            std::sscanf(message.c_str() + at, "at line %d", &line);
        faults.push_back({file, line, "is not JSON: " + message});
    } catch (const json::exception& failure) {  // a number that no double holds
        faults.push_back({file, 0, "cannot be read: " + message_of(failure)});
    }
    return std::nullopt;
}

void read_instances_file(const fs::path& file, Dataset& dataset) {
    const std::optional<json> document = read_document(file, dataset.faults);
    if (!document) return;
    const PictureFolders folders = picture_folders(file);
    std::unordered_map<int64_t, size_t> still_by_id;
    read_each(*document, "images", file, dataset.faults, [&](const json& image) {
        StillPicture still;
        still.file = folders.find(image.at("file_name").get<std::string>());
        still.width = side_of(image, "width");
        still.height = side_of(image, "height");
        if (!still_by_id.emplace(image.at("id").get<int64_t>(), dataset.stills.size()).second) {
            fail("the id is not unique", image);
        }
        dataset.stills.push_back(std::move(still));
    });
    read_each(*document, "annotations", file, dataset.faults, [&](const json& annotation) {
        const auto owner = still_by_id.find(annotation.at("image_id").get<int64_t>());
        if (owner == still_by_id.end()) fail("names no image of the file", annotation);
        Instance instance = instance_of(annotation);
        if (!instance.box.valid()) fail("the box has no size", annotation);
        dataset.stills[owner->second].instances.push_back(std::move(instance));
    });
}

std::vector<fs::path> instances_files(const fs::path& path, Faults& faults) {
    if (!fs::is_directory(path)) return {path};
    if (fs::exists(path / "instances.json")) return {path / "instances.json"};
    std::vector<fs::path> files;
    std::error_code failure;
    for (const auto& entry : fs::directory_iterator(path / "annotations", failure)) {
        if (entry.path().filename().string().starts_with("instances_")) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    if (files.empty() && fs::exists(path / "list.txt")) {  // a folder of such folders
        for (const std::string& name :
             read_names(path / "list.txt", faults).value_or(std::vector<std::string>{})) {
            files.push_back(path / name / "instances.json");
        }
    }
    return files;
}

}  // namespace

void read_coco(const fs::path& path, Dataset& dataset) {
    for (const fs::path& file : instances_files(path, dataset.faults)) read_instances_file(file, dataset);
}

}  // namespace rtrack
