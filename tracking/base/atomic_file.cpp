#include "tracking/base/atomic_file.h"

#include <atomic>
#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tracking/base/error.h"

namespace rtrack {
namespace {

// The rename itself must reach the disk too. Some file systems refuse to sync a folder: nothing is lost then
// but the guarantee against a power cut, so that is not an error.
void sync_folder(const std::filesystem::path& folder) {
    const int descriptor = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) {
        ::fsync(descriptor);
        ::close(descriptor);
    }
}

[[noreturn]] void fail_at(const std::filesystem::path& path, const char* action, int error,
                          const char* consolation) {
    throw Error(ErrorCode::Data, "cannot " + std::string(action) + " " + path.string() + ": " +
                                     std::generic_category().message(error) + consolation);
}

}  // namespace

std::filesystem::path place_to_write(const std::filesystem::path& path) {
    std::error_code none;
    const auto there = std::filesystem::status(path, none);
    if (std::filesystem::exists(there)) {
        if (::access(path.c_str(), W_OK) != 0) fail_at(path, "write", errno, "");
        if (!std::filesystem::is_regular_file(there) || !std::filesystem::is_symlink(path, none)) return path;
        const std::filesystem::path target = std::filesystem::canonical(path, none);
        return none ? path : target;
    }
    constexpr int kMostLinks = 40;  // as many as Linux follows
    std::filesystem::path place = path;
    for (int links = 0; std::filesystem::is_symlink(place, none); ++links) {
        if (links == kMostLinks) fail_at(path, "write", ELOOP, "");
        const std::filesystem::path target = std::filesystem::read_symlink(place, none);
        if (none) fail_at(path, "write", none.value(), "");
        place = place.parent_path() / target;
    }
    return place;
}

AtomicFile::AtomicFile(const std::filesystem::path& path) : path_(place_to_write(path)) {
    std::error_code none;  // nothing is there yet: a new file
    const auto there = std::filesystem::status(path_, none);
    if (std::filesystem::exists(there) && !std::filesystem::is_regular_file(there)) {
        descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CLOEXEC);
        if (descriptor_ < 0) fail("write");
        return;
    }
    static std::atomic<uint64_t> counter = 0;
    temporary_path_ = path_;
    temporary_path_ += "." + std::to_string(::getpid()) + "-" + std::to_string(counter++) + ".tmp";
    const bool replaces = std::filesystem::exists(there);
    const auto mode = replaces ? static_cast<mode_t>(there.permissions()) : mode_t{0666};
    descriptor_ = ::open(temporary_path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    if (descriptor_ < 0) {
        fail("create");
    }
    // `open` left out what the umask has. A file system without permissions has none to lose.
    if (replaces) (void)::fchmod(descriptor_, mode);
}

AtomicFile::~AtomicFile() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
        if (!temporary_path_.empty()) ::unlink(temporary_path_.c_str());
    }
}

void AtomicFile::write(const void* data, size_t size) {
    const auto* bytes = static_cast<const char*>(data);
    while (size > 0) {
        const ssize_t written = ::write(descriptor_, bytes, size);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            fail("write");
        }
        bytes += written;
        size -= static_cast<size_t>(written);
    }
}

void AtomicFile::commit() {
    if (temporary_path_.empty()) {
        ::close(std::exchange(descriptor_, -1));
        return;
    }
    if (::fsync(descriptor_) != 0) {
        fail("write");
    }
    if (::rename(temporary_path_.c_str(), path_.c_str()) != 0) {
        fail("replace");
    }
    ::close(descriptor_);
    descriptor_ = -1;
    sync_folder(path_.parent_path());
}

void AtomicFile::fail(const char* action) const {
    fail_at(path_, action, errno, temporary_path_.empty() ? "" : "; what was there before is unchanged");
}

void write_whole_file(const std::filesystem::path& path, std::string_view text) {
    AtomicFile file(path);
    file.write(text);
    file.commit();
}

}  // namespace rtrack
