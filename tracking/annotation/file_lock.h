#pragma once

#include <filesystem>
#include <optional>

namespace rtrack {

/// What the lock file beside a file says.
enum class LockState {
    Free,
    Held,        ///< somebody works on the file
    LeftBehind,  ///< whoever worked on the file ended without closing it
};

/// @return Free too where that cannot be found out.
[[nodiscard]] LockState lock_state(const std::filesystem::path& file);

/// Keeps a second program from working on a file: a locked file NAME-lock beside it, which says who has it.
/// The lock goes with the process, however that ends; the file is removed on orderly release.
class FileLock {
public:
    /// nullopt: nothing can be written in that folder, so that there is nothing to lock.
    /// @throws Error(Data) saying who has it if another holds the lock.
    [[nodiscard]] static std::optional<FileLock> take(const std::filesystem::path& file);

    ~FileLock();
    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&& other) noexcept;

private:
    FileLock(std::filesystem::path lock_file, int descriptor)
        : lock_file_(std::move(lock_file)), descriptor_(descriptor) {}

    std::filesystem::path lock_file_;
    int descriptor_ = -1;
};

}  // namespace rtrack
