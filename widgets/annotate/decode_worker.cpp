#include "widgets/annotate/decode_worker.h"

#include "widgets/common/qt_convert.h"

namespace rtrack {

DecodeWorker::DecodeWorker(std::shared_ptr<FrameSource> source, QObject* parent)
    : QThread(parent), source_(std::move(source)) {
    setObjectName("decode");
}

DecodeWorker::~DecodeWorker() {
    requestStop();
    wait();
}

void DecodeWorker::want(qint64 frameIndex, qint64 generation) {
    std::lock_guard lock(mutex_);
    wish_ = Wish{frameIndex, generation};
    wake_.notify_one();
}

void DecodeWorker::stream(FrameStream stream) {
    std::lock_guard lock(mutex_);
    if (stream_) stream_->queue->close();
    stream_ = std::move(stream);
    wake_.notify_one();
}

void DecodeWorker::requestStop() {
    std::lock_guard lock(mutex_);
    stopping_ = true;
    if (stream_) stream_->queue->close();
    wake_.notify_one();
}

bool DecodeWorker::waitForWork(std::optional<Wish>& wish, std::optional<FrameStream>& stream) {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [&] { return stopping_ || wish_ || stream_; });
    wish.swap(wish_);
    wish_.reset();
    stream = stream_;
    return !stopping_;
}

void DecodeWorker::serve(const Wish& wish) {
    try {
        Q_EMIT frameReady(wish.frameIndex, wish.generation, source_->read(wish.frameIndex));
    } catch (const std::exception& failure) {  // the edge of the decode thread
        Q_EMIT frameFailed(wish.frameIndex, wish.generation, QString::fromUtf8(failure.what()));
    }
}

void DecodeWorker::feed(FrameStream& stream) {
    StreamedFrame frame{stream.first_frame, nullptr, {}};
    try {
        frame.image = source_->read(stream.first_frame);
    } catch (const std::exception& failure) {  // the edge of the decode thread
        frame.error = failure.what();
    }
    const bool accepted = stream.queue->push(std::move(frame));
    const bool last = !accepted || stream.first_frame == stream.last_frame;
    if (last) stream.queue->close();
    std::lock_guard lock(mutex_);
    if (!stream_ || stream_->queue != stream.queue) return;
    if (last) {
        stream_.reset();
    } else {
        stream_->first_frame += stream_->step;
    }
}

void DecodeWorker::run() {
    std::optional<Wish> wish;
    std::optional<FrameStream> stream;
    while (waitForWork(wish, stream)) {
        if (wish) serve(*wish);
        if (stream) feed(*stream);
        wish.reset();
    }
    source_.reset();
}

}  // namespace rtrack
