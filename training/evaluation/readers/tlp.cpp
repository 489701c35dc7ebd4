// TLP and TinyTLP: <Seq>/{img/00001.jpg..., groundtruth_rect.txt} with lines "frame,x,y,w,h,lost", frames
// from 1. Folders with plain x,y,w,h lines are read too.

#include "training/evaluation/readers/readers.h"
#include "training/evaluation/readers/sequence_parts.h"

namespace rtrack {

namespace fs = std::filesystem;

namespace {

/// Puts a line's box at its frame. False if the line is not four numbers, or six with a frame in order.
bool append_line(const std::vector<double>& numbers, Sequence& sequence) {
    if (numbers.size() == 4) {
        sequence.boxes.push_back({numbers[0], numbers[1], numbers[2], numbers[3]});
        sequence.absent.push_back(false);
        return true;
    }
    constexpr double kLastFrame = 1e7;
    if (numbers.size() != 6 || !(numbers[0] > static_cast<double>(sequence.boxes.size())) ||
        numbers[0] > kLastFrame) {
        return false;
    }
    const auto index = static_cast<size_t>(numbers[0]) - 1;
    sequence.boxes.resize(index, nan_box());
    sequence.absent.resize(index, true);
    sequence.boxes.push_back({numbers[1], numbers[2], numbers[3], numbers[4]});
    sequence.absent.push_back(numbers[5] != 0);
    return true;
}

void read_truth(const fs::path& file, Sequence& sequence, Faults& faults) {
    const auto lines = read_lines(file, faults);
    if (!lines) return;
    for (size_t i = 0; i < lines->size(); ++i) {
        const auto numbers = parse_numbers((*lines)[i]);
        if (numbers && append_line(*numbers, sequence)) continue;
        faults.push_back(
            {file, static_cast<int64_t>(i) + 1,
             "expected frame,x,y,w,h,lost with rising frames, or x,y,w,h; the frame has no box"});
        if (sequence.boxes.size() == i) {
            sequence.boxes.push_back(nan_box());
            sequence.absent.push_back(true);
        }
    }
}

}  // namespace

void read_tlp(const fs::path& path, Dataset& dataset) {
    const SequenceNames found = find_sequence_names(path, "groundtruth_rect.txt", dataset.faults);
    for (const std::string& name : found.names) {
        const fs::path folder = found.root / name;
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
