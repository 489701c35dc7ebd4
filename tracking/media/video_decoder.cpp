#include "tracking/media/video_decoder.h"

#include <algorithm>

#include "tracking/base/error.h"

namespace rtrack {

VideoDecoder::VideoDecoder(PacketReader& packets, int threads)
    : packets_(packets), packet_(libav::make_packet()) {
    const AVCodecParameters& parameters = *packets.stream().codecpar;
    const AVCodec* decoder = avcodec_find_decoder(parameters.codec_id);
    if (decoder == nullptr) {
        throw Error(ErrorCode::Data, packets.name() + " is coded as " +
                                         avcodec_get_name(parameters.codec_id) +
                                         ", for which this FFmpeg has no decoder");
    }
    codec_.reset(avcodec_alloc_context3(decoder));
    if (!codec_) throw std::bad_alloc();
    int result = avcodec_parameters_to_context(codec_.get(), &parameters);
    codec_->thread_count = threads;
    // Frame threads wherever there are any: with threads within a picture the H.264 decoder does not look for
    // missing macroblocks, and misses twice as much damage.
    codec_->thread_type = FF_THREAD_FRAME;
    // H.264: left-over bits after the last macroblock. H.265: picture hashes, where the stream has them.
    codec_->err_recognition = AV_EF_CRCCHECK;
    if (parameters.codec_id == AV_CODEC_ID_H264) codec_->err_recognition |= AV_EF_AGGRESSIVE;
    can_skip_ = parameters.codec_id == AV_CODEC_ID_H264;
    codec_->max_pixels = kMaxPicturePixels;
    if (result >= 0) result = avcodec_open2(codec_.get(), decoder, nullptr);
    if (result < 0) {
        throw Error(ErrorCode::Data, packets.name() + " (" + decoder->name +
                                         ") cannot be decoded: " + libav::error_text(result));
    }
    complaints_ = std::make_unique<DecoderComplaints>(static_cast<size_t>(codec_->thread_count) + 2);
    // A wrapped library (dav1d) logs from threads that know no packet; it reports by its results.
    speaks_of_packets_ = (decoder->capabilities & AV_CODEC_CAP_OTHER_THREADS) == 0;
}

void VideoDecoder::feed() {
    const bool at_end = stop_before_ >= 0 && packets_.next_number() >= stop_before_;
    const int64_t number = at_end ? -1 : packets_.read_numbered(packet_.get());
    if (number < 0) {
        draining_ = true;
        avcodec_send_packet(codec_.get(), nullptr);
        return;
    }
    if (packet_->size == 0) return;  // an empty packet would mean the end to the decoder
    if (packets_.is_beside_gap(number)) complaints_->note_gap(number);
    setup_.put_before(number, packets_.index(), packets_.stream(), *packet_);
    packet_->pts = number;
    packet_->dts = number;
    // Both reach the thread that decodes this packet, and no other.
    if (speaks_of_packets_) codec_->opaque = complaints_->slot_for(number);
    const bool skip = can_skip_ && skippable_ && skippable_(number);
    codec_->skip_frame = skip ? AVDISCARD_NONREF : AVDISCARD_DEFAULT;
    if (avcodec_send_packet(codec_.get(), packet_.get()) < 0) note_error();
}

// Of the packet in work, or with frame threads of one of those before it.
void VideoDecoder::note_error() {
    const int64_t newest = packets_.next_number() - 1;
    for (int64_t packet = std::max<int64_t>(0, newest - codec_->thread_count); packet <= newest; ++packet) {
        complaints_->note_error(packet);
    }
}

std::optional<VideoDecoder::Picture> VideoDecoder::next() {
    constexpr int kMostFailures = 100000;
    int failures = 0;
    libav::FramePtr frame = libav::make_frame();
    while (true) {
        const int result = avcodec_receive_frame(codec_.get(), frame.get());
        if (result == AVERROR_EOF) return std::nullopt;
        if (result == AVERROR(EAGAIN)) {
            feed();
            continue;
        }
        if (result == AVERROR(ENOMEM)) throw std::bad_alloc();
        if (result <
            0) {  // this packet is lost; a decoder that fails on nothing but its own state must not hold us
            note_error();
            if (++failures > kMostFailures) return std::nullopt;
            continue;
        }
        const bool known = frame->pts >= 0 && frame->pts < packets_.next_number();
        if (!known) continue;
        Picture picture;
        picture.packet = frame->pts;
        picture.intra = frame->pict_type == AV_PICTURE_TYPE_I;
        picture.damaged = frame->decode_error_flags != 0 || (frame->flags & AV_FRAME_FLAG_CORRUPT) != 0;
        picture.frame = std::move(frame);
        return picture;
    }
}

std::optional<VideoDecoder::Picture> VideoDecoder::next_unnumbered() {
    Picture picture;
    picture.frame = libav::make_frame();
    while (packets_.read(packet_.get())) {
        avcodec_send_packet(codec_.get(), packet_.get());
        if (avcodec_receive_frame(codec_.get(), picture.frame.get()) == 0) break;
    }
    avcodec_send_packet(codec_.get(), nullptr);
    const bool given =
        picture.frame->width > 0 || avcodec_receive_frame(codec_.get(), picture.frame.get()) == 0;
    if (!given) return std::nullopt;
    picture.damaged =
        picture.frame->decode_error_flags != 0 || (picture.frame->flags & AV_FRAME_FLAG_CORRUPT) != 0;
    return picture;
}

void VideoDecoder::start_at(int64_t packet) {
    avcodec_flush_buffers(codec_.get());
    (void)complaints_->take();
    draining_ = false;
    packets_.seek(packet);
    started_at_ = packet;
}

}  // namespace rtrack
