#include "tracking/base/error.h"
#include "training/evaluation/readers/readers.h"

namespace rtrack {

void read_project(const std::filesystem::path& path, Dataset& /*dataset*/) {
    throw Error(ErrorCode::Data,
                "This build does not read the project file " + path.string() +
                    " as a data set. Export it from the studio in GOT-10k layout and name it "
                    "got10k:FOLDER.");
}

}  // namespace rtrack
