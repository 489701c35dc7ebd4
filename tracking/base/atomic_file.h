#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>

namespace rtrack {

/// Where writing to `path` leads: behind its symbolic links, also where what they name is not there yet.
/// @throws Error(Data) if links lead in a circle, or if what is there may not be written.
[[nodiscard]] std::filesystem::path place_to_write(const std::filesystem::path& path);

/// A file that appears whole or not at all: written beside its place under a temporary name, synced, renamed.
///
/// Without `commit` (an exception, a full disk) the temporary file is removed and what was there before
/// stays. A symbolic link stays one: the file that it points to is replaced. A file that is replaced passes
/// its permissions on; one that is write-protected is not replaced. What is no file (a device, a pipe) is
/// written as it is.
class AtomicFile {
public:
    /// @throws Error(Data) naming the path if the folder, or the file that is there, cannot be written.
    explicit AtomicFile(const std::filesystem::path& path);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    /// @throws Error(Data) naming the path and the reason (disk full, ...).
    void write(const void* data, size_t size);
    void write(std::string_view text) { write(text.data(), text.size()); }
    /// Syncs and renames. @throws Error(Data) as `write`.
    void commit();

private:
    [[noreturn]] void fail(const char* action) const;

    std::filesystem::path path_;
    std::filesystem::path temporary_path_;  // empty: written directly
    int descriptor_ = -1;
};

/// The file has this text, or stays what it was. @throws Error(Data) as AtomicFile.
void write_whole_file(const std::filesystem::path& path, std::string_view text);

}  // namespace rtrack
