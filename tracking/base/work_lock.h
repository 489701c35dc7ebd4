#pragma once

#include <string>

namespace rtrack {

/// Locks an open lock file for a process that is going to work, with flock, exclusively: freed when the
/// process ends, however it ends. Whoever only looks shares the lock for a moment (LOCK_SH): that is waited
/// for.
/// @return false if another process works, or the lock fails (errno)
[[nodiscard]] bool lock_for_work(int descriptor);

/// The machine's name: a process number in a lock file means nothing on another one.
[[nodiscard]] std::string this_host();

}  // namespace rtrack
