#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "tracking/annotation/formats/format.h"

namespace rtrack {

/// Collects what a reader finds, and checks every box the same way for all formats.
class Reading {
public:
    /// A place that is left out.
    void leave_out(const std::filesystem::path& file, int64_t line, const std::string& reason);
    /// All that the helpers of annotation_text.h found.
    void leave_out(const Faults& faults);
    /// Once, however often it is said.
    void note(const std::string& sentence);

    /// The video of this name, made if there is none.
    [[nodiscard]] size_t video(const std::string& name);
    [[nodiscard]] AnnotatedVideo& video_at(size_t index) { return result_.set.videos[index]; }
    /// The track that the file calls `key` in this video, made if there is none.
    [[nodiscard]] size_t track(size_t video, const std::string& key, const std::string& name,
                               const std::string& class_name);
    /// What the file says of a class's attributes. What cannot be in a rule is left out of it, and noted.
    void define_attributes(const std::string& class_name, const std::vector<AttributeRule>& rules,
                           const std::string& place);
    /// A track's answer, at a place of the file: "line 12". It is kept as it stands, and noted if the file's
    /// own rules have no such answer. A track has one answer: the first one counts, and others are noted.
    void add_answer(size_t track, const std::string& name, const std::string& answer,
                    const std::string& place);
    /// That an answer was a list or an object: said once for an attribute of a class.
    void note_structured_answer(size_t track, const std::string& name, const std::string& place);
    /// For boxes without identity: a track of this class that has no box at this frame, as the k-th box of a
    /// frame belongs to the k-th track.
    [[nodiscard]] size_t track_with_room(size_t video, const std::string& class_name, int64_t frame);
    [[nodiscard]] AnnotatedTrack& track_at(size_t index) { return result_.set.tracks[index]; }

    /// Takes the box, or leaves it out where it is no box, the frame cannot be, or the track has one there.
    /// @return whether it was taken.
    bool add(size_t track, int64_t frame, BoxRecord record, const std::filesystem::path& file, int64_t line);

    /// @throws Error(Data) if nothing was found: no video, no track and no fault that would say why.
    [[nodiscard]] ReadResult finish(const std::filesystem::path& path, const std::string& format_title);

private:
    /// What is said once for a class and an attribute, with how often it was so.
    struct AttributeNote {
        std::string sentence;
        int64_t count = 0;
    };
    void note_attribute(const std::string& class_name, const std::string& name, const char* what,
                        const std::function<std::string()>& sentence);
    [[nodiscard]] std::string in_utf8(const std::string& text);
    void check_answer(const AnnotatedTrack& track, const std::string& name, const std::string& answer,
                      const std::string& place);

    ReadResult result_;
    std::map<std::tuple<std::string, std::string, std::string>, AttributeNote> attribute_notes_;
    std::map<std::string, size_t> videos_;
    std::map<std::pair<size_t, std::string>, size_t> tracks_;
    struct Room {
        int64_t frame = -1;
        int number = 0;  // the tracks up to this one have a box at `frame`
    };
    std::map<std::pair<size_t, std::string>, Room> rooms_;  // by video and class
};

/// No frame number beyond this is believed: 92 hours at 30 frames a second.
constexpr int64_t kMostFrames = 10'000'000;

/// The frame that a number in a file means; nullopt if it is no whole number or cannot be.
[[nodiscard]] std::optional<int64_t> frame_from_number(double number, int frame_base);

/// A box that a file gives: imported, not reviewed.
[[nodiscard]] BoxRecord imported_box(const Box& box);
/// The object is known not to be there.
[[nodiscard]] BoxRecord imported_absence();

/// The file's text without a UTF-8 mark at the start.
/// @throws Error(Data) naming the file if it cannot be read or is larger than kMostBytes.
[[nodiscard]] std::string read_text(const std::filesystem::path& file);
constexpr int64_t kMostBytes = int64_t{2} << 30;

/// @throws Error(Data) naming the file if its first line is UTF-16, as some spreadsheets and shells write it.
void refuse_utf16(const std::filesystem::path& file, const std::string& first_line);

/// "clip" of clip_000012.txt: the file's name before trailing_number; empty for a number alone.
[[nodiscard]] std::string name_before_number(const std::filesystem::path& file);

/// The line, from 1, of a place in a text.
[[nodiscard]] int64_t line_of(const std::string& text, size_t offset);

}  // namespace rtrack
