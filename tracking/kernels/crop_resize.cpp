#include "tracking/kernels/crop_resize.h"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <string>
#include <vector>

#include <ATen/Parallel.h>

#include "tracking/base/error.h"
#include "tracking/kernels/crop_resize_math.h"
#include "tracking/kernels/cuda_plugin.h"
#include "tracking/kernels/vectorized.h"

namespace rtrack {

namespace {

constexpr int64_t kRowsPerThread = 32;
constexpr int64_t kPixelsPerThread = 1 << 14;

/// AxisTaps with the weights written out: every row of the frame is weighted by the same ones.
struct Taps {
    int first = 0;
    std::vector<float> weights;
    float outside = 0;
};

std::vector<Taps> all_taps(double center, double side, int output_size, int input_size) {
    std::vector<Taps> all(output_size);
    for (int i = 0; i < output_size; ++i) {
        const AxisTaps axis = axis_taps(center, side, output_size, i, input_size);
        all[i].first = axis.first;
        all[i].outside = axis.outside;
        all[i].weights.resize(axis.count);
        for (int k = 0; k < axis.count; ++k) all[i].weights[k] = axis.weight(k);
    }
    return all;
}

Normalization image_normalization() {
    Normalization normalization{};
    for (int c = 0; c < 3; ++c) {
        normalization.scale[c] = 1.0F / (255.0F * kImageStd[c]);
        normalization.shift[c] = -kImageMean[c] / kImageStd[c];
    }
    return normalization;
}

FramePixels pixels_of(const at::Tensor& frame) {
    FramePixels pixels{};
    pixels.pixels = frame.const_data_ptr<uint8_t>();
    pixels.height = static_cast<int>(frame.size(0));
    pixels.width = static_cast<int>(frame.size(1));
    pixels.stride = frame.size(1) * Image::kChannels;
    return pixels;
}

/// One output row's vertical sum over the columns from `first` on: float RGB, as many as `padding_row` has.
void blend_rows(const FramePixels& frame, const Taps& taps, int first, const std::vector<float>& padding_row,
                std::vector<float>& row) {
    const size_t values = padding_row.size();
    for (size_t i = 0; i < values; ++i) row[i] = taps.outside * padding_row[i];
    for (size_t k = 0; k < taps.weights.size(); ++k) {
        const uint8_t* source =
            frame.pixels + (taps.first + static_cast<int64_t>(k)) * frame.stride + first * Image::kChannels;
        add_weighted(taps.weights[k], source, static_cast<int64_t>(values), row.data());
    }
}

/// One output row's horizontal sum of what blend_rows made, normalised: an RGB value for each of `columns`.
void blend_columns(const std::vector<float>& row, const std::vector<Taps>& columns, int first,
                   const std::array<float, 3>& padding, float* output) {
    const Normalization by = image_normalization();
    for (const Taps& taps : columns) {
        float sum[3];
        for (int c = 0; c < 3; ++c) sum[c] = taps.outside * padding[c];
        size_t place = static_cast<size_t>(taps.weights.empty() ? 0 : taps.first - first) * Image::kChannels;
        for (const float weight : taps.weights) {
            for (int c = 0; c < 3; ++c) sum[c] += weight * row[place++];
        }
        for (int c = 0; c < 3; ++c) *output++ = normalized(sum[c], by, c);
    }
}

void check_frame(const at::Tensor& frame) {
    if (frame.dim() == 3 && frame.size(2) == Image::kChannels && frame.numel() > 0 &&
        frame.scalar_type() == at::kByte && frame.is_contiguous())
        return;
    std::ostringstream message;
    message << "a crop needs a frame [H, W, 3] of bytes, got " << frame.sizes();
    throw Error(ErrorCode::Contract, message.str());
}

void check_crop(const at::Tensor& frame, const Crop& crop, int size) {
    if (!(crop.side > 0) || !std::isfinite(crop.side) || crop.size <= 0 || crop.size != size ||
        !std::isfinite(crop.center.x) || !std::isfinite(crop.center.y)) {
        throw Error(ErrorCode::Contract,
                    "a crop needs a positive, finite side and the size of the others, got side " +
                        std::to_string(crop.side) + ", size " + std::to_string(crop.size) + " of a " +
                        std::to_string(frame.size(1)) + " x " + std::to_string(frame.size(0)) + " frame");
    }
}

/// @param output  [S, S, 3]
void crop_cpu(const FramePixels& frame, const Crop& crop, const std::array<float, 3>& padding,
              float* output) {
    const int size = crop.size;
    const auto rows = all_taps(crop.center.y, crop.side, size, frame.height);
    const auto columns = all_taps(crop.center.x, crop.side, size, frame.width);
    int first = frame.width;
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

    at::parallel_for(0, size, kRowsPerThread, [&](int64_t from, int64_t to) {
        std::vector<float> row(padding_row.size());
        for (int64_t y = from; y < to; ++y) {
            blend_rows(frame, rows[y], first, padding_row, row);
            blend_columns(row, columns, first, padding, output + y * size * Image::kChannels);
        }
    });
}

void crop_cuda(const at::Tensor& frame, const std::vector<Crop>& crops, const std::array<float, 3>& padding,
               at::Tensor& output) {
    std::vector<CropPlace> places;
    places.reserve(crops.size());
    for (const Crop& crop : crops) {
        places.push_back({crop.center.x, crop.center.y, crop.side, {padding[0], padding[1], padding[2]}});
    }
    const CudaCall call(output);
    call.check(call.operators.crop_resize(pixels_of(frame), image_normalization(), places.data(),
                                          static_cast<int>(places.size()), crops.front().size, call.element,
                                          output.mutable_data_ptr(), call.stream));
}

}  // namespace

at::Tensor frame_tensor(const Image& frame, at::Device device) {
    // Torch has no view of constant memory; nobody writes through this one.
    const at::Tensor view =
        at::from_blob(const_cast<uint8_t*>(frame.data()), {frame.height(), frame.width(), Image::kChannels},
                      at::TensorOptions().dtype(at::kByte));
    return device.is_cpu() ? view : view.pin_memory().to(device, /*non_blocking=*/true);
}

at::Tensor crop_resize(const at::Tensor& frame, const std::vector<Crop>& crops,
                       const std::array<float, 3>& padding, at::ScalarType type) {
    check_frame(frame);
    const int size = crops.empty() ? 0 : crops.front().size;
    for (const Crop& crop : crops) check_crop(frame, crop, size);
    at::Tensor output = at::empty({static_cast<int64_t>(crops.size()), size, size, Image::kChannels},
                                  frame.options().dtype(type));
    if (frame.is_cuda()) {
        if (!crops.empty()) crop_cuda(frame, crops, padding, output);
    } else {
        float* pixels = output.mutable_data_ptr<float>();
        for (const Crop& crop : crops) {
            crop_cpu(pixels_of(frame), crop, padding, pixels);
            pixels += static_cast<int64_t>(size) * size * Image::kChannels;
        }
    }
    return output.permute({0, 3, 1, 2});
}

at::Tensor crop_resize(const Image& frame, const Crop& crop, const std::array<float, 3>& padding) {
    return crop_resize(frame_tensor(frame, at::kCPU), std::vector<Crop>{crop}, padding);
}

at::Tensor normalize_crops(const at::Tensor& crops) {
    if (crops.dim() != 4 || crops.size(3) != Image::kChannels || crops.scalar_type() != at::kByte) {
        std::ostringstream message;
        message << "crops to be normalised are [B, H, W, 3] bytes, got " << crops.sizes();
        throw Error(ErrorCode::Contract, message.str());
    }
    const at::Tensor pixels = crops.contiguous();
    at::Tensor output = at::empty(pixels.sizes(), pixels.options().dtype(at::kFloat).pinned_memory(false));
    const int64_t count = pixels.numel() / Image::kChannels;
    const Normalization by = image_normalization();
    const auto* in = pixels.const_data_ptr<uint8_t>();
    auto* out = output.mutable_data_ptr<float>();
    if (pixels.is_cuda()) {
        const CudaCall call(output);
        call.check(call.operators.normalize(in, by, count, call.element, out, call.stream));
    } else {
        at::parallel_for(0, count, kPixelsPerThread, [&](int64_t from, int64_t to) {
            for (int64_t i = from; i < to; ++i) {
                for (int c = 0; c < 3; ++c) out[3 * i + c] = normalized(in[3 * i + c], by, c);
            }
        });
    }
    // Permuting the channels to the front leaves them last in memory, which the convolutions prefer.
    return output.permute({0, 3, 1, 2});
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
