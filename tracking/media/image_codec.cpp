#include "tracking/media/image_codec.h"

#include <algorithm>
#include <fstream>

#include "tracking/base/atomic_file.h"
#include "tracking/base/error.h"
#include "tracking/base/picture_folder.h"
#include "tracking/media/exif.h"
#include "tracking/media/frame_converter.h"
#include "tracking/media/jpeg.h"
#include "tracking/media/packet_reader.h"
#include "tracking/media/video_decoder.h"

namespace rtrack {
namespace {

bool is_jpeg_name(const std::filesystem::path& file) {
    const std::string extension = lower_extension(file);
    return extension == ".jpg" || extension == ".jpeg" || extension == ".jpe";
}

/// The first bytes of a file, as many as there are up to `most`; none if it cannot be read.
std::vector<uint8_t> beginning_of(const std::filesystem::path& file, size_t most) {
    std::ifstream stream(file, std::ios::binary);
    std::vector<uint8_t> bytes(most);
    stream.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(most));
    bytes.resize(static_cast<size_t>(std::max<std::streamsize>(stream.gcount(), 0)));
    return bytes;
}

bool starts_like_jpeg(const std::vector<uint8_t>& bytes) {
    return bytes.size() >= 3 && bytes[0] == 0xff && bytes[1] == 0xd8 && bytes[2] == 0xff;
}

PictureTurn turn_of(int orientation) {
    constexpr bool kMirrored[9] = {false, false, true, false, true, true, false, true, false};
    constexpr int kRotation[9] = {0, 0, 0, 180, 180, 270, 90, 90, 270};
    return {kMirrored[orientation], kRotation[orientation]};
}

Image upright(Image image, int orientation) {
    if (orientation == 1) return image;
    const PictureTurn turn = turn_of(orientation);
    return turned_image(image, turn.mirrored, turn.rotation);
}

constexpr size_t kUsualJpegHead = 65536;  // the orientation stands in it

// FFmpeg refuses the largest pictures without saying why; most large pictures that people have are PNG.
void check_png_size(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    unsigned char head[24] = {};
    if (!stream.read(reinterpret_cast<char*>(head), sizeof(head)) || head[0] != 0x89 || head[1] != 'P')
        return;
    const auto number_at = [&](int at) {
        return int64_t{head[at]} << 24 | int64_t{head[at + 1]} << 16 | int64_t{head[at + 2]} << 8 |
               head[at + 3];
    };
    check_picture_size(file.string(), number_at(16), number_at(20));
}

Image read_by_ffmpeg(const std::filesystem::path& file) {
    check_png_size(file);
    PacketReader packets(file);
    VideoDecoder decoder(packets, 1);
    const std::optional<VideoDecoder::Picture> picture = decoder.next_unnumbered();
    if (!picture || picture->damaged) {
        throw Error(ErrorCode::Data,
                    file.string() +
                        " cannot be decoded as a picture; it is damaged, cut off or of a kind "
                        "that cannot be read: " +
                        libav::error_text(AVERROR_INVALIDDATA));
    }
    check_picture_size(file.string(), picture->frame->width, picture->frame->height);
    PictureGeometry geometry;
    geometry.coded_width = picture->frame->width;
    geometry.coded_height = picture->frame->height;
    return *FrameConverter(geometry).convert(*picture->frame);
}

}  // namespace

Image read_image(const std::filesystem::path& file) {
    check_file(file);  // a named pipe would be waited for
    if (starts_like_jpeg(beginning_of(file, 3))) {
        const std::vector<uint8_t> bytes = beginning_of(file, std::filesystem::file_size(file));
        const JpegSize size = decode_jpeg_size(bytes, file.string());
        check_picture_size(file.string(), size.width, size.height);
        return upright(decode_jpeg(bytes, file.string()), exif_orientation(bytes));
    }
    return upright(read_by_ffmpeg(file), exif_orientation(file));
}

PictureTurn turn_of_picture(const std::filesystem::path& file) {
    const std::vector<uint8_t> bytes = beginning_of(file, kUsualJpegHead);
    return turn_of(starts_like_jpeg(bytes) ? exif_orientation(bytes) : exif_orientation(file));
}

bool is_turned_jpeg(const std::filesystem::path& file) {
    const std::vector<uint8_t> bytes = beginning_of(file, kUsualJpegHead);
    return starts_like_jpeg(bytes) && exif_orientation(bytes) != 1;
}

std::vector<uint8_t> encode_png(const Image& image) {
    const AVCodec* encoder = avcodec_find_encoder(AV_CODEC_ID_PNG);
    if (encoder == nullptr) throw Error(ErrorCode::Internal, "this FFmpeg cannot write PNG");
    libav::CodecPtr codec(avcodec_alloc_context3(encoder));
    if (!codec) throw std::bad_alloc();
    codec->width = image.width();
    codec->height = image.height();
    codec->pix_fmt = AV_PIX_FMT_RGB24;
    codec->time_base = {1, 1};
    codec->thread_count = 1;
    libav::FramePtr frame = libav::make_frame();
    frame->width = image.width();
    frame->height = image.height();
    frame->format = AV_PIX_FMT_RGB24;
    libav::PacketPtr packet = libav::make_packet();
    int result = avcodec_open2(codec.get(), encoder, nullptr);
    if (result >= 0) result = av_frame_get_buffer(frame.get(), 0);
    if (result >= 0) {
        for (int y = 0; y < image.height(); ++y) {
            std::copy_n(image.row(y), image.stride(),
                        frame->data[0] + static_cast<int64_t>(y) * frame->linesize[0]);
        }
        result = avcodec_send_frame(codec.get(), frame.get());
    }
    if (result >= 0) result = avcodec_send_frame(codec.get(), nullptr);
    if (result >= 0) result = avcodec_receive_packet(codec.get(), packet.get());
    if (result < 0) throw Error(ErrorCode::Internal, "PNG encoding failed: " + libav::error_text(result));
    return {packet->data, packet->data + packet->size};
}

void write_image(const std::filesystem::path& file, const Image& image, int jpeg_quality) {
    if (is_jpeg_name(file)) return write_jpeg(file, image, jpeg_quality);
    if (lower_extension(file) != ".png") {
        throw Error(ErrorCode::Argument, file.string() + ": pictures are written as .png or .jpg");
    }
    const std::vector<uint8_t> bytes = encode_png(image);
    AtomicFile whole(file);
    whole.write(bytes.data(), bytes.size());
    whole.commit();
}

}  // namespace rtrack
