#pragma once

#include <filesystem>

namespace rtrack {

/// A folder of its own in the temporary folder, removed at the end.
class BenchFolder {
public:
    /// @throws Error(Data) if the temporary folder cannot be written.
    BenchFolder();
    ~BenchFolder();
    BenchFolder(const BenchFolder&) = delete;
    BenchFolder& operator=(const BenchFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

}  // namespace rtrack
