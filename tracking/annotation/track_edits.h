#pragma once

#include <functional>

#include "tracking/annotation/project.h"

namespace rtrack {

// Edits of tracks, classes and videos. They read the project and change nothing. An item is made by an edit
// that holds it under a `Project::new_id()`: `ProjectEdit edit; edit.tracks[id] = Track{...};`.
// All throw Error(Contract) if there is no such item.

/// Relabel, rename, lock, hide, attributes, note: lets `change` have the track.
[[nodiscard]] ProjectEdit change_track(const Project& project, int64_t track,
                                       const std::function<void(Track& track)>& change);

/// The track with all its boxes.
[[nodiscard]] ProjectEdit delete_track(const Project& project, int64_t track);

/// The class; its tracks stay, without a class.
[[nodiscard]] ProjectEdit delete_class(const Project& project, int64_t object_class);

/// The video with its tracks, their boxes, and its tracking runs; never the file.
[[nodiscard]] ProjectEdit delete_video(const Project& project, int64_t video);

/// The boxes of `merged` go to `kept`, and `merged` goes. Where both have one, a person's comes first, then
/// that of `kept`; so it is with the attributes.
/// @throws Error(Contract) if they are the same track or belong to different videos.
[[nodiscard]] ProjectEdit merge_tracks(const Project& project, int64_t kept, int64_t merged);

/// The boxes from `frame` on go to a new track like it. Interpolated boxes on both sides of the cut become a
/// person's keyframes, because they lose an anchor.
[[nodiscard]] ProjectEdit split_track(const Project& project, int64_t track, int64_t frame,
                                      int64_t new_track);

/// A new track like it but without a name in a video of the project, with its boxes moved by `shift` frames:
/// those that leave the video are left out, and in another video, those that leave its picture are moved
/// into it. On other pictures only a person's boxes count as seen, and nothing is kept of the run.
[[nodiscard]] ProjectEdit copy_track(const Project& project, int64_t track, int64_t new_track, int64_t video,
                                     int64_t shift = 0);

}  // namespace rtrack
