#include "tracking/sequences/sequence_record.h"

#include <algorithm>

#include "tracking/base/picture_folder.h"

namespace rtrack {

std::vector<std::filesystem::path> pictures_of(const PictureRange& range) {
    std::vector<std::filesystem::path> pictures = list_pictures(range.folder);
    if (!range.last_number) return pictures;
    std::erase_if(pictures, [&](const std::filesystem::path& picture) {  // by number: some may be missing
        const auto number = trailing_number(picture);
        return !number || *number < range.first_number || *number > *range.last_number;
    });
    return pictures;
}

int64_t pictures_before(const PictureRange& range) {
    if (!range.last_number) return 0;
    const std::vector<std::filesystem::path> pictures = list_pictures(range.folder);
    return std::count_if(pictures.begin(), pictures.end(), [&](const std::filesystem::path& picture) {
        return trailing_number(picture).value_or(range.first_number) < range.first_number;
    });
}

}  // namespace rtrack
