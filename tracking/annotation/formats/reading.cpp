#include "tracking/annotation/formats/reading.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <fstream>
#include <sstream>

#include "tracking/base/error.h"

namespace rtrack {

namespace fs = std::filesystem;

void Reading::leave_out(const fs::path& file, int64_t line, const std::string& reason) {
    ++result_.left_out;
    if (result_.faults.size() < kMostFaults) result_.faults.push_back({file, line, reason});
}

void Reading::leave_out(const Faults& faults) {
    for (const TextFault& fault : faults) leave_out(fault.file, fault.line, fault.message);
}

void Reading::note(const std::string& sentence) {
    auto& notes = result_.notes;
    if (std::find(notes.begin(), notes.end(), sentence) == notes.end()) notes.push_back(sentence);
}

size_t Reading::video(const std::string& name) {
    const auto [place, added] = videos_.try_emplace(name, result_.set.videos.size());
    if (added) {
        result_.set.videos.emplace_back();
        result_.set.videos.back().name = name;
    }
    return place->second;
}

size_t Reading::track(size_t video, const std::string& key, const std::string& name,
                      const std::string& class_name) {
    const auto [place, added] = tracks_.try_emplace({video, key}, result_.set.tracks.size());
    if (added) result_.set.tracks.push_back({video, name, class_name, {}});
    return place->second;
}

size_t Reading::track_with_room(size_t video, const std::string& class_name, int64_t frame) {
    note(
        "The boxes do not say which of them are the same object: the k-th box of a class in a frame went to "
        "the k-th track.");
    Room& room = rooms_[{video, class_name}];
    if (room.frame != frame) room = {frame, 0};
    while (true) {
        const int number = ++room.number;
        const std::string name = (class_name.empty() ? "object" : class_name) + " " + std::to_string(number);
        const size_t found =
            track(video, "\n" + class_name + "\n" + std::to_string(number), name, class_name);
        if (!track_at(found).boxes.contains(frame)) return found;
    }
}

bool Reading::add(size_t track, int64_t frame, BoxRecord record, const fs::path& file, int64_t line) {
    if (frame < 0 || frame >= kMostFrames) {
        leave_out(file, line, "there can be no frame " + std::to_string(frame));
        return false;
    }
    if (record.absent) {
        record.box = {};
    } else if (!record.box.valid()) {
        leave_out(file, line, "is no box of finite numbers and positive size: " + to_string(record.box));
        return false;
    }
    if (!track_at(track).boxes.try_emplace(frame, std::move(record)).second) {
        leave_out(file, line,
                  "'" + track_at(track).name + "' has a box at frame " + std::to_string(frame) + " already");
        return false;
    }
    return true;
}

ReadResult Reading::finish(const fs::path& path, const std::string& format_title) {
    if (result_.set.videos.empty() && result_.left_out == 0) {
        throw Error(ErrorCode::Data, path.string() +
                                         (fs::exists(path) ? " holds nothing that can be read as "
                                                           : " does not exist; looked for ") +
                                         format_title + ".");
    }
    return std::move(result_);
}

std::optional<int64_t> frame_from_number(double number, int frame_base) {
    if (!(number >= frame_base && number < static_cast<double>(kMostFrames)) || number != std::floor(number))
        return std::nullopt;
    return static_cast<int64_t>(number) - frame_base;
}

BoxRecord imported_box(const Box& box) {
    BoxRecord record;
    record.box = box;
    record.source = BoxSource::Imported;
    return record;
}

BoxRecord imported_absence() {
    BoxRecord record = imported_box({});
    record.absent = true;
    return record;
}

std::string read_text(const fs::path& file) {
    std::error_code failure;
    const auto size = fs::is_directory(file) ? 0 : fs::file_size(file, failure);
    std::ifstream stream(file, std::ios::binary);
    if (failure || !stream || fs::is_directory(file))
        throw Error(ErrorCode::Data, file.string() + " is missing or cannot be read.");
    if (static_cast<int64_t>(size) > kMostBytes)
        throw Error(ErrorCode::Data, file.string() + " is larger than 2 GiB; split it.");
    std::stringstream text;
    text << stream.rdbuf();
    std::string whole = std::move(text).str();
    if (whole.starts_with("\xEF\xBB\xBF")) whole.erase(0, 3);
    return whole;
}

int64_t line_of(const std::string& text, size_t offset) {
    const auto end = text.begin() + static_cast<int64_t>(std::min(offset, text.size()));
    return 1 + std::count(text.begin(), end, '\n');
}

std::map<std::string, std::string> read_keys(const fs::path& file, char separator, Reading& reading) {
    std::map<std::string, std::string> keys;
    if (!fs::exists(file)) return keys;
    Faults faults;
    for (const std::string& line : read_lines(file, faults).value_or(std::vector<std::string>{})) {
        const size_t mark = line.find(separator);
        if (mark != std::string::npos) keys[trimmed(line.substr(0, mark))] = trimmed(line.substr(mark + 1));
    }
    reading.leave_out(faults);
    return keys;
}

}  // namespace rtrack
