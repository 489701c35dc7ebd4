#include "tracking/annotation/formats/project_exchange.h"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <set>

#include <nlohmann/json.hpp>

#include "tracking/annotation/attributes.h"
#include "tracking/annotation/formats/writing.h"
#include "tracking/annotation/palette.h"
#include "tracking/annotation/video_identity.h"
#include "tracking/base/demo.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

template <typename Value>
bool wanted(const std::vector<Value>& choice, const Value& value) {
    return choice.empty() || std::find(choice.begin(), choice.end(), value) != choice.end();
}

bool has_variable_rate(const Video& video) {
    const auto facts = nlohmann::json::parse(video.facts, nullptr, false);
    return facts.is_object() && facts.value("variable_rate", false);
}

/// The project's video that one of the set belongs to; nullopt: that is not clear.
std::optional<int64_t> known_place_of(const AnnotatedVideo& video, const Project& project,
                                      const AnnotationSet& set, const ToProject& options) {
    if (options.video != 0) return options.video;
    std::vector<int64_t> copies;
    std::vector<int64_t> same_name;
    for (const auto& [id, known] : project.videos()) {
        const bool has_hash = !video.content_hash.empty() && !known.content_hash.empty();
        const bool same_content = has_hash && video.content_hash == known.content_hash;
        if (!video.path.empty() && video.path == known.absolute_path && (same_content || !has_hash))
            return id;
        if (same_content) copies.push_back(id);
        if (video_name(known.absolute_path) == video.name) same_name.push_back(id);
    }
    if (!copies.empty()) return copies.front();
    if (same_name.size() == 1) return same_name.front();
    if (set.videos.size() == 1 && project.videos().size() == 1) return project.videos().begin()->first;
    return std::nullopt;
}

const Video& known_video(const AnnotatedVideo& video, const Project& project) {
    for (const auto& [id, known] : project.videos()) {
        if (known.absolute_path == video.path) return known;
    }
    throw Error(ErrorCode::Data, video.path + " is no video of " + project.file().string() + ".");
}

VideoPlace found_place(const AnnotatedVideo& video, const Project& project) {
    if (is_demo(video.path)) return {VideoPlace::State::Unchanged, video.path};
    VideoPlace place = find_video(known_video(video, project), project.file());
    if (place.state == VideoPlace::State::Missing)
        throw Error(ErrorCode::Data,
                    video.path + " is not there, so its frames cannot be written. Nothing was exported.");
    return place;
}

class Planning {
public:
    Planning(Project& project, const AnnotationSet& set, const ToProject& options)
        : project_(project), set_(set), options_(options) {
        for (const auto& [id, known] : project.classes()) classes_.try_emplace(known.name, id);
    }

    ImportPlan run() {
        if (options_.new_video) {
            new_video_ = project_.new_id();
            plan_.edit.videos[new_video_] = *options_.new_video;
            if (!options_.new_frame_index.empty())
                plan_.edit.frame_indices[new_video_] = options_.new_frame_index;
        }
        for (const AnnotatedVideo& video : set_.videos) {
            places_.push_back(place_of(video));
            compare(video, places_.back());
        }
        for (size_t i = 0; i < set_.tracks.size(); ++i) add(set_.tracks[i], i);
        return std::move(plan_);
    }

private:
    [[nodiscard]] const Video& video_at(int64_t id) const {
        return id == new_video_ ? *options_.new_video : project_.video(id);
    }

    [[nodiscard]] int64_t place_of(const AnnotatedVideo& video) const {
        if (options_.new_video) return new_video_;
        if (const auto known = known_place_of(video, project_, set_, options_)) return *known;
        std::string names;
        for (const auto& [id, known] : project_.videos())
            names += (names.empty() ? "" : ", ") + video_name(known.absolute_path);
        throw Error(ErrorCode::Data, "It is not clear which video of the project '" + video.name +
                                         "' belongs to; there are: " + (names.empty() ? "none" : names) +
                                         ". Say which one (Video, or --video).");
    }

