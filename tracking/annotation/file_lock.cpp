#include "tracking/annotation/file_lock.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tracking/base/error.h"
#include "tracking/base/work_lock.h"

namespace rtrack {
namespace {

std::string owner_of_this_process() {
    return "process " + std::to_string(getpid()) + " on " + this_host();
}

std::string text_of(int descriptor) {
    std::array<char, 400> text = {};
    const ssize_t size = pread(descriptor, text.data(), text.size() - 1, 0);
    return size > 0 ? std::string(text.data(), static_cast<size_t>(size)) : "another program";
}

/// Between opening and locking, the one who had it may have removed the file.
bool is_still(int descriptor, const std::filesystem::path& path) {
    struct stat opened = {};
    struct stat present = {};
    return fstat(descriptor, &opened) == 0 && stat(path.c_str(), &present) == 0 &&
           opened.st_ino == present.st_ino && opened.st_dev == present.st_dev;
}

std::filesystem::path lock_file_of(const std::filesystem::path& file) {
    std::filesystem::path path = file;
    path += "-lock";
    return path;
}

}  // namespace

LockState lock_state(const std::filesystem::path& file) {
    const int descriptor = open(lock_file_of(file).c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return LockState::Free;
    const bool held = flock(descriptor, LOCK_SH | LOCK_NB) != 0;
    close(descriptor);
    return held ? LockState::Held : LockState::LeftBehind;
}

std::optional<FileLock> FileLock::take(const std::filesystem::path& file) {
    const std::filesystem::path path = lock_file_of(file);
    for (;;) {
        const int descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
        if (descriptor < 0) {
            if (errno == EACCES || errno == EROFS || errno == EPERM) return std::nullopt;
            throw Error(ErrorCode::Data, path.string() + " cannot be made: " + std::strerror(errno) + ".");
        }
        FileLock lock(path, descriptor);
        if (!lock_for_work(descriptor)) {
            const std::string owner = text_of(descriptor);
            close(descriptor);
            lock.descriptor_ = -1;
            throw Error(ErrorCode::Data, file.string() + " is open in another RTrack Studio (" + owner +
                                             "). Close it there, or open it for reading only.");
        }
        if (!is_still(descriptor, path)) {
            close(descriptor);
            lock.descriptor_ = -1;
            continue;
        }
        const std::string owner = owner_of_this_process();
        if (ftruncate(descriptor, 0) != 0 || pwrite(descriptor, owner.data(), owner.size(), 0) < 0) {
            // A full disk: the lock holds all the same, only its owner is not named.
        }
        return lock;
    }
}

FileLock::~FileLock() {
    if (descriptor_ < 0) return;
    unlink(lock_file_.c_str());  // while it is still locked: nobody else can have taken this file
    close(descriptor_);
}

FileLock::FileLock(FileLock&& other) noexcept
    : lock_file_(std::move(other.lock_file_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
    FileLock taken(std::move(other));  // lets go of what this one had when it goes out of scope
    std::swap(lock_file_, taken.lock_file_);
    std::swap(descriptor_, taken.descriptor_);
    return *this;
}

}  // namespace rtrack
