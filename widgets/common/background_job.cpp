#include "widgets/common/background_job.h"

#include "tracking/base/error.h"

namespace rtrack {

BackgroundJob::BackgroundJob(Work work, QObject* parent) : QThread(parent), work_(std::move(work)) {
    connect(this, &QThread::finished, this, &BackgroundJob::tell);
}

BackgroundJob::~BackgroundJob() {
    cancel();
    wait();
}

void BackgroundJob::abandon() {
    cancel();
    abandoned_ = true;
    disconnect(this, &BackgroundJob::progressed, nullptr, nullptr);
}

void BackgroundJob::tell() {
    deleteLater();  // first: who hears of the end may delete it at once
    if (abandoned_) return;
    if (is_done_) {
        Q_EMIT done();
    } else {
        Q_EMIT failed(reason_, is_stopped_);
    }
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
        is_done_ = true;
    } catch (const Error& failure) {  // the edge of this thread
        reason_ = QString::fromUtf8(failure.what());
        is_stopped_ = failure.code() == ErrorCode::Stopped;
    } catch (const std::exception& failure) {
        reason_ = QString::fromUtf8(failure.what());
    }
}

}  // namespace rtrack
