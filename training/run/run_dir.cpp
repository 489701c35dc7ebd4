#include "training/run/run_dir.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tracking/base/atomic_file.h"
#include "tracking/base/error.h"
#include "tracking/base/work_lock.h"
#include "training/run/events.h"

namespace rtrack {

namespace {

[[noreturn]] void fail(const std::string& what, const std::filesystem::path& file, int error_number) {
    throw Error(ErrorCode::Data, what + " " + file.string() + ": " + std::strerror(error_number));
}

// Only AtomicFile's own leftovers: the lock is held, so nobody is writing them.
void remove_leftovers(const std::filesystem::path& folder) {
    std::error_code failure;
    for (const auto& entry : std::filesystem::directory_iterator(folder, failure)) {
        if (entry.path().extension() == ".tmp") std::filesystem::remove(entry.path(), failure);
    }
}

}  // namespace

RunDir::RunDir(const std::filesystem::path& folder) : paths_(folder) {
    std::error_code failure;
    for (const auto& part : {paths_.folder(), paths_.checkpoints(), paths_.results()}) {
        std::filesystem::create_directories(part, failure);
        if (failure) fail("cannot make the run folder", part, failure.value());
    }
    lock_descriptor_ = ::open(paths_.lock().c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (lock_descriptor_ < 0) fail("cannot write in the run folder", paths_.folder(), errno);
    if (!lock_for_work(lock_descriptor_)) {
        char owner[128] = {};
        const bool known = ::pread(lock_descriptor_, owner, sizeof owner - 1, 0) > 0;
        ::close(lock_descriptor_);
        throw Error(
            ErrorCode::Data,
            "another process works on the run " + folder.string() +
                (known ? " (process " + std::string(owner, std::strcspn(owner, "\n")) + ")" : std::string()) +
                "; stop it first, or choose another folder");
    }
    const std::string owner = std::to_string(::getpid()) + " on " + this_host() + "\n";
    if (::ftruncate(lock_descriptor_, 0) != 0 ||
        ::pwrite(lock_descriptor_, owner.data(), owner.size(), 0) != static_cast<ssize_t>(owner.size())) {
        const int error_number = errno;
        ::close(lock_descriptor_);
        fail("cannot write", paths_.lock(), error_number);
    }
    remove_leftovers(paths_.folder());
    remove_leftovers(paths_.checkpoints());
}

RunDir::~RunDir() {
    ::close(lock_descriptor_);
}

void RunDir::write_status(nlohmann::json status) const {
    status["version"] = kEventVersion;
    status["pid"] = ::getpid();
    status["host"] = this_host();
    status["updated"] = utc_time_text();
    write_whole_file(paths_.status(),
                     status.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

bool run_is_active(const std::filesystem::path& folder) {
    const int descriptor = ::open(RunPaths(folder).lock().c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return false;
    const bool taken = ::flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    ::close(descriptor);
    return taken;
}

void beat(const RunPaths& paths) noexcept {
    ::utimensat(AT_FDCWD, paths.lock().c_str(), nullptr, 0);
}

std::optional<double> seconds_since_beat(const RunPaths& paths) {
    std::optional<double> newest;
    // The note of the studio stands for a process that has not said anything yet.
    for (const auto& file : {paths.lock(), paths.events(), paths.status(), paths.job()}) {
        std::error_code failure;
        const auto time = std::filesystem::last_write_time(file, failure);
        if (failure) continue;
        const auto age =
            std::chrono::duration<double>(std::filesystem::file_time_type::clock::now() - time).count();
        newest = std::min(newest.value_or(age), age);
    }
    return newest;
}

std::optional<nlohmann::json> read_status(const std::filesystem::path& folder) {
    std::ifstream stream(RunPaths(folder).status());
    if (!stream) return std::nullopt;
    nlohmann::json status = nlohmann::json::parse(stream, nullptr, /*allow_exceptions=*/false);
    if (!status.is_object()) return std::nullopt;
    return status;
}

}  // namespace rtrack
