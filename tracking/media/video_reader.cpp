#include "tracking/media/video_reader.h"

#include <algorithm>

#include "tracking/base/error.h"
#include "tracking/media/frame_converter.h"
#include "tracking/media/frame_walker.h"
#include "tracking/media/index_builder.h"

namespace rtrack {
namespace {

const int32_t* display_matrix(const AVStream& stream) {
#if LIBAVCODEC_VERSION_INT >= AV_VERSION_INT(60, 31, 102)
    const AVPacketSideData* data = av_packet_side_data_get(
        stream.codecpar->coded_side_data, stream.codecpar->nb_coded_side_data, AV_PKT_DATA_DISPLAYMATRIX);
    return data != nullptr && data->size >= 36 ? reinterpret_cast<const int32_t*>(data->data) : nullptr;
#else
    const uint8_t* data = av_stream_get_side_data(&stream, AV_PKT_DATA_DISPLAYMATRIX, nullptr);
    return reinterpret_cast<const int32_t*>(data);
#endif
}

PictureGeometry geometry_of(PacketReader& packets, const AVFrame& first) {
    PictureGeometry geometry;
    geometry.coded_width = first.width;
    geometry.coded_height = first.height;
    AVFrame frame = first;  // only looked at
    const AVRational ratio = av_guess_sample_aspect_ratio(&packets.format(), &packets.stream(), &frame);
    constexpr double kMostStretch = 8;  // beyond this a header is wrong, not a pixel long
    const double value = ratio.num > 0 && ratio.den > 0 ? av_q2d(ratio) : 1.0;
    if (value >= 1 / kMostStretch && value <= kMostStretch) geometry.sample_aspect_ratio = value;
    const AVFrameSideData* in_frame = av_frame_get_side_data(&first, AV_FRAME_DATA_DISPLAYMATRIX);
    const int32_t* matrix = display_matrix(packets.stream());
    if (matrix == nullptr && in_frame != nullptr) matrix = reinterpret_cast<const int32_t*>(in_frame->data);
    if (matrix != nullptr) apply_display_matrix(matrix, geometry);
    check_picture_size(packets.name(), geometry.width(), geometry.height());
    return geometry;
}

}  // namespace

namespace {

/// What may change within a video.
struct PictureShape {
    int width = 0;
    int height = 0;
    AVRational sample_aspect_ratio = {0, 1};

    [[nodiscard]] bool fits(const PictureShape& other) const {
        const AVRational& theirs = other.sample_aspect_ratio;
        const bool both_known = sample_aspect_ratio.num > 0 && theirs.num > 0;
        return width == other.width && height == other.height &&
               (!both_known || av_cmp_q(sample_aspect_ratio, theirs) == 0);
    }
};

PictureShape shape_of(const AVFrame& picture) {
    return {picture.width, picture.height, picture.sample_aspect_ratio};
}

}  // namespace

struct VideoReader::State {
    PacketReader packets;
    std::shared_ptr<const FrameIndex> index;
    std::vector<std::string> damage;
    std::unique_ptr<FrameWalker> walker;
    FrameConverter converter;
    std::string pixel_format;
    PictureShape shape;           // of the first picture
    int64_t reshaped_frame = -1;  // the first known to have another one; -1: none
    PictureShape other_shape;
    int64_t last_frame = -1;
    ImagePtr last_image;

