#include "tracking/base/file_hash.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <vector>

#include "tracking/base/error.h"
#include "tracking/base/sha256.h"

namespace rtrack {

std::string file_hash(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    Sha256 hash;
    std::vector<char> piece(size_t{1} << 20);
    while (stream) {
        stream.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        hash.update(piece.data(), static_cast<size_t>(stream.gcount()));
    }
    if (!stream.eof())
        throw Error(ErrorCode::Data, file.string() + " cannot be read: " + std::strerror(errno) + ".");
    return hash.finish_hex();
}

}  // namespace rtrack
