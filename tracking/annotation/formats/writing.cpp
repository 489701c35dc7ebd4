#include "tracking/annotation/formats/writing.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace rtrack {
namespace {

double rounded(double value, int decimals) {
    const double scale = std::pow(10.0, decimals);
    return std::round(value * scale) / scale;
}

}  // namespace

std::string number_text(double value, int decimals) {
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", decimals, value);
    std::string number = text;
    if (number.find('.') != std::string::npos) {
        number.erase(number.find_last_not_of('0') + 1);
        if (number.back() == '.') number.pop_back();
    }
    return number == "-0" ? "0" : number;
}

Box box_in_format(const Box& box, const Format& format) {
    const double least = std::pow(10.0, -format.decimals);
    return {rounded(box.x + format.pixel_base, format.decimals),
            rounded(box.y + format.pixel_base, format.decimals),
            std::max(least, rounded(box.width, format.decimals)),
            std::max(least, rounded(box.height, format.decimals))};
}

std::string box_text(const Box& box, const Format& format, char separator) {
    const Box written = box_in_format(box, format);
    std::string text;
    for (const double value : {written.x, written.y, written.width, written.height}) {
        if (!text.empty()) text += separator;
        text += number_text(value, format.decimals);
    }
    return text;
}

bool has_tracks_without_class(const AnnotationSet& set) {
    return std::any_of(set.tracks.begin(), set.tracks.end(),
                       [](const AnnotatedTrack& track) { return track.class_name.empty(); });
}

std::string file_name_of(const std::string& name) {
    std::string safe = name;
    for (char& character : safe) {
        const auto code = static_cast<unsigned char>(character);
        if (code <= ' ' || std::string("/\\:*?\"<>|").find(character) != std::string::npos) character = '_';
    }
    const bool hidden = safe.empty() || safe.front() == '.';
    return hidden ? "_" + safe : safe;
}

std::string unique_name(const std::string& wanted, std::set<std::string>& taken) {
    std::string name = wanted;
    for (int number = 2; !taken.insert(name).second; ++number) name = wanted + "-" + std::to_string(number);
    return name;
}

std::vector<std::string> file_names_of(const std::vector<std::string>& names) {
    std::set<std::string> taken;
    std::vector<std::string> files;
    for (const std::string& name : names) files.push_back(unique_name(file_name_of(name), taken));
    return files;
}

std::vector<std::string> video_file_names(const AnnotationSet& set) {
    std::vector<std::string> names;
    for (const AnnotatedVideo& video : set.videos) names.push_back(video.name);
    return file_names_of(names);
}

ListedFrames listed_frames(const AnnotationSet& set, size_t video, const WriteOptions& options) {
    const int64_t frames = frames_of(set, video);
    const int64_t end = options.frames > 0 ? options.first_frame + options.frames : frames;
    return {options.first_frame, std::min(frames, end)};
}

std::string padded(int64_t number, int digits) {
    const std::string text = std::to_string(number);
    const size_t width = static_cast<size_t>(digits);
    return text.size() >= width ? text : std::string(width - text.size(), '0') + text;
}

std::vector<int64_t> track_ids(const AnnotationSet& set, const std::vector<size_t>& tracks) {
    constexpr size_t kMostDigits = 9;
    std::set<int64_t> taken;
    std::vector<int64_t> ids;
    for (const size_t track : tracks) {
        const std::string& name = set.tracks[track].name;
        const bool is_number = !name.empty() && name.size() <= kMostDigits &&
                               name.find_first_not_of("0123456789") == std::string::npos && name != "0";
        int64_t id = is_number ? std::stoll(name) : 0;
        if (id > 0 && !taken.insert(id).second) id = 0;
        ids.push_back(id);
    }
    int64_t next = 1;
    for (int64_t& id : ids) {
        while (id == 0 && !taken.insert(next).second) ++next;
        if (id == 0) id = next;
    }
    return ids;
}

}  // namespace rtrack
