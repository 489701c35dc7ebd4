#pragma once

#include <atomic>
#include <filesystem>
#include <string>
#include <thread>

#include "tracking/base/stop_signals.h"

namespace rtrack {

/// What people have asked of a running run. Written by listeners, read by the trainer between steps; every
/// member may be called from any thread.
class RunControl {
public:
    void request_stop() { stop_ = true; }
    /// By a command, or by a signal to the program.
    [[nodiscard]] bool stop_requested() const { return stop_ || stop_signal_came(); }
    [[nodiscard]] bool paused() const { return paused_ && !stop_requested(); }
    /// What was written into a file before is for a process that has gone.
    [[nodiscard]] std::filesystem::file_time_type made() const { return made_; }
    /// Whether a checkpoint was asked for since the last call.
    [[nodiscard]] bool take_checkpoint_request() { return checkpoint_.exchange(false); }

    /// Obeys pause, resume, checkpoint or stop; blanks around it do not matter. @return false for anything
    /// else.
    bool obey(const std::string& command);

private:
    const std::filesystem::file_time_type made_ = std::filesystem::file_time_type::clock::now();
    std::atomic<bool> stop_{false};
    std::atomic<bool> paused_{false};
    std::atomic<bool> checkpoint_{false};
};

/// Listens, on a thread of its own, for commands on a file descriptor and in a file, and passes them to a
/// RunControl. Unknown commands are named in the log.
class ControlListener {
public:
    /// @param control_file  looked at twice a second; taken away once read. Words that are older than
    ///                      `control` are not obeyed.
    /// @param descriptor    0: stdin; -1: none. A terminal is only read while the program is in its
    /// foreground.
    ControlListener(RunControl& control, std::filesystem::path control_file, int descriptor);
    ~ControlListener();
    ControlListener(const ControlListener&) = delete;
    ControlListener& operator=(const ControlListener&) = delete;

private:
    void listen();
    void read_descriptor(int wait_milliseconds);
    void read_file();
    void obey_lines(std::string& pending);

    RunControl& control_;
    std::filesystem::path control_file_;
    int descriptor_;       // listening thread only; -1 once it has ended
    std::string pending_;  // listening thread only: a line that has not ended yet
    std::atomic<bool> closing_{false};
    std::thread thread_;
};

}  // namespace rtrack
