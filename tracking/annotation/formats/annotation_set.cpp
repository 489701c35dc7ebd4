#include "tracking/annotation/formats/annotation_set.h"

#include <algorithm>
#include <set>

#include "tracking/annotation/attributes.h"

namespace rtrack {

std::vector<std::string> class_names(const AnnotationSet& set) {
    std::set<std::string> names;
    for (const AnnotatedTrack& track : set.tracks) {
        if (!track.class_name.empty()) names.insert(track.class_name);
    }
    return {names.begin(), names.end()};
}

std::vector<AttributeRule> attributes_of(const AnnotationSet& set, const std::string& class_name) {
    const auto known = set.class_attributes.find(class_name);
    std::vector<AttributeRule> rules;
    if (known != set.class_attributes.end()) rules = known->second;
    for (const AnnotatedTrack& track : set.tracks) {
        if (track.class_name == class_name) add_unasked(track.attributes, rules);
    }
    return rules;
}

std::vector<size_t> tracks_of(const AnnotationSet& set, size_t video) {
    std::vector<size_t> tracks;
    for (size_t i = 0; i < set.tracks.size(); ++i) {
        if (set.tracks[i].video == video) tracks.push_back(i);
    }
    return tracks;
}

BoxCounts counts_of(const AnnotationSet& set) {
    BoxCounts counts;
    for (const AnnotatedTrack& track : set.tracks) {
        for (const auto& [frame, record] : track.boxes) counts.add(record, 1);
    }
    return counts;
}

int64_t frames_of(const AnnotationSet& set, size_t video) {
    int64_t frames = set.videos[video].frame_count;
    for (const AnnotatedTrack& track : set.tracks) {
        if (track.video == video && !track.boxes.empty())
            frames = std::max(frames, track.boxes.rbegin()->first + 1);
    }
    return frames;
}

}  // namespace rtrack
