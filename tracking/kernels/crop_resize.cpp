#include "tracking/kernels/crop_resize.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "tracking/base/error.h"

namespace rtrack {

namespace {

/// How one output row (or column) is made from input ones: weights of the inputs [first, first +
/// weights.size()) that lie inside the frame, and what falls outside.
struct Taps {
    int first = 0;
    std::vector<float> weights;
    float outside = 0;
};

Taps taps_at(double position, double support, int input_size) {
    Taps taps;
    const int low = static_cast<int>(std::floor(position - support));
    const int high = static_cast<int>(std::ceil(position + support));
    double total = 0;
    double outside = 0;
    std::vector<float> inside;
    for (int i = low; i <= high; ++i) {
        const double weight = std::max(0.0, 1.0 - std::abs(i - position) / support);
        if (weight <= 0) continue;
        total += weight;
        if (i < 0 || i >= input_size) {
            outside += weight;
        } else {
            if (inside.empty()) taps.first = i;
            inside.push_back(static_cast<float>(weight));
        }
    }
    for (float& weight : inside) weight = static_cast<float>(weight / total);
    taps.weights = std::move(inside);
    taps.outside = static_cast<float>(outside / total);
    return taps;
}

std::vector<Taps> all_taps(double center, double side, int output_size, int input_size) {
    const double step = side / output_size;
    const double support = std::max(1.0, step);
    std::vector<Taps> taps;
    taps.reserve(output_size);
    for (int i = 0; i < output_size; ++i) {
        // Pixel i covers [i, i + 1); its centre is i + 0.5 in the crop, and so in the frame.
        taps.push_back(taps_at(center - side / 2 + (i + 0.5) * step - 0.5, support, input_size));
    }
    return taps;
}

/// One output row's vertical sum over the columns [first, first + count): float RGB.
void blend_rows(const Image& frame, const Taps& taps, int first, int count,
                const std::array<float, 3>& padding, std::vector<float>& row) {
    const int values = count * Image::kChannels;
    for (int i = 0; i < values; ++i) row[i] = taps.outside * padding[i % Image::kChannels];
    for (size_t k = 0; k < taps.weights.size(); ++k) {
        const uint8_t* source = frame.row(taps.first + static_cast<int>(k)) + first * Image::kChannels;
        const float weight = taps.weights[k];
        for (int i = 0; i < values; ++i) row[i] += weight * source[i];
    }
}

void check_crop(const Image& frame, const Crop& crop) {
    if (frame.empty() || !(crop.side > 0) || !std::isfinite(crop.side) || crop.size <= 0 ||
        !std::isfinite(crop.center.x) || !std::isfinite(crop.center.y)) {
        throw Error(ErrorCode::Contract, "a crop needs a frame and a positive, finite side, got side " +
                                             std::to_string(crop.side) + " of a " +
                                             std::to_string(frame.width()) + " x " +
                                             std::to_string(frame.height()) + " frame");
    }
}

}  // namespace

at::Tensor crop_resize(const Image& frame, const Crop& crop, const std::array<float, 3>& padding) {
    check_crop(frame, crop);
    const int size = crop.size;
    const auto rows = all_taps(crop.center.y, crop.side, size, frame.height());
    const auto columns = all_taps(crop.center.x, crop.side, size, frame.width());
    int first = frame.width();
    int last = 0;
    for (const Taps& taps : columns) {
        if (taps.weights.empty()) continue;
        first = std::min(first, taps.first);
        last = std::max(last, taps.first + static_cast<int>(taps.weights.size()));
    }
    const int count = std::max(0, last - first);

    std::array<float, 3> scale;
    std::array<float, 3> shift;
    for (int c = 0; c < 3; ++c) {
        scale[c] = 1.0F / (255.0F * kImageStd[c]);
        shift[c] = -kImageMean[c] / kImageStd[c];
    }

    at::Tensor output = at::empty({1, 3, size, size}, at::kFloat);
    float* planes[3];
    for (int c = 0; c < 3; ++c) planes[c] = output.data_ptr<float>() + static_cast<int64_t>(c) * size * size;
    std::vector<float> row(static_cast<size_t>(count) * Image::kChannels);
    for (int y = 0; y < size; ++y) {
        blend_rows(frame, rows[y], first, count, padding, row);
        for (int x = 0; x < size; ++x) {
            const Taps& taps = columns[x];
            float sum[3];
            for (int c = 0; c < 3; ++c) sum[c] = taps.outside * padding[c];
            const float* source = row.data() + static_cast<ptrdiff_t>(taps.first - first) * Image::kChannels;
            for (size_t k = 0; k < taps.weights.size(); ++k) {
                for (int c = 0; c < 3; ++c) sum[c] += taps.weights[k] * source[k * Image::kChannels + c];
            }
            for (int c = 0; c < 3; ++c) planes[c][y * size + x] = sum[c] * scale[c] + shift[c];
        }
    }
    return output;
}

at::Tensor normalize_crops(const at::Tensor& crops) {
    const auto options = crops.options().dtype(at::kFloat);
    const at::Tensor mean =
        at::tensor({kImageMean[0] * 255, kImageMean[1] * 255, kImageMean[2] * 255}, options);
    const at::Tensor std = at::tensor({kImageStd[0] * 255, kImageStd[1] * 255, kImageStd[2] * 255}, options);
    // Permuting the channels to the front leaves them last in memory, which the convolutions prefer.
    return crops.to(at::kFloat).sub_(mean).div_(std).permute({0, 3, 1, 2});
}

std::array<float, 3> mean_color(const Image& frame) {
    std::array<double, 3> sum{};
    int64_t count = 0;
    for (int y = 0; y < frame.height(); y += 8) {
        const uint8_t* row = frame.row(y);
        for (int x = 0; x < frame.width(); x += 8, ++count) {
            for (int c = 0; c < 3; ++c) sum[c] += row[x * Image::kChannels + c];
        }
    }
    std::array<float, 3> mean{};
    for (int c = 0; c < 3; ++c) mean[c] = count ? static_cast<float>(sum[c] / count) : 0.0F;
    return mean;
}

}  // namespace rtrack
