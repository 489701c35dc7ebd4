#include "tracking/annotation/project_edit.h"

#include <bit>
#include <concepts>
#include <cstring>

#include "tracking/base/error.h"

namespace rtrack {
namespace {

constexpr int64_t kVersion = 2;  // 1: attributes without their kind

template <typename Given, typename Value>
concept Of = std::same_as<std::remove_const_t<Given>, Value>;

// The fields of each type, in one list for writing and for reading.

void fields(auto& archive, Of<Point> auto& point) {
    archive(point.x, point.y);
}
void fields(auto& archive, Of<Box> auto& box) {
    archive(box.x, box.y, box.width, box.height);
}
void fields(auto& archive, Of<FrameHash> auto& hash) {
    archive(hash.frame_index, hash.hash);
}
void fields(auto& archive, Of<Video> auto& video) {
    archive(video.absolute_path, video.relative_path, video.frame_count, video.width, video.height,
            video.frames_per_second, video.facts, video.byte_size, video.content_hash, video.frame_hashes,
            video.note);
}
void fields(auto& archive, Of<AttributeRule> auto& rule) {
    archive(rule.name, rule.values, rule.default_value);
    if (archive.version > 1) return archive(rule.kind);
    if constexpr (!std::is_const_v<std::remove_reference_t<decltype(rule)>>)
        rule.kind = rule.values.empty() ? AttributeKind::Text : AttributeKind::Choice;
}
void fields(auto& archive, Of<ObjectClass> auto& object_class) {
    archive(object_class.name, object_class.color, object_class.key, object_class.attributes);
}
void fields(auto& archive, Of<Track> auto& track) {
    archive(track.video, track.object_class, track.name, track.locked, track.hidden, track.attributes,
            track.note);
}
void fields(auto& archive, Of<TrackingRun> auto& run) {
    archive(run.video, run.tracker, run.model, run.model_hash, run.settings, run.first_frame, run.last_frame,
            run.started_at);
}
void fields(auto& archive, Of<BoxKey> auto& key) {
    archive(key.track, key.frame);
}
void fields(auto& archive, Of<BoxRecord> auto& record) {
    archive(record.box, record.source, record.score, record.points, record.init_box, record.doubtful,
            record.reviewed, record.occluded, record.absent, record.cut_by_image, record.cover, record.run,
            record.note);
}
void fields(auto& archive, Of<ProjectEdit> auto& edit) {
    archive(edit.videos, edit.frame_indices, edit.classes, edit.runs, edit.tracks, edit.boxes);
}

template <typename T>
concept Optional = requires(T value) {
    value.has_value();
};
template <typename T>
concept Map = requires {
    typename T::mapped_type;
};
template <typename T>
concept Vector = requires(T value) {
    value.push_back(value[0]);
}
&&!std::same_as<T, std::string>;
template <typename T>
concept Whole = std::integral<T> || std::is_enum_v<T>;

/// Whole numbers as 7 bits a byte, small negative ones short too; real numbers as their 8 bytes, lowest
/// first.
class ByteWriter {
public:
    void operator()(const auto&... values) { (put(values), ...); }
    std::string bytes;
    int64_t version = kVersion;

private:
    void put_count(uint64_t value) {
        for (; value >= 0x80; value >>= 7) bytes += static_cast<char>(value | 0x80);
        bytes += static_cast<char>(value);
    }
    void put(const Whole auto& whole) {
        const auto value = static_cast<int64_t>(whole);
        put_count((static_cast<uint64_t>(value) << 1) ^ static_cast<uint64_t>(value >> 63));
    }
    void put(const double& value) {
        const auto bits = std::bit_cast<uint64_t>(value);
        for (int shift = 0; shift < 64; shift += 8) bytes += static_cast<char>(bits >> shift);
    }
    void put(const std::string& text) {
        put_count(text.size());
        bytes += text;
    }
    void put(const Optional auto& optional) {
        put(optional.has_value());
        if (optional) put(*optional);
    }
    void put(const Vector auto& list) {
        put_count(list.size());
        for (const auto& value : list) put(value);
    }
    void put(const Map auto& map) {
        put_count(map.size());
        for (const auto& [key, value] : map) {
            put(key);
            put(value);
        }
    }
    void put(const auto& value) { fields(*this, value); }
};

class ByteReader {
public:
    explicit ByteReader(const std::string& bytes) : bytes_(bytes) {}
    void operator()(auto&... values) { (get(values), ...); }
    [[nodiscard]] bool at_end() const { return position_ == bytes_.size(); }
    int64_t version = kVersion;

private:
    unsigned char next() {
        if (at_end()) throw Error(ErrorCode::Data, "a step of the history is cut off");
        return static_cast<unsigned char>(bytes_[position_++]);
    }
    uint64_t get_count() {
        uint64_t value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            const unsigned char byte = next();
            value |= static_cast<uint64_t>(byte & 0x7f) << shift;
            if (byte < 0x80) return value;
        }
        throw Error(ErrorCode::Data, "a step of the history is damaged");
    }
    void get(Whole auto& whole) {
        const uint64_t value = get_count();
        const auto decoded = static_cast<int64_t>((value >> 1) ^ (~(value & 1) + 1));
        whole = static_cast<std::remove_reference_t<decltype(whole)>>(decoded);
    }
    void get(double& value) {
        uint64_t bits = 0;
        for (int shift = 0; shift < 64; shift += 8) bits |= static_cast<uint64_t>(next()) << shift;
        value = std::bit_cast<double>(bits);
    }
    void get(std::string& text) {
        const uint64_t size = get_count();
        if (size > bytes_.size() - position_)
            throw Error(ErrorCode::Data, "a step of the history is cut off");
        text = bytes_.substr(position_, size);
        position_ += size;
    }
    void get(Optional auto& optional) {
        bool there = false;
        get(there);
        optional.reset();
        if (there) get(optional.emplace());
    }
    void get(Vector auto& list) {
        list.clear();
        for (uint64_t count = get_count(); count > 0; --count) get(list.emplace_back());
    }
    void get(Map auto& map) {
        map.clear();
        for (uint64_t count = get_count(); count > 0; --count) {
            typename std::remove_reference_t<decltype(map)>::key_type key{};
            get(key);
            get(map[key]);
        }
    }
    void get(auto& value) { fields(*this, value); }

