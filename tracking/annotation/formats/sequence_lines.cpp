#include "tracking/annotation/formats/sequence_lines.h"

#include <set>

#include "tracking/annotation/formats/writing.h"

namespace rtrack {

std::vector<TrackSequence> track_sequences(const AnnotationSet& set) {
    std::vector<TrackSequence> sequences;
    std::set<std::string> taken;
    for (size_t video = 0; video < set.videos.size(); ++video) {
        const std::vector<size_t> tracks = tracks_of(set, video);
        for (const size_t track : tracks) {
            const std::string& video_name = set.videos[video].name;
            const std::string& given = set.tracks[track].name;
            const std::string object = given.empty() ? std::to_string(sequences.size() + 1) : given;
            const std::string name = tracks.size() == 1 ? video_name : video_name + "_" + object;
            sequences.push_back({unique_name(file_name_of(name), taken), track});
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

}  // namespace rtrack
