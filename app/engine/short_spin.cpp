#include "app/engine/short_spin.h"

#include <cstdlib>

#include <unistd.h>

namespace rtrack {
namespace {

// About ten microseconds: nearly as fast as the long spin on an idle machine (tests/bench/busy_machine.sh,
// README).
constexpr const char* kSpinCount = "1000";

}  // namespace

void restart_with_short_spin(char** argv) {
    if (std::getenv("OMP_WAIT_POLICY") != nullptr || std::getenv("GOMP_SPINCOUNT") != nullptr) return;
    ::setenv("GOMP_SPINCOUNT", kSpinCount, 1);
    ::execv("/proc/self/exe", argv);
}

}  // namespace rtrack
