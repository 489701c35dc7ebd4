#include "tracking/media/encryption.h"

#include <fstream>
#include <string>

#include "tracking/base/error.h"

namespace rtrack {
namespace {

std::string beginning_of(const std::filesystem::path& file) {
    constexpr std::streamsize kMostBytes = 1 << 18;
    std::string bytes(kMostBytes, '\0');
    std::ifstream stream(file, std::ios::binary);
    stream.read(bytes.data(), kMostBytes);
    bytes.resize(static_cast<size_t>(stream.gcount()));
    return bytes;
}

bool has_scrambled_packets(const std::string& bytes) {
    constexpr size_t kPacketBytes = 188;
    constexpr char kSync = 0x47;
    for (size_t at = 0; at + 4 <= bytes.size(); at += kPacketBytes) {
        if (bytes[at] != kSync) return false;
        if ((bytes[at + 3] & 0x80) != 0) return true;
    }
    return false;
}

}  // namespace

bool looks_encrypted(const std::filesystem::path& file) {
    const std::string bytes = beginning_of(file);
    const bool mp4 = bytes.size() > 8 && bytes.compare(4, 4, "ftyp") == 0;
    return mp4 ? bytes.find("encv") != std::string::npos : has_scrambled_packets(bytes);
}

void refuse_if_encrypted(const std::filesystem::path& file) {
    if (!looks_encrypted(file)) return;
    throw Error(ErrorCode::Data, file.string() + " is encrypted; it can only be used after decrypting it");
}

}  // namespace rtrack
