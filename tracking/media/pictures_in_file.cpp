#include "tracking/media/pictures_in_file.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <string>

#include "tracking/media/file_number.h"

namespace rtrack {
namespace {

// An animation's count stands in a chunk "acTL" ahead of the picture data.
int64_t pictures_in_png(std::ifstream& file) {
    constexpr uint64_t kSignature = 8;
    constexpr int kMostChunks = 1000;
    constexpr uint64_t kAnimation = 0x6163544c;  // "acTL"
    constexpr uint64_t kData = 0x49444154;       // "IDAT"
    uint64_t at = kSignature;
    for (int chunk = 0; chunk < kMostChunks; ++chunk) {
        const uint64_t size = number_in_file(file, at, 4, false);
        const uint64_t type = number_in_file(file, at + 4, 4, false);
        if (type == kAnimation) return static_cast<int64_t>(number_in_file(file, at + 8, 4, false));
        if (type == kData || type == 0) return 1;
        at += 12 + size;
    }
    return 1;
}

// A directory of a TIFF: tags of 12 bytes each, in order, then where the next directory is.
bool is_preview(std::ifstream& file, uint64_t directory, uint64_t tags, bool little_endian) {
    constexpr uint64_t kKindOfPicture = 254;
    constexpr uint64_t kMostBefore = 16;  // no more than a few have lower numbers
    for (uint64_t i = 0; i < std::min(tags, kMostBefore); ++i) {
        const uint64_t at = directory + 2 + 12 * i;
        const uint64_t tag = number_in_file(file, at, 2, little_endian);
        if (tag > kKindOfPicture) break;
        if (tag != kKindOfPicture) continue;
        return (number_in_file(file, at + 8, 4, little_endian) & 1) != 0;
    }
    return false;
}

int64_t pictures_in_tiff(std::ifstream& file, bool little_endian) {
    constexpr size_t kMostPictures = 10000;
    int64_t pictures = 0;
    uint64_t directory = number_in_file(file, 4, 4, little_endian);
    std::set<uint64_t> seen;  // a damaged file may go in circles
    while (directory != 0 && seen.size() < kMostPictures && seen.insert(directory).second) {
        const uint64_t tags = number_in_file(file, directory, 2, little_endian);
        if (tags == 0) break;
        if (!is_preview(file, directory, tags, little_endian)) ++pictures;
        directory = number_in_file(file, directory + 2 + 12 * tags, 4, little_endian);
    }
    return pictures;
}

}  // namespace

int64_t pictures_in_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string head(8, '\0');
    file.read(head.data(), 8);
    int64_t pictures = 1;
    if (head == "\x89PNG\r\n\x1a\n") pictures = pictures_in_png(file);
    if (head.substr(0, 4) == std::string("II*\0", 4)) pictures = pictures_in_tiff(file, true);
    if (head.substr(0, 4) == std::string("MM\0*", 4)) pictures = pictures_in_tiff(file, false);
    return std::max<int64_t>(1, pictures);
}

}  // namespace rtrack
