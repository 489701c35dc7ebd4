#include "tracking/annotation/video_identity.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <fstream>

#include <nlohmann/json.hpp>

#include "tracking/base/error.h"
#include "tracking/base/picture_folder.h"
#include "tracking/base/picture_hash.h"
#include "tracking/base/sha256.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

constexpr int64_t kPieceBytes = 64 << 10;
constexpr int64_t kPieces = 16;

void add_text(Sha256& hash, const std::string& text) {
    hash.update(text.data(), text.size() + 1);  // with the final zero, so that "a", "bc" is not "ab", "c"
}

void add_pieces(Sha256& hash, const fs::path& file, int64_t size) {
    std::ifstream stream(file, std::ios::binary);
    std::array<char, kPieceBytes> piece;
    const int64_t last = std::max<int64_t>(0, size - kPieceBytes);
    int64_t covered = 0;  // everything before is in the hash
    for (int64_t i = 0; i < kPieces; ++i) {
        const int64_t start =
            std::max(covered, last / (kPieces - 1) * i + (i == kPieces - 1 ? last % (kPieces - 1) : 0));
        const int64_t count = std::min(kPieceBytes, size - start);
        if (count <= 0) continue;
        stream.seekg(start);
        stream.read(piece.data(), count);
        if (!stream)
            throw Error(ErrorCode::Data, file.string() + " cannot be read: " + std::strerror(errno) + ".");
        hash.update(piece.data(), static_cast<size_t>(count));
        covered = start + count;
    }
}

int64_t size_of(const fs::path& file) {
    std::error_code failure;
    const auto size = static_cast<int64_t>(fs::file_size(file, failure));
    if (failure) throw Error(ErrorCode::Data, file.string() + " cannot be read: " + failure.message() + ".");
    return size;
}

ContentIdentity file_identity(const fs::path& file) {
    const int64_t size = size_of(file);
    Sha256 hash;
    add_text(hash, std::to_string(size));
    add_pieces(hash, file, size);
    return {size, hash.finish_hex()};
}

ContentIdentity folder_identity(const fs::path& folder) {
    std::vector<fs::path> files = pictures_of_video(folder);
    std::sort(files.begin(), files.end());  // the frames' order depends on what a version takes for natural
    std::vector<int64_t> sizes;
    ContentIdentity identity;
    Sha256 hash;
    for (const fs::path& file : files) {
        sizes.push_back(size_of(file));
        add_text(hash, file.filename().string());
        add_text(hash, std::to_string(sizes.back()));
        identity.byte_size += sizes.back();
    }
    for (const size_t index : {size_t{0}, files.size() / 2, files.size() - 1})
        add_pieces(hash, files[index], sizes[index]);
    identity.hash = hash.finish_hex();
    return identity;
}

/// Without those that cannot be decoded: a damaged frame has no picture that could be recognised.
std::vector<FrameHash> hashes_of(FrameSource& source, const std::vector<int64_t>& frames) {
    std::vector<FrameHash> hashes;
    for (const int64_t frame : frames) {
        try {
            hashes.push_back({frame, picture_hash(*source.read(frame))});
        } catch (const Error& failure) {
            if (failure.code() != ErrorCode::Data) throw;
        }
    }
    return hashes;
}

bool is_same(const fs::path& path, const Video& video) {
    try {
        const ContentIdentity identity = content_identity(path);
        return identity.byte_size == video.byte_size && identity.hash == video.content_hash;
    } catch (const Error&) {
        return false;  // not to be read: not what we look for
    }
}

/// A candidate is looked into only if its size fits.
bool may_be_same(const fs::directory_entry& entry, const Video& video, bool is_folder) {
    std::error_code ignored;
    if (is_folder)
        return entry.is_directory(ignored) &&
               entry.path().filename() == fs::path(video.absolute_path).filename();
    return entry.is_regular_file(ignored) &&
           static_cast<int64_t>(entry.file_size(ignored)) == video.byte_size;
}

