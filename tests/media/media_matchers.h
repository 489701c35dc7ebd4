#pragma once

#include <cmath>
#include <functional>
#include <string>

#include <gtest/gtest.h>

#include "tracking/base/error.h"
#include "tracking/base/image.h"

namespace rtrack::test {

inline double mean_difference(const Image& a, const Image& b) {
    if (a.width() != b.width() || a.height() != b.height()) return 1e9;
    double sum = 0;
    for (size_t i = 0; i < a.bytes(); ++i) sum += std::abs(a.data()[i] - b.data()[i]);
    return sum / static_cast<double>(a.bytes());
}

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

}  // namespace rtrack::test
