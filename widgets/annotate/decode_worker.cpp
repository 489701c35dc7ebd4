#include "widgets/annotate/decode_worker.h"

#include <chrono>

#include "widgets/common/qt_convert.h"

namespace rtrack {
namespace {

constexpr size_t kMostCrops = 64;                     // as many as a list shows
constexpr std::chrono::milliseconds kLookForRoom{2};  // in the queue of a slow tracker

}  // namespace

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

void DecodeWorker::wish(const CropWish& crop) {
    std::lock_guard lock(mutex_);
    crops_.push_back(crop);
    if (crops_.size() > kMostCrops) crops_.pop_front();
    wake_.notify_one();
}

void DecodeWorker::requestStop() {
    std::lock_guard lock(mutex_);
    stopping_ = true;
    if (stream_) stream_->queue->close();
    wake_.notify_one();
}

bool DecodeWorker::waitForWork(std::optional<Wish>& wish, std::optional<FrameStream>& stream,
                               std::optional<CropWish>& crop) {
    std::unique_lock lock(mutex_);
    const auto can_feed = [&] { return stream_ && stream_->queue->takes_more(); };
    const auto has_work = [&] { return stopping_ || wish_ || can_feed() || !crops_.empty(); };
    while (!has_work()) {
        if (stream_) {
            wake_.wait_for(lock, kLookForRoom);
        } else {
            wake_.wait(lock);
        }
    }
    wish.swap(wish_);
    wish_.reset();
    if (can_feed()) stream = stream_;
    if (!wish && !stream && !crops_.empty()) {
        crop = crops_.back();
        crops_.pop_back();
    }
    return !stopping_;
}

void DecodeWorker::serve(const Wish& wish) {
    try {
        Q_EMIT frameReady(wish.frameIndex, wish.generation, source_->read(wish.frameIndex));
    } catch (const std::exception& failure) {  // the edge of the decode thread
        Q_EMIT frameFailed(wish.frameIndex, wish.generation, QString::fromUtf8(failure.what()));
    }
}

void DecodeWorker::cut(const CropWish& crop) {
    try {
        const QImage frame = wrapImage(source_->read(crop.frame_index));
        const QImage part = frame.copy(crop.region & frame.rect());
        if (part.isNull()) return;
        Q_EMIT cropReady(crop.token, part.scaled(crop.size, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    } catch (const std::exception&) {  // the edge of the decode thread
        // A damaged frame has no picture; who looks at it is told then.
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
    std::optional<CropWish> crop;
    while (waitForWork(wish, stream, crop)) {
        if (wish) serve(*wish);
        if (stream) feed(*stream);
        if (crop) cut(*crop);
        wish.reset();
        stream.reset();
        crop.reset();
    }
    source_.reset();
}

}  // namespace rtrack