    State(const std::filesystem::path& file, const OpenOptions& options) : packets(file, options.cancelled) {}
    void start(const OpenOptions& options);
    libav::FramePtr first_decodable();
    libav::FramePtr fetch(int64_t frame);
};

// The geometry comes from a decoded picture: containers are sometimes wrong about it.
void VideoReader::State::start(const OpenOptions& options) {
    packets.use_index(*index);
    packets.rewind();
    walker = std::make_unique<FrameWalker>(packets, *index, options.threads);
    const libav::FramePtr first = first_decodable();
    converter = FrameConverter(geometry_of(packets, *first));
    shape = shape_of(*first);
    const char* format = av_get_pix_fmt_name(static_cast<AVPixelFormat>(first->format));
    pixel_format = format != nullptr ? format : "";
    last_image = converter.convert(*first);
}

libav::FramePtr VideoReader::State::fetch(int64_t frame) {
    libav::FramePtr picture = walker->fetch(frame);
    const bool earlier = reshaped_frame < 0 || frame < reshaped_frame;
    if (picture && earlier && !shape_of(*picture).fits(shape)) {
        reshaped_frame = frame;
        other_shape = shape_of(*picture);
    }
    return picture;
}

libav::FramePtr VideoReader::State::first_decodable() {
    constexpr int64_t kMostTried = 1000;
    const int64_t tried = std::min(index->frame_count(), kMostTried);
    for (int64_t frame = 0; frame < tried; ++frame) {
        if (libav::FramePtr picture = walker->fetch(frame)) {
            last_frame = frame;
            return picture;
        }
    }
    throw Error(ErrorCode::Data, packets.name() + ": none of the first " + std::to_string(tried) +
                                     " frames can be decoded (" +
                                     avcodec_get_name(packets.stream().codecpar->codec_id) + ")");
}

VideoReader::VideoReader(const std::filesystem::path& file, const OpenOptions& options)
    : state_(std::make_unique<State>(file, options)) {
    BuiltIndex built = build_frame_index(state_->packets, options.threads, options.progress);
    state_->index = std::make_shared<const FrameIndex>(std::move(built.index));
    state_->damage = std::move(built.damage);
    state_->start(options);
    int64_t checked = 0;  // frames before this one
    for (int64_t packet : built.damaged_packets) {
        const int64_t frame = state_->index->last_frame_until(packet);
        if (frame < checked) continue;
        const FrameRange range = state_->index->group_of(frame);
        check(range.first, range.end, {.cancelled = options.cancelled});
        checked = range.end;
    }
    if (options.check_all) check(0, frame_count(), options);
    state_->packets.set_cancelled({});
}

VideoReader::VideoReader(const std::filesystem::path& file, std::shared_ptr<const FrameIndex> index,
                         const OpenOptions& options)
    : state_(std::make_unique<State>(file, options)) {
    state_->index = std::move(index);
    state_->start(options);
    state_->packets.set_cancelled({});
}

VideoReader::~VideoReader() = default;

std::string VideoReader::name() const {
    return state_->packets.name();
}
int64_t VideoReader::frame_count() const {
    return state_->index->frame_count();
}
int VideoReader::width() const {
    return state_->converter.geometry().width();
}
int VideoReader::height() const {
    return state_->converter.geometry().height();
}
double VideoReader::frames_per_second() const {
    return state_->index->frames_per_second();
}
std::shared_ptr<const FrameIndex> VideoReader::index() const {
    return state_->index;
}

std::optional<double> VideoReader::seconds_at(int64_t frame_index) const {
    check_frame_index(*this, frame_index);
    return state_->index->seconds_at(frame_index);
}

ImagePtr VideoReader::read(int64_t frame_index) {
    check_frame_index(*this, frame_index);
    if (frame_index == state_->last_frame) return state_->last_image;
    const libav::FramePtr picture = state_->fetch(frame_index);
    if (!picture) {
        throw Error(ErrorCode::Data,
                    name() + ": frame " + std::to_string(frame_index) +
                        " cannot be decoded, the file is damaged there; the frames around it can be used");
    }
    state_->last_image = state_->converter.convert(*picture);
    state_->last_frame = frame_index;
    return state_->last_image;
}

void VideoReader::check(int64_t first, int64_t end, const OpenOptions& options) {
    for (int64_t frame = first; frame < end; ++frame) {
        if (options.cancelled && options.cancelled())
            throw Error(ErrorCode::Stopped, "checking " + name() + " was stopped");
        (void)state_->fetch(frame);
        if (options.progress && frame % 64 == 0) {
            options.progress(static_cast<double>(frame - first) / static_cast<double>(end - first));
        }
    }
}

FrameRange VideoReader::group_of(int64_t frame_index) const {
    check_frame_index(*this, frame_index);
    return state_->index->group_of(frame_index);
}

std::vector<int64_t> VideoReader::missing_frames() const {
    const std::set<int64_t>& missing = state_->walker->missing();
    return {missing.begin(), missing.end()};
}

MediaInfo VideoReader::info() const {
    const PictureGeometry& geometry = state_->converter.geometry();
    const FrameIndex& index = *state_->index;
    MediaInfo info;
    info.path = name();
    info.container = state_->packets.format().iformat->name;
    info.codec = avcodec_get_name(state_->packets.stream().codecpar->codec_id);
    info.pixel_format = state_->pixel_format;
    info.frames = index.frame_count();
    info.width = geometry.width();
    info.height = geometry.height();
    info.coded_width = geometry.coded_width;
    info.coded_height = geometry.coded_height;
    info.frames_per_second = index.frames_per_second();
    info.duration_seconds = index.seconds_at(index.frame_count() - 1) +
                            (index.frames_per_second() > 0 ? 1 / index.frames_per_second() : 0);
    info.variable_rate = index.variable_rate();
    info.rotation = geometry.rotation;
    info.mirrored = geometry.mirrored;
    info.sample_aspect_ratio = geometry.sample_aspect_ratio;
    info.key_frames = index.key_count();
    info.repeated_timestamps = index.repeated_timestamps();
    info.missing_timestamps = index.missing_timestamps();
    info.damage = state_->damage;
    if (geometry.ignored_rotation != 0) {
        info.damage.push_back("The file asks for a turn of " + std::to_string(geometry.ignored_rotation) +
                              " degrees; the pictures are shown as they are stored.");
    }
    if (state_->reshaped_frame >= 0) {
        const PictureShape& other = state_->other_shape;
        info.damage.push_back("Within the video the size of the pictures or of their pixels changes: frame " +
                              std::to_string(state_->reshaped_frame) + " is stored as " +
                              std::to_string(other.width) + " x " + std::to_string(other.height) +
                              "; all are shown as the first one.");
    }
    info.missing_frames = missing_frames();
    if (!info.missing_frames.empty()) {
        info.damage.push_back(std::to_string(info.missing_frames.size()) + " of " +
                              std::to_string(info.frames) +
                              " frames cannot be decoded; the others can be used.");
    }
    return info;
}

}  // namespace rtrack
