// OTB: <Seq>/{img/0001.jpg ..., groundtruth_rect.txt}; two-target folders have groundtruth_rect.1.txt and
// .2.txt. The boxes' corners count from 1, as MATLAB does.

#include <algorithm>
#include <map>

#include "tracking/base/natural_order.h"
#include "tracking/base/picture_folder.h"
#include "tracking/sequences/layouts.h"
#include "tracking/sequences/sequence_names.h"
#include "tracking/sequences/sequence_text.h"

namespace rtrack {

namespace fs = std::filesystem;

namespace {

struct NumberRange {
    int64_t first;  ///< number of the first labelled picture
    int64_t last;
};

/// Sequences that label a part of their pictures only (benchmark page; got10k toolkit).
const std::map<std::string, NumberRange>& labelled_ranges() {
    static const std::map<std::string, NumberRange> table = {{"David", {300, 770}},
                                                             {"Football1", {1, 74}},
                                                             {"Freeman3", {1, 460}},
                                                             {"Freeman4", {1, 283}},
                                                             {"Diving", {1, 215}}};
    return table;
}

/// Sequences whose pictures do not start at 1.
const std::map<std::string, int64_t>& first_numbers() {
    static const std::map<std::string, int64_t> table = {
        {"BlurCar1", 247}, {"BlurCar3", 3}, {"BlurCar4", 18}};
    return table;
}

/// A folder with no more pictures than lines holds the labelled ones alone, whatever their numbers.
PictureRange pictures_in(const fs::path& folder, const std::string& video, size_t lines) {
    PictureRange pictures;
    pictures.folder = folder / "img";
    if (const auto number = first_numbers().find(video); number != first_numbers().end())
        pictures.first_number = number->second;
    if (const auto range = labelled_ranges().find(video); range != labelled_ranges().end()) {
        pictures.first_number = range->second.first;
        if (list_pictures(pictures.folder).size() > lines) pictures.last_number = range->second.last;
    }
    return pictures;
}

bool is_blank(const fs::path& file) {
    Faults ignored;
    const auto names = read_names(file, ignored);
    return !names || names->empty();
}

/// Those with boxes, in the order of the targets. Human4's groundtruth_rect.1.txt is empty in the benchmark
/// itself. Where no file has the benchmark's name, others that start with groundtruth count, as for the
/// got10k toolkit.
std::vector<fs::path> truth_files_in(const fs::path& folder) {
    std::vector<fs::path> files;
    std::vector<fs::path> others;
    for (const fs::path& file : text_files(folder)) {
        const std::string name = file.filename().string();
        if (!name.starts_with("groundtruth") || is_blank(file)) continue;
        (name.starts_with("groundtruth_rect") ? files : others).push_back(file);
    }
    if (files.empty()) files = others;
    std::sort(files.begin(), files.end(), [](const fs::path& a, const fs::path& b) {
        return natural_less(a.filename().string(), b.filename().string());
    });
    return files;
}

/// @param only_target  its number, from 1, of a folder of several; empty: all
void append_folder(const fs::path& folder, const std::string& only_target, SequenceRecords& records) {
    const std::vector<fs::path> truth_files = truth_files_in(folder);
    if (truth_files.empty()) {
        records.faults.push_back(
            {folder, 0, "has no groundtruth_rect.txt with boxes; the sequence is left out"});
        return;
    }
    bool found = false;
    for (size_t target = 1; target <= truth_files.size(); ++target) {
        if (!only_target.empty() && only_target != std::to_string(target)) continue;
        found = true;
        SequenceRecord record;
        record.video = folder.filename().string();
        record.name = record.video + (truth_files.size() > 1 ? "." + std::to_string(target) : "");
        record.target = static_cast<int>(target);
        record.truth_file = truth_files[target - 1];
        read_truth(record);
        record.pictures = pictures_in(folder, record.video, record.boxes.size());
        records.sequences.push_back(std::move(record));
    }
    if (!found) {
        records.faults.push_back({folder, 0,
                                  "has no target " + only_target + ", it has " +
                                      std::to_string(truth_files.size()) + "; the sequence is left out"});
    }
}

}  // namespace

SequenceRecords otb_sequences(const fs::path& path) {
    SequenceRecords records;
    if (!truth_files_in(path).empty()) {
        append_folder(path.has_filename() ? path : path.parent_path(), "", records);
        return records;
    }
    if (fs::is_directory(path) && !fs::exists(path / "list.txt")) {
        for (const fs::path& folder : list_folders(path)) {
            if (!truth_files_in(folder).empty()) append_folder(folder, "", records);
        }
        return records;
    }
    const SequenceNames found = find_sequence_names(path, "groundtruth_rect.txt", records.faults);
    for (const auto& [name, list_line] : found.names) {
        const size_t mark = name.find_last_of(".-");
        const bool names_target = !fs::is_directory(found.root / name) && mark != std::string::npos;
        append_folder(found.root / name.substr(0, names_target ? mark : name.size()),
                      names_target ? name.substr(mark + 1) : "", records);
    }
    return records;
}

}  // namespace rtrack
