#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "training/run/events.h"

namespace rtrack {

/// Writes a run's figures as an event file of TensorBoard, for people who watch their runs there: records of
/// TFRecord (length, data, masked CRC-32C of each), each an Event message with a summary of simple values.
/// https://github.com/tensorflow/tensorboard: compat/proto/event.proto, summary.proto.
class TensorboardWriter {
public:
    /// A new file `events.out.tfevents.SECONDS.HOST.PID` in the folder, which is made; TensorBoard joins the
    /// files of a folder, also those of a run that was resumed.
    /// @throws Error(Data) naming the file if it cannot be written.
    explicit TensorboardWriter(const std::filesystem::path& folder);
    ~TensorboardWriter();
    TensorboardWriter(const TensorboardWriter&) = delete;
    TensorboardWriter& operator=(const TensorboardWriter&) = delete;

    /// The numbers of a `step`, `epoch_end` or `validation` event, tagged "step/iou"; other events write
    /// nothing.
    /// @throws Error(Data) naming the file, for example when the disk is full.
    void write(const Event& event);

    [[nodiscard]] const std::filesystem::path& file() const { return file_; }

private:
    void append(const std::string& message);

    std::filesystem::path file_;
    int descriptor_ = -1;
};

/// One record of TFRecord around `data`.
[[nodiscard]] std::string tfrecord(const std::string& data);

/// An Event message. @param wall_time  seconds since 1970
[[nodiscard]] std::string tensorboard_event(double wall_time, int64_t step,
                                            const std::vector<std::pair<std::string, double>>& values);

}  // namespace rtrack
