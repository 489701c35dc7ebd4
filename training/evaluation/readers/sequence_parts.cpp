#include "training/evaluation/readers/sequence_parts.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "tracking/base/picture_folder.h"

namespace rtrack {

namespace fs = std::filesystem;

namespace {

template <typename Value>
void erase_at(std::vector<Value>& values, const std::vector<size_t>& sorted_indices) {
    for (auto index = sorted_indices.rbegin(); index != sorted_indices.rend(); ++index) {
        if (*index < values.size()) values.erase(values.begin() + static_cast<int64_t>(*index));
    }
}

/// Indices of boxes whose picture is missing, by the numbers in the file names. Empty if the names do not
/// tell.
std::vector<size_t> boxes_without_picture(const Sequence& sequence, int64_t first_number) {
    if (sequence.boxes.size() <= sequence.frames.size()) return {};
    std::set<int64_t> numbers;
    for (const fs::path& frame : sequence.frames) {
        const auto number = trailing_number(frame);
        if (!number || *number < first_number) return {};
        numbers.insert(*number);
    }
    std::vector<size_t> missing;
    for (size_t index = 0; index < sequence.boxes.size(); ++index) {
        if (!numbers.contains(first_number + static_cast<int64_t>(index))) missing.push_back(index);
    }
    // All of the difference or none: else the numbers count from somewhere else.
    const bool explains = missing.size() == sequence.boxes.size() - sequence.frames.size();
    return explains ? missing : std::vector<size_t>{};
}

void number_lines(Sequence& sequence) {
    if (!sequence.truth_lines.empty()) return;
    sequence.truth_lines.resize(sequence.boxes.size());
    std::iota(sequence.truth_lines.begin(), sequence.truth_lines.end(), 1);
}

/// @return whether the numbers in the names explained a difference in length
bool drop_boxes_without_picture(Sequence& sequence, int64_t first_number, const fs::path& truth_file,
                                Faults& faults) {
    const std::vector<size_t> missing = boxes_without_picture(sequence, first_number);
    if (missing.empty()) return false;
    number_lines(sequence);
    for (size_t index : missing) {
        faults.push_back({truth_file, sequence.truth_line(index),
                          "the box has no picture: number " +
                              std::to_string(first_number + static_cast<int64_t>(index)) + " is missing in " +
                              sequence.frames.front().parent_path().string() + "; the frame is left out"});
    }
    erase_at(sequence.boxes, missing);
    erase_at(sequence.absent, missing);
    erase_at(sequence.cover, missing);
    erase_at(sequence.cut_by_image, missing);
    erase_at(sequence.truth_lines, missing);
    return true;
}

void report_gap(const Sequence& sequence, Faults& faults) {
    if (const auto gap = numbering_gap({sequence.frames.begin(), sequence.frames.end()})) {
        faults.push_back({sequence.frames.front().parent_path(), 0,
                          *gap + ", and the boxes do not leave them out: each box is taken for "
                                 "the picture of its place in the order"});
    }
}

void drop_what_is_too_long(Sequence& sequence, const Alignment& alignment, bool first_box_only,
                           Faults& faults) {
    const size_t pictures = sequence.frames.size();
    const size_t boxes = sequence.boxes.size();
    if (boxes > pictures) {
        faults.push_back({alignment.truth_file, static_cast<int64_t>(pictures) + 1,
                          std::to_string(boxes) + " boxes for " + std::to_string(pictures) +
                              " pictures; the boxes from here on are left out"});
        sequence.boxes.resize(pictures);
    } else if (!first_box_only && boxes < pictures) {
        if (alignment.extra == ExtraPictures::Fault) {
            faults.push_back({alignment.truth_file, static_cast<int64_t>(boxes),
                              "the boxes end here, at " + std::to_string(boxes) + " of " +
                                  std::to_string(pictures) + " pictures; the other pictures are left out"});
        }
        sequence.frames.resize(boxes);
    }
    const size_t kept = sequence.boxes.size();
    if (!sequence.absent.empty()) sequence.absent.resize(kept);
    if (!sequence.cover.empty()) sequence.cover.resize(kept);
    if (!sequence.cut_by_image.empty()) sequence.cut_by_image.resize(kept);
    if (!sequence.truth_lines.empty()) sequence.truth_lines.resize(kept);
}

}  // namespace

bool align(Sequence& sequence, const Alignment& alignment, Faults& faults) {
    const fs::path& truth_file = alignment.truth_file;
    sequence.truth_file = truth_file;
    if (sequence.frames.empty() || sequence.boxes.empty()) {
        faults.push_back({truth_file, 0,
                          "sequence " + sequence.name + " has no " +
                              (sequence.boxes.empty() ? "boxes" : "pictures") + "; it is left out"});
        return false;
    }
    const bool first_box_only = sequence.boxes.size() == 1;
    bool explained = false;
    if (!first_box_only) {
        const auto front = trailing_number(sequence.frames.front());
        const int64_t first_number = alignment.first_number.value_or(front.value_or(0));
        explained =
            drop_boxes_without_picture(sequence, front ? std::min(first_number, *front) : first_number,
                                       truth_file, faults) ||
            (front && drop_boxes_without_picture(sequence, *front, truth_file, faults));
    }
    if (!explained) report_gap(sequence, faults);
    drop_what_is_too_long(sequence, alignment, first_box_only, faults);
    return true;
}

}  // namespace rtrack
