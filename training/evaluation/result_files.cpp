#include "training/evaluation/result_files.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>

#include "tracking/base/annotation_text.h"
#include "tracking/base/atomic_file.h"
#include "tracking/base/error.h"
#include "tracking/base/picture_folder.h"
#include "training/evaluation/zip_writer.h"

namespace rtrack {

namespace fs = std::filesystem;

namespace {

constexpr int kMostRepetitions = 999;

std::string formatted(const char* format, double value) {
    char text[64];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

std::string box_line(const Box& box) {
    return formatted("%.3f,", box.x) + formatted("%.3f,", box.y) + formatted("%.3f,", box.width) +
           formatted("%.3f\n", box.height);
}

void write_in_new_folder(const fs::path& file, const std::string& text) {
    std::error_code failure;
    fs::create_directories(file.parent_path(), failure);
    if (failure) {
        throw Error(ErrorCode::Data,
                    "Cannot make the folder " + file.parent_path().string() + ": " + failure.message() + ".");
    }
    write_whole_file(file, text);
}

std::optional<SequenceResult> read_in_layout(const fs::path& tracker_folder, const std::string& name,
                                             ResultLayout layout, Faults& faults) {
    SequenceResult result;
    for (int repetition = 1; repetition <= kMostRepetitions; ++repetition) {
        const fs::path file = result_file(tracker_folder, name, layout, repetition);
        if (!fs::is_regular_file(file)) break;
        result.repetitions.push_back(read_boxes(file, faults));
        if (layout == ResultLayout::Otb) break;
    }
    if (result.repetitions.empty()) return std::nullopt;
    const fs::path times = time_file(tracker_folder, name, layout);
    if (fs::is_regular_file(times)) result.seconds = read_label_numbers(times, faults);
    return result;
}

std::string read_whole(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

}  // namespace

ResultLayout result_layout(const std::string& dataset_kind) {
    return dataset_kind == "got10k" ? ResultLayout::Got10k : ResultLayout::Otb;
}

std::string result_folder_name(const std::string& dataset_kind) {
    static const std::map<std::string, std::string> names = {
        {"got10k", "GOT-10k"}, {"lasot", "LaSOT"}, {"trackingnet", "TrackingNet"},
        {"uav123", "UAV123"},  {"otb", "OTB2015"}, {"vot", "VOT"},
        {"tlp", "TLP"}};
    const auto name = names.find(dataset_kind);
    return name == names.end() ? dataset_kind : name->second;
}

fs::path result_file(const fs::path& tracker_folder, const std::string& sequence_name, ResultLayout layout,
                     int repetition) {
    if (layout == ResultLayout::Otb) return tracker_folder / (sequence_name + ".txt");
    char suffix[32];
    std::snprintf(suffix, sizeof suffix, "_%03d.txt", repetition);
    return tracker_folder / sequence_name / (sequence_name + suffix);
}

fs::path time_file(const fs::path& tracker_folder, const std::string& sequence_name, ResultLayout layout) {
    return tracker_folder / (layout == ResultLayout::Otb ? "times" : sequence_name) /
           (sequence_name + "_time.txt");
}

void write_result(const fs::path& tracker_folder, const std::string& sequence_name, ResultLayout layout,
                  const std::vector<Box>& boxes, const std::vector<double>& seconds) {
    std::string times;
    for (double second : seconds) times += formatted("%.8f\n", second);
    // The boxes last: a resumed evaluation goes by them.
    write_in_new_folder(time_file(tracker_folder, sequence_name, layout), times);
    std::string lines;
    for (const Box& box : boxes) lines += box_line(box);
    write_in_new_folder(result_file(tracker_folder, sequence_name, layout), lines);
}

bool has_any_result(const fs::path& tracker_folder, const Dataset& dataset) {
    return std::any_of(dataset.sequences.begin(), dataset.sequences.end(), [&](const Sequence& sequence) {
        return fs::is_regular_file(result_file(tracker_folder, sequence.name, ResultLayout::Got10k)) ||
               fs::is_regular_file(result_file(tracker_folder, sequence.name, ResultLayout::Otb));
    });
}

void remove_result(const fs::path& tracker_folder, const std::string& sequence_name) {
    const auto remove = [](const fs::path& file) {
        std::error_code failure;
        if (fs::remove(file, failure) || !failure) return;
        throw Error(ErrorCode::Data, "Cannot remove the earlier result " + file.string() + ": " +
                                         failure.message() + ". Take another folder of results (--results).");
    };
    for (const ResultLayout layout : {ResultLayout::Otb, ResultLayout::Got10k}) {
        const int repetitions = layout == ResultLayout::Otb ? 1 : kMostRepetitions;
        for (int i = 1; i <= repetitions; ++i) {
            const fs::path file = result_file(tracker_folder, sequence_name, layout, i);
            if (!fs::exists(file)) break;
            remove(file);
        }
        remove(time_file(tracker_folder, sequence_name, layout));
    }
}

std::optional<SequenceResult> read_result(const fs::path& tracker_folder, const std::string& sequence_name,
                                          ResultLayout layout, Faults& faults) {
    const ResultLayout other = layout == ResultLayout::Otb ? ResultLayout::Got10k : ResultLayout::Otb;
    auto result = read_in_layout(tracker_folder, sequence_name, layout, faults);
    return result ? result : read_in_layout(tracker_folder, sequence_name, other, faults);
}

bool result_is_complete(const fs::path& tracker_folder, const std::string& sequence_name, ResultLayout layout,
                        size_t frame_count, const Box& first_box) {
    const fs::path file = result_file(tracker_folder, sequence_name, layout);
    if (!fs::is_regular_file(file)) return false;
    Faults faults;
    const std::vector<Box> boxes = read_boxes(file, faults);
    if (!faults.empty() || boxes.size() != frame_count || boxes.empty()) return false;
    const bool has_nan = std::any_of(boxes.begin(), boxes.end(), [](const Box& box) {
        return std::isnan(box.x) || std::isnan(box.y) || std::isnan(box.width) || std::isnan(box.height);
    });
    return !has_nan && box_line(boxes.front()) == box_line(first_box);
}

std::vector<FoundTracker> find_trackers(const fs::path& results, const Dataset& dataset,
                                        const std::string& dataset_folder) {
    const std::string toolkit_folder = result_folder_name(dataset.kind);
    for (const fs::path& folder : {results / dataset_folder, results / toolkit_folder, results}) {
        std::vector<FoundTracker> trackers;
        for (const fs::path& candidate : list_folders(folder)) {
            if (has_any_result(candidate, dataset))
                trackers.push_back({candidate.filename().string(), candidate});
        }
        if (!trackers.empty()) return trackers;
    }
    if (!has_any_result(results, dataset)) return {};
    return {{fs::absolute(results).lexically_normal().filename().string(), results}};
}

bool has_submission(const std::string& dataset_kind) {
    return dataset_kind == "got10k" || dataset_kind == "trackingnet";
}

void write_submission(const fs::path& zip_file, const fs::path& tracker_folder, const Dataset& dataset) {
    if (!has_submission(dataset.kind)) {
        throw Error(ErrorCode::Argument, "There is no submission package for data sets of kind " +
                                             dataset.kind + "; GOT-10k and TrackingNet have one.");
    }
    const ResultLayout layout = result_layout(dataset.kind);
    ZipWriter zip(zip_file);
    for (const Sequence& sequence : dataset.sequences) {
        if (!result_is_complete(tracker_folder, sequence.name, layout, sequence.frames.size(),
                                sequence.boxes.front())) {
            throw Error(ErrorCode::Data, "The submission needs every sequence, and the result of " +
                                             sequence.name + " is missing or incomplete in " +
                                             tracker_folder.string() +
                                             ". Run the evaluation with --resume to fill it in.");
        }
        const std::string boxes = read_whole(result_file(tracker_folder, sequence.name, layout));
        if (layout == ResultLayout::Otb) {
            zip.add(sequence.name + ".txt", boxes);
            continue;
        }
        for (int repetition = 1; repetition <= kMostRepetitions; ++repetition) {
            const fs::path file = result_file(tracker_folder, sequence.name, layout, repetition);
            if (!fs::is_regular_file(file)) break;
            zip.add(sequence.name + "/" + file.filename().string(), read_whole(file));
        }
        zip.add(sequence.name + "/" + sequence.name + "_time.txt",
                read_whole(time_file(tracker_folder, sequence.name, layout)));
    }
    zip.close();
}

}  // namespace rtrack
