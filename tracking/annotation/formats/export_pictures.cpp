#include "tracking/annotation/formats/export_pictures.h"

#include <algorithm>

#include "tracking/base/error.h"

namespace rtrack {

void write_pictures(const AnnotationSet& set, const ExportJob& job, const std::filesystem::path& folder,
                    const PictureWork& work) {
    const Format& format = *job.format;
    if (!format.is_folder || !format.picture)
        throw Error(ErrorCode::Argument, "The format " + format.name + " has no place for frames.");
    for (const PictureSequence& sequence : picture_sequences(set, format)) {
        const std::shared_ptr<FrameSource> source = work.open(set.videos[sequence.video]);
        const int64_t first = format.line_per_frame ? job.first_frame : 0;
        int64_t count = source->frame_count() - first;
        if (format.line_per_frame && job.frames > 0) count = std::min(count, job.frames);
        for (int64_t frame = 0; frame < count; ++frame) {
            const std::filesystem::path file = folder / format.picture(sequence.name, frame);
            std::filesystem::create_directories(file.parent_path());
            work.write(file, *source->read(first + frame));
            if (!work.progress(sequence.name, frame + 1, count))
                throw Error(ErrorCode::Stopped, "The export was stopped. Nothing was exported.");
        }
    }
}

}  // namespace rtrack
