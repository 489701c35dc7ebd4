#pragma once

#include <cstdint>
#include <fstream>

namespace rtrack {

/// The number of one to four bytes at a place of a file; 0 past its end.
[[nodiscard]] uint64_t number_in_file(std::ifstream& file, uint64_t at, int bytes, bool little_endian);

}  // namespace rtrack
