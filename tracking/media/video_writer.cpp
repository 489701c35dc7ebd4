#include "tracking/media/video_writer.h"

#include <algorithm>
#include <atomic>
#include <cctype>
#include <cmath>
#include <cstring>

#include <unistd.h>

#include "tracking/base/atomic_file.h"
#include "tracking/base/error.h"
#include "tracking/media/libav.h"

namespace rtrack {
namespace {

struct OutputDeleter {
    void operator()(AVFormatContext* context) const {
        if (context->pb != nullptr) avio_closep(&context->pb);
        avformat_free_context(context);
    }
};

const AVCodec* choose_encoder() {
    const AVCodec* encoder = avcodec_find_encoder_by_name("libx264");
    if (encoder == nullptr) encoder = avcodec_find_encoder(AV_CODEC_ID_MPEG4);
    if (encoder == nullptr)
        throw Error(ErrorCode::Internal, "this FFmpeg can write neither H.264 nor MPEG-4 video");
    return encoder;
}

std::filesystem::path name_while_written(const std::filesystem::path& file) {
    static std::atomic<uint64_t> counter = 0;
    const std::string unique = std::to_string(::getpid()) + "-" + std::to_string(counter++);
    return file.parent_path() / (file.stem().string() + "." + unique + ".part" + file.extension().string());
}

// MPEG-4 allows no finer clock; frames of 24, 25, 30, 50 and 60 a second, also by 1.001, fall on whole units.
constexpr int kUnitsPerSecond = 60000;

std::string lower_case_ending(const std::filesystem::path& file) {
    std::string ending = file.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return ending;
}

}  // namespace

void check_video_name(const std::filesystem::path& file) {
    const std::string ending = lower_case_ending(file);
    for (const char* known : {".mp4", ".mkv", ".mov", ".avi"}) {
        if (ending == known) return;
    }
    throw Error(ErrorCode::Argument, file.string() + ": the name must end in .mp4, .mkv, .mov or .avi");
}

struct VideoWriter::State {
    std::filesystem::path file;
    std::filesystem::path part;
    int width = 0;
    int height = 0;
    std::unique_ptr<AVFormatContext, OutputDeleter> format;
    libav::CodecPtr codec;
    libav::SwsPtr sws;
    libav::FramePtr frame = libav::make_frame();
    libav::PacketPtr packet = libav::make_packet();
    Image padded;  // used where a side is odd
    bool variable_rate = false;
    int64_t duration = 1;  // of a frame, in units of the codec's time base; on average if that varies
    int64_t last_stamp = -1;
    bool finished = false;

