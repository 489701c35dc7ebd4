#include "training/data/dataset_check.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <exception>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string_view>
#include <thread>
#include <unordered_map>

#include "tracking/base/error.h"
#include "tracking/media/jpeg.h"
#include "training/data/box_faults.h"
#include "training/evaluation/project_support.h"

namespace rtrack {

namespace {

/// What tells a picture from others: the file's bytes; of a video's frame the pixels. nullopt if the file is
/// missing. @throws Error(Data) for a frame that does not decode.
std::optional<std::vector<uint8_t>> bytes_of(const std::filesystem::path& file) {
    if (needs_project_support(file)) {
        const Image image = project_support().decode(file);
        return std::vector<uint8_t>(image.data(), image.data() + image.bytes());
    }
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return std::nullopt;
    return std::vector<uint8_t>(std::istreambuf_iterator<char>(stream), {});
}

size_t hash_of(const std::vector<uint8_t>& bytes) {
    return std::hash<std::string_view>{}({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

/// nullopt for a picture that cannot be read: the check of its data set names it.
std::optional<size_t> hash_if_readable(const std::filesystem::path& file) {
    try {
        const auto bytes = bytes_of(file);
        return bytes ? std::optional(hash_of(*bytes)) : std::nullopt;
    } catch (const Error& error) {
        if (error.code() != ErrorCode::Data) throw;
        return std::nullopt;
    }
}

std::string size_text(int width, int height) {
    return std::to_string(width) + "x" + std::to_string(height);
}

struct PictureFacts {
    int width = 0;
    int height = 0;
    size_t hash = 0;
};

/// @throws Error(Data) naming the file
PictureFacts picture_facts(const std::filesystem::path& file, bool decode) {
    if (needs_project_support(file)) {
        const Image image = project_support().decode(file);
        return {image.width(), image.height(), hash_of({image.data(), image.data() + image.bytes()})};
    }
    const auto bytes = bytes_of(file);
    if (!bytes) throw Error(ErrorCode::Data, "the picture is missing or cannot be opened");
    if (decode) {
        const Image image = decode_jpeg(*bytes, file.string());
        return {image.width(), image.height(), hash_of(*bytes)};
    }
    const JpegSize size = decode_jpeg_size(*bytes, file.string());
    return {size.width, size.height, hash_of(*bytes)};
}

/// Reads one picture; a fault goes into the report.
std::optional<PictureFacts> read_picture(const std::filesystem::path& file, bool decode,
                                         DatasetReport& report) {
    try {
        return picture_facts(file, decode);
    } catch (const Error& error) {
        report.faults.push_back({file, 0, error.what()});
        return std::nullopt;
    }
}

void note_size(const PictureFacts& facts, DatasetReport& report) {
    const bool first = report.largest_width == 0;
    report.smallest_width = first ? facts.width : std::min(report.smallest_width, facts.width);
    report.smallest_height = first ? facts.height : std::min(report.smallest_height, facts.height);
    report.largest_width = std::max(report.largest_width, facts.width);
    report.largest_height = std::max(report.largest_height, facts.height);
}

void note_target(const Box& box, DatasetReport& report) {
    const double size = std::sqrt(box.area());
    report.smallest_target = report.largest_target == 0 ? size : std::min(report.smallest_target, size);
    report.largest_target = std::max(report.largest_target, size);
}

bool is_given(const Box& box) {
    return std::isfinite(box.x) && std::isfinite(box.y) && std::isfinite(box.width) &&
           std::isfinite(box.height);
}

void check_box(const Sequence& sequence, size_t frame, const std::optional<PictureFacts>& facts,
               DatasetReport& report) {
    const Box& box = sequence.boxes[frame];
    if (!is_given(box)) return;
    const bool absent = !sequence.absent.empty() && sequence.absent[frame];
    if (!box.valid()) {
        if (!absent)
            report.faults.push_back(fault_of_box(sequence, frame, "the box " + to_string(box) + " is empty"));
        return;
    }
    ++report.annotated_frames;
    report.visible_frames += sequence.visible(static_cast<int64_t>(frame));
    const std::string wrong = facts ? misplacement(box, facts->width, facts->height) : std::string();
    if (wrong.empty()) {
        note_target(box, report);
    } else if (!absent) {
        report.faults.push_back(fault_of_box(sequence, frame, wrong));
    }
}

/// Where boxes jump farther than a target moves from one frame to the next: said once a sequence, since a
/// cut between two scenes gives such places too.
void check_jumps(const Sequence& sequence, DatasetReport& report) {
    constexpr double kFarthest = 4;  // sizes of the larger box
    std::optional<size_t> first;
    int64_t jumps = 0;
    for (size_t i = 1; i < sequence.boxes.size() && i < sequence.frames.size(); ++i) {
        const Box& before = sequence.boxes[i - 1];
        const Box& now = sequence.boxes[i];
        const bool visible =
            sequence.visible(static_cast<int64_t>(i) - 1) && sequence.visible(static_cast<int64_t>(i));
        if (!visible || !before.valid() || !now.valid()) continue;
        const double size = std::sqrt(std::max(before.area(), now.area()));
        const double moved =
            std::hypot(now.center().x - before.center().x, now.center().y - before.center().y);
        if (moved <= kFarthest * size) continue;
        if (++jumps == 1) first = i;
    }
    if (!first) return;
    report.remarks.push_back(
        fault_of_box(sequence, *first,
                     "the box jumps by more than " + std::to_string(static_cast<int>(kFarthest)) +
                         " times its size from the frame before" +
                         (jumps > 1 ? "; " + std::to_string(jumps) + " jumps in all" : std::string())));
}

void check_lengths(const Sequence& sequence, DatasetReport& report) {
    const size_t frames = sequence.frames.size(), boxes = sequence.boxes.size();
    if (boxes != frames && boxes != 1) {  // test sets give the first box only
        report.faults.push_back(
            {sequence.truth_file, sequence.truth_line(std::min(frames, boxes)),
             "there are " + std::to_string(boxes) + " boxes for " + std::to_string(frames) + " frames"});
    }
}

/// The metrics clip boxes to the size that the data set says.
void check_stated_size(const Sequence& sequence, const PictureFacts& first, DatasetReport& report) {
    if (sequence.width <= 0 || (sequence.width == first.width && sequence.height == first.height)) return;
    report.faults.push_back({sequence.frames.front(), 0,
                             "the annotation says " + size_text(sequence.width, sequence.height) +
                                 ", the picture has " + size_text(first.width, first.height)});
}

/// Collects what is said once a sequence, not once a frame.
struct SequenceState {
    std::unordered_map<size_t, size_t> frame_of_hash;
    int64_t repeated = 0;
    std::optional<TextFault> first_repeated;
    std::optional<PictureFacts> first;

    void note(const Sequence& sequence, size_t frame, const PictureFacts& facts, DatasetReport& report) {
        const std::filesystem::path& file = sequence.frames[frame];
        const auto [found, is_new] = frame_of_hash.emplace(facts.hash, frame);
        if (!is_new && ++repeated == 1) {
            first_repeated = TextFault{
                file, 0, "the picture is the same as " + sequence.frames[found->second].filename().string()};
        }
        if (!first) {
            first = facts;
            check_stated_size(sequence, facts, report);
        } else if (first->width != facts.width || first->height != facts.height) {
            report.faults.push_back({file, 0,
                                     "the size changes from " + size_text(first->width, first->height) +
                                         " to " + size_text(facts.width, facts.height)});
            first = facts;
        }
    }
};

DatasetReport check_sequence(const Sequence& sequence, bool decode) {
    DatasetReport report;
    report.sequences = 1;
    report.frames = static_cast<int64_t>(sequence.frames.size());
    check_lengths(sequence, report);
    check_jumps(sequence, report);
    SequenceState state;
    for (size_t i = 0; i < sequence.frames.size(); ++i) {
        const auto facts = read_picture(sequence.frames[i], decode, report);
        if (facts) {
            note_size(*facts, report);
            state.note(sequence, i, *facts, report);
        }
        if (i < sequence.boxes.size()) check_box(sequence, i, facts, report);
    }
    if (state.first_repeated) {
        if (state.repeated > 1) {
            state.first_repeated->message +=
                "; " + std::to_string(state.repeated) + " repeated frames in all";
        }
        report.faults.push_back(*state.first_repeated);
    }
    return report;
}

DatasetReport check_still(const StillPicture& still, bool decode) {
    DatasetReport report;
    report.still_pictures = 1;
    const auto facts = read_picture(still.file, decode, report);
    if (facts) {
        note_size(*facts, report);
        if (still.width > 0 && (still.width != facts->width || still.height != facts->height)) {
            report.faults.push_back({still.file, 0,
                                     "the annotation says " + size_text(still.width, still.height) +
                                         ", the picture has " + size_text(facts->width, facts->height)});
        }
    }
    for (const Instance& instance : still.instances) {
        ++report.instances;
        report.outlines += !instance.polygons.empty();
        if (!instance.box.valid()) {
            report.faults.push_back({still.file, 0, "the box " + to_string(instance.box) + " is empty"});
            continue;
        }
        const std::string wrong =
            facts ? misplacement(instance.box, facts->width, facts->height) : std::string();
        if (wrong.empty()) {
            note_target(instance.box, report);
        } else {
            report.faults.push_back({still.file, 0, wrong});
        }
    }
    return report;
}

void merge(const DatasetReport& part, DatasetReport& whole) {
    whole.sequences += part.sequences;
    whole.frames += part.frames;
    whole.annotated_frames += part.annotated_frames;
    whole.visible_frames += part.visible_frames;
    whole.still_pictures += part.still_pictures;
    whole.instances += part.instances;
    whole.outlines += part.outlines;
    if (part.largest_width > 0) {
        note_size({part.smallest_width, part.smallest_height, 0}, whole);
        note_size({part.largest_width, part.largest_height, 0}, whole);
    }
    if (part.largest_target > 0) {
        note_target({0, 0, part.smallest_target, part.smallest_target}, whole);
        note_target({0, 0, part.largest_target, part.largest_target}, whole);
    }
    whole.faults.insert(whole.faults.end(), part.faults.begin(), part.faults.end());
    whole.remarks.insert(whole.remarks.end(), part.remarks.begin(), part.remarks.end());
}

/// Runs `work(i)` for all i below count on some threads; the first exception is thrown again here.
void in_parallel(size_t count, int threads, const std::function<void(size_t)>& work) {
    std::atomic<size_t> next{0};
    std::exception_ptr failure;
    std::mutex mutex;
    const auto run = [&] {
        try {
            for (size_t i = next++; i < count; i = next++) work(i);
        } catch (...) {
            std::lock_guard lock(mutex);
            if (!failure) failure = std::current_exception();
            next = count;
        }
    };
    std::vector<std::thread> others;
    for (int i = 1; i < threads; ++i) others.emplace_back(run);
    run();
    for (std::thread& thread : others) thread.join();
    if (failure) std::rethrow_exception(failure);
}

}  // namespace

int64_t picture_count(const Dataset& dataset) {
    auto count = static_cast<int64_t>(dataset.stills.size());
    for (const Sequence& sequence : dataset.sequences) count += static_cast<int64_t>(sequence.frames.size());
    return count;
}

DatasetReport check_dataset(const Dataset& dataset, const DatasetCheckOptions& options) {
    DatasetReport report;
    report.name = dataset.display_name();
    report.faults = dataset.faults;
    std::vector<DatasetReport> parts(dataset.sequences.size() + dataset.stills.size());
    in_parallel(parts.size(), options.threads, [&](size_t i) {
        const size_t videos = dataset.sequences.size();
        parts[i] = i < videos ? check_sequence(dataset.sequences[i], options.decode)
                              : check_still(dataset.stills[i - videos], options.decode);
        if (options.on_pictures) options.on_pictures(parts[i].frames + parts[i].still_pictures);
    });
    for (const DatasetReport& part : parts) merge(part, report);
    return report;
}

namespace {

/// In bytes; 0 for a frame of a video.
uintmax_t size_of(const std::filesystem::path& picture) {
    std::error_code failure;
    const uintmax_t size = std::filesystem::file_size(picture, failure);
    return failure ? 0 : size;
}

void for_each_picture(const std::vector<const Dataset*>& datasets,
                      const std::function<void(const std::filesystem::path&)>& work) {
    for (const Dataset* dataset : datasets) {
        for (const Sequence& sequence : dataset->sequences) {
            for (const auto& file : sequence.frames) work(file);
        }
        for (const StillPicture& still : dataset->stills) work(still.file);
    }
}

}  // namespace

Faults find_leaks(const std::vector<const Dataset*>& training,
                  const std::vector<const Dataset*>& validation) {
    // Files of other sizes differ: few of the training pictures have to be read for this.
    std::set<uintmax_t> sizes;
    for_each_picture(validation, [&](const std::filesystem::path& file) { sizes.insert(size_of(file)); });
    std::unordered_map<size_t, std::filesystem::path> training_files;
    for_each_picture(training, [&](const std::filesystem::path& file) {
        if (!sizes.contains(size_of(file))) return;
        if (const auto hash = hash_if_readable(file)) training_files.emplace(*hash, file);
    });
    Faults leaks;
    std::set<std::filesystem::path> seen;
    for_each_picture(validation, [&](const std::filesystem::path& file) {
        if (!seen.insert(file).second) return;
        const auto hash = hash_if_readable(file);
        if (!hash) return;
        const auto found = training_files.find(*hash);
        if (found == training_files.end()) return;
        leaks.push_back(
            {file, 0, "the validation picture is also in the training data: " + found->second.string()});
    });
    return leaks;
}

std::vector<std::string> describe(const DatasetReport& report) {
    std::vector<std::string> lines;
    lines.push_back(report.name + ": " + std::to_string(report.sequences) + " sequences, " +
                    std::to_string(report.frames) + " frames, " + std::to_string(report.annotated_frames) +
                    " with a box, " + std::to_string(report.visible_frames) + " of them visible; " +
                    std::to_string(report.still_pictures) + " still pictures, " +
                    std::to_string(report.instances) + " objects, " + std::to_string(report.outlines) +
                    " with an outline");
    if (report.largest_width > 0) {
        lines.push_back("pictures from " + std::to_string(report.smallest_width) + "x" +
                        std::to_string(report.smallest_height) + " to " +
                        std::to_string(report.largest_width) + "x" + std::to_string(report.largest_height) +
                        " pixels, targets from " + std::to_string(std::lround(report.smallest_target)) +
                        " to " + std::to_string(std::lround(report.largest_target)) + " pixels");
    }
    lines.push_back(report.faults.empty() ? "no faults" : std::to_string(report.faults.size()) + " faults");
    for (const TextFault& fault : report.faults) lines.push_back(describe(fault));
    for (const TextFault& remark : report.remarks) lines.push_back("worth a look: " + describe(remark));
    return lines;
}

}  // namespace rtrack
