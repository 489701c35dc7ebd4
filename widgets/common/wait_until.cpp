#include "widgets/common/wait_until.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>

namespace rtrack {

bool waitUntil(const std::function<bool()>& done, int milliseconds) {
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

}  // namespace rtrack
