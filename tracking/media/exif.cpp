#include "tracking/media/exif.h"

#include <algorithm>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>

#include "tracking/media/file_number.h"

namespace rtrack {
namespace {

/// The number of so many bytes at a place; what lies outside is 0.
using NumberAt = std::function<uint64_t(uint64_t at, int bytes, bool little_endian)>;

NumberAt numbers_of(std::span<const uint8_t> bytes) {
    return [bytes](uint64_t at, int count, bool little_endian) -> uint64_t {
        if (at > bytes.size() || bytes.size() - at < static_cast<uint64_t>(count)) return 0;
        uint64_t value = 0;
        for (int i = 0; i < count; ++i)
            value = value << 8 | bytes[at + static_cast<uint64_t>(little_endian ? count - 1 - i : i)];
        return value;
    };
}

/// The TIFF structure of the Exif segment; empty if the file has none.
std::span<const uint8_t> exif_segment(std::span<const uint8_t> jpeg) {
    constexpr std::string_view kName{"Exif\0\0", 6};
    constexpr uint64_t kApp1 = 0xffe1;
    constexpr uint64_t kStartOfScan = 0xffda;
    const NumberAt number_at = numbers_of(jpeg);
    for (size_t at = 2; at + 4 <= jpeg.size();) {
        const uint64_t marker = number_at(at, 2, false);
        const uint64_t length = number_at(at + 2, 2, false);  // of the segment without its marker
        if (marker < 0xff00 || marker == kStartOfScan || length < 2) return {};
        const auto content = jpeg.subspan(at + 4, std::min<size_t>(length - 2, jpeg.size() - at - 4));
        if (marker == kApp1 && content.size() > kName.size() &&
            std::equal(kName.begin(), kName.end(), content.begin())) {
            return content.subspan(kName.size());
        }
        at += 2 + length;
    }
    return {};
}

/// @param start  of the TIFF structure, "II*" or "MM*"
int orientation_at(const NumberAt& number_at, uint64_t start) {
    constexpr uint64_t kOrientation = 0x0112;
    constexpr uint64_t kEntryBytes = 12;
    const bool little_endian = number_at(start, 1, false) == 'I';
    const uint64_t directory = start + number_at(start + 4, 4, little_endian);
    const uint64_t entries = number_at(directory, 2, little_endian);
    for (uint64_t i = 0; i < entries; ++i) {
        const uint64_t entry = directory + 2 + i * kEntryBytes;
        const uint64_t tag = number_at(entry, 2, little_endian);
        if (tag == 0) return 1;  // past the end, or damaged
        if (tag != kOrientation) continue;
        const uint64_t value = number_at(entry + 8, 2, little_endian);
        return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
    }
    return 1;
}

/// Where the content of a chunk begins; 0: there is none.
/// @param first   the first chunk
/// @param is_png  each is size, name, content, checksum; else, in WebP, name, size, content, an even number
uint64_t find_chunk(const NumberAt& number_at, uint64_t first, uint32_t name, bool is_png) {
    constexpr int kMostChunks = 100'000;
    uint64_t at = first;
    for (int chunk = 0; chunk < kMostChunks; ++chunk) {
        const uint64_t found = number_at(at + (is_png ? 4 : 0), 4, false);
        const uint64_t size = number_at(at + (is_png ? 0 : 4), 4, !is_png);
        if (found == 0) return 0;
        if (found == name) return at + 8;
        at += is_png ? size + 12 : 8 + size + size % 2;
    }
    return 0;
}

}  // namespace

int exif_orientation(std::span<const uint8_t> jpeg) {
    return orientation_at(numbers_of(exif_segment(jpeg)), 0);
}

int exif_orientation(const std::filesystem::path& path) {
    constexpr uint32_t kInPng = 0x65584966;   // "eXIf"
    constexpr uint32_t kInWebp = 0x45584946;  // "EXIF"
    std::ifstream file(path, std::ios::binary);
    const NumberAt number_at = [&file](uint64_t at, int bytes, bool little_endian) {
        return number_in_file(file, at, bytes, little_endian);
    };
    std::string head(12, '\0');
    file.read(head.data(), 12);
    uint64_t start = 0;
    if (head.starts_with("\x89PNG\r\n\x1a\n")) {
        start = find_chunk(number_at, 8, kInPng, true);
    } else if (head.starts_with("RIFF") && head.ends_with("WEBP")) {
        start = find_chunk(number_at, 12, kInWebp, false);
        if (start != 0 && number_at(start, 4, false) == 0x45786966) start += 6;  // "Exif", as in JPEG
    } else if (!head.starts_with(std::string("II*\0", 4)) && !head.starts_with(std::string("MM\0*", 4))) {
        return 1;
    }
    const bool is_tiff = head[0] == 'I' || head[0] == 'M';
    return start != 0 || is_tiff ? orientation_at(number_at, start) : 1;
}

}  // namespace rtrack
