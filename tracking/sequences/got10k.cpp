// GOT-10k: list.txt, <name>/{groundtruth.txt, absence.label, cover.label, cut_by_image.label, meta_info.ini,
// 00000001.jpg ...}.

#include <cmath>

#include "tracking/sequences/layouts.h"
#include "tracking/sequences/sequence_names.h"
#include "tracking/sequences/sequence_text.h"

namespace rtrack {

namespace fs = std::filesystem;

namespace {

constexpr int kFullCover = 8;

/// "(W, H)".
void take_resolution(const KeyLine& line, const fs::path& file, SequenceRecord& record) {
    const std::string& text = line.value;
    const size_t comma = text.find(',');
    record.width = record.height = 0;
    if (text.starts_with('(') && text.ends_with(')') && comma != std::string::npos) {
        const auto width = parse_picture_side(text.substr(1, comma - 1));
        const auto height = parse_picture_side(text.substr(comma + 1, text.size() - comma - 2));
        if (width && height) {
            record.width = *width;
            record.height = *height;
            return;
        }
    }
    record.faults.push_back(unreadable_value(
        file, line, "(W, H) of whole numbers up to " + std::to_string(kLargestPictureSide) + " is expected"));
}

/// The size stands in one line, or in "width: W" and "height: H" as other tools write it.
void read_meta_info(const fs::path& file, SequenceRecord& record) {
    for (const KeyLine& line : read_key_lines(file, ':', record.faults)) {
        if (line.key == "object_class") {
            record.class_name = line.value;
        } else if (line.key == "resolution") {
            take_resolution(line, file, record);
        } else {
            take_picture_fact(line, file, record);
        }
    }
    drop_half_a_size(record);
}

void read_cover(const fs::path& file, SequenceRecord& record) {
    const std::vector<double> labels = read_labels(file, record);
    for (size_t i = 0; i < labels.size(); ++i) {
        const bool in_range = labels[i] >= 0 && labels[i] <= kFullCover;
        record.cover.push_back(in_range ? std::optional(static_cast<int>(labels[i])) : std::nullopt);
        if (!in_range && !std::isnan(labels[i])) {  // NaN: a fault already
            record.faults.push_back({file, static_cast<int64_t>(i) + 1,
                                     "cover is 0 to 8 eighths; that of this frame is not known"});
        }
    }
}

SequenceRecord read_sequence(const SequenceFolder& found) {
    const fs::path& folder = found.folder;
    SequenceRecord record;
    record.name = found.name;
    record.video = folder.filename().string();
    record.pictures.folder = folder;
    record.truth_file = folder / "groundtruth.txt";
    read_meta_info(folder / "meta_info.ini", record);
    read_truth(record);
    const std::vector<bool> absent = read_flags(folder / "absence.label", record);
    for (size_t i = 0; i < absent.size(); ++i) record.absent[i] = record.absent[i] || absent[i];
    read_cover(folder / "cover.label", record);
    record.cut_by_image = read_flags(folder / "cut_by_image.label", record);
    return record;
}

}  // namespace

SequenceRecords got10k_sequences(const fs::path& path) {
    return records_of_folders(path, "groundtruth.txt", read_sequence);
}

}  // namespace rtrack
