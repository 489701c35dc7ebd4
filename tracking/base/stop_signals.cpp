#include "tracking/base/stop_signals.h"

#include <atomic>
#include <csignal>
#include <cstdint>
#include <ctime>

#include "tracking/base/error.h"

namespace rtrack {

namespace {

constexpr int64_t kOneRequestNanoseconds = 1'000'000'000;

std::atomic<int64_t> first_nanoseconds = 0;  // 0: none came
static_assert(std::atomic<int64_t>::is_always_lock_free, "a signal handler sets it");

int64_t now_nanoseconds() {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

extern "C" void on_stop_signal(int signal) {
    const int64_t now = now_nanoseconds();
    int64_t first = 0;
    if (first_nanoseconds.compare_exchange_strong(first, now)) return;
    if (signal == SIGHUP || now - first < kOneRequestNanoseconds) return;
    std::signal(signal, SIG_DFL);
    std::raise(signal);  // ends the program when the handler returns
}

}  // namespace

void catch_stop_signals() {
    for (const int signal : {SIGHUP, SIGINT, SIGTERM}) {
        struct sigaction before {};
        ::sigaction(signal, nullptr, &before);
        if (signal == SIGHUP && before.sa_handler == SIG_IGN) continue;  // started by nohup
        struct sigaction action {};
        action.sa_handler = on_stop_signal;
        action.sa_flags = SA_RESTART;
        ::sigaction(signal, &action, nullptr);
    }
}

bool stop_signal_came() {
    return first_nanoseconds != 0;
}

void throw_if_stop_signal_came() {
    if (stop_signal_came()) throw Error(ErrorCode::Stopped, "stopped on request");
}

}  // namespace rtrack
