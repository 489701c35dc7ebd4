#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace rtrack {

/// A zip archive of stored entries without checksums, as torch.save writes it with set_crc32_options(False).
inline std::vector<uint8_t> zip_of(const std::vector<std::pair<std::string, std::string>>& entries) {
    std::vector<uint8_t> bytes;
    std::vector<uint8_t> directory;
    const auto number = [](std::vector<uint8_t>& out, uint64_t value, int width) {
        for (int i = 0; i < width; ++i) out.push_back(static_cast<uint8_t>(value >> 8 * i));
    };
    const auto text = [](std::vector<uint8_t>& out, const std::string& value) {
        for (const char letter : value) out.push_back(static_cast<uint8_t>(letter));
    };
    for (const auto& [name, content] : entries) {
        // From "version needed" to "length of the extra field": the same in both headers.
        std::vector<uint8_t> common;
        for (const auto& [value, width] : std::vector<std::pair<uint64_t, int>>{{0, 2},
                                                                                {0, 2},
                                                                                {0, 2},
                                                                                {0, 4},
                                                                                {0, 4},
                                                                                {content.size(), 4},
                                                                                {content.size(), 4},
                                                                                {name.size(), 2},
                                                                                {0, 2}}) {
            number(common, value, width);
        }
        number(directory, 0x02014b50, 4);
        number(directory, 0, 2);
        directory.insert(directory.end(), common.begin(), common.end());
        number(directory, 0, 10);
        number(directory, bytes.size(), 4);
        text(directory, name);

        number(bytes, 0x04034b50, 4);
        bytes.insert(bytes.end(), common.begin(), common.end());
        text(bytes, name);
        text(bytes, content);
    }
    const size_t offset = bytes.size();
    bytes.insert(bytes.end(), directory.begin(), directory.end());
    number(bytes, 0x06054b50, 4);
    number(bytes, 0, 4);
    number(bytes, entries.size(), 2);
    number(bytes, entries.size(), 2);
    number(bytes, directory.size(), 4);
    number(bytes, offset, 4);
    number(bytes, 0, 2);
    return bytes;
}

}  // namespace rtrack
