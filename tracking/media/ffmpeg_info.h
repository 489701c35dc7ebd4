#pragma once

#include <string>
#include <vector>

namespace rtrack {

/// "5.1.6-0+deb12u1"
[[nodiscard]] std::string ffmpeg_version();

/// A format that the project promises to read.
struct CodecSupport {
    std::string name;  ///< for people: "H.264"
    bool decodes = false;
    bool encodes = false;
};

[[nodiscard]] std::vector<CodecSupport> codec_support();

}  // namespace rtrack