    void open_codec(const VideoWriterOptions& options);
    void open_file();
    void encode(const AVFrame* picture);
    void require(int result, const char* what) const;
};

void VideoWriter::State::require(int result, const char* what) const {
    if (result >= 0) return;
    throw Error(ErrorCode::Data,
                file.string() + " cannot be written (" + what + ": " + libav::error_text(result) + ")");
}

void VideoWriter::State::open_codec(const VideoWriterOptions& options) {
    const AVCodec* encoder = choose_encoder();
    codec.reset(avcodec_alloc_context3(encoder));
    if (!codec) throw std::bad_alloc();
    const AVRational rate = av_d2q(options.frames_per_second, 60000);
    codec->width = padded.width();
    codec->height = padded.height();
    codec->pix_fmt = AV_PIX_FMT_YUV420P;
    codec->framerate = rate;
    // An AVI has no times, only a rate.
    variable_rate = options.variable_rate && lower_case_ending(file) != ".avi";
    codec->time_base = variable_rate ? AVRational{1, kUnitsPerSecond} : av_inv_q(rate);
    if (variable_rate)
        duration = std::max<int64_t>(1, std::llround(kUnitsPerSecond / options.frames_per_second));
    codec->thread_count = options.threads;
    codec->colorspace = AVCOL_SPC_BT709;
    codec->color_primaries = AVCOL_PRI_BT709;
    codec->color_trc = AVCOL_TRC_BT709;
    codec->color_range = AVCOL_RANGE_MPEG;
    if (options.key_interval > 0) codec->gop_size = options.key_interval;
    if ((format->oformat->flags & AVFMT_GLOBALHEADER) != 0) codec->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    if (encoder->id == AV_CODEC_ID_H264) {
        av_opt_set(codec->priv_data, "preset", "veryfast", 0);
        av_opt_set(codec->priv_data, "crf", std::to_string(options.quality).c_str(), 0);
    } else {
        codec->flags |= AV_CODEC_FLAG_QSCALE;
        codec->global_quality = FF_QP2LAMBDA * std::clamp(options.quality / 6, 1, 31);
    }
    require(avcodec_open2(codec.get(), encoder, nullptr), encoder->name);
    frame->width = codec->width;
    frame->height = codec->height;
    frame->format = codec->pix_fmt;
    require(av_frame_get_buffer(frame.get(), 0), "memory");
    sws.reset(sws_getContext(codec->width, codec->height, AV_PIX_FMT_RGB24, codec->width, codec->height,
                             AV_PIX_FMT_YUV420P, SWS_BICUBIC, nullptr, nullptr, nullptr));
    if (!sws) throw std::bad_alloc();
    sws_setColorspaceDetails(sws.get(), sws_getCoefficients(SWS_CS_DEFAULT), 1,
                             sws_getCoefficients(AVCOL_SPC_BT709), 0, 0, 1 << 16, 1 << 16);
}

void VideoWriter::State::open_file() {
    AVStream* stream = avformat_new_stream(format.get(), nullptr);
    if (stream == nullptr) throw std::bad_alloc();
    stream->time_base = codec->time_base;
    if (!variable_rate) stream->avg_frame_rate = codec->framerate;
    require(avcodec_parameters_from_context(stream->codecpar, codec.get()), "parameters");
    require(avio_open(&format->pb, ("file:" + part.string()).c_str(), AVIO_FLAG_WRITE), "opening");
    require(avformat_write_header(format.get(), nullptr), "header");
}

void VideoWriter::State::encode(const AVFrame* picture) {
    require(avcodec_send_frame(codec.get(), picture), "encoding");
    AVStream* stream = format->streams[0];
    while (true) {
        const int result = avcodec_receive_packet(codec.get(), packet.get());
        if (result == AVERROR(EAGAIN) || result == AVERROR_EOF) return;
        require(result, "encoding");
        packet->duration = duration;
        av_packet_rescale_ts(packet.get(), codec->time_base, stream->time_base);
        packet->stream_index = stream->index;
        require(av_interleaved_write_frame(format.get(), packet.get()), "writing");
    }
}

VideoWriter::VideoWriter(const std::filesystem::path& file, int width, int height,
                         const VideoWriterOptions& options)
    : state_(std::make_unique<State>()) {
    libav::quiet_log();
    State& state = *state_;
    check_video_name(file);
    state.file = place_to_write(file);
    state.part = name_while_written(state.file);
    state.width = width;
    state.height = height;
    if (width <= 0 || height <= 0 || !(options.frames_per_second > 0)) {
        throw Error(ErrorCode::Argument, file.string() + ": a video needs a size and a frame rate above 0");
    }
    state.padded = Image(width + width % 2, height + height % 2);
    AVFormatContext* context = nullptr;
    if (avformat_alloc_output_context2(&context, nullptr, nullptr, state.part.string().c_str()) < 0) {
        throw Error(ErrorCode::Argument, file.string() + ": the name must end in .mp4, .mkv, .mov or .avi");
    }
    state.format.reset(context);
    state.open_codec(options);
    state.open_file();
}

VideoWriter::~VideoWriter() {
    if (state_->finished) return;
    state_->format.reset();
    std::error_code code;
    std::filesystem::remove(state_->part, code);
}

void VideoWriter::write(const Image& image, double seconds) {
    State& state = *state_;
    if (image.width() != state.width || image.height() != state.height) {
        throw Error(ErrorCode::Contract,
                    "a picture for " + state.file.string() + " has another size than the video");
    }
    const Image* source = &image;
    if (state.padded.width() != image.width() || state.padded.height() != image.height()) {
        for (int y = 0; y < state.padded.height(); ++y) {
            const uint8_t* from = image.row(std::min(y, image.height() - 1));
            uint8_t* to = state.padded.row(y);
            std::memcpy(to, from, image.stride());
            if (state.padded.width() > image.width()) {
                std::memcpy(to + image.stride(), from + image.stride() - 3, Image::kChannels);
            }
        }
        source = &state.padded;
    }
    state.require(av_frame_make_writable(state.frame.get()), "memory");
    const uint8_t* planes[1] = {source->data()};
    const int strides[1] = {static_cast<int>(source->stride())};
    sws_scale(state.sws.get(), planes, strides, 0, source->height(), state.frame->data,
              state.frame->linesize);
    const int64_t stamp = state.variable_rate ? std::llround(seconds * kUnitsPerSecond) : 0;
    state.last_stamp = state.frame->pts = std::max(stamp, state.last_stamp + 1);
    state.encode(state.frame.get());
}

void VideoWriter::finish() {
    State& state = *state_;
    if (state.finished) return;
    state.encode(nullptr);
    state.require(av_write_trailer(state.format.get()), "the end");
    state.require(avio_closep(&state.format->pb), "closing");
    std::error_code code;
    const auto replaced = std::filesystem::status(state.file, code);
    if (std::filesystem::is_regular_file(replaced)) {
        std::filesystem::permissions(state.part, replaced.permissions(), code);
    }
    std::filesystem::rename(state.part, state.file, code);
    if (code) throw Error(ErrorCode::Data, state.file.string() + " cannot be written: " + code.message());
    state.finished = true;
}

}  // namespace rtrack
