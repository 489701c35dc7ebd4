// COCO: one instances*.json, pictures beside it or in images/ or images/<split>/.

#include <algorithm>
#include <fstream>
#include <unordered_map>

#include <nlohmann/json.hpp>

#include "training/evaluation/readers/readers.h"
#include "training/evaluation/readers/sequence_parts.h"

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

/// @throws json::exception if a field is missing or of the wrong type.
Instance instance_of(const json& annotation) {
    const auto numbers = annotation.at("bbox").get<std::vector<double>>();
    if (numbers.size() != 4) throw json::other_error::create(501, "bbox is not x,y,w,h", &annotation);
    Instance instance;
    instance.box = {numbers[0], numbers[1], numbers[2], numbers[3]};
    instance.category_id = annotation.value("category_id", 0);
    instance.crowd = annotation.value("iscrowd", 0) != 0;
    if (!instance.crowd) instance.polygons = polygons_of(annotation);
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
            faults.push_back({file, 0, list_name + "[" + std::to_string(index) + "]: " + failure.what()});
        }
        ++index;
    }
}

void read_instances_file(const fs::path& file, Dataset& dataset) {
    std::ifstream stream(file);
    const json document = json::parse(stream, nullptr, /*allow_exceptions=*/false);
    if (document.is_discarded() || !document.is_object()) {
        dataset.faults.push_back({file, 0, "the file is missing or is not a JSON object"});
        return;
    }
    const PictureFolders folders = picture_folders(file);
    std::unordered_map<int64_t, size_t> still_by_id;
    read_each(document, "images", file, dataset.faults, [&](const json& image) {
        StillPicture still;
        still.file = folders.find(image.at("file_name").get<std::string>());
        still.width = image.value("width", 0);
        still.height = image.value("height", 0);
        if (!still_by_id.emplace(image.at("id").get<int64_t>(), dataset.stills.size()).second) {
            throw json::other_error::create(501, "the id is not unique", &image);
        }
        dataset.stills.push_back(std::move(still));
    });
    read_each(document, "annotations", file, dataset.faults, [&](const json& annotation) {
        const auto owner = still_by_id.find(annotation.at("image_id").get<int64_t>());
        if (owner == still_by_id.end())
            throw json::other_error::create(501, "names no image of the file", &annotation);
        Instance instance = instance_of(annotation);
        if (!instance.box.valid()) throw json::other_error::create(501, "the box has no size", &annotation);
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
