#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/files.h"

namespace rtrack {

/// A program as a person starts it, its stdout and stderr in files of a folder. Killed with the object.
class Program {
public:
    /// @param arguments  the program's path first
    Program(std::vector<std::string> arguments, const std::filesystem::path& folder)
        : output_(folder / "stdout"), errors_(folder / "stderr"), process_(::fork()) {
        if (process_ != 0) return;
        ::setenv("OMP_WAIT_POLICY", "PASSIVE", 1);
        const int flags = O_WRONLY | O_CREAT | O_TRUNC;
        ::dup2(::open("/dev/null", O_RDONLY), STDIN_FILENO);
        ::dup2(::open(output_.c_str(), flags, 0644), STDOUT_FILENO);
        ::dup2(::open(errors_.c_str(), flags, 0644), STDERR_FILENO);
        std::vector<char*> pointers;
        for (std::string& argument : arguments) pointers.push_back(argument.data());
        pointers.push_back(nullptr);
        ::execv(pointers[0], pointers.data());
        ::_exit(127);
    }
    ~Program() {
        if (ended_) return;
        ::kill(process_, SIGKILL);
        (void)wait();
    }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    [[nodiscard]] pid_t process() const { return process_; }
    void signal(int number) const { ::kill(process_, number); }
    [[nodiscard]] bool running() { return !ended_ && !reaped(WNOHANG); }
    /// Until the program's end. @return its exit code; minus the signal's number if one ended it.
    int wait() {
        while (!ended_ && !reaped(0)) {
        }
        return WIFEXITED(status_) ? WEXITSTATUS(status_) : -WTERMSIG(status_);
    }
    [[nodiscard]] std::string output() const { return bytes_of(output_); }
    [[nodiscard]] std::string errors() const { return bytes_of(errors_); }

private:
    bool reaped(int options) { return ended_ = ::waitpid(process_, &status_, options) == process_; }

    std::filesystem::path output_;
    std::filesystem::path errors_;
    pid_t process_;
    int status_ = 0;
    bool ended_ = false;
};

}  // namespace rtrack
