#include "tests/media/clip_maker.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>

#include <unistd.h>

namespace rtrack::test {
namespace {

constexpr int kBits = 10;

std::string quoted(const std::filesystem::path& path) {
    return "'" + path.string() + "'";
}

std::string output_of(const std::string& command) {
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
    std::string text;
    char buffer[4096];
    while (pipe) {
        const size_t got = fread(buffer, 1, sizeof(buffer), pipe.get());
        if (got == 0) break;
        text.append(buffer, got);
    }
    return text;
}

[[noreturn]] void throw_with_log(const std::string& command, const std::filesystem::path& log) {
    std::ifstream stream(log);
    std::stringstream words;
    words << stream.rdbuf();
    throw std::runtime_error(command + " failed: " + words.str());
}

}  // namespace

bool have_ffmpeg() {
    static const bool have = std::system("ffmpeg -version >/dev/null 2>&1") == 0;
    return have;
}

bool have_encoder(const std::string& encoder) {
    static const std::string list = output_of("ffmpeg -hide_banner -encoders 2>/dev/null");
    return list.find(" " + encoder + " ") != std::string::npos;
}

Image numbered_image(int width, int height, int number) {
    Image image(width, height);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            uint8_t* pixel = image.row(y) + 3 * x;
            const bool bar = y < height / 2;
            const bool set = ((number >> (x * kBits / width)) & 1) != 0;
            pixel[0] = static_cast<uint8_t>(bar ? (set ? 235 : 20) : (4 * x + 3 * number) % 256);
            pixel[1] = static_cast<uint8_t>(bar ? pixel[0] : 255 * y / height);
            pixel[2] = static_cast<uint8_t>(bar ? pixel[0] : 120);
        }
    }
    return image;
}

std::optional<int> number_in(const Image& image) {
    int number = 0;
    for (int bit = 0; bit < kBits; ++bit) {
        const int x = (2 * bit + 1) * image.width() / (2 * kBits);
        const int green = image.row(image.height() / 4)[3 * x + 1];
        if (green > 80 && green < 176) return std::nullopt;
        if (green >= 176) number |= 1 << bit;
    }
    return number;
}

void make_clip(const std::filesystem::path& file, int width, int height, int frames,
               const std::string& arguments, const std::string& input_arguments) {
    const std::filesystem::path log = file.string() + ".log";
    const std::string command = "ffmpeg -v error -y -f rawvideo -pix_fmt rgb24 -s " + std::to_string(width) +
                                "x" + std::to_string(height) + " " + input_arguments + " -i - " + arguments +
                                " " + quoted(file) + " 2>" + quoted(log);
    FILE* pipe = popen(command.c_str(), "w");
    if (pipe == nullptr) throw std::runtime_error("cannot run " + command);
    for (int number = 0; number < frames; ++number) {
        const Image image = numbered_image(width, height, number);
        fwrite(image.data(), 1, image.bytes(), pipe);
    }
    if (pclose(pipe) != 0) throw_with_log(command, log);
    std::filesystem::remove(log);
}

void run_ffmpeg(const std::string& arguments) {
    const std::string command = "ffmpeg -v error -nostdin -y " + arguments + " 2>/dev/null";
    if (std::system(command.c_str()) != 0) throw std::runtime_error(command + " failed");
}

std::vector<Image> decoded_by_ffmpeg(const std::filesystem::path& file, int width, int height,
                                     const std::string& arguments) {
    const std::string command = "ffmpeg -v error -nostdin -i " + quoted(file) +
                                " -map 0:v:0 -vsync passthrough " + arguments +
                                " -f rawvideo -pix_fmt rgb24 - 2>/dev/null";
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
    std::vector<Image> images;
    while (pipe) {
        Image image(width, height);
        if (fread(image.data(), 1, image.bytes(), pipe.get()) != image.bytes()) break;
        images.push_back(std::move(image));
    }
    return images;
}

}  // namespace rtrack::test
