#include "tracking/annotation/formats/export_files.h"

#include <cerrno>
#include <cstring>
#include <fstream>

#include <unistd.h>

#include "tracking/annotation/formats/json_text.h"
#include "tracking/annotation/formats/project_exchange.h"
#include "tracking/annotation/formats/sequence_lines.h"
#include "tracking/annotation/formats/writing.h"
#include "tracking/base/atomic_file.h"
#include "tracking/base/error.h"
#include "tracking/base/file_hash.h"
#include "tracking/base/sha256.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using nlohmann::ordered_json;

constexpr char kManifestEnding[] = ".manifest.json";
constexpr char kManifestName[] = "rtrack-export";

[[noreturn]] void fail(const fs::path& path, const std::string& reason) {
    throw Error(ErrorCode::Data, path.string() + " cannot be written: " + reason + ". Nothing was exported.");
}

void check_free(const fs::path& target, bool overwrite) {
    if (overwrite || !fs::exists(target)) return;
    throw Error(ErrorCode::Data, target.string() +
                                     " is there already. Choose another name, or allow files of the "
                                     "same names to be replaced (--overwrite). Nothing was written.");
}

/// Whether the place would be the folder or in it, however either is written.
bool lies_in(const fs::path& place, const fs::path& folder) {
    if (!fs::is_directory(folder)) return false;
    const fs::path inside =
        fs::weakly_canonical(fs::absolute(place)).lexically_relative(fs::canonical(folder));
    return !inside.empty() && *inside.begin() != "..";
}

/// Exported to /data, frames of the pictures /data/car/img may bear the very names of these pictures.
void check_is_outside(const fs::path& picture, const std::vector<fs::path>& sources) {
    for (const fs::path& source : sources) {
        if (!lies_in(picture, source)) continue;
        throw Error(ErrorCode::Argument, "The frames would go into " + source.string() +
                                             ", among the pictures that the boxes were made on; choose "
                                             "another folder. Nothing was exported.");
    }
}

void write_file(const fs::path& file, const std::string& text) {
    std::error_code failure;
    fs::create_directories(file.parent_path(), failure);
    if (failure) fail(file.parent_path(), failure.message());
    std::ofstream stream(file, std::ios::binary);
    stream << text << std::flush;
    if (!stream) fail(file, std::strerror(errno));
}

/// A folder beside the target that is removed unless everything in it found its place.
class Staging {
public:
    explicit Staging(const fs::path& target)
        : path_(target.string() + "." + std::to_string(::getpid()) + ".tmp") {}
    ~Staging() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    Staging(const Staging&) = delete;
    Staging& operator=(const Staging&) = delete;
    [[nodiscard]] const fs::path& path() const { return path_; }

    /// All files, as their paths inside the folder.
    [[nodiscard]] std::vector<fs::path> files() const {
        std::vector<fs::path> files;
        for (const auto& entry : fs::recursive_directory_iterator(path_)) {
            if (!entry.is_directory()) files.push_back(entry.path().lexically_relative(path_));
        }
        return files;
    }

    /// Moves the files to their places; the folder as a whole where there is none yet.
    void move_to(const fs::path& target) const {
        std::error_code failure;
        if (!fs::exists(target)) {
            fs::rename(path_, target, failure);
            if (failure) fail(target, failure.message());
            return;
        }
        for (const fs::path& file : files()) {
            const fs::path place = target / file;
            fs::create_directories(place.parent_path(), failure);
            if (!failure) fs::rename(path_ / file, place, failure);
            if (failure) fail(place, failure.message());
        }
    }

private:
    fs::path path_;
};

using Ready = std::function<void(std::vector<std::string> not_decoded)>;

/// @param ready  called with the pictures that are left out, when all is written but has not its name yet
void write_folder(const WrittenFiles& files, const ExportJob& job, const std::vector<fs::path>& sources,
                  const Ready& ready) {
    for (const auto& [file, text] : files) check_free(job.path / file, job.overwrite);
    const Staging staging(job.path);
    for (const auto& [file, text] : files) write_file(staging.path() / file, text);
    std::vector<std::string> not_decoded;
    if (job.write_pictures) not_decoded = job.write_pictures(staging.path());
    for (const fs::path& file : staging.files()) {
        check_free(job.path / file, job.overwrite);
        if (!files.contains(file)) check_is_outside(job.path / file, sources);
    }
    ready(std::move(not_decoded));
    staging.move_to(job.path);
}

