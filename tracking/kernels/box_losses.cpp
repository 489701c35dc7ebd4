#include "tracking/kernels/box_losses.h"

namespace rtrack {

namespace {

// Boxes are in pixels; a hundred-millionth of one changes no result and keeps 0 / 0 away.
constexpr double kTiny = 1e-8;

at::Tensor area(const at::Tensor& boxes) {
    return (boxes.narrow(-1, 2, 2) - boxes.narrow(-1, 0, 2)).clamp_min(0).prod(-1);
}

struct Overlap {
    at::Tensor intersection;
    at::Tensor united;
};

Overlap overlap(const at::Tensor& a, const at::Tensor& b) {
    const at::Tensor top_left = at::maximum(a.narrow(-1, 0, 2), b.narrow(-1, 0, 2));
    const at::Tensor bottom_right = at::minimum(a.narrow(-1, 2, 2), b.narrow(-1, 2, 2));
    at::Tensor intersection = (bottom_right - top_left).clamp_min(0).prod(-1);
    at::Tensor united = area(a) + area(b) - intersection;
    return {intersection, united};
}

}  // namespace

at::Tensor box_iou(const at::Tensor& a, const at::Tensor& b) {
    const Overlap parts = overlap(a, b);
    return parts.intersection / (parts.united + kTiny);
}

at::Tensor box_giou(const at::Tensor& a, const at::Tensor& b) {
    const Overlap parts = overlap(a, b);
    const at::Tensor top_left = at::minimum(a.narrow(-1, 0, 2), b.narrow(-1, 0, 2));
    const at::Tensor bottom_right = at::maximum(a.narrow(-1, 2, 2), b.narrow(-1, 2, 2));
    const at::Tensor hull = (bottom_right - top_left).prod(-1);
    return parts.intersection / (parts.united + kTiny) - (hull - parts.united) / (hull + kTiny);
}

}  // namespace rtrack
