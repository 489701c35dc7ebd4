#include "tracking/annotation/formats/sequence_lines.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "tracking/annotation/formats/writing.h"
#include "tracking/base/picture_folder.h"

namespace rtrack {

namespace fs = std::filesystem;

std::vector<TrackSequence> track_sequences(const AnnotationSet& set) {
    std::vector<TrackSequence> sequences;
    std::set<std::string> taken;
    for (size_t video = 0; video < set.videos.size(); ++video) {
        const std::vector<size_t> tracks = tracks_of(set, video);
        for (const size_t track : tracks) {
            const std::string& video_name = set.videos[video].name;
            const std::string& given = set.tracks[track].name;
            const std::string object = given.empty() ? std::to_string(sequences.size() + 1) : given;
            const std::string wanted =
                file_name_of(tracks.size() == 1 ? video_name : video_name + "_" + object);
            std::string name = wanted;
            for (int number = 2; !taken.insert(name).second; ++number)
                name = wanted + "-" + std::to_string(number);
            sequences.push_back({name, track});
        }
    }
    return sequences;
}

std::string box_lines(const AnnotationSet& set, const AnnotatedTrack& track, const Format& format,
                      const LineWords& words) {
    std::string text;
    const int64_t frames = frames_of(set, track.video);
    for (int64_t frame = 0; frame < frames; ++frame) {
        const auto found = track.boxes.find(frame);
        if (found == track.boxes.end()) {
            text += words.gap;
        } else {
            text += found->second.absent ? words.absent : box_text(found->second.box, format);
        }
        text += '\n';
    }
    return text;
}

std::vector<FrameLine> read_frame_lines(const fs::path& file, const Format& format, Reading& reading) {
    Faults faults;
    const auto lines = read_lines(file, faults);
    reading.leave_out(faults);
    std::vector<FrameLine> frames(lines ? lines->size() : 0);
    for (size_t i = 0; i < frames.size(); ++i) {
        const auto numbers = parse_numbers((*lines)[i]);
        if (!numbers || numbers->size() != 4) {
            reading.leave_out(file, static_cast<int64_t>(i) + 1,
                              "expected four numbers x,y,w,h, found " + in_quotes((*lines)[i]));
            continue;
        }
        const std::vector<double>& n = *numbers;
        if (std::any_of(n.begin(), n.end(), [](double value) { return std::isnan(value); })) continue;
        if (n[2] == 0 && n[3] == 0) {
            frames[i].absent = true;
        } else {
            frames[i].box = Box{n[0] - format.pixel_base, n[1] - format.pixel_base, n[2], n[3]};
        }
    }
    return frames;
}

std::vector<double> read_frame_labels(const fs::path& file, size_t frames, Reading& reading) {
    if (!fs::exists(file)) return {};
    Faults faults;
    std::vector<double> labels = read_label_numbers(file, faults);
    reading.leave_out(faults);
    if (labels.size() == frames) return labels;
    reading.leave_out(file, 0,
                      std::to_string(labels.size()) + " labels for " + std::to_string(frames) +
                          " frames; the labels are left out");
    return {};
}

void add_frame_lines(Reading& reading, size_t track, const std::vector<FrameLine>& lines,
                     const fs::path& file,
                     const std::function<void(size_t frame, BoxRecord& record)>& label) {
    for (size_t frame = 0; frame < lines.size(); ++frame) {
        const FrameLine& line = lines[frame];
        if (!line.box && !line.absent) continue;
        BoxRecord record = line.box ? imported_box(*line.box) : imported_absence();
        if (label) label(frame, record);
        reading.add(track, static_cast<int64_t>(frame), record, file, static_cast<int64_t>(frame) + 1);
    }
    AnnotatedVideo& video = reading.video_at(reading.track_at(track).video);
    video.frame_count = std::max(video.frame_count, static_cast<int64_t>(lines.size()));
}

std::vector<fs::path> sequence_folders(const fs::path& path, const std::string& marker, Reading& reading) {
    if (fs::exists(path / marker)) return {path.has_filename() ? path : path.parent_path()};
    std::vector<fs::path> folders;
    if (fs::exists(path / "list.txt")) {
        Faults faults;
        for (const std::string& name :
             read_names(path / "list.txt", faults).value_or(std::vector<std::string>{})) {
            if (fs::exists(path / name / marker)) {
                folders.push_back(path / name);
            } else {
                reading.leave_out(path / "list.txt", 0,
                                  "names " + in_quotes(name) + ", which has no " + marker);
            }
        }
        reading.leave_out(faults);
        return folders;
    }
    for (const fs::path& folder : list_folders(path)) {
        if (fs::exists(folder / marker)) folders.push_back(folder);
    }
    return folders;
}

}  // namespace rtrack
