#include "widgets/common/background_job.h"

#include "tracking/base/error.h"

namespace rtrack {

BackgroundJob::BackgroundJob(Work work, QObject* parent) : QThread(parent), work_(std::move(work)) {
    connect(this, &QThread::finished, this, &QObject::deleteLater);
}

BackgroundJob::~BackgroundJob() {
    cancel();
    wait();
}

void BackgroundJob::run() {
    int announced = 0;
    const auto progress = [&](double share) {
        const int percent = static_cast<int>(share * 100);
        if (percent <= announced) return;
        announced = percent;
        Q_EMIT progressed(share);
    };
    try {
        work_(progress, [this] { return cancelled_.load(); });
        Q_EMIT done();
    } catch (const Error& failure) {  // the edge of this thread
        Q_EMIT failed(QString::fromUtf8(failure.what()), failure.code() == ErrorCode::Stopped);
    } catch (const std::exception& failure) {
        Q_EMIT failed(QString::fromUtf8(failure.what()), false);
    }
}

}  // namespace rtrack
