#pragma once

#include <QImage>
#include <QRect>
#include <QThread>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>

#include "tracking/base/frame_source.h"
#include "widgets/annotate/track_loop.h"

namespace rtrack {

/// Consecutive frames for a tracking run; `queue` is closed after the last one.
struct FrameStream {
    int64_t first_frame = 0;
    int64_t last_frame = 0;
    int step = 1;
    std::shared_ptr<FrameQueue> queue;
};

/// A part of a frame that somebody would like to have some time.
struct CropWish {
    qint64 token = 0;  ///< names the answer
    qint64 frame_index = 0;
    QRect region;  ///< frame pixels; may reach beyond the frame
    QSize size;    ///< of the answer, which keeps the region's shape inside it
};

/// Reads frames of one source on its own thread: the picture wanted last, a stream for a tracking run, and,
/// when there is neither or the run has enough to do, parts of frames that were wished for.
///
/// Public methods may be called from any thread and return at once. Pictures that were wanted but overtaken
/// by a newer wish are not read: playing and scrubbing may skip pictures. A stream never skips one.
class DecodeWorker : public QThread {
    Q_OBJECT
public:
    explicit DecodeWorker(std::shared_ptr<FrameSource> source, QObject* parent = nullptr);
    /// Waits for the frame that is being read; call `requestStop` and delete on `finished` to avoid that.
    ~DecodeWorker() override;

    /// The answer is `frameReady` or `frameFailed` with the same generation, unless overtaken.
    void want(qint64 frameIndex, qint64 generation);
    /// Replaces a stream that is still going on; its queue is closed.
    void stream(FrameStream stream);
    /// The answer is `cropReady`, when nothing else is to do; none if the frame cannot be decoded. Of many
    /// wishes the newest come first, and the oldest are forgotten.
    void wish(const CropWish& crop);
    void requestStop();

Q_SIGNALS:
    void cropReady(qint64 token, QImage crop);
    void frameReady(qint64 frameIndex, qint64 generation, rtrack::ImagePtr image);
    void frameFailed(qint64 frameIndex, qint64 generation, QString reason);

protected:
    void run() override;

private:
    struct Wish {
        qint64 frameIndex;
        qint64 generation;
    };
    /// Waits for something to do. @return false to end.
    bool waitForWork(std::optional<Wish>& wish, std::optional<FrameStream>& stream,
                     std::optional<CropWish>& crop);
    void serve(const Wish& wish);
    void feed(FrameStream& stream);
    void cut(const CropWish& crop);

    std::shared_ptr<FrameSource> source_;  // decode thread only
    std::mutex mutex_;                     // guards what follows
    std::condition_variable wake_;
    std::optional<Wish> wish_;
    std::optional<FrameStream> stream_;
    std::deque<CropWish> crops_;  // newest last
    bool stopping_ = false;
};

}  // namespace rtrack
