#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace rtrack {

/// How far long work is, on stderr: a bar with rate and time left on a terminal, a plain line now and then
/// elsewhere.
class Progress {
public:
    /// @param what   "tracking"
    /// @param unit   "frames": for the rate
    Progress(std::string what, int64_t total, std::string unit);
    /// Ends the bar's line.
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void update(int64_t done);

private:
    using Clock = std::chrono::steady_clock;

    [[nodiscard]] std::string rate_text(int64_t done, double seconds) const;
    void draw_bar(int64_t done, double seconds);

    std::string what_;
    int64_t total_;
    std::string unit_;
    bool terminal_;
    bool drawn_ = false;
    Clock::time_point start_;
    Clock::time_point last_;
};

}  // namespace rtrack
