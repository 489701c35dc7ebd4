#pragma once

#include <deque>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "tracking/media/frame_index.h"
#include "tracking/media/media_source.h"

namespace rtrack {

/// Exact frames of a video file by index. One thread at a time; several readers may have the same file open.
///
/// Frame N is the same picture however one gets to it: reading on decodes on, anything else starts at the key
/// frame that the index names and decodes forward. A frame that the decoder had to fill, or that refers to
/// one, counts as missing: `read` throws rather than show a wrong picture.
class VideoReader : public MediaSource {
public:
    /// Reads the whole file once to make the index.
    /// @throws Error(Data) naming the file and what is wrong; Error(Stopped) if cancelled.
    explicit VideoReader(const std::filesystem::path& file, const OpenOptions& options = {});
    /// With the index of another reader of this file, at once.
    VideoReader(const std::filesystem::path& file, std::shared_ptr<const FrameIndex> index,
                const OpenOptions& options = {});
    ~VideoReader() override;

    [[nodiscard]] std::string name() const override;
    [[nodiscard]] int64_t frame_count() const override;
    [[nodiscard]] int width() const override;
    [[nodiscard]] int height() const override;
    [[nodiscard]] double frames_per_second() const override;
    [[nodiscard]] std::optional<double> seconds_at(int64_t frame_index) const override;
    [[nodiscard]] ImagePtr read(int64_t frame_index) override;

    [[nodiscard]] FrameRange group_of(int64_t frame_index) const override;
    [[nodiscard]] MediaInfo info() const override;
    [[nodiscard]] std::vector<int64_t> missing_frames() const override;
    [[nodiscard]] std::string frame_index() const override { return index()->to_bytes(); }
    [[nodiscard]] std::shared_ptr<const FrameIndex> index() const;

    /// Decodes frames [first, end) without converting them, to learn which are missing.
    /// @throws Error(Stopped) if cancelled.
    void check(int64_t first, int64_t end, const OpenOptions& options = {});

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace rtrack
