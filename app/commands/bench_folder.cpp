#include "app/commands/bench_folder.h"

#include <cstdlib>
#include <string>
#include <system_error>

#include "tracking/base/error.h"

namespace rtrack {

BenchFolder::BenchFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "rtrack_bench_XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr)
        throw Error(ErrorCode::Data, "the temporary folder cannot be written");
    path_ = name;
}

BenchFolder::~BenchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

}  // namespace rtrack
