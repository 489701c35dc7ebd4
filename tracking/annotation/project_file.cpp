#include "tracking/annotation/project_file.h"

#include <cerrno>
#include <cstring>
#include <string>

#include <fcntl.h>
#include <unistd.h>

#include "tracking/annotation/project_schema.h"
#include "tracking/base/error.h"
#include "tracking/base/log.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

fs::path beside(const fs::path& file, const char* ending) {
    fs::path path = file;
    path += ending;
    return path;
}

void remove_with_logs(const fs::path& file) {
    std::error_code ignored;
    for (const char* ending : {"", "-wal", "-shm", "-journal"}) fs::remove(beside(file, ending), ignored);
}

bool folder_writable(const fs::path& file) {
    return access(fs::absolute(file).parent_path().c_str(), W_OK) == 0;
}

/// Looks at the file's name and state, never into it: closing a descriptor of one's own would drop the locks
/// that SQLite holds on the file for this process, and another program's look at the project could then cost
/// changes.
void check_is_file(const fs::path& file) {
    const std::string name = file.string();
    if (!fs::exists(file)) throw Error(ErrorCode::Data, "There is no file " + name + ".");
    if (!fs::is_regular_file(file)) throw Error(ErrorCode::Data, name + " is not a file.");
    if (access(file.c_str(), R_OK) != 0)
        throw Error(ErrorCode::Data, name + " cannot be read: " + std::strerror(errno) + ".");
    if (fs::file_size(file) == 0) {
        throw Error(ErrorCode::Data,
                    name + " is not a project of RTrack Studio (it is empty); it was left as it is.");
    }
}

/// A new name in the same folder, so that a rename can put the file in its place.
fs::path unfinished_name(const fs::path& file) {
    return beside(file, ".unfinished");
}

void sync_folder_of(const fs::path& file) {
    const int descriptor =
        ::open(fs::absolute(file).parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    fsync(descriptor);
    close(descriptor);
}

std::shared_ptr<const fs::path> make_temporary_folder() {
    std::string name = (fs::temp_directory_path() / "rtrack_project_XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr)
        throw Error(ErrorCode::Data, "The temporary folder cannot be written.");
    return {new fs::path(name), [](const fs::path* folder) {
                std::error_code ignored;
                fs::remove_all(*folder, ignored);
                delete folder;
            }};
}

/// Reads a copy instead: the log beside the file, or its old version, cannot be put in order where it lies.
OpenFile open_temporary_copy(const fs::path& file) {
    OpenFile opened;
    const auto folder = make_temporary_folder();
    const fs::path copy = *folder / file.filename();
    fs::copy_file(file, copy);
    fs::permissions(copy, fs::perms::owner_read | fs::perms::owner_write);
    if (fs::exists(beside(file, "-wal"))) fs::copy_file(beside(file, "-wal"), beside(copy, "-wal"));
    opened.temporary = folder;
    opened.connection = std::make_unique<Connection>(copy, Connection::Access::Write);
    opened.read_only = true;
    migrate(*opened.connection);
    return opened;
}

OpenFile open_for_reading(const fs::path& file) {
    std::error_code missing;
    const auto log_size = fs::file_size(beside(file, "-wal"), missing);
    const bool writable = folder_writable(file);
    if (!writable && !missing && log_size > 0) return open_temporary_copy(file);
    OpenFile opened;
    opened.connection = std::make_unique<Connection>(
        file, writable ? Connection::Access::Read : Connection::Access::ReadFixed);
    opened.read_only = true;
    if (checked_version(*opened.connection) < schema_version()) {
        opened.connection.reset();
        return open_temporary_copy(file);
    }
    opened.connection->run("BEGIN");  // one state for as long as it is open, whoever writes meanwhile
    return opened;
}

void keep_old_version(Connection& connection) {
    const int version = checked_version(connection);
    if (version == schema_version()) return;
    const fs::path copy = beside(connection.file(), (".version-" + std::to_string(version)).c_str());
    copy_project_file(connection, copy);
    log_info(connection.file().string() + " is brought up to date; the old one is kept as " + copy.string());
}

/// How every connection that changes a project works.
void set_up(Connection& connection) {
    connection.run("PRAGMA journal_mode = WAL");
    connection.run("PRAGMA synchronous = FULL");  // a change that was shown as saved survives a power cut
    connection.run("PRAGMA foreign_keys = ON");
    connection.run("PRAGMA cache_size = -32768");  // KiB
}

}  // namespace

void create_project_file(const fs::path& file) {
    if (fs::exists(file)) throw Error(ErrorCode::Data, file.string() + " is there already.");
    const fs::path unfinished = unfinished_name(file);
    remove_with_logs(unfinished);
    {
        Connection connection(unfinished, Connection::Access::Create);
        create_schema(connection);
    }
    fs::rename(unfinished, file);
    sync_folder_of(file);
}

OpenFile open_project_file(const fs::path& file, bool edit) {
    check_is_file(file);
    if (!edit) return open_for_reading(file);
    OpenFile opened;
    opened.lock = FileLock::take(file);
    if (!opened.lock) return open_for_reading(file);
    opened.connection = std::make_unique<Connection>(file, Connection::Access::Write);
    Connection& connection = *opened.connection;
    (void)checked_version(connection);  // before anything is changed
    if (connection.read_only()) {
        opened.connection.reset();
        return open_for_reading(file);
    }
    keep_old_version(connection);
    migrate(connection);
    set_up(connection);
    return opened;
}

OpenFile open_beside(const fs::path& file) {
    OpenFile opened;
    opened.connection = std::make_unique<Connection>(file, Connection::Access::Write);
    set_up(*opened.connection);
    return opened;
}

void copy_project_file(Connection& source, const fs::path& target,
                       const std::function<void(Connection& copy)>& finish) {
    const std::optional<FileLock> lock = FileLock::take(target);
    replace_project_file(source, target, finish);
}

void replace_project_file(Connection& source, const fs::path& target,
                          const std::function<void(Connection& copy)>& finish) {
    const fs::path unfinished = unfinished_name(target);
    remove_with_logs(unfinished);
    try {
        source.copy_to(unfinished);
        if (finish) {
            Connection copy(unfinished, Connection::Access::Write);
            finish(copy);
        }
        // A log that a crash left beside the old target would be taken for the new one's.
        for (const char* ending : {"-wal", "-shm"}) fs::remove(beside(target, ending));
        fs::rename(unfinished, target);
    } catch (...) {
        remove_with_logs(unfinished);
        throw;
    }
    sync_folder_of(target);
}

}  // namespace rtrack
