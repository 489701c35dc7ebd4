#include "tests/gui/evaluation_files.h"

#include <cstdio>

#include "tracking/media/image_codec.h"
#include "training/evaluation/result_files.h"

namespace rtrack::test {
namespace {

constexpr int kWidth = 128;
constexpr int kHeight = 96;

Image paintedFrame(const Box& box) {
    Image image(kWidth, kHeight);
    for (int y = 0; y < kHeight; ++y) {
        for (int x = 0; x < kWidth; ++x) {
            const bool inside = x >= box.x && x < box.right() && y >= box.y && y < box.bottom();
            const int checks = ((x / 4 + y / 4) % 2) * 60;
            for (int c = 0; c < 3; ++c) {
                image.data()[static_cast<size_t>(y) * image.stride() + static_cast<size_t>(3 * x + c)] =
                    static_cast<uint8_t>(inside ? 150 + checks : 20 + (7 * x + 13 * y) % 40);
            }
        }
    }
    return image;
}

}  // namespace

std::string EvaluationFiles::name(int sequence) {
    return (sequence % 3 == 2 ? "cube_" : "ball_") + std::to_string(sequence);
}

Box EvaluationFiles::truth(int frame) {
    return {10.0 + frame, 20, 30, 24};
}

EvaluationFiles::EvaluationFiles(int sequences) : sequences_(sequences) {
    for (int s = 0; s < sequences; ++s) {
        const std::filesystem::path folder = folder_ / "data" / name(s);
        std::filesystem::create_directories(folder);
        std::string boxes;
        for (int frame = 0; frame < kFrames; ++frame) {
            char picture[32];
            std::snprintf(picture, sizeof picture, "%08d.jpg", frame + 1);
            write_image(folder / picture, paintedFrame(truth(frame)));
            boxes += to_string(truth(frame)) + "\n";
        }
        folder_.write("data/" + name(s) + "/groundtruth.txt", boxes);
    }
}

void EvaluationFiles::addTracker(const std::string& tracker, double shift, int lost) const {
    for (int s = 0; s < sequences_; ++s) {
        std::vector<Box> boxes;
        for (int frame = 0; frame < kFrames; ++frame) {
            Box box = truth(frame);
            if (frame > 0) box.x += shift;
            if (s == lost && frame >= kLostFirst && frame <= kLostLast) box.x += 50;
            boxes.push_back(box);
        }
        write_result(std::filesystem::path(results()) / "GOT-10k" / tracker, name(s), ResultLayout::Got10k,
                     boxes, std::vector<double>(kFrames, 0.01));
    }
}

}  // namespace rtrack::test
