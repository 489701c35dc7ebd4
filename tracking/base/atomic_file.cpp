#include "tracking/base/atomic_file.h"

#include <atomic>
#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
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

}  // namespace

AtomicFile::AtomicFile(std::filesystem::path path) : path_(std::move(path)) {
    std::error_code none;  // nothing is there yet: a new file
    if (std::filesystem::is_symlink(path_, none)) {
        const std::filesystem::path target = std::filesystem::canonical(path_, none);
        if (!none) path_ = target;
    }
    const auto there = std::filesystem::status(path_, none);
    if (std::filesystem::exists(there) && !std::filesystem::is_regular_file(there)) {
        descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CLOEXEC);
        if (descriptor_ < 0) fail("write");
        return;
    }
    static std::atomic<uint64_t> counter = 0;
    temporary_path_ = path_;
    temporary_path_ += "." + std::to_string(::getpid()) + "-" + std::to_string(counter++) + ".tmp";
    descriptor_ = ::open(temporary_path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (descriptor_ < 0) {
        fail("create");
    }
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
    const std::string reason = std::generic_category().message(errno);
    throw Error(ErrorCode::Data, "cannot " + std::string(action) + " " + path_.string() + ": " + reason +
                                     (temporary_path_.empty() ? "" : "; what was there before is unchanged"));
}

void write_whole_file(const std::filesystem::path& path, std::string_view text) {
    AtomicFile file(path);
    file.write(text);
    file.commit();
}

}  // namespace rtrack
