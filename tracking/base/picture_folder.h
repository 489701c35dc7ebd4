#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace rtrack {

/// The pictures of a folder in natural order (2.jpg before 10.jpg), hidden files left out; also links that
/// lead nowhere. Empty if there is no such folder.
[[nodiscard]] std::vector<std::filesystem::path> list_pictures(const std::filesystem::path& folder);

/// The sub-folders of a folder in natural order. Empty if there is no such folder.
[[nodiscard]] std::vector<std::filesystem::path> list_folders(const std::filesystem::path& folder);

/// The pictures of a folder that is a video, in natural order: those in it, or where it has none those of its
/// folder `img` (OTB, LaSOT), `img1` (MOT), `color` (VOT) or `frames` (TrackingNet).
/// @throws Error(Data) naming the folder if there are none.
[[nodiscard]] std::vector<std::filesystem::path> pictures_of_video(const std::filesystem::path& folder);

/// Whether the name ends as a picture file that can be opened (".jpg", ".png", ".bmp", ".tif", ".webp", ...).
[[nodiscard]] bool is_picture_file(const std::filesystem::path& file);

/// The ending of a file's name in small letters, ".jpg" of A.JPG; empty without one.
[[nodiscard]] std::string lower_extension(const std::filesystem::path& file);

/// The number at the end of a file's stem: 00000012.jpg -> 12. nullopt without one.
[[nodiscard]] std::optional<int64_t> trailing_number(const std::filesystem::path& file);

/// What is missing in the numbering of a video's pictures, as a clause: "pictures 3 to 5 are missing between
/// 00000002.jpg and 00000006.jpg". A constant step (every fifth frame) is no gap, and names that are no
/// numbering (another word in front, time stamps) have none. nullopt: nothing is missing.
///
/// @param pictures  in natural order
[[nodiscard]] std::optional<std::string> numbering_gap(const std::vector<std::filesystem::path>& pictures);

}  // namespace rtrack