    void compare(const AnnotatedVideo& video, int64_t place) {
        const Video& known = video_at(place);
        const std::string name = "'" + video.name + "'";
        if (video.frame_count > 0 && options_.first_frame == 0 && video.frame_count != known.frame_count) {
            plan_.notes.push_back(name + " has " + std::to_string(video.frame_count) +
                                  " frames in the file, and the project's video " +
                                  std::to_string(known.frame_count) + ".");
        }
        if (video.width > 0 && known.width > 0 &&
            (video.width != known.width || video.height != known.height)) {
            plan_.notes.push_back(name + " is " + std::to_string(video.width) + " x " +
                                  std::to_string(video.height) + " in the file, and the project's video " +
                                  std::to_string(known.width) + " x " + std::to_string(known.height) + ".");
        }
    }

    [[nodiscard]] int64_t class_id(const std::string& name) {
        if (name.empty()) return 0;
        const auto [place, added] = classes_.try_emplace(name, 0);
        if (added) {
            place->second = project_.new_id();
            plan_.edit.classes[place->second] = ObjectClass{name, palette_color(classes_.size() - 1), "", {}};
            plan_.notes.push_back("The class '" + name + "' is new.");
        }
        if (with_attributes_.insert(name).second) add_attributes(place->second, name);
        return place->second;
    }

    /// The attributes of a class that only the file knows; those of the project stay as they are.
    void add_attributes(int64_t id, const std::string& name) {
        const auto rules = set_.class_attributes.find(name);
        if (rules == set_.class_attributes.end()) return;
        const auto made = plan_.edit.classes.find(id);
        ObjectClass changed = made != plan_.edit.classes.end() ? *made->second : project_.classes().at(id);
        std::string added;
        std::string different;
        for (const AttributeRule& rule : rules->second) {
            const AttributeRule* known = find_rule(changed.attributes, rule.name);
            if (known != nullptr && *known == rule) continue;
            std::string& names = known == nullptr ? added : different;
            names += (names.empty() ? "" : ", ") + rule.name;
            if (known == nullptr) changed.attributes.push_back(rule);
        }
        if (!different.empty()) {
            plan_.notes.push_back("The class '" + name +
                                  "' has other attributes in the file than in the project: " + different +
                                  ". Those of the project stay.");
        }
        if (added.empty()) return;
        plan_.notes.push_back("The class '" + name + "' gets attributes: " + added + ".");
        plan_.edit.classes[id] = std::move(changed);
    }

    void add(const AnnotatedTrack& track, size_t number) {
        const int64_t video = places_[track.video];
        const int64_t frames = video_at(video).frame_count;
        Track made;
        made.video = video;
        made.object_class = class_id(track.class_name);
        made.attributes = track.attributes;
        made.name = !track.name.empty() ? track.name : "object " + std::to_string(number + 1);
        const int64_t id = project_.new_id();
        plan_.edit.tracks[id] = made;
        project_.tell_watch(0);
        bool any = false;
        for (const auto& [set_frame, record] : track.boxes) {
            const int64_t frame = set_frame + options_.first_frame;
            if (frame < 0 || frame >= frames) {
                if (options_.only_inside) continue;
                throw Error(ErrorCode::Data,
                            "'" + made.name + "' has a box at frame " + std::to_string(frame) +
                                " (counted from 0), and the video has " + std::to_string(frames) +
                                " frames: these boxes belong to other pictures.");
            }
            plan_.edit.boxes.emplace_hint(plan_.edit.boxes.end(), BoxKey{id, frame}, record);
            any = true;
        }
        if (!any && !track.boxes.empty()) plan_.edit.tracks.erase(id);
    }

    Project& project_;
    const AnnotationSet& set_;
    const ToProject& options_;
    ImportPlan plan_;
    int64_t new_video_ = -1;  // -1: none
    std::vector<int64_t> places_;
    std::map<std::string, int64_t> classes_;
    std::set<std::string> with_attributes_;  // classes whose attributes were looked at
};

}  // namespace

std::string video_name(const std::string& path) {
    static const std::set<std::string> plain = {"img", "img1", "color", "frames", "images"};
    fs::path file = path;
    if (!file.has_filename()) file = file.parent_path();
    if (plain.contains(file.filename().string()) && file.parent_path().has_filename())
        return file.parent_path().filename().string();
    const std::string stem = file.stem().string();
    return stem.empty() ? "video" : stem;
}

AnnotatedVideo annotated_video(const Video& video, const std::string& name) {
    AnnotatedVideo known;
    known.name = name;
    known.path = video.absolute_path;
    known.frame_count = video.frame_count;
    known.width = video.width;
    known.height = video.height;
    known.frames_per_second = video.frames_per_second;
    known.variable_rate = has_variable_rate(video);
    known.byte_size = video.byte_size;
    known.content_hash = video.content_hash;
    known.frame_hashes = video.frame_hashes;
    return known;
}

