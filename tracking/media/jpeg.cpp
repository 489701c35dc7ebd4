#include "tracking/media/jpeg.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <memory>

#include <turbojpeg.h>

#include "tracking/base/atomic_file.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

struct HandleDeleter {
    void operator()(void* handle) const { tjDestroy(handle); }
};
using Handle = std::unique_ptr<void, HandleDeleter>;

// A handle keeps its tables from picture to picture and belongs to one thread at a time.
void* decompressor() {
    thread_local Handle handle(tjInitDecompress());
    if (!handle) throw Error(ErrorCode::Internal, "libjpeg-turbo could not be started");
    return handle.get();
}

[[noreturn]] void throw_damaged(const std::string& name, void* handle) {
    throw Error(ErrorCode::Data, name + " cannot be decoded as JPEG: " + tjGetErrorStr2(handle));
}

struct Header {
    JpegSize size;
    int colorspace = TJCS_YCbCr;
};

Header header_of(std::span<const uint8_t> bytes, const std::string& name) {
    if (bytes.empty()) throw Error(ErrorCode::Data, name + " is empty");
    void* handle = decompressor();
    Header header;
    int subsampling = 0;
    if (tjDecompressHeader3(handle, bytes.data(), bytes.size(), &header.size.width, &header.size.height,
                            &subsampling, &header.colorspace) != 0) {
        throw_damaged(name, handle);
    }
    return header;
}

// Padding before the end marker is common and harms nothing; every other warning means missing or wrong
// pixels.
bool harmless_warning(void* handle) {
    return tjGetErrorCode(handle) == TJERR_WARNING &&
           std::strstr(tjGetErrorStr2(handle), "extraneous bytes before marker 0xd9") != nullptr;
}

void decompress(std::span<const uint8_t> bytes, const std::string& name, int width, int height, int format,
                uint8_t* pixels) {
    void* handle = decompressor();
    if (tjDecompress2(handle, bytes.data(), bytes.size(), pixels, width, 0, height, format,
                      TJFLAG_LIMITSCANS) != 0 &&
        !harmless_warning(handle)) {
        throw_damaged(name, handle);
    }
}

// Adobe stores CMYK inverted, so that ink 255 means none.
void rgb_from_cmyk(const std::vector<uint8_t>& cmyk, Image& image) {
    const size_t pixels = cmyk.size() / 4;
    uint8_t* out = image.data();
    for (size_t i = 0; i < pixels; ++i) {
        const int black = cmyk[4 * i + 3];
        for (size_t c = 0; c < 3; ++c)
            out[3 * i + c] = static_cast<uint8_t>((cmyk[4 * i + c] * black + 127) / 255);
    }
}

/// @param most  reads at most this many bytes; -1: all.
std::vector<uint8_t> file_bytes(const std::filesystem::path& file, int64_t most = -1) {
    std::ifstream stream(file, std::ios::binary | std::ios::ate);
    if (!stream) throw Error(ErrorCode::Data, file.string() + " cannot be opened");
    const int64_t size = stream.tellg();
    if (size < 0) throw Error(ErrorCode::Data, file.string() + " cannot be read");
    std::vector<uint8_t> bytes(static_cast<size_t>(most < 0 ? size : std::min(size, most)));
    stream.seekg(0);
    if (!stream.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()))) {
        throw Error(ErrorCode::Data, file.string() + " cannot be read");
    }
    return bytes;
}

}  // namespace

Image decode_jpeg(std::span<const uint8_t> bytes, const std::string& name, int denominator) {
    if (denominator != 1 && denominator != 2 && denominator != 4 && denominator != 8) {
        throw Error(ErrorCode::Contract,
                    "a JPEG is decoded at 1/1, 1/2, 1/4 or 1/8, not 1/" + std::to_string(denominator));
    }
    const Header header = header_of(bytes, name);
    const int width = (header.size.width + denominator - 1) / denominator;
    const int height = (header.size.height + denominator - 1) / denominator;
    if (int64_t{width} * height > Image::kMaxPixels) {
        throw Error(ErrorCode::Data, name + " has " + std::to_string(width) + " x " + std::to_string(height) +
                                         " pixels, which is more than can be opened");
    }
    Image image(width, height);
    if (header.colorspace == TJCS_CMYK || header.colorspace == TJCS_YCCK) {
        std::vector<uint8_t> cmyk(size_t{4} * width * height);
        decompress(bytes, name, width, height, TJPF_CMYK, cmyk.data());
        rgb_from_cmyk(cmyk, image);
    } else {
        decompress(bytes, name, width, height, TJPF_RGB, image.data());
    }
    return image;
}

Image read_jpeg(const std::filesystem::path& file, int denominator) {
    return decode_jpeg(file_bytes(file), file.string(), denominator);
}

JpegSize decode_jpeg_size(std::span<const uint8_t> bytes, const std::string& name) {
    return header_of(bytes, name).size;
}

JpegSize read_jpeg_size(const std::filesystem::path& file) {
    constexpr int64_t kFirstPart = 64 * 1024;  // a thumbnail or colour profile can push the size further back
    const std::vector<uint8_t> first = file_bytes(file, kFirstPart);
    try {
        return decode_jpeg_size(first, file.string());
    } catch (const Error&) {
        if (static_cast<int64_t>(first.size()) < kFirstPart) throw;
    }
    return decode_jpeg_size(file_bytes(file), file.string());
}

std::vector<uint8_t> encode_jpeg(const Image& image, int quality) {
    constexpr int kLargestSide = 65535;
    if (image.empty() || image.width() > kLargestSide || image.height() > kLargestSide) {
        throw Error(ErrorCode::Contract, "a picture of " + std::to_string(image.width()) + " x " +
                                             std::to_string(image.height()) + " pixels cannot be a JPEG");
    }
    const Handle handle(tjInitCompress());
    if (!handle) throw Error(ErrorCode::Internal, "libjpeg-turbo could not be started");
    const int subsampling = quality >= 90 ? TJSAMP_444 : TJSAMP_420;
    unsigned char* bytes = nullptr;
    unsigned long size = 0;  // NOLINT(google-runtime-int): the library's type
    const int failed = tjCompress2(handle.get(), image.data(), image.width(), 0, image.height(), TJPF_RGB,
                                   &bytes, &size, subsampling, std::clamp(quality, 1, 100), 0);
    const std::unique_ptr<unsigned char, decltype(&tjFree)> owner(bytes, &tjFree);
    if (failed != 0) {
        throw Error(ErrorCode::Internal,
                    std::string("JPEG encoding failed: ") + tjGetErrorStr2(handle.get()));
    }
    return {bytes, bytes + size};
}

void write_jpeg(const std::filesystem::path& file, const Image& image, int quality) {
    const std::vector<uint8_t> bytes = encode_jpeg(image, quality);
    AtomicFile whole(file);
    whole.write(bytes.data(), bytes.size());
    whole.commit();
}

}  // namespace rtrack
