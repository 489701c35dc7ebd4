#include "tracking/kernels/crop_resize.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <ATen/Parallel.h>

#include "tracking/base/error.h"

namespace rtrack {

namespace {

constexpr int64_t kRowsPerThread = 32;

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

/// One output row's vertical sum over the columns from `first` on: float RGB, as many as `padding_row` has.
void blend_rows(const Image& frame, const Taps& taps, int first, const std::vector<float>& padding_row,
                std::vector<float>& row) {
    const size_t values = padding_row.size();
    for (size_t i = 0; i < values; ++i) row[i] = taps.outside * padding_row[i];
    for (size_t k = 0; k < taps.weights.size(); ++k) {
        const uint8_t* source = frame.row(taps.first + static_cast<int>(k)) + first * Image::kChannels;
        const float weight = taps.weights[k];
        for (size_t i = 0; i < values; ++i) row[i] += weight * source[i];
    }
}

/// One output row's horizontal sum of what blend_rows made, normalised: an RGB value for each of `columns`.
void blend_columns(const std::vector<float>& row, const std::vector<Taps>& columns, int first,
                   const std::array<float, 3>& padding, float* output) {
    float scale[3];
    float shift[3];
    for (int c = 0; c < 3; ++c) {
        scale[c] = 1.0F / (255.0F * kImageStd[c]);
        shift[c] = -kImageMean[c] / kImageStd[c];
    }
    for (const Taps& taps : columns) {
        float sum[3];
        for (int c = 0; c < 3; ++c) sum[c] = taps.outside * padding[c];
        size_t place = static_cast<size_t>(taps.weights.empty() ? 0 : taps.first - first) * Image::kChannels;
        for (const float weight : taps.weights) {
            for (int c = 0; c < 3; ++c) sum[c] += weight * row[place++];
        }
        for (int c = 0; c < 3; ++c) *output++ = sum[c] * scale[c] + shift[c];
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

    std::vector<float> padding_row;
    padding_row.reserve(static_cast<size_t>(count) * Image::kChannels);
    for (int x = 0; x < count; ++x) padding_row.insert(padding_row.end(), padding.begin(), padding.end());

    at::Tensor output = at::empty({1, size, size, Image::kChannels}, at::kFloat);
    float* pixels = output.mutable_data_ptr<float>();
    at::parallel_for(0, size, kRowsPerThread, [&](int64_t from, int64_t to) {
        std::vector<float> row(padding_row.size());
        for (int64_t y = from; y < to; ++y) {
            blend_rows(frame, rows[y], first, padding_row, row);
            blend_columns(row, columns, first, padding, pixels + y * size * Image::kChannels);
        }
    });
    return output.permute({0, 3, 1, 2});
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
