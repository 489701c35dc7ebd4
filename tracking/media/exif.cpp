#include "tracking/media/exif.h"

#include <algorithm>
#include <string_view>

namespace rtrack {
namespace {

/// Bytes with the order of their numbers; what lies outside is 0.
struct Numbers {
    std::span<const uint8_t> bytes;
    bool big_endian = true;

    [[nodiscard]] uint32_t at(size_t offset, int count) const {
        if (offset > bytes.size() || bytes.size() - offset < static_cast<size_t>(count)) return 0;
        uint32_t value = 0;
        for (int i = 0; i < count; ++i) value = value << 8 | bytes[offset + (big_endian ? i : count - 1 - i)];
        return value;
    }
};

/// The TIFF structure of the Exif segment; empty if the file has none.
std::span<const uint8_t> exif_segment(std::span<const uint8_t> jpeg) {
    constexpr std::string_view kName{"Exif\0\0", 6};
    constexpr uint32_t kApp1 = 0xffe1;
    constexpr uint32_t kStartOfScan = 0xffda;
    const Numbers numbers{jpeg};
    for (size_t at = 2; at + 4 <= jpeg.size();) {
        const uint32_t marker = numbers.at(at, 2);
        const uint32_t length = numbers.at(at + 2, 2);  // of the segment without its marker
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

}  // namespace

int exif_orientation(std::span<const uint8_t> jpeg) {
    constexpr uint32_t kOrientation = 0x0112;
    constexpr int kEntryBytes = 12;
    const std::span<const uint8_t> tiff = exif_segment(jpeg);
    if (tiff.size() < 8) return 1;
    const Numbers numbers{tiff, tiff[0] == 'M'};
    const size_t directory = numbers.at(4, 4);
    const uint32_t entries = numbers.at(directory, 2);
    for (uint32_t i = 0; i < entries; ++i) {
        const size_t entry = directory + 2 + size_t{i} * kEntryBytes;
        if (entry >= tiff.size()) return 1;
        if (numbers.at(entry, 2) != kOrientation) continue;
        const uint32_t value = numbers.at(entry + 8, 2);
        return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
    }
    return 1;
}

}  // namespace rtrack
