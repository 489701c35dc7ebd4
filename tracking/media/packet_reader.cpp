#include "tracking/media/packet_reader.h"

#include <algorithm>
#include <fstream>
#include <set>

#include "tracking/base/error.h"
#include "tracking/media/encryption.h"
#include "tracking/media/picture_header.h"

namespace rtrack {
namespace {

int ask_to_stop(void* reader) {
    try {
        static_cast<PacketReader*>(reader)->throw_if_cancelled();
    } catch (const Error&) {
        return 1;
    }
    return 0;
}

// What FFmpeg would open although nobody means it as a video: text as terminal art, and lists that name other
// files.
bool is_no_video_format(const std::string& format) {
    static const std::set<std::string> formats = {"tty",    "concat", "ffmetadata", "sdp",  "rtsp",
                                                  "hls",    "dash",   "lrc",        "srt",  "ass",
                                                  "webvtt", "bin",    "idf",        "xbin", "adf"};
    return formats.count(format.substr(0, format.find(','))) > 0;
}

// An MP4 or MOV without its `moov` box: the recorder writes it last, when it is stopped in order.
bool lacks_movie_box(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    int64_t at = 0;
    for (int boxes = 0; boxes < 1000; ++boxes) {
        unsigned char head[16] = {};
        if (!stream.seekg(at) || !stream.read(reinterpret_cast<char*>(head), 8)) return boxes > 0;
        const std::string type(reinterpret_cast<const char*>(head) + 4, 4);
        if (boxes == 0 && type != "ftyp") return false;
        if (type == "moov") return false;
        int64_t size = 0;
        for (int i = 0; i < 4; ++i) size = size << 8 | head[i];
        if (size == 1 && stream.read(reinterpret_cast<char*>(head) + 8, 8)) {
            size = 0;
            for (int i = 8; i < 16; ++i) size = size << 8 | head[i];
        }
        if (size < 8) return true;
        at += size;
    }
    return false;
}

// VP8 and VP9 keep references that are never shown in packets of their own (VP9 mostly joins them to a shown
// one).
bool is_hidden(AVCodecID codec, const AVPacket& packet) {
    const uint8_t* data = packet.data;
    if (codec == AV_CODEC_ID_VP8) return (data[0] & 0x10) == 0;
    if (codec != AV_CODEC_ID_VP9) return false;
    const bool joined = (data[packet.size - 1] & 0xe0) == 0xc0;
    const bool profile_3 = (data[0] & 0x30) == 0x30;
    const int first_bit = profile_3 ? 2 : 3;  // of show_existing_frame, counted from the right
    if (joined || (data[0] & 0xc0) != 0x80 || ((data[0] >> first_bit) & 1) != 0) return false;
    return ((data[0] >> (first_bit - 2)) & 1) == 0;
}

using InputFormat = decltype(AVFormatContext::iformat);

// FFmpeg takes a name such as "50%done.png" for the pattern of the names of many pictures: another name with
// the same ending is tried on the same bytes. Null: the name is not odd, or nothing is known.
InputFormat format_of_odd_name(const std::string& url) {
    if (url.find('%') == std::string::npos) return nullptr;
    std::string plain = url;
    std::replace(plain.begin(), plain.end(), '%', '_');
    AVIOContext* bytes = nullptr;
    InputFormat format = nullptr;
    if (avio_open(&bytes, url.c_str(), AVIO_FLAG_READ) < 0) return nullptr;
    if (av_probe_input_buffer(bytes, &format, plain.c_str(), nullptr, 0, 0) < 0) format = nullptr;
    avio_closep(&bytes);
    return format;
}

}  // namespace

void check_file(const std::filesystem::path& file) {
    const std::string name = file.string();
    std::error_code code;
    const auto status = std::filesystem::status(file, code);
    if (!std::filesystem::exists(status)) throw Error(ErrorCode::Data, name + " does not exist");
    if (!std::filesystem::is_regular_file(status))
        throw Error(ErrorCode::Data, name + " is not a regular file");
    if (std::filesystem::file_size(file, code) == 0)
        throw Error(ErrorCode::Data, name + " is empty (0 bytes)");
}

void check_picture_size(const std::string& name, int64_t width, int64_t height) {
    if (width > 0 && height > 0 && width * height <= kMaxPicturePixels) return;
    const std::string size = std::to_string(width) + " x " + std::to_string(height);
    throw Error(ErrorCode::Data,
                name + (width > 0 && height > 0
                            ? " has pictures of " + size +
                                  " pixels; at most 134 megapixels can be opened. Scale it down first"
                            : " does not say how large its pictures are; the file is damaged or incomplete"));
}

PacketReader::PacketReader(const std::filesystem::path& file, std::function<bool()> cancelled)
    : file_(file), name_(file.string()), cancelled_(std::move(cancelled)) {
    libav::quiet_log();
    check_file(file_);
    std::error_code code;
    file_size_ = static_cast<int64_t>(std::filesystem::file_size(file_, code));
    rewind();
}

void PacketReader::rewind() {
    format_.reset();
    landed_.reset();
    AVFormatContext* context = avformat_alloc_context();
    if (context == nullptr) throw std::bad_alloc();
    context->interrupt_callback = {&ask_to_stop, this};
    complaints_.positions.clear();
    context->opaque = &complaints_;
    AVDictionary* options = nullptr;
    av_dict_set(&options, "protocol_whitelist", "file", 0);
    av_dict_set(&options, "pattern_type", "none", 0);  // for pictures that only their name's ending tells
    const std::string url = "file:" + file_.string();
    const int opened = avformat_open_input(&context, url.c_str(), format_of_odd_name(url), &options);
    av_dict_free(&options);
    if (opened >= 0) format_.reset(context);
    throw_if_cancelled();
    if (opened < 0) {
        if (lacks_movie_box(file_)) {
            throw Error(ErrorCode::Data,
                        name_ +
                            " has no table of its frames (moov): the recording was not finished or "
                            "the file is cut off; nothing of it can be used as it is");
        }
        throw Error(ErrorCode::Data, name_ + " cannot be opened as a video: " + libav::error_text(opened));
    }
    if (is_no_video_format(context->iformat->name))
        throw Error(ErrorCode::Data, name_ + " is not a video file");
    const int found = avformat_find_stream_info(context, nullptr);
    throw_if_cancelled();
    if (found < 0) {
        refuse_if_encrypted(file_);
        throw Error(ErrorCode::Data, name_ + " cannot be read as a video: " + libav::error_text(found));
    }
    choose_stream();
    next_number_ = 0;
    from_start_ = true;
}

void PacketReader::choose_stream() {
    stream_index_ = av_find_best_stream(format_.get(), AVMEDIA_TYPE_VIDEO, -1, -1, nullptr, 0);
    const bool cover_only = stream_index_ >= 0 && (stream().disposition & AV_DISPOSITION_ATTACHED_PIC) != 0;
    if (stream_index_ < 0 || cover_only) {
        const bool audio = av_find_best_stream(format_.get(), AVMEDIA_TYPE_AUDIO, -1, -1, nullptr, 0) >= 0;
        throw Error(ErrorCode::Data, name_ + (audio ? " holds sound but no video" : " holds no video"));
    }
    for (unsigned i = 0; i < format_->nb_streams; ++i) {
        const bool ours = static_cast<int>(i) == stream_index_;
        format_->streams[i]->discard = ours ? AVDISCARD_NONE : AVDISCARD_ALL;
    }
    const AVCodecParameters& codec = *stream().codecpar;
    if (codec.width > 0 || codec.height > 0) check_picture_size(name_, codec.width, codec.height);
}

bool PacketReader::read(AVPacket* packet) {
    while (true) {
        throw_if_cancelled();
        av_packet_unref(packet);
        const int result = av_read_frame(format_.get(), packet);
        if (result == AVERROR(EAGAIN)) continue;
        if (result < 0) {
            throw_if_cancelled();
            if (result != AVERROR_EOF) read_error_ = libav::error_text(result);
            return false;
        }
        if (packet->stream_index != stream_index_) continue;
        if (av_packet_get_side_data(packet, AV_PKT_DATA_ENCRYPTION_INFO, nullptr) != nullptr) {
            throw Error(ErrorCode::Data, name_ + " is encrypted; it can only be used after decrypting it");
        }
        return true;
    }
}

PacketEntry PacketReader::entry_of(const AVPacket& packet) const {
    PacketEntry entry;
    entry.pts = packet.pts == AV_NOPTS_VALUE ? kNoTimestamp : packet.pts;
    entry.dts = packet.dts == AV_NOPTS_VALUE ? kNoTimestamp : packet.dts;
    entry.pos = packet.pos;
    entry.size = packet.size;
    entry.digest = packet_digest(packet.data, static_cast<size_t>(packet.size));
    entry.key = (packet.flags & AV_PKT_FLAG_KEY) != 0;
    entry.corrupt = (packet.flags & AV_PKT_FLAG_CORRUPT) != 0;
    entry.recovers_late = recovers_late(*stream().codecpar, packet);
    entry.referenced = !nothing_refers_to(*stream().codecpar, packet);
    entry.shown = packet.size > 0 && (packet.flags & AV_PKT_FLAG_DISCARD) == 0 &&
                  !is_hidden(stream().codecpar->codec_id, packet);
    return entry;
}

void PacketReader::use_index(const FrameIndex& index) {
    index_ = &index;
    by_digest_.clear();
    by_digest_.reserve(index.packets().size());
    for (int64_t i = 0; i < index.packet_count(); ++i) {
        by_digest_.emplace(index.packets()[i].digest, static_cast<int32_t>(i));
    }
}

// By its bytes. Time stamps cannot be trusted right after a seek (program streams), nor positions always be
// had: they only tell packets with equal bytes apart.
int64_t PacketReader::identify(const AVPacket& packet) const {
    const PacketEntry seen = entry_of(packet);
    const auto [begin, end] = by_digest_.equal_range(seen.digest);
    const bool only_one = begin != end && std::next(begin) == end;
    int64_t found = -1;
    for (auto it = begin; it != end; ++it) {
        const PacketEntry& entry = index_->packets()[it->second];
        const bool same_place = entry.pos >= 0 && entry.pos == seen.pos && entry.pts == seen.pts;
        if (entry.size != seen.size || !(only_one || same_place)) continue;
        if (found >= 0) return -1;  // two packets look the same
        found = it->second;
    }
    return found;
}

int64_t PacketReader::read_numbered(AVPacket* packet) {
    if (landed_) {
        av_packet_unref(packet);
        av_packet_move_ref(packet, landed_.get());
        landed_.reset();
        return next_number_++;
    }
    if (next_number_ >= index_->packet_count() || !read(packet)) return -1;
    const PacketEntry& expected = index_->packets()[next_number_];
    const bool same = packet->size == expected.size &&
                      packet_digest(packet->data, static_cast<size_t>(packet->size)) == expected.digest;
    if (!same) {
        if (from_start_)
            throw Error(ErrorCode::Data, name_ + " has changed since it was opened; open it again");
        const int64_t wanted = next_number_;  // the container's seek led astray: read from the start instead
        rewind();
        read_up_to(wanted);
        return read_numbered(packet);
    }
    return next_number_++;
}

bool PacketReader::land_before(int64_t number, int64_t timestamp) {
    landed_.reset();
    from_start_ = false;
    if (av_seek_frame(format_.get(), stream_index_, timestamp, AVSEEK_FLAG_BACKWARD) < 0) return false;
    libav::PacketPtr packet = libav::make_packet();
    constexpr int kMostUnknown = 64;  // after landing inside a packet its rest is not in the index
    for (int i = 0; i < kMostUnknown && read(packet.get()); ++i) {
        const int64_t found = identify(*packet);
        if (found > number) return false;
        if (found < 0) continue;
        landed_ = std::move(packet);
        next_number_ = found;
        return true;
    }
    return false;
}

void PacketReader::read_up_to(int64_t number) {
    const libav::PacketPtr skipped = libav::make_packet();
    while (next_number_ < number) {
        if (read_numbered(skipped.get()) < 0) {
            throw Error(ErrorCode::Data, name_ + " is shorter than when it was opened; open it again");
        }
    }
}

void PacketReader::seek(int64_t number) {
    constexpr int64_t kNear = 16;  // reading on is cheaper than a seek
    const bool near = next_number_ <= number && number - next_number_ <= kNear;
    bool landed = near;
    int64_t from = number;
    constexpr int kAttempts = 4;
    for (int attempt = 0; attempt < kAttempts && !landed; ++attempt) {
        const PacketEntry& entry = index_->packets()[from];
        const int64_t timestamp = entry.dts != kNoTimestamp ? entry.dts : entry.pts;
        if (timestamp != kNoTimestamp) landed = land_before(number, timestamp);
        if (from == 0) break;
        from = index_->key_before(from);
    }
    if (!landed) rewind();
    read_up_to(number);
}

double PacketReader::part_read() const {
    const int64_t position = format_->pb != nullptr ? avio_tell(format_->pb) : 0;
    return file_size_ > 0
               ? std::clamp(static_cast<double>(position) / static_cast<double>(file_size_), 0.0, 1.0)
               : 0;
}

void PacketReader::throw_if_cancelled() const {
    if (cancelled_ && cancelled_()) throw Error(ErrorCode::Stopped, "opening " + name_ + " was stopped");
}

}  // namespace rtrack