ordered_json json_of(const AnnotatedVideo& video) {
    ordered_json hashes = ordered_json::array();
    for (const FrameHash& hash : video.frame_hashes) hashes.push_back({hash.frame_index, hash.hash});
    return {{"name", video.name},           {"path", video.path},
            {"frames", video.frame_count},  {"width", video.width},
            {"height", video.height},       {"frames_per_second", video.frames_per_second},
            {"byte_size", video.byte_size}, {"content_hash", video.content_hash},
            {"frame_hashes", hashes}};
}

ordered_json json_of(const BoxCounts& counts) {
    return {{"boxes", counts.boxes},           {"human", counts.human},
            {"tracker", counts.tracker},       {"interpolated", counts.interpolated},
            {"imported", counts.imported},     {"absent", counts.absent},
            {"unreviewed", counts.unreviewed}, {"doubtful", counts.doubtful}};
}

using FileHashes = std::map<fs::path, std::string>;  // SHA-256, by path inside the export

FileHashes hashes_of(const WrittenFiles& files) {
    FileHashes hashes;
    for (const auto& [file, text] : files) hashes[file] = sha256_hex(text.data(), text.size());
    return hashes;
}

std::string manifest_text(const AnnotationSet& set, const ExportJob& job, const FileHashes& files,
                          const ExportedFiles& exported) {
    const Format& format = *job.format;
    ordered_json manifest = {{"manifest", kManifestName},
                             {"version", 1},
                             {"export", job.path.filename().string()},
                             {"format", format.name},
                             {"first_frame_is_numbered", format.frame_base},
                             {"first_pixel_is_at", format.pixel_base},
                             {"decimals", format.decimals},
                             {"frame_numbering", format.frame_numbering},
                             {"first_frame_of_video", numbered_from(job)},
                             {"boxes", job.keyframes_only ? "keyframes" : "every frame"}};
    manifest["tracks"] = exported.tracks;
    manifest["counts"] = json_of(exported.counts);
    manifest["not_kept"] = exported.losses;
    manifest["not_decoded"] = exported.not_decoded;
    manifest["videos"] = ordered_json::array();
    for (const AnnotatedVideo& video : set.videos) manifest["videos"].push_back(json_of(video));
    for (const auto& [file, hash] : files) manifest["files"][file.generic_string()] = hash;
    return json_text(manifest, 1) + '\n';
}

std::vector<fs::path> sources_of(const AnnotationSet& set, const ExportJob& job) {
    std::vector<fs::path> sources = job.sources;
    for (const AnnotatedVideo& video : set.videos) sources.emplace_back(video.path);
    return sources;
}

/// A rendered clip.mp4 must not take the place of the clip.mp4 that it is made from. Where the pictures go is
/// looked at once more when they are there: here, so that nobody waits for them in vain.
void check_spares_sources(const AnnotationSet& set, const ExportJob& job,
                          const std::vector<fs::path>& sources) {
    if (job.write_pictures && job.format->picture) {
        for (const PictureSequence& sequence : picture_sequences(set, *job.format)) {
            const int64_t number = job.first_frame - numbered_from(job);
            const fs::path first = job.path / job.format->picture(sequence.name, number);
            check_is_outside(first, sources);
            check_free(first, job.overwrite);
        }
    }
    for (const fs::path& source : sources) {
        std::error_code not_there;
        if (fs::equivalent(job.path, source, not_there))
            throw Error(ErrorCode::Argument, job.path.string() +
                                                 " is the video that the boxes were made on, which would be "
                                                 "lost; choose another name. Nothing was exported.");
    }
}

void check_holds(const AnnotationSet& set, const Format& format) {
    if (set.videos.empty()) throw Error(ErrorCode::Argument, "There is no video to export.");
    if (set.videos.size() > 1 && !format.holds.many_videos) {
        throw Error(ErrorCode::Argument,
                    "A file of the format " + format.name + " holds one video, and there are " +
                        std::to_string(set.videos.size()) + ": export one at a time (--video NAME).");
    }
}

WrittenFiles texts_of(const AnnotationSet& set, const ExportJob& job) {
    const Format& format = *job.format;
    if (!format.line_per_frame) {
        WriteOptions options = job.write;
        options.first_frame = job.first_frame;
        options.frames = job.frames;
        return format.write(set, options);
    }
    return format.write(cut_to_range(set, job.first_frame, job.frames > 0 ? job.frames : kMostFrames),
                        job.write);
}

