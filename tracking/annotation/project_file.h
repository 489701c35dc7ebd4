#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "tracking/annotation/file_lock.h"
#include "tracking/annotation/sqlite.h"

namespace rtrack {

/// An open project file of the present version, and what must live as long.
struct OpenFile {
    OpenFile() = default;
    OpenFile(OpenFile&&) noexcept = default;
    /// Closes the file that was open before its lock is released.
    OpenFile& operator=(OpenFile&& other) noexcept {
        connection = std::move(other.connection);
        temporary = std::move(other.temporary);
        lock = std::move(other.lock);
        read_only = other.read_only;
        return *this;
    }

    std::optional<FileLock> lock;  ///< while it can be changed
    /// The copy that is read instead of the file, where there must be one.
    std::shared_ptr<const void> temporary;
    std::unique_ptr<Connection> connection;
    bool read_only = false;
};

/// Makes an empty project. @throws Error(Data) naming the file if something is there, or it cannot be
/// written.
void create_project_file(const std::filesystem::path& file);

/// Opens a project; see Project::open. With `edit` false, or where nothing can be written, it is only read:
/// then it shows the state of this moment, and an older version or an unfinished log on read-only media is
/// brought up to date in a temporary copy.
[[nodiscard]] OpenFile open_project_file(const std::filesystem::path& file, bool edit);

/// A second connection for changing a project that this process has open for editing already, and locked.
[[nodiscard]] OpenFile open_beside(const std::filesystem::path& file);

/// Copies an open project into `target`, whole or not at all; what was there is replaced.
/// @param finish  changes the copy before it appears.
void copy_project_file(Connection& source, const std::filesystem::path& target,
                       const std::function<void(Connection& copy)>& finish = {});

/// As copy_project_file, for who has the target's lock.
void replace_project_file(Connection& source, const std::filesystem::path& target,
                          const std::function<void(Connection& copy)>& finish = {});

}  // namespace rtrack
