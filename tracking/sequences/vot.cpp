// VOT: list.txt, <seq>/{color/00000001.jpg ... or 00000001.jpg ..., groundtruth.txt, *.tag or *.label,
// sequence}. A truth line is a box (4 numbers), a polygon (6 or more), or a mask "mX,Y,W,H,run,run,..." (2020
// and later). NaN, an empty mask and a box without size: absent; a special code: nobody said.

#include <algorithm>
#include <cmath>
#include <set>

#include "tracking/sequences/layouts.h"
#include "tracking/sequences/region_text.h"
#include "tracking/sequences/sequence_names.h"
#include "tracking/sequences/sequence_text.h"

namespace rtrack {

namespace fs = std::filesystem;

namespace {

void read_regions(SequenceRecord& record) {
    read_truth(record, "is neither a box, a polygon nor a mask: ",
               [&](const std::string& text) -> std::optional<TruthLine> {
                   const auto box = parse_region(text);
                   if (!box) return std::nullopt;
                   const auto numbers = parse_numbers(text);
                   if (std::isnan(box->x)) return TruthLine{nan_box(), !numbers || numbers->size() != 1};
                   if (!numbers || numbers->size() != 4) record.from_outlines = true;
                   return TruthLine{*box, box->width == 0 && box->height == 0};
               });
}

/// The names of the tags that are set on any frame, and the frames of "occlusion".
void read_tags(const fs::path& folder, SequenceRecord& record) {
    std::set<fs::path> files;
    std::error_code failure;
    for (const auto& entry : fs::directory_iterator(folder, failure)) {
        const std::string ending = entry.path().extension().string();
        if (ending == ".tag" || ending == ".label") files.insert(entry.path());
    }
    for (const fs::path& file : files) {
        const std::vector<bool> flags = read_flags(file, record);
        if (std::find(flags.begin(), flags.end(), true) == flags.end()) continue;
        record.attributes.push_back(file.stem().string());
        if (file.stem() == "occlusion") record.occluded = flags;
    }
}

SequenceRecord read_sequence(const SequenceFolder& found) {
    const fs::path& folder = found.folder;
    SequenceRecord record;
    record.name = found.name;
    record.video = folder.filename().string();
    record.pictures.folder = fs::is_directory(folder / "color") ? folder / "color" : folder;
    record.truth_file = folder / "groundtruth.txt";
    read_regions(record);
    read_tags(folder, record);
    for (const KeyLine& line : read_key_lines(folder / "sequence", '=', record.faults))
        take_picture_fact(line, folder / "sequence", record);
    drop_half_a_size(record);
    return record;
}

}  // namespace

SequenceRecords vot_sequences(const fs::path& path) {
    return records_of_folders(path, "groundtruth.txt", read_sequence);
}

}  // namespace rtrack
