#pragma once

#include <functional>
#include <string>

namespace rtrack {

/// Runs the action; Torch's and the system's running out of memory become Error(OutOfMemory), all other
/// foreign errors Error(Internal) without a stack trace. Ours pass as they are.
/// @param memory_advice  what to do where the memory does not suffice, as the second half of a sentence
void with_named_errors(const std::function<void()>& action, const std::string& memory_advice);

}  // namespace rtrack
