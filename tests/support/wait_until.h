#pragma once

#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>
#include <functional>
#include <string>

#include "tracking/base/error.h"

namespace rtrack {

/// Lets the event loop run until `done` says so: for programs that use the window without a person, such as
/// the screenshot tour and the benchmarks. @return false if it did not within `milliseconds`
inline bool waitUntil(const std::function<bool()>& done, int milliseconds = 600'000) {
    QEventLoop loop;
    QTimer poll;
    QElapsedTimer clock;
    clock.start();
    QObject::connect(&poll, &QTimer::timeout, &loop, [&] {
        if (done() || clock.elapsed() > milliseconds) loop.quit();
    });
    poll.start(1);
    loop.exec();
    return done();
}

/// @param what  "the first picture"
/// @throws Error(Internal) that names what was waited for in vain.
inline void await(const std::function<bool()>& done, const std::string& what) {
    if (!waitUntil(done)) throw Error(ErrorCode::Internal, "waited in vain for " + what);
}

}  // namespace rtrack
