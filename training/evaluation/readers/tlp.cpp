// TLP and TinyTLP: <Seq>/{img/00001.jpg..., groundtruth_rect.txt} with lines "frame,x,y,w,h,lost", frames
// from 1. Folders with plain x,y,w,h lines are read too.

#include "tracking/base/picture_folder.h"
#include "tracking/sequences/sequence_names.h"
#include "training/evaluation/readers/readers.h"
#include "training/evaluation/readers/sequence_parts.h"

namespace rtrack {

namespace fs = std::filesystem;

namespace {

void append_frame(const Box& box, bool absent, int64_t line, Sequence& sequence) {
    sequence.boxes.push_back(box);
    sequence.absent.push_back(absent);
    sequence.truth_lines.push_back(line);
}

/// Puts a line's box at its frame. False if the line is not four numbers, or six with a frame in order.
bool append_line(const std::vector<double>& numbers, int64_t line, Sequence& sequence) {
    if (numbers.size() == 4) {
        append_frame({numbers[0], numbers[1], numbers[2], numbers[3]}, false, line, sequence);
        return true;
    }
    constexpr double kLastFrame = 1e7;
    if (numbers.size() != 6 || !(numbers[0] > static_cast<double>(sequence.boxes.size())) ||
        numbers[0] > kLastFrame) {
        return false;
    }
    const auto index = static_cast<size_t>(numbers[0]) - 1;
    while (sequence.boxes.size() < index) append_frame(nan_box(), true, line, sequence);
    append_frame({numbers[1], numbers[2], numbers[3], numbers[4]}, numbers[5] != 0, line, sequence);
    return true;
}

void read_truth(const fs::path& file, Sequence& sequence, Faults& faults) {
    const auto lines = read_lines(file, faults);
    if (!lines) return;
    for (size_t i = 0; i < lines->size(); ++i) {
        const auto numbers = parse_numbers((*lines)[i]);
        const auto line = static_cast<int64_t>(i) + 1;
        if (numbers && append_line(*numbers, line, sequence)) continue;
        faults.push_back(
            {file, line, "expected frame,x,y,w,h,lost with rising frames, or x,y,w,h; the frame has no box"});
        if (sequence.boxes.size() == i) append_frame(nan_box(), true, line, sequence);
    }
}

}  // namespace

void read_tlp(const fs::path& path, Dataset& dataset) {
    for (const auto& [name, folder] : find_sequence_folders(path, "groundtruth_rect.txt", dataset.faults)) {
        Sequence sequence;
        sequence.name = name;
        sequence.frames = list_pictures(fs::is_directory(folder / "img") ? folder / "img" : folder);
        read_truth(folder / "groundtruth_rect.txt", sequence, dataset.faults);
        if (align(sequence, {folder / "groundtruth_rect.txt", 1}, dataset.faults)) {
            dataset.sequences.push_back(std::move(sequence));
        }
    }
}

}  // namespace rtrack
