#pragma once

#include <functional>

namespace rtrack {

/// Lets the event loop run until `done` says so: for programs that use the window without a person, such as
/// the screenshot tour and the benchmarks. @return false if it did not within `milliseconds`
bool waitUntil(const std::function<bool()>& done, int milliseconds = 600'000);

}  // namespace rtrack
