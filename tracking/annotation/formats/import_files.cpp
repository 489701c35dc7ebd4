#include "tracking/annotation/formats/import_files.h"

#include <algorithm>
#include <optional>

#include "tracking/annotation/formats/export_files.h"
#include "tracking/annotation/formats/writing.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

/// Of the export that the path is, or lies in as a sequence.
std::optional<Manifest> manifest_around(const fs::path& path) {
    const fs::path whole = fs::absolute(path.has_filename() ? path : path.parent_path());
    for (const fs::path& place : {whole, whole.parent_path()}) {
        const fs::path file = manifest_of(place);
        if (!fs::is_regular_file(file)) continue;
        try {
            return read_manifest(file);
        } catch (const Error&) {
            // Somebody else's file of that name, which says nothing of these.
        }
    }
    return std::nullopt;
}

/// Sequences are called after their video, with the object's number behind where it has several.
const Video* video_called(const std::string& name, const Manifest& manifest) {
    const Video* best = nullptr;
    size_t longest = 0;
    const std::vector<std::string> names = file_names_of(manifest.names);
    for (size_t i = 0; i < manifest.videos.size(); ++i) {
        const std::string& known = names[i];
        if ((name != known && !name.starts_with(known + "_")) || known.size() < longest) continue;
        best = &manifest.videos[i];
        longest = known.size();
    }
    return best == nullptr && manifest.videos.size() == 1 ? &manifest.videos.front() : best;
}

}  // namespace

fs::path sequence_of_truth_file(const fs::path& path) {
    const bool is_truth = path.extension() == ".txt" && path.filename().string().starts_with("groundtruth");
    return is_truth && fs::is_regular_file(path) ? fs::absolute(path).parent_path() : path;
}

ReadResult read_files(const Format& format, const fs::path& given, const ReadOptions& options) {
    const fs::path path = format.line_per_frame ? sequence_of_truth_file(given) : given;
    ReadResult result = format.read(path, options);
    const std::optional<Manifest> manifest = manifest_around(path);
    if (!manifest) return result;
    for (AnnotatedVideo& video : result.set.videos) {
        const Video* known = video_called(video.name, *manifest);
        if (known == nullptr) continue;
        if (video.path.empty()) video.path = known->absolute_path;
        if (video.content_hash.empty()) video.content_hash = known->content_hash;
    }
    result.first_frame = manifest->first_frame;
    if (manifest->first_frame > 0) {
        result.notes.push_back("These files begin at frame " + std::to_string(manifest->first_frame) +
                               " of the video, as the manifest beside them says.");
    }
    return result;
}

int64_t first_frame_in(const Video& video, const ReadResult& read) {
    const auto& files = read.set.videos;
    const bool made_on_it = std::any_of(files.begin(), files.end(), [&](const AnnotatedVideo& of_files) {
        return !video.content_hash.empty() && of_files.content_hash == video.content_hash;
    });
    return made_on_it ? read.first_frame : 0;
}

}  // namespace rtrack
