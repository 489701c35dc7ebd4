#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <unordered_map>

#include "tracking/media/demuxer_complaints.h"
#include "tracking/media/frame_index.h"
#include "tracking/media/libav.h"

namespace rtrack {

/// The packets of a file's video stream, by number. Internal to this folder; one thread.
class PacketReader {
public:
    /// @throws Error(Data) naming the file: missing, no regular file, empty, not recognised, no video,
    ///         encrypted, too large a picture. Error(Stopped) if cancelled.
    explicit PacketReader(const std::filesystem::path& file, std::function<bool()> cancelled = {});

    /// Reads the next packet of the video stream, as the container has it.
    /// @return false at the end of the file.
    bool read(AVPacket* packet);

    /// What the index keeps of a packet.
    [[nodiscard]] PacketEntry entry_of(const AVPacket& packet) const;

    /// From now on packets have numbers: `seek` and `read_numbered` work. The index must outlive the reader.
    void use_index(const FrameIndex& index);
    [[nodiscard]] const FrameIndex& index() const { return *index_; }
    /// The next packet with its number. @return -1 at the end of the file.
    /// @throws Error(Data) if the file no longer matches the index.
    int64_t read_numbered(AVPacket* packet);
    /// Makes `number` the next packet that read_numbered gives.
    /// @throws Error(Data) if the file no longer matches the index.
    void seek(int64_t number);
    [[nodiscard]] int64_t next_number() const { return next_number_; }
    /// Goes back to the first packet, by opening the file anew.
    void rewind();

    [[nodiscard]] AVFormatContext& format() const { return *format_; }
    [[nodiscard]] AVStream& stream() const { return *format_->streams[stream_index_]; }
    [[nodiscard]] std::string name() const { return name_; }
    [[nodiscard]] int64_t file_size() const { return file_size_; }
    /// How much of the file has been read, 0 to 1.
    [[nodiscard]] double part_read() const;
    /// A read error that ended the file early; empty if there was none.
    [[nodiscard]] const std::string& read_error() const { return read_error_; }
    /// Where the demuxer complained since the file was last opened or rewound.
    [[nodiscard]] const DemuxerComplaints& complaints() const { return complaints_; }
    /// Whether the index doubts this packet, because bytes are missing beside it.
    [[nodiscard]] bool is_beside_gap(int64_t number) const {
        return index_ != nullptr && index_->packets()[static_cast<size_t>(number)].beside_gap;
    }
    void throw_if_cancelled() const;
    void set_cancelled(std::function<bool()> cancelled) { cancelled_ = std::move(cancelled); }

private:
    void choose_stream();
    void read_up_to(int64_t number);
    bool land_before(int64_t number, int64_t timestamp);
    [[nodiscard]] int64_t identify(const AVPacket& packet) const;

    std::filesystem::path file_;
    std::string name_;
    DemuxerComplaints complaints_;  // before the format, which writes into it
    std::function<bool()> cancelled_;
    libav::FormatPtr format_;
    int stream_index_ = -1;
    int64_t file_size_ = 0;
    std::string read_error_;
    const FrameIndex* index_ = nullptr;
    std::unordered_multimap<uint32_t, int32_t> by_digest_;  // -> packet number
    libav::PacketPtr landed_;                               // read while seeking, not yet given out
    int64_t next_number_ = 0;
    bool from_start_ = true;  // every packet since the start of the file has been read
};

/// @throws Error(Data) naming the file if it is missing, no regular file, or empty.
void check_file(const std::filesystem::path& file);

/// @throws Error(Data) naming the file if the picture is larger than can be opened.
void check_picture_size(const std::string& name, int64_t width, int64_t height);

/// The most pixels of a picture that is opened: 16384 x 8192.
constexpr int64_t kMaxPicturePixels = int64_t{1} << 27;

}  // namespace rtrack
