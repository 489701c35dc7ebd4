#include "app/commands/progress.h"

#include <algorithm>
#include <cstdio>

#include <unistd.h>

#include "tracking/base/duration_text.h"

namespace rtrack {
namespace {

constexpr double kBarEverySeconds = 0.1;
constexpr double kLineEverySeconds = 10;
constexpr int kBarWidth = 30;

double seconds_between(std::chrono::steady_clock::time_point from, std::chrono::steady_clock::time_point to) {
    return std::chrono::duration<double>(to - from).count();
}

}  // namespace

Progress::Progress(std::string what, int64_t total, std::string unit)
    : what_(std::move(what)),
      total_(std::max<int64_t>(1, total)),
      unit_(std::move(unit)),
      terminal_(isatty(STDERR_FILENO) != 0),
      start_(Clock::now()),
      last_(start_) {}

Progress::~Progress() {
    if (drawn_) std::fputc('\n', stderr);
}

std::string Progress::rate_text(int64_t done, double seconds) const {
    char text[96];
    const double rate = static_cast<double>(done) / std::max(1e-9, seconds);
    std::snprintf(text, sizeof text, "%.1f %s/s, %s left", rate, unit_.c_str(),
                  duration_text(static_cast<double>(total_ - done) / std::max(1e-9, rate)).c_str());
    return text;
}

void Progress::draw_bar(int64_t done, double seconds) {
    const auto filled = static_cast<int>(kBarWidth * done / total_);
    std::string bar(static_cast<size_t>(filled), '#');
    bar.resize(kBarWidth, '.');
    std::fprintf(stderr, "\r%s [%s] %lld/%lld  %s  ", what_.c_str(), bar.c_str(),
                 static_cast<long long>(done), static_cast<long long>(total_),
                 rate_text(done, seconds).c_str());
    std::fflush(stderr);
    drawn_ = true;
}

void Progress::update(int64_t done) {
    const Clock::time_point now = Clock::now();
    const bool last_one = done >= total_;
    const double since = seconds_between(last_, now);
    if (done <= 0 || (!last_one && since < (terminal_ ? kBarEverySeconds : kLineEverySeconds))) return;
    last_ = now;
    const double seconds = seconds_between(start_, now);
    if (terminal_) {
        draw_bar(done, seconds);
    } else {
        std::fprintf(stderr, "%s: %lld of %lld, %s\n", what_.c_str(), static_cast<long long>(done),
                     static_cast<long long>(total_), rate_text(done, seconds).c_str());
    }
}

}  // namespace rtrack