std::optional<fs::path> search(const fs::path& folder, const Video& video, bool is_folder) {
    std::error_code failure;
    fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied, failure);
    for (; !failure && entry != fs::recursive_directory_iterator(); entry.increment(failure)) {
        if (entry.depth() >= kSearchDepth) entry.disable_recursion_pending();
        if (may_be_same(*entry, video, is_folder) && is_same(entry->path(), video)) return entry->path();
    }
    return std::nullopt;
}

}  // namespace

ContentIdentity content_identity(const fs::path& path) {
    return fs::is_directory(path) ? folder_identity(path) : file_identity(path);
}

std::string relative_video_path(const fs::path& video, const fs::path& project_file) {
    return fs::absolute(video)
        .lexically_normal()
        .lexically_relative(fs::absolute(project_file).lexically_normal().parent_path())
        .string();
}

Video describe_video(const fs::path& video, const fs::path& project_file) {
    const ContentIdentity identity = content_identity(video);
    Video described;
    described.absolute_path = fs::absolute(video).lexically_normal().string();
    described.relative_path = relative_video_path(video, project_file);
    described.byte_size = identity.byte_size;
    described.content_hash = identity.hash;
    return described;
}

std::vector<FrameHash> frame_hashes_of(FrameSource& source) {
    const int64_t last = source.frame_count() - 1;
    return hashes_of(source, last < 2 ? std::vector<int64_t>{0} : std::vector<int64_t>{0, last / 2, last});
}

bool has_pictures_of(FrameSource& source, const Video& known) {
    if (known.frame_hashes.empty() || known.frame_count != source.frame_count() ||
        known.width != source.width() || known.height != source.height())
        return false;
    std::vector<int64_t> frames;
    for (const FrameHash& hash : known.frame_hashes) frames.push_back(hash.frame_index);
    return hashes_of(source, frames) == known.frame_hashes;
}

int64_t id_of_video(const std::map<int64_t, Video>& videos, const Video& video) {
    const auto has_same_frames = [&](const Video& known) {
        return !known.frame_hashes.empty() && known.frame_hashes == video.frame_hashes &&
               known.frame_count == video.frame_count && known.width == video.width &&
               known.height == video.height;
    };
    int64_t same_content = 0;
    for (const auto& [id, known] : videos) {
        const bool same = known.content_hash == video.content_hash;
        if (known.absolute_path == video.absolute_path && (same || has_same_frames(known))) return id;
        if (same && !video.content_hash.empty() && same_content == 0) same_content = id;
    }
    return same_content;
}

std::string video_facts(const std::string& codec, int rotation, bool variable_rate) {
    return nlohmann::json{{"codec", codec}, {"rotation", rotation}, {"variable_rate", variable_rate}}.dump(
        -1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::optional<int64_t> first_retimed_frame(const std::vector<double>& known, const std::vector<double>& now) {
    const size_t both = std::min(known.size(), now.size());
    for (size_t frame = 0; frame < both; ++frame) {
        if (!(std::abs(known[frame] - now[frame]) <= kSameTimeSeconds)) return static_cast<int64_t>(frame);
    }
    return known.size() == now.size() ? std::nullopt : std::optional(static_cast<int64_t>(both));
}

VideoPlace find_video(const Video& video, const fs::path& project_file,
                      const std::vector<fs::path>& more_folders) {
    const fs::path project_folder = fs::absolute(project_file).parent_path();
    std::vector<fs::path> places;
    if (!video.relative_path.empty())
        places.push_back((project_folder / video.relative_path).lexically_normal());
    places.emplace_back(video.absolute_path);
    for (const fs::path& place : places) {
        if (!fs::exists(place) || !is_same(place, video)) continue;
        return {place == video.absolute_path ? VideoPlace::State::Unchanged : VideoPlace::State::Moved,
                place};
    }
    std::vector<fs::path> folders = {project_folder};
    folders.insert(folders.end(), more_folders.begin(), more_folders.end());
    for (const fs::path& folder : folders) {
        for (const bool is_folder : {false, true}) {
            if (const auto found = search(folder, video, is_folder))
                return {VideoPlace::State::Moved, *found};
        }
    }
    for (const fs::path& place : places) {
        if (fs::exists(place)) return {VideoPlace::State::Changed, place};
    }
    return {};
}

}  // namespace rtrack
