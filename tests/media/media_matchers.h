#pragma once

#include <cmath>

#include "tests/support/errors.h"
#include "tracking/base/image.h"

namespace rtrack::test {

inline double mean_difference(const Image& a, const Image& b) {
    if (a.width() != b.width() || a.height() != b.height()) return 1e9;
    double sum = 0;
    for (size_t i = 0; i < a.bytes(); ++i) sum += std::abs(a.data()[i] - b.data()[i]);
    return sum / static_cast<double>(a.bytes());
}

}  // namespace rtrack::test
