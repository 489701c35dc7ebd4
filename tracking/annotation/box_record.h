#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tracking/base/geometry.h"

namespace rtrack {

/// Who made a box. The numbers are those of the project file.
enum class BoxSource {
    Human = 0,         ///< drawn or corrected by a person; nothing but a person ever replaces it
    Tracker = 1,       ///< a tracker's result
    Interpolated = 2,  ///< computed from the boxes before and after it, and again when these change
    Imported = 3,      ///< read from a file of another program
};

/// "human", "tracker", "interpolated" or "imported".
[[nodiscard]] const char* to_string(BoxSource source);

/// The object at one frame, in frame pixels.
struct BoxRecord {
    Box box;  ///< of positive size; all zero if `absent`
    BoxSource source = BoxSource::Human;
    double score = 1;           ///< the tracker's confidence in [0, 1]; 1 for a person's box
    std::vector<Point> points;  ///< the TrackPoints; empty for a person's box and for trackers without points
    std::optional<Box> init_box;  ///< the pseudo-box of the tracker's init stage
    bool doubtful = false;        ///< a run stopped here
    bool reviewed = false;        ///< a person looked at it and agreed; always true for a person's box
    bool occluded = false;        ///< partly hidden by something else
    bool absent = false;          ///< out of view or hidden entirely: known not to be there
    bool cut_by_image = false;    ///< the picture's edge cuts the object (GOT-10k)
    std::optional<int> cover;     ///< visible eighths, 0 to 8 (GOT-10k); nullopt: nobody said
    int64_t run = 0;              ///< the tracking run that made it; 0: none
    std::string note;

    bool operator==(const BoxRecord&) const = default;
};

/// A person's, or one that a person looked at and agreed with: no tracker replaces it.
[[nodiscard]] inline bool is_settled(const BoxRecord& record) {
    return record.source == BoxSource::Human || record.reviewed;
}

/// A box as a person draws it.
[[nodiscard]] BoxRecord human_box(const Box& box);

}  // namespace rtrack
