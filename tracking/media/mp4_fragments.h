#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace rtrack {

/// Bytes [begin, end) of a file.
struct ByteRange {
    int64_t begin = 0;
    int64_t end = 0;
};

struct FragmentFaults {
    std::vector<ByteRange> broken;  ///< in the order of the file
    bool cut_off = false;           ///< the file ends within a box
};

/// What is wrong with the fragments of a fragmented MP4 file: demuxers pass over a broken one, or stop there,
/// without a word. Looks at the headers of the boxes alone. Nothing for files that are not fragmented, which
/// have one table of all frames.
[[nodiscard]] FragmentFaults faults_of_fragments(const std::filesystem::path& file);

}  // namespace rtrack
