#include "app/engine/project_dataset.h"

#include <algorithm>
#include <limits>
#include <set>

#include "app/engine/video_frames.h"
#include "tracking/annotation/project.h"
#include "tracking/annotation/review/box_doubt.h"
#include "tracking/annotation/video_identity.h"
#include "tracking/base/error.h"
#include "tracking/base/picture_folder.h"
#include "tracking/media/image_codec.h"
#include "tracking/media/media_source.h"
#include "training/evaluation/project_support.h"

namespace rtrack {

namespace {

namespace fs = std::filesystem;

constexpr int kWhole = 8;  // GOT-10k's cover: all eighths are visible

/// The frames of a video by name. @throws Error(Data) if they cannot be had as the project knows them.
std::vector<fs::path> frames_of(const Video& video, const fs::path& project) {
    const VideoPlace place = find_video(video, project);
    if (place.state == VideoPlace::State::Missing) {
        throw Error(ErrorCode::Data,
                    "the video " + video.absolute_path +
                        " is not there; open the project in the studio and show it the place");
    }
    if (place.state == VideoPlace::State::Changed &&
        !has_pictures_of(*open_frame_source(place.path), video)) {
        throw Error(
            ErrorCode::Data,
            place.path.string() + " is not the video that the boxes were made on; put the original back");
    }
    if (fs::is_directory(place.path)) {
        std::vector<fs::path> pictures = pictures_of_video(place.path);
        if (static_cast<int64_t>(pictures.size()) != video.frame_count) {
            throw Error(ErrorCode::Data, place.path.string() + " has " + std::to_string(pictures.size()) +
                                             " pictures, the project knows " +
                                             std::to_string(video.frame_count));
        }
        // The boxes are those of the upright pictures, and the trainer reads JPEG files as they are stored:
        // one that has to be turned is named as a frame of itself, which is decoded here.
        for (fs::path& picture : pictures) {
            if (is_turned_jpeg(picture)) picture = path_of(VideoFrame{picture, 0});
        }
        return pictures;
    }
    std::vector<fs::path> frames;
    for (int64_t i = 0; i < video.frame_count; ++i) frames.push_back(path_of(VideoFrame{place.path, i}));
    return frames;
}

/// One track; without frames if nobody checked a box of it.
Sequence sequence_of(const Project& project, int64_t id, const std::vector<fs::path>& frames) {
    std::vector<FrameBox> checked = project.boxes_of(id);
    std::erase_if(checked, [&](const FrameBox& box) {
        return is_unseen(box.record) || box.frame >= static_cast<int64_t>(frames.size());
    });
    // A tracker starts on the first frame: the object must be seen there.
    const auto start =
        std::find_if(checked.begin(), checked.end(), [](const FrameBox& box) { return !box.record.absent; });
    checked.erase(checked.begin(), start);
    Sequence sequence;
    if (checked.empty()) return sequence;
    const int64_t first = checked.front().frame;
    const auto count = static_cast<size_t>(checked.back().frame - first + 1);
    sequence.frames.assign(frames.begin() + first, frames.begin() + first + static_cast<int64_t>(count));
    constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
    sequence.boxes.assign(count, Box{kNaN, kNaN, kNaN, kNaN});
    sequence.absent.assign(count, false);
    sequence.cover.assign(count, 0);
    sequence.cut_by_image.assign(count, false);
    for (const FrameBox& box : checked) {
        const auto i = static_cast<size_t>(box.frame - first);
        sequence.absent[i] = box.record.absent;
        if (box.record.absent) continue;
        sequence.boxes[i] = box.record.box;
        sequence.cover[i] = box.record.cover.value_or(kWhole);
        sequence.cut_by_image[i] = box.record.cut_by_image;
    }
    return sequence;
}

/// "VIDEO-TRACK", fit for a file's name, different from all before.
std::string unique_name(const Video& video, const Track& track, std::set<std::string>& taken) {
    std::string name = fs::path(video.absolute_path).stem().string() + "-" + track.name;
    for (char& letter : name) {
        if (letter == '/' || letter == '\\' || static_cast<unsigned char>(letter) < ' ') letter = '_';
    }
    std::string unique = name;
    for (int i = 2; !taken.insert(unique).second; ++i) unique = name + "-" + std::to_string(i);
    return unique;
}

}  // namespace

void read_project_dataset(const fs::path& file, Dataset& dataset) {
    const Project project = Project::open(file, Project::Mode::Read);
    std::map<int64_t, std::vector<fs::path>> frames;
    for (const auto& [id, video] : project.videos()) {
        try {
            frames[id] = frames_of(video, file);
        } catch (const Error& error) {
            dataset.faults.push_back({file, 0, error.what()});
        }
    }
    std::set<std::string> names;
    for (const auto& [id, track] : project.tracks()) {
        const Video& video = project.video(track.video);
        if (!frames.contains(track.video)) continue;
        Sequence sequence = sequence_of(project, id, frames.at(track.video));
        sequence.name = unique_name(video, track, names);
        if (sequence.frames.empty()) {
            dataset.faults.push_back({file, 0,
                                      "the track '" + sequence.name +
                                          "' has no box that a person drew or reviewed: it is left out"});
            continue;
        }
        if (track.object_class != 0) sequence.class_name = project.classes().at(track.object_class).name;
        sequence.width = video.width;
        sequence.height = video.height;
        dataset.sequences.push_back(std::move(sequence));
    }
}

void support_project_datasets() {
    static VideoFrames videos;
    set_project_support({read_project_dataset, [](const fs::path& picture) {
                             const auto frame = video_frame_of(picture);
                             if (!frame) return read_image(picture);
                             return is_picture_file(frame->video) ? read_image(frame->video)
                                                                  : videos.read(*frame);
                         }});
}

}  // namespace rtrack
