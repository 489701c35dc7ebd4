#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace rtrack {

/// Whether the name ends as a picture's.
[[nodiscard]] bool is_picture_file(const std::filesystem::path& file);

/// The pictures of a folder in natural order (2.jpg before 10.jpg), hidden files left out. Empty if there is
/// no such folder.
[[nodiscard]] std::vector<std::filesystem::path> list_pictures(const std::filesystem::path& folder);

/// The sub-folders of a folder in natural order. Empty if there is no such folder.
[[nodiscard]] std::vector<std::filesystem::path> list_folders(const std::filesystem::path& folder);

[[nodiscard]] bool picture_name_less(const std::string& a, const std::string& b);

/// The number at the end of a file's stem: 00000012.jpg -> 12. nullopt without one.
[[nodiscard]] std::optional<int64_t> trailing_number(const std::filesystem::path& file);

/// What is missing in the numbering of a video's pictures, as a clause: "pictures 3 to 5 are missing between
/// 00000002.jpg and 00000006.jpg". A constant step (every fifth frame) is no gap, and names that are no
/// numbering (another word in front, time stamps) have none. nullopt: nothing is missing.
///
/// @param pictures  in natural order
[[nodiscard]] std::optional<std::string> numbering_gap(const std::vector<std::filesystem::path>& pictures);

}  // namespace rtrack
