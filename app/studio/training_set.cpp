#include "app/studio/training_set.h"

#include <cstdio>
#include <fstream>

#include "tracking/base/error.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

constexpr size_t kLeastFrames = 2;  // a pair

std::string path_of(const Video& video, const Project& project) {
    std::error_code failure;
    const fs::path beside = project.file().parent_path() / video.relative_path;
    if (!video.relative_path.empty() && fs::exists(beside, failure)) return beside.string();
    return video.absolute_path;
}

void check(const std::ostream& stream, const fs::path& file) {
    if (!stream) throw Error(ErrorCode::Data, "cannot write " + file.string());
}

/// Reads the frames in order.
void write_sequence(const TrainingSequence& sequence, const fs::path& folder, const TrainingSetWriter& writer,
                    const std::function<void()>& wrote_picture) {
    fs::create_directories(folder);
    const OpenedVideo video = writer.open(sequence.video_path);
    std::ofstream truth(folder / "groundtruth.txt");
    std::ofstream absence(folder / "absence.label");
    int number = 0;
    for (const FrameBox& frame : sequence.frames) {
        if (writer.cancelled()) throw Error(ErrorCode::Stopped, "cancelled");
        char name[16];
        std::snprintf(name, sizeof name, "%08d.jpg", ++number);
        writer.write_jpeg(folder / name, *video.source->read(frame.frame));
        const Box& box = frame.record.box;
        truth << box.x << ',' << box.y << ',' << box.width << ',' << box.height << '\n';
        absence << (frame.record.absent ? 1 : 0) << '\n';
        wrote_picture();
    }
    check(truth.flush(), folder / "groundtruth.txt");
    check(absence.flush(), folder / "absence.label");
}

}  // namespace

std::vector<TrainingSequence> training_sequences(const Project& project) {
    std::vector<TrainingSequence> sequences;
    for (const auto& [id, track] : project.tracks()) {
        TrainingSequence sequence{
            "object-" + std::to_string(id), path_of(project.video(track.video), project), {}};
        for (FrameBox& frame : project.boxes_of(id)) {
            if (frame.record.reviewed || frame.record.source == BoxSource::Human) {
                sequence.frames.push_back(std::move(frame));
            }
        }
        if (sequence.frames.size() >= kLeastFrames) sequences.push_back(std::move(sequence));
    }
    return sequences;
}

int64_t write_training_set(const std::vector<TrainingSequence>& sequences, const fs::path& folder,
                           const TrainingSetWriter& writer) {
    size_t total = 0;
    for (const TrainingSequence& sequence : sequences) total += sequence.frames.size();
    const fs::path unfinished = folder.string() + ".unfinished";
    int64_t written = 0;
    try {
        fs::remove_all(unfinished);
        fs::create_directories(unfinished);
        std::ofstream list(unfinished / "list.txt");
        for (const TrainingSequence& sequence : sequences) {
            list << sequence.name << '\n';
            write_sequence(sequence, unfinished / sequence.name, writer, [&] {
                writer.progress(static_cast<double>(++written) / static_cast<double>(total));
            });
        }
        check(list.flush(), unfinished / "list.txt");
        list.close();
        fs::rename(unfinished, folder);
    } catch (const fs::filesystem_error& failure) {
        throw Error(ErrorCode::Data, std::string("the training data cannot be written: ") + failure.what());
    } catch (const Error&) {
        std::error_code ignored;
        fs::remove_all(unfinished, ignored);
        throw;
    }
    return written;
}

}  // namespace rtrack
