#include "tracking/kernels/named_errors.h"

#include <new>

#include <ATen/ATen.h>

#include "tracking/base/error.h"

namespace rtrack {
namespace {

bool tells_of_memory(const std::string& message) {
    for (const char* phrase : {"out of memory", "can't allocate memory", "not enough memory", "alloc_cpu"}) {
        if (message.find(phrase) != std::string::npos) return true;
    }
    return false;
}

[[noreturn]] void throw_named(const std::string& message, const std::string& memory_advice) {
    if (!tells_of_memory(message)) throw Error(ErrorCode::Internal, message);
    throw Error(ErrorCode::OutOfMemory, "not enough memory (" + message + "); " + memory_advice);
}

}  // namespace

void with_named_errors(const std::function<void()>& action, const std::string& memory_advice) {
    try {
        action();
    } catch (const Error&) {
        throw;
    } catch (const c10::Error& failure) {
        throw_named(failure.what_without_backtrace(), memory_advice);
    } catch (const std::bad_alloc&) {
        throw_named("out of memory: the system gave none", memory_advice);
    } catch (const std::exception& failure) {  // Gloo's, oneDNN's, OpenCV's and the standard library's own
        const std::string message = failure.what();
        throw_named(tells_of_memory(message) ? message : message.substr(0, message.find('\n')),
                    memory_advice);
    }
}

}  // namespace rtrack
