#include "tracking/base/work_lock.h"

#include <cerrno>
#include <chrono>
#include <thread>

#include <sys/file.h>
#include <unistd.h>

namespace rtrack {

bool lock_for_work(int descriptor) {
    while (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK || ::flock(descriptor, LOCK_SH | LOCK_NB) != 0) return false;
        ::flock(descriptor, LOCK_UN);  // only lookers have it
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return true;
}

std::string this_host() {
    char host[256] = {};
    ::gethostname(host, sizeof host - 1);
    return host;
}

}  // namespace rtrack
