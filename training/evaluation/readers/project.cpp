#include <cctype>
#include <string>

#include "tracking/base/error.h"
#include "tracking/base/video_frame.h"
#include "training/evaluation/project_support.h"
#include "training/evaluation/readers/readers.h"

namespace rtrack {

namespace {

void refuse(const std::filesystem::path& path, Dataset& /*dataset*/) {
    throw Error(ErrorCode::Data,
                "This build does not read the project file " + path.string() +
                    " as a data set. Export it from the studio in GOT-10k layout and name it "
                    "got10k:FOLDER.");
}

ProjectSupport& support() {
    static ProjectSupport current{refuse, {}};
    return current;
}

}  // namespace

void set_project_support(ProjectSupport given) {
    support() = std::move(given);
}

const ProjectSupport& project_support() {
    return support();
}

bool needs_project_support(const std::filesystem::path& picture) {
    if (!support().decode) {
        if (video_frame_of(picture)) {
            throw Error(ErrorCode::Data,
                        picture.string() + " is the frame of a video: this build reads pictures only");
        }
        return false;
    }
    std::string extension = picture.extension().string();
    for (char& letter : extension)
        letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    return extension != ".jpg" && extension != ".jpeg";
}

void read_project(const std::filesystem::path& path, Dataset& dataset) {
    support().read(path, dataset);
}

}  // namespace rtrack