    const std::string& bytes_;
    size_t position_ = 0;
};

template <typename Entries>
void overwrite(Entries& entries, const Entries& with) {
    for (const auto& [key, value] : with) entries.insert_or_assign(key, value);
}

}  // namespace

bool ProjectEdit::empty() const {
    return videos.empty() && frame_indices.empty() && classes.empty() && runs.empty() && tracks.empty() &&
           boxes.empty();
}

ProjectEdit then(ProjectEdit first, const ProjectEdit& second) {
    overwrite(first.videos, second.videos);
    overwrite(first.frame_indices, second.frame_indices);
    overwrite(first.classes, second.classes);
    overwrite(first.runs, second.runs);
    overwrite(first.tracks, second.tracks);
    overwrite(first.boxes, second.boxes);
    return first;
}

std::string to_bytes(const ProjectEdit& edit) {
    ByteWriter writer;
    writer(writer.version, edit);
    return std::move(writer.bytes);
}

ProjectEdit edit_from_bytes(const std::string& bytes) {
    ByteReader reader(bytes);
    reader(reader.version);
    if (reader.version < 1 || reader.version > kVersion)
        throw Error(ErrorCode::Data, "a step of the history is of version " + std::to_string(reader.version));
    ProjectEdit edit;
    reader(edit);
    if (!reader.at_end()) throw Error(ErrorCode::Data, "a step of the history has too many bytes");
    return edit;
}

}  // namespace rtrack
