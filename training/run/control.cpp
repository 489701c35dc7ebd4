#include "training/run/control.h"

#include <chrono>
#include <fstream>
#include <sstream>

#include <poll.h>
#include <unistd.h>

#include "tracking/base/annotation_text.h"
#include "tracking/base/log.h"

namespace rtrack {

namespace {

constexpr int kPollMilliseconds = 250;
constexpr std::chrono::seconds kClockSlack{1};  // file systems' clocks are coarse

}  // namespace

bool RunControl::obey(const std::string& command) {
    const std::string word = trimmed(command);
    if (word == "pause") {
        paused_ = true;
    } else if (word == "resume") {
        paused_ = false;
    } else if (word == "checkpoint") {
        checkpoint_ = true;
    } else if (word == "stop") {
        stop_ = true;
    } else {
        return false;
    }
    return true;
}

ControlListener::ControlListener(RunControl& control, std::filesystem::path control_file, int descriptor)
    : control_(control), control_file_(std::move(control_file)), descriptor_(descriptor) {
    thread_ = std::thread([this] { listen(); });
}

ControlListener::~ControlListener() {
    closing_ = true;
    thread_.join();
}

void ControlListener::listen() {
    while (!closing_) {
        if (descriptor_ >= 0) {
            read_descriptor(kPollMilliseconds);
        } else {
            std::this_thread::sleep_for(std::chrono::milliseconds(kPollMilliseconds));
        }
        read_file();
    }
}

void ControlListener::read_descriptor(int wait_milliseconds) {
    // A program in the background that reads its terminal is stopped by the system.
    if (::isatty(descriptor_) && ::tcgetpgrp(descriptor_) != ::getpgrp()) {
        std::this_thread::sleep_for(std::chrono::milliseconds(wait_milliseconds));
        return;
    }
    pollfd waiting{descriptor_, POLLIN, 0};
    if (::poll(&waiting, 1, wait_milliseconds) <= 0) return;
    char buffer[512];
    const ssize_t count = ::read(descriptor_, buffer, sizeof buffer);
    if (count <= 0) {  // nobody will write any more; the run goes on
        descriptor_ = -1;
        return;
    }
    pending_.append(buffer, static_cast<size_t>(count));
    obey_lines(pending_);
}

void ControlListener::read_file() {
    std::error_code failure;
    const auto size = std::filesystem::file_size(control_file_, failure);
    if (failure || size == 0) return;  // just made: its words are still to come
    // Renamed first: what is written from now on goes into a new file and is not lost.
    const std::filesystem::path taken = control_file_.string() + ".taken";
    std::filesystem::rename(control_file_, taken, failure);
    if (failure) return;
    const auto written = std::filesystem::last_write_time(taken, failure);
    std::ifstream stream(taken);
    std::ostringstream content;
    content << stream.rdbuf();
    std::filesystem::remove(taken, failure);
    std::string lines = content.str() + "\n";
    if (written < control_.made() - kClockSlack) {
        log_info("'" + trimmed(content.str()) + "' in " + control_file_.string() +
                 " was written before this process began, and is not obeyed");
        return;
    }
    obey_lines(lines);
}

void ControlListener::obey_lines(std::string& pending) {
    size_t begin = 0;
    for (size_t end = pending.find('\n'); end != std::string::npos; end = pending.find('\n', begin)) {
        const std::string line = trimmed(pending.substr(begin, end - begin));
        begin = end + 1;
        if (!line.empty() && !control_.obey(line)) {
            log_warning("unknown command '" + line +
                        "'; the commands are pause, resume, checkpoint and stop");
        }
    }
    pending.erase(0, begin);
}

}  // namespace rtrack
