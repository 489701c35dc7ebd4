#include "training/evaluation/got10k_writer.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "tracking/base/atomic_file.h"
#include "tracking/base/error.h"

namespace rtrack {

namespace fs = std::filesystem;

namespace {

std::string box_line(const Box& box) {
    char line[128];
    std::snprintf(line, sizeof line, "%.4f,%.4f,%.4f,%.4f\n", box.x, box.y, box.width, box.height);
    return line;
}

/// A label of each frame as a line; no file where the data set has no such label.
template <typename Labels>
void write_labels(const fs::path& file, const Labels& labels, int64_t first, int64_t last) {
    if (labels.empty()) return;
    std::string text;
    for (int64_t i = first; i <= last; ++i) {
        text += std::to_string(static_cast<int>(labels[static_cast<size_t>(i)])) + "\n";
    }
    write_whole_file(file, text);
}

void check_frames(const Sequence& sequence, int64_t first, int64_t last) {
    const auto frames = static_cast<int64_t>(std::min(sequence.frames.size(), sequence.boxes.size()));
    if (first < 0 || last < first || last >= frames) {
        throw Error(ErrorCode::Argument, "Frames " + std::to_string(first) + " to " + std::to_string(last) +
                                             " of " + sequence.name + " have no truth: it has " +
                                             std::to_string(frames) + " frames with boxes.");
    }
    for (int64_t i = first; i <= last; ++i) {
        if (sequence.visible(i)) return;
    }
    throw Error(ErrorCode::Argument, "The object of " + sequence.name + " is not visible in frames " +
                                         std::to_string(first) + " to " + std::to_string(last) +
                                         ": there is nothing to learn from.");
}

void write_sequence(const fs::path& folder, const Sequence& sequence, int64_t first, int64_t last,
                    const PictureCopier& copy_picture) {
    std::string boxes;
    for (int64_t i = first; i <= last; ++i) {
        char name[32];
        std::snprintf(name, sizeof name, "%08d.jpg", static_cast<int>(i - first) + 1);
        copy_picture(sequence.frames[static_cast<size_t>(i)], folder / name);
        boxes += box_line(sequence.boxes[static_cast<size_t>(i)]);
    }
    write_labels(folder / "absence.label", sequence.absent, first, last);
    write_labels(folder / "cover.label", sequence.cover, first, last);
    write_labels(folder / "cut_by_image.label", sequence.cut_by_image, first, last);
    std::string meta = "[METAINFO]\nobject_class: " + sequence.class_name + "\n";
    if (sequence.width > 0 && sequence.height > 0) {
        meta +=
            "resolution: (" + std::to_string(sequence.width) + ", " + std::to_string(sequence.height) + ")\n";
    }
    write_whole_file(folder / "meta_info.ini", meta);
    write_whole_file(folder / "groundtruth.txt", boxes);
}

std::string free_name(const fs::path& folder, std::string wanted) {
    std::replace(wanted.begin(), wanted.end(), '/', '_');
    std::string name = wanted;
    for (int number = 2; fs::exists(folder / name); ++number) name = wanted + "-" + std::to_string(number);
    return name;
}

/// A folder without a list is read whole.
void add_to_list(const fs::path& folder, const std::string& name) {
    if (!fs::exists(folder / "list.txt")) return;
    std::ifstream stream(folder / "list.txt");
    std::string list{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    if (!list.empty() && list.back() != '\n') list += "\n";
    write_whole_file(folder / "list.txt", list + name + "\n");
}

}  // namespace

std::string add_got10k_sequence(const fs::path& folder, const Sequence& sequence, int64_t first, int64_t last,
                                const PictureCopier& copy_picture) {
    check_frames(sequence, first, last);
    std::string name =
        free_name(folder, sequence.name + "-" + std::to_string(first) + "-" + std::to_string(last));
    const fs::path unfinished = folder / ("." + name + ".part");
    std::error_code failure;
    fs::create_directories(unfinished, failure);
    if (failure) {
        throw Error(ErrorCode::Data, "Cannot make the folder " + unfinished.string() + ": " +
                                         failure.message() + ". Choose another folder.");
    }
    try {
        write_sequence(unfinished, sequence, first, last, copy_picture);
        fs::rename(unfinished, folder / name);
    } catch (...) {  // nothing half done is left; the failure goes on to the caller
        fs::remove_all(unfinished, failure);
        throw;
    }
    add_to_list(folder, name);
    return name;
}

}  // namespace rtrack
