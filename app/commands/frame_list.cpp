#include "app/commands/frame_list.h"

#include <charconv>
#include <set>
#include <sstream>

#include "tracking/base/error.h"

namespace rtrack {
namespace {

int64_t index_from(const std::string& text, const std::string& part, int64_t frame_count) {
    int64_t value = -1;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc() || end != text.data() + text.size() || value < 0) {
        throw Error(ErrorCode::Argument,
                    "'" + part + "' is neither a frame index nor a range such as 100-120");
    }
    if (value >= frame_count) {
        throw Error(ErrorCode::Argument,
                    "'" + part + "': the frames are 0 to " + std::to_string(frame_count - 1));
    }
    return value;
}

}  // namespace

std::vector<int64_t> frames_from_list(const std::string& list, int64_t frame_count) {
    std::set<int64_t> frames;
    std::stringstream stream(list);
    std::string part;
    while (std::getline(stream, part, ',')) {
        const size_t dash = part.find('-', 1);
        const int64_t first = index_from(part.substr(0, dash), part, frame_count);
        const int64_t last =
            dash == std::string::npos ? first : index_from(part.substr(dash + 1), part, frame_count);
        if (last < first) throw Error(ErrorCode::Argument, "'" + part + "': a range goes from low to high");
        for (int64_t frame = first; frame <= last; ++frame) frames.insert(frame);
    }
    if (frames.empty()) throw Error(ErrorCode::Argument, "no frame index was given");
    return {frames.begin(), frames.end()};
}

}  // namespace rtrack