std::filesystem::path place_of_pictures(const AnnotatedVideo& video, const Project& project) {
    return found_place(video, project).path;
}

std::shared_ptr<FrameSource> open_pictures(
    const AnnotatedVideo& video, const Project& project,
    const std::function<std::shared_ptr<FrameSource>(const std::string& path)>& open) {
    const VideoPlace place = found_place(video, project);
    std::shared_ptr<FrameSource> source = open(place.path.string());
    if (place.state == VideoPlace::State::Changed && !has_pictures_of(*source, known_video(video, project))) {
        throw Error(ErrorCode::Data, video.path +
                                         " is not the video that the boxes were made on, so its frames "
                                         "cannot be written. Nothing was exported.");
    }
    return source;
}

AnnotationSet from_project(const Project& project, const FromProject& options) {
    AnnotationSet set;
    std::map<int64_t, size_t> places;
    std::set<std::string> names;
    for (const auto& [id, video] : project.videos()) {
        if (!wanted(options.videos, id)) continue;
        const std::string name = unique_name(video_name(video.absolute_path), names);
        places[id] = set.videos.size();
        set.videos.push_back(annotated_video(video, name));
    }
    const int64_t first = options.first_frame.value_or(0);
    const int64_t last = options.last_frame.value_or(std::numeric_limits<int64_t>::max());
    for (const auto& [id, track] : project.tracks()) {
        const auto place = places.find(track.video);
        if (place == places.end() || !wanted(options.tracks, id)) continue;
        const auto known = project.classes().find(track.object_class);
        const ObjectClass object_class = known == project.classes().end() ? ObjectClass{} : known->second;
        AnnotatedTrack taken{place->second, track.name, object_class.name, {}};
        taken.attributes = answers_of(object_class.attributes, track);
        if (!object_class.attributes.empty())
            set.class_attributes.try_emplace(object_class.name, object_class.attributes);
        for (FrameBox& box : project.boxes_of(id, first, last)) {
            if (options.keyframes_only && box.record.source == BoxSource::Interpolated) continue;
            taken.boxes.emplace_hint(taken.boxes.end(), box.frame, std::move(box.record));
        }
        set.tracks.push_back(std::move(taken));
    }
    return set;
}

ImportPlan to_project(Project& project, const AnnotationSet& set, const ToProject& options) {
    return Planning(project, set, options).run();
}

std::vector<BoxOutside> boxes_outside(const Project& project, const AnnotationSet& set,
                                      const ToProject& options) {
    std::vector<BoxOutside> outside;
    std::vector<int64_t> frames;  // of each video; 0: not known
    for (const AnnotatedVideo& video : set.videos) {
        const auto place = known_place_of(video, project, set, options);
        frames.push_back(options.new_video ? options.new_video->frame_count
                         : place           ? project.video(*place).frame_count
                                           : 0);
    }
    for (size_t track = 0; track < set.tracks.size(); ++track) {
        const int64_t count = frames[set.tracks[track].video];
        const auto& boxes = set.tracks[track].boxes;
        const auto first_inside = boxes.lower_bound(-options.first_frame);
        const auto add = [&](auto from, auto to) {
            for (; from != to; ++from) outside.push_back({track, from->first + options.first_frame, count});
        };
        if (count == 0) continue;
        add(boxes.begin(), first_inside);
        add(boxes.lower_bound(count - options.first_frame), boxes.end());
    }
    return outside;
}

AnnotationSet cut_to_range(const AnnotationSet& set, int64_t first_frame, int64_t frames) {
    AnnotationSet cut = set;
    for (AnnotatedVideo& video : cut.videos)
        video.frame_count = std::clamp<int64_t>(video.frame_count - first_frame, 0, frames);
    for (AnnotatedTrack& track : cut.tracks) {
        std::map<int64_t, BoxRecord> boxes;
        for (auto& [frame, record] : track.boxes) {
            if (frame >= first_frame && frame < first_frame + frames)
                boxes.emplace_hint(boxes.end(), frame - first_frame, std::move(record));
        }
        track.boxes = std::move(boxes);
    }
    return cut;
}

}  // namespace rtrack
