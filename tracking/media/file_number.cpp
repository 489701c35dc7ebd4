#include "tracking/media/file_number.h"

#include <array>

namespace rtrack {

uint64_t number_in_file(std::ifstream& file, uint64_t at, int bytes, bool little_endian) {
    std::array<char, 4> buffer = {};
    file.clear();
    file.seekg(static_cast<std::streamoff>(at)).read(buffer.data(), bytes);
    if (file.gcount() != bytes) return 0;
    uint64_t number = 0;
    for (int i = 0; i < bytes; ++i) {
        number = number << 8 | static_cast<uint8_t>(buffer[little_endian ? bytes - 1 - i : i]);
    }
    return number;
}

}  // namespace rtrack
