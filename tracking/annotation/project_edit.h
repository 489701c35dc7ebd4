#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "tracking/annotation/project_items.h"

namespace rtrack {

/// By id: what shall be there afterwards; nullopt takes it away.
template <typename Value>
using Changes = std::map<int64_t, std::optional<Value>>;

/// A change of a project: what some of its items shall be afterwards.
///
/// `Project::apply` makes it and returns the inverse, which is an edit too. The functions of box_edits.h,
/// keyframes.h and track_edits.h compute the edits that people ask for.
struct ProjectEdit {
    Changes<Video> videos;
    Changes<std::string> frame_indices;  ///< by video: FrameIndex::to_bytes of the media layer
    Changes<ObjectClass> classes;
    Changes<TrackingRun> runs;
    Changes<Track> tracks;
    std::map<BoxKey, std::optional<BoxRecord>> boxes;

    [[nodiscard]] bool empty() const;
    bool operator==(const ProjectEdit&) const = default;
};

/// One edit that does `first`, then `second`. The cost grows with `second` only.
[[nodiscard]] ProjectEdit then(ProjectEdit first, const ProjectEdit& second);

/// A compact binary form, for the history in the project file.
[[nodiscard]] std::string to_bytes(const ProjectEdit& edit);

/// @throws Error(Data) if the bytes are no edit of this version, or cut off.
[[nodiscard]] ProjectEdit edit_from_bytes(const std::string& bytes);

}  // namespace rtrack
