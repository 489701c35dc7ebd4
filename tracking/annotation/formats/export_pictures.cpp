#include "tracking/annotation/formats/export_pictures.h"

#include <algorithm>
#include <optional>

#include "tracking/base/error.h"

namespace rtrack {

std::vector<std::string> write_pictures(const AnnotationSet& set, const ExportJob& job,
                                        const std::filesystem::path& folder, const PictureWork& work) {
    const Format& format = *job.format;
    if (!format.is_folder || !format.picture)
        throw Error(ErrorCode::Argument, "The format " + format.name + " has no place for frames.");
    std::vector<std::string> left_out;
    for (const PictureSequence& sequence : picture_sequences(set, format)) {
        const std::shared_ptr<FrameSource> source = work.open(set.videos[sequence.video]);
        const int64_t first = job.first_frame;
        int64_t count = source->frame_count() - first;
        if (job.frames > 0) count = std::min(count, job.frames);
        int64_t written = 0;
        std::optional<Error> first_failure;
        for (int64_t frame = 0; frame < count; ++frame) {
            const std::filesystem::path picture =
                format.picture(sequence.name, first + frame - numbered_from(job));
            ImagePtr image;
            try {
                image = source->read(first + frame);
            } catch (const Error& failure) {
                if (failure.code() != ErrorCode::Data) throw;
                if (!first_failure) first_failure = failure;
                left_out.push_back(picture.generic_string());
            }
            if (image) {
                std::filesystem::create_directories((folder / picture).parent_path());
                work.write(folder / picture, *image);
                ++written;
            }
            if (!work.progress(sequence.name, frame + 1, count))
                throw Error(ErrorCode::Stopped, "The export was stopped. Nothing was exported.");
        }
        if (written == 0 && first_failure) throw Error(*first_failure);
    }
    return left_out;
}

}  // namespace rtrack
