#include "tracking/base/geometry.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <sstream>

#include "tracking/base/error.h"

namespace rtrack {

bool Box::valid() const {
    return std::isfinite(x) && std::isfinite(y) && std::isfinite(width) && std::isfinite(height) &&
           width > 0 && height > 0;
}

Box box_from_corners(double x1, double y1, double x2, double y2) {
    return {x1, y1, x2 - x1, y2 - y1};
}

Box box_from_cxcywh(double center_x, double center_y, double width, double height) {
    return {center_x - width / 2, center_y - height / 2, width, height};
}

Box clipped(const Box& box, double picture_width, double picture_height) {
    const double x1 = std::clamp(box.x, 0.0, picture_width);
    const double y1 = std::clamp(box.y, 0.0, picture_height);
    const double x2 = std::clamp(box.right(), x1, picture_width);
    const double y2 = std::clamp(box.bottom(), y1, picture_height);
    return box_from_corners(x1, y1, x2, y2);
}

Box clipped_with_margin(const Box& box, double picture_width, double picture_height, double margin) {
    const double x1 = std::clamp(box.x, 0.0, std::max(0.0, picture_width - margin));
    const double x2 = std::clamp(box.right(), std::min(margin, picture_width), picture_width);
    const double y1 = std::clamp(box.y, 0.0, std::max(0.0, picture_height - margin));
    const double y2 = std::clamp(box.bottom(), std::min(margin, picture_height), picture_height);
    return {x1, y1, std::max(margin, x2 - x1), std::max(margin, y2 - y1)};
}

namespace {

double intersection_area(const Box& a, const Box& b) {
    const double width = std::min(a.right(), b.right()) - std::max(a.x, b.x);
    const double height = std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
    return width > 0 && height > 0 ? width * height : 0.0;
}

}  // namespace

double iou(const Box& a, const Box& b) {
    const double intersection = intersection_area(a, b);
    const double united = a.area() + b.area() - intersection;
    return intersection > 0 && united > 0 ? intersection / united : 0.0;
}

std::string to_string(const Box& box) {
    const double values[] = {box.x, box.y, box.width, box.height};
    std::string text;
    for (double value : values) {
        char buffer[64];
        std::snprintf(buffer, sizeof buffer, "%.3f", value);
        std::string number = buffer;
        if (number.find('.') != std::string::npos) {
            number.erase(number.find_last_not_of('0') + 1);
            if (number.back() == '.') number.pop_back();
        }
        if (number == "-0") number = "0";
        text += (text.empty() ? "" : ",") + number;
    }
    return text;
}

Box box_from_string(const std::string& text) {
    std::string blanks = text;
    std::replace(blanks.begin(), blanks.end(), ',', ' ');
    std::istringstream stream(blanks);
    double v[4];
    for (double& value : v) {
        if (!(stream >> value))
            throw Error(ErrorCode::Argument, "a box is x,y,w,h (four numbers), got '" + text + "'");
    }
    std::string rest;
    if (stream >> rest)
        throw Error(ErrorCode::Argument, "a box is x,y,w,h (four numbers), got '" + text + "'");
    const Box box{v[0], v[1], v[2], v[3]};
    if (!box.valid()) throw Error(ErrorCode::Argument, "a box must have positive size, got '" + text + "'");
    return box;
}

}  // namespace rtrack
