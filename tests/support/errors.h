#pragma once

#include <functional>
#include <string>

#include <gtest/gtest.h>

#include "tracking/base/error.h"

namespace rtrack {

/// The error that `action` throws; fails the test if it throws none or one of another kind.
inline std::string message_of_error(ErrorCode code, const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& failure) {
        EXPECT_EQ(static_cast<int>(failure.code()), static_cast<int>(code)) << failure.what();
        return failure.what();
    } catch (const std::exception& failure) {
        ADD_FAILURE() << "another exception: " << failure.what();
        return failure.what();
    }
    ADD_FAILURE() << "no error";
    return {};
}

}  // namespace rtrack
