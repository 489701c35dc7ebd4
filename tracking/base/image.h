#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace rtrack {

/// A picture in memory: 8-bit RGB, three bytes a pixel, rows one after the other.
///
/// A plain value. Frames in flight between threads are `shared_ptr<const Image>` and immutable.
class Image {
public:
    static constexpr int kChannels = 3;

    Image() = default;
    /// Black picture. @throws Error(Contract) if a side is negative or the picture exceeds kMaxPixels.
    Image(int width, int height);

    static constexpr int64_t kMaxPixels = int64_t{1} << 29;

    [[nodiscard]] int width() const { return width_; }
    [[nodiscard]] int height() const { return height_; }
    [[nodiscard]] bool empty() const { return data_.empty(); }
    [[nodiscard]] size_t stride() const { return static_cast<size_t>(width_) * kChannels; }  ///< bytes a row
    [[nodiscard]] size_t bytes() const { return data_.size(); }
    [[nodiscard]] const uint8_t* data() const { return data_.data(); }
    [[nodiscard]] uint8_t* data() { return data_.data(); }
    [[nodiscard]] const uint8_t* row(int y) const { return data_.data() + y * stride(); }
    [[nodiscard]] uint8_t* row(int y) { return data_.data() + y * stride(); }
    bool operator==(const Image&) const = default;

private:
    int width_ = 0;
    int height_ = 0;
    std::vector<uint8_t> data_;
};

using ImagePtr = std::shared_ptr<const Image>;

}  // namespace rtrack