void write_texts(const WrittenFiles& files, const ExportJob& job, const std::vector<fs::path>& sources,
                 const Ready& ready) {
    if (job.format->is_folder) return write_folder(files, job, sources, ready);
    check_free(job.path, job.overwrite);
    ready({});
    write_whole_file(job.path, files.at(""));
}

}  // namespace

int64_t numbered_from(const ExportJob& job) {
    return job.format->line_per_frame || !job.format->write ? job.first_frame : 0;
}

ExportedFiles export_files(const AnnotationSet& set, const ExportJob& given) {
    ExportJob job = given;
    if (!job.path.has_filename()) job.path = job.path.parent_path();
    const Format& format = *job.format;
    check_holds(set, format);
    if (fs::is_directory(job.path) && !format.is_folder)
        throw Error(ErrorCode::Data, job.path.string() + " is a folder, and the format writes a file.");
    const std::vector<fs::path> sources = sources_of(set, job);
    check_spares_sources(set, job, sources);
    ExportedFiles exported;
    exported.manifest_file = job.path.string() + kManifestEnding;
    check_free(exported.manifest_file, job.overwrite);
    exported.counts = counts_of(set);
    exported.tracks = static_cast<int64_t>(set.tracks.size());
    exported.losses = not_kept(set, format);
    AtomicFile manifest(exported.manifest_file);
    if (job.render) {
        check_free(job.path, job.overwrite);
        exported.not_decoded = job.render(job.path);
        exported.manifest = manifest_text(set, job, {{"", file_hash(job.path)}}, exported);
        manifest.write(exported.manifest);
    } else {
        const WrittenFiles files = texts_of(set, job);
        write_texts(files, job, sources, [&](std::vector<std::string> not_decoded) {
            exported.not_decoded = std::move(not_decoded);
            exported.manifest = manifest_text(set, job, hashes_of(files), exported);
            manifest.write(exported.manifest);
        });
    }
    manifest.commit();
    return exported;
}

std::vector<PictureSequence> picture_sequences(const AnnotationSet& set, const Format& format) {
    std::vector<PictureSequence> sequences;
    if (format.holds.many_tracks) {
        for (const std::string& name : video_file_names(set)) sequences.push_back({name, sequences.size()});
    } else {
        for (const TrackSequence& sequence : track_sequences(set))
            sequences.push_back({sequence.name, set.tracks[sequence.track].video});
    }
    return sequences;
}

fs::path manifest_of(const fs::path& path) {
    if (path.string().ends_with(kManifestEnding)) return path;
    return (path.has_filename() ? path : path.parent_path()).string() + kManifestEnding;
}

Manifest read_manifest(const fs::path& file) {
    const json object = read_json_object(file);
    Manifest manifest;
    try {
        if (object.at("manifest") != kManifestName || object.at("version") != 1)
            throw Error(ErrorCode::Data,
                        file.string() + " is no manifest of an export that this version knows.");
        manifest.format = object.at("format").get<std::string>();
        manifest.first_frame = object.at("first_frame_of_video").get<int64_t>();
        manifest.files = object.value("files", std::map<std::string, std::string>{});
        for (const json& entry : object.at("videos")) {
            Video& video = manifest.videos.emplace_back();
            manifest.names.push_back(entry.value("name", ""));
            video.absolute_path = entry.at("path").get<std::string>();
            video.frame_count = entry.at("frames").get<int64_t>();
            video.width = entry.at("width").get<int>();
            video.height = entry.at("height").get<int>();
            video.byte_size = entry.at("byte_size").get<int64_t>();
            video.content_hash = entry.at("content_hash").get<std::string>();
            for (const json& pair : entry.at("frame_hashes"))
                video.frame_hashes.push_back({pair.at(0).get<int64_t>(), pair.at(1).get<std::string>()});
        }
    } catch (const json::exception& failure) {
        throw Error(ErrorCode::Data, file.string() + " is no manifest of an export: " + failure.what());
    }
    return manifest;
}

std::vector<std::string> changed_files(const Manifest& manifest, const fs::path& manifest_file) {
    const std::string whole = manifest_file.string();
    const fs::path root = whole.substr(0, whole.size() - std::strlen(kManifestEnding));
    std::vector<std::string> changes;
    for (const auto& [name, hash] : manifest.files) {
        const fs::path file = name.empty() ? root : root / name;
        if (!fs::is_regular_file(file)) {
            changes.push_back(file.string() + " is missing or cannot be read.");
        } else if (file_hash(file) != hash) {
            changes.push_back(file.string() + " was changed after the export.");
        }
    }
    return changes;
}

}  // namespace rtrack
