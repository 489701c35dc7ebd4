#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace rtrack {

/// Where in the file FFmpeg's demuxer met bytes that it could not read, as far as it says so: it goes on at
/// the next place that it understands, and what lies between is gone. `AVFormatContext::opaque` points here.
/// The reading thread only.
struct DemuxerComplaints {
    static constexpr size_t kMost = 1000;
    std::vector<int64_t> positions;  ///< in bytes, at the time of the complaint; the first kMost
};

}  // namespace rtrack
