#include "tracking/media/file_end.h"

#include <array>
#include <cstdint>
#include <fstream>
#include <optional>

#include "tracking/media/mp4_fragments.h"

namespace rtrack {
namespace {

constexpr size_t kHeadBytes = 4096;

using Head = std::array<uint8_t, kHeadBytes>;

std::optional<int64_t> avi_end(const Head& head) {
    int64_t size = 0;
    for (int i = 7; i >= 4; --i) size = size << 8 | head[i];
    constexpr int64_t kNeverFilledIn = 0xffffffff;
    if (size == 0 || size == kNeverFilledIn) return std::nullopt;
    return size + 8;
}

// A number of EBML: the first byte's leading zeros tell its length.
// @return nullopt for "unknown".
std::optional<int64_t> take_ebml_size(const Head& head, size_t& at) {
    int length = 1;
    while (length <= 8 && (head[at] & (0x80 >> (length - 1))) == 0) ++length;
    if (length > 8) return std::nullopt;
    int64_t size = head[at] & (0x7f >> (length - 1));
    bool all_ones = size == (0x7f >> (length - 1));
    for (int i = 1; i < length; ++i) {
        size = size << 8 | head[at + i];
        all_ones = all_ones && head[at + i] == 0xff;
    }
    at += static_cast<size_t>(length);
    return all_ones ? std::nullopt : std::optional(size);
}

// The file is a short header element and one segment.
std::optional<int64_t> matroska_end(const Head& head) {
    constexpr size_t kIdBytes = 4;
    size_t at = kIdBytes;
    const std::optional<int64_t> header = take_ebml_size(head, at);
    if (!header || *header < 0 || *header > static_cast<int64_t>(kHeadBytes) - 64) return std::nullopt;
    at += static_cast<size_t>(*header);
    const bool is_segment = head[at] == 0x18 && head[at + 1] == 0x53 && head[at + 2] == 0x80;
    if (!is_segment) return std::nullopt;
    at += kIdBytes;
    const std::optional<int64_t> segment = take_ebml_size(head, at);
    if (!segment || *segment == 0) return std::nullopt;
    return static_cast<int64_t>(at) + *segment;
}

bool ends_within_packet(const Head& head, int64_t file_size) {
    constexpr uint8_t kSync = 0x47;
    if (head[0] == kSync && head[188] == kSync) return file_size % 188 != 0;
    if (head[4] == kSync && head[4 + 192] == kSync) return file_size % 192 != 0;
    return false;
}

}  // namespace

bool ends_early(const std::filesystem::path& file, const std::string& format) {
    Head head = {};
    std::ifstream stream(file, std::ios::binary);
    stream.read(reinterpret_cast<char*>(head.data()), head.size());
    if (stream.gcount() < 512) return false;
    std::error_code code;
    const auto size = static_cast<int64_t>(std::filesystem::file_size(file, code));
    std::optional<int64_t> end;
    if (format.find("mp4") != std::string::npos) return faults_of_fragments(file).cut_off;
    if (format == "mpegts") return ends_within_packet(head, size);
    if (format == "avi") end = avi_end(head);
    if (format.find("matroska") != std::string::npos) end = matroska_end(head);
    return end && *end > size;
}

}  // namespace rtrack
