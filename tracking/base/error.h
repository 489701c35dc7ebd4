#pragma once

#include <stdexcept>
#include <string>

namespace rtrack {

/// Why something failed; decides the exit code of the programs.
enum class ErrorCode {
    Internal,     ///< anything else
    Contract,     ///< a caller broke a documented condition
    Argument,     ///< a bad command-line argument, option or configuration key
    Data,         ///< bad data or media: the message names file and line or frame
    OutOfMemory,  ///< the device has too little memory
    Stopped,      ///< stopped on request
    Diverged,     ///< a loss or gradient was not finite
};

/// The one exception type of the project. The message is a full sentence that names the file, line or frame,
/// says what was kept, and what to do.
class Error : public std::runtime_error {
public:
    Error(ErrorCode code, const std::string& message) : std::runtime_error(message), code_(code) {}
    [[nodiscard]] ErrorCode code() const { return code_; }

private:
    ErrorCode code_;
};

/// Exit code of a program that ends with this error: 1 internal or contract, 2 arguments, 3 data, 4 memory,
/// 5 stopped, 6 diverged.
[[nodiscard]] int exit_code(ErrorCode code);

}  // namespace rtrack
