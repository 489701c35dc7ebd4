#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace rtrack {

/// A copy of a project from earlier, in the folder NAME-backups beside it.
struct Backup {
    std::filesystem::path file;
    int64_t made_at = 0;  ///< seconds since 1970, UTC
};

/// The copies of a project, oldest first.
[[nodiscard]] std::vector<Backup> list_backups(const std::filesystem::path& project_file);

/// Copies the project (from a connection of its own: any thread, also while it is open and edited) and
/// removes the copies that have become superfluous with age.
/// @param now  seconds since 1970, UTC.
/// @return the copy; nullopt if the last one is younger than `kBackupSeconds`.
/// @throws Error(Data) naming the file if it cannot be read, or no copy written.
std::optional<std::filesystem::path> make_backup(const std::filesystem::path& project_file, int64_t now);

constexpr int64_t kBackupSeconds = 600;

/// Which copies to remove: of the last hour all are kept, then one an hour for a day, one a day for two
/// weeks, one a week for ninety days; the oldest of each stretch stays.
/// @param made_at  of all copies, ascending.
[[nodiscard]] std::vector<int64_t> backups_to_remove(const std::vector<int64_t>& made_at, int64_t now);

}  // namespace rtrack
